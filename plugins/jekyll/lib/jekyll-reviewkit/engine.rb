# frozen_string_literal: true

module JekyllReviewkit
  # reviewkit for one site: what is switched on, the answers that are known, and what is done where
  # there is none. Nothing is started before something is asked.
  class Engine
    CACHE = "ReviewKit"
    OF_MARKDOWN = "Jekyll::Converters::Markdown"
    SETTINGS = "reviewkit.toml"

    @all = {}.compare_by_identity

    # Give the engine of the site with this configuration.
    def self.of(config)
      @all[config] ||= new(config)
    end

    attr_reader :options, :reviews

    def initialize(config)
      @config = config
      @options = Options.new(config)
      @program = Program.new(config, @options)
      @cache = Jekyll::Cache.new(CACHE)
      @reviews = {}
      @documents = {}
      @told = Set.new
    end

    # Begin a build. What is switched on is asked for at once, so that a page that Jekyll keeps in
    # its cache is never one of another version's.
    def renew
      @worker&.close if @settings_digest && @settings_digest != settings_digest
      @worker&.renew
      @broken = @about = @feeds = @ledger = nil
      [@documents, @reviews, @told].each(&:clear)
      about if options.bracket_labels? || may_be_semantic?
    end

    # End a build.
    def finish
      return if @config["watch"] || @config["serving"]

      @worker&.close
    end

    # Whether the HTML of a document's text is made by reviewkit.
    def semantic?(document)
      return false unless may_be_semantic? && about

      about["markup"] == "semantic" && about["collections"].include?(document.collection.label)
    end

    # Give a document's text with the mark by which the converter knows it.
    def marked(document)
      digest = digest([source_of(document), *facts(document)])
      @documents[digest] = document
      Mark.put(digest, document.content)
    end

    # Give the HTML of a text that came to the converter, nil where that is kramdown's affair.
    def html(text, digest)
      document = @documents[digest]
      return ask("html", text, document) if document
      return unless options.bracket_labels? && text.include?("]{")

      ask("html", text, nil)
    end

    # Give the review in a document's text as `reviewkit list --json` has it; nil if it is none.
    def review(document, text)
      ask("review", text, document)
    end

    # Give a document as JSON-LD, nil if it is no review.
    def json_ld(document, text)
      ask("json_ld", text, document)
    end

    # Give what is to be linked in the head of every page: hashes with title, format, type and url.
    def feeds
      @feeds ||= attempt do
        printed, = @program.run("feed", @program.source, "--print-links", "--json", "--quiet")
        JSON.parse(printed)
      end || []
    end

    # Write the feeds into the built site.
    def write_feeds
      attempt do
        _, said = @program.run("feed", @program.source, "--output", destination)
        said.each_line { |line| Jekyll.logger.info "ReviewKit:", line.chomp }
      end
    end

    # Give the announcements of a document that are out.
    def announcements(document)
      folder = configured? && about ? about["ledger"] : "_data/announcements"
      @ledger ||= Ledger.new(File.join(@program.source, folder))
      @ledger.announcements(source_of(document), document.url)
    end

    private

    # Ask for one thing about a text; nil where the site is built without it.
    def ask(want, text, document)
      return unless about

      question = { "text" => text, "want" => [want] }.merge(context(document))
      attempt do
        @cache.getset(digest([question, document && facts(document)])) do
          worker.ask(question).fetch(want)
        end
      end
    end

    def context(document)
      return { "head" => "", "markup" => "faithful" } unless document

      { "head" => head(document), "path" => source_of(document) }
    end

    # Give what a document's page says beside its text and the configuration, which has a place of
    # its own in Jekyll's cache.
    def facts(document)
      [head(document), document.url, document.date.to_i, document.site.data["authors"]]
    end

    # Give the front matter as it stands in the file, empty for a document without a file.
    def head(document)
      text = File.read(document.path, :encoding => @config["encoding"]).delete_prefix("\uFEFF")
      text[Jekyll::Document::YAML_FRONT_MATTER_REGEXP] || ""
    rescue SystemCallError
      ""
    end

    def source_of(document)
      document.path.delete_prefix("#{@program.source}/")
    end

    # Give what the worker says of itself and of the site's settings; nil where there is none.
    def about
      @about ||= attempt do
        found = worker.ask("want" => ["about"])["about"]
        refuse("#{found["version"]} is of another time") unless found["worker"] == WORKER
        forget_others([VERSION, found["version"], settings_digest])
        found
      rescue Refused
        refuse("is too old")
      end
    end

    def refuse(what)
      raise Unusable, "reviewkit #{what} for jekyll-reviewkit #{VERSION}. Fix: pip install " \
                      "--upgrade reviewkit, and take the newest jekyll-reviewkit"
    end

    # Empty the caches of what another version or other settings made.
    def forget_others(version)
      return if @cache.key?("version") && @cache["version"] == version

      @cache.clear
      Jekyll::Cache.new(OF_MARKDOWN).clear
      @cache["version"] = version
    end

    # Do something with reviewkit; nil where that fails and the site may be built without.
    def attempt
      return if @broken

      yield
    rescue Unusable => e
      @broken = true
      give_up("#{e.message}. The site is built without it", e)
    rescue Refused => e
      give_up("#{e.message}. The text stays as kramdown makes it, without a review", e)
    end

    def give_up(message, error)
      raise Jekyll::Errors::FatalException, "ReviewKit: #{error.message}" unless options.fallback?

      Jekyll.logger.warn "ReviewKit:", message if @told.add?(message)
      @cache.delete("version") if @cache.key?("version") # what is made instead is not to be kept
      nil
    end

    def worker
      @worker ||= begin
        @settings_digest = settings_digest
        Worker.new(@program.words("render", "--worker", "--quiet", "--site", @program.source),
                   :source => @program.source, :timeout => options.timeout)
      end
    end

    def configured?
      @config.key?("reviewkit") || File.file?(settings_file)
    end

    # Whether the word stands in the settings at all; only the worker can tell what it means there.
    def may_be_semantic?
      [@config["reviewkit"].to_s, settings].any? { |text| text.include?("semantic") }
    end

    def settings
      File.file?(settings_file) ? File.read(settings_file, :encoding => "utf-8") : ""
    end

    def settings_file
      File.join(@program.source, SETTINGS)
    end

    def settings_digest
      digest(settings)
    end

    def destination
      File.expand_path(@config["destination"])
    end

    def digest(value)
      Digest::SHA256.hexdigest(JSON.generate(value))
    end
  end
end
