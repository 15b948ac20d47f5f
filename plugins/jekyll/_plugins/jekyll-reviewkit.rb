# frozen_string_literal: true

# The gem jekyll-reviewkit as one file for the folder _plugins of a Jekyll site.
# Written by scripts/write_generated.py from plugins/jekyll/lib: change it there.

require "digest"
require "jekyll"
require "json"
require "open3"
require "set"
require "shellwords"
require "tempfile"
require "timeout"

module JekyllReviewkit
  VERSION = "0.1.0"

  # The worker's way of talking that is understood here: `worker` in its answer to `about`.
  WORKER = 1
end

module JekyllReviewkit
  # The program cannot be used, now or any more: nothing else is asked of it in this build.
  class Unusable < StandardError; end

  # The program works, and says no to one text.
  class Refused < StandardError; end
end

module JekyllReviewkit
  # What `_config.yml` says below `jekyll_reviewkit:`. How reviews are read and fed stands in
  # reviewkit's own settings, below `reviewkit:` or in `reviewkit.toml`.
  class Options
    KEY = "jekyll_reviewkit"
    DEFAULTS = {
      "command"        => "reviewkit",
      "fallback"       => true,
      "feeds"          => false,
      "bracket_labels" => false,
      "timeout"        => 60,
    }.freeze

    def initialize(config)
      given = config[KEY] || {}
      wrong("it holds settings, one a line") unless given.is_a?(Hash)
      unknown = given.keys - DEFAULTS.keys
      wrong("#{unknown.first} is unknown; known are #{DEFAULTS.keys.join(", ")}") if unknown.any?
      @values = DEFAULTS.merge(given)
      check
    end

    # The program and what always stands behind it, as a list of words.
    def command
      given = @values["command"]
      given.is_a?(Array) ? given.map(&:to_s) : Shellwords.split(given.to_s)
    end

    # Whether the site is built without reviewkit where it cannot be used.
    def fallback?
      @values["fallback"]
    end

    # Whether `jekyll build` writes the feeds.
    def feeds?
      @values["feeds"]
    end

    # Whether `[Premise:]{.reviewsection}` is a label on the pages too, which kramdown does not know.
    def bracket_labels?
      @values["bracket_labels"]
    end

    # The seconds that one answer may take, for each megabyte of text.
    def timeout
      @values["timeout"]
    end

    private

    def check
      %w(fallback feeds bracket_labels).each do |name|
        wrong("#{name} is true or false") unless [true, false].include?(@values[name])
      end
      wrong("command is the name of a program") if command.empty?
      return if timeout.is_a?(Numeric) && timeout.positive?

      wrong("timeout is a number of seconds")
    end

    def wrong(what)
      raise Jekyll::Errors::InvalidConfigurationError, "#{KEY} in _config.yml: #{what}"
    end
  end
end

module JekyllReviewkit
  # The reviewkit program for one site: its words, and commands that are run to their end.
  class Program
    INSTALL = "pip install reviewkit, or name the program: #{Options::KEY}: {command: ...}"

    attr_reader :source

    def initialize(config, options)
      @config = config
      @options = options
      @source = File.expand_path(config["source"])
    end

    # Give the words of a command on the site.
    def words(name, *rest)
      [*@options.command, name, *rest, *configuration]
    end

    # Run a command; give what it printed and what it said. Raises Unusable.
    def run(name, *rest)
      printed, said, status = Open3.capture3(*words(name, *rest), :chdir => source)
      return [printed, said] if [0, 3].include?(status.exitstatus)

      raise Unusable, "reviewkit #{name} failed: #{Program.last_words(said)}"
    rescue SystemCallError => e
      raise Unusable, Program.not_run(@options.command, e)
    end

    def self.not_run(command, error)
      "#{command.first} cannot be run (#{error.message}). Fix: #{INSTALL}"
    end

    # Give what a program said at last, which for Python is what went wrong.
    def self.last_words(said)
      lines = said.to_s.scrub.lines.map(&:strip).reject(&:empty?)
      from = lines.rindex { |line| line.start_with?("error: ") } || -1
      lines.empty? ? "it said nothing" : lines[from..].join(" ")
    end

    private

    # Give `--config` with the files that Jekyll read, and what the command line set over them.
    def configuration
      files = Jekyll::Configuration.new.config_files(@config).map { |file| File.expand_path(file) }
      files.select! { |file| File.file?(file) }
      files << overrides(files) if overridden(files).any?
      files.empty? ? [] : ["--config", files.join(",")]
    end

    # Give the address that `--baseurl` or `jekyll serve` put over that of the files.
    def overridden(files)
      @overridden ||= begin
        reader = Jekyll::Configuration.new
        written = files.map { |file| reader.safe_load_file(file) || {} }.reduce({}, :merge)
        %w(url baseurl).to_h { |key| [key, @config[key]] }
          .reject { |key, value| written[key].to_s == value.to_s }
      end
    end

    def overrides(files)
      @overrides ||= Tempfile.new(["jekyll", ".yml"]).tap do |file|
        file.write(JSON.generate(overridden(files)))
        file.close
      end
      @overrides.path
    end
  end
end

module JekyllReviewkit
  # One `reviewkit render --worker` that stays up: JSON lines there and back. It is started with the
  # first question, and once more if it dies.
  class Worker
    # The process is gone, or does not say what can be understood.
    class Died < StandardError; end

    MEGABYTE = 1_000_000

    # `timeout` is the seconds that an answer may take, for each megabyte that is begun.
    def initialize(command, source:, timeout:)
      @command = command
      @source = source
      @timeout = timeout
      @starts = 0
      @last = 0
    end

    # Ask one thing, a hash with strings as keys; give the answer, a hash as well.
    # Raises Refused if the worker says no, and Unusable if there is none any more.
    def ask(question)
      answer = begin
        exchange(question)
      rescue Died => e
        close
        raise Unusable, "the reviewkit worker died: #{e.message}" if @starts > 1

        retry
      end
      raise Refused, answer["error"].to_s if answer.key?("error")

      answer
    end

    # End the process; the next question starts another.
    def close
      return unless @pipe

      Process.kill(:KILL, @pipe.pid)
      @pipe.close
    rescue SystemCallError, IOError
      nil # it has ended by itself
    ensure
      @pipe = nil
    end

    # Begin a new build, in which it may die once again.
    def renew
      @starts = @pipe ? 1 : 0
    end

    private

    def start
      @starts += 1
      @said = Tempfile.new("reviewkit")
      @pipe = IO.popen(@command, "r+b", :chdir => @source, :err => @said.path)
    rescue SystemCallError => e
      raise Unusable, Program.not_run(@command, e)
    end

    def exchange(question)
      start unless @pipe
      @last += 1
      asked = JSON.generate({ "id" => @last }.merge(question))
      seconds = @timeout * (1 + (asked.bytesize / MEGABYTE))
      line = Timeout.timeout(seconds) do
        @pipe.write(asked, "\n")
        @pipe.gets
      end
      raise Died, Program.last_words(File.read(@said.path)) unless line&.end_with?("\n")

      understood(line)
    rescue Timeout::Error
      raise Died, "no answer in #{seconds} seconds"
    rescue SystemCallError, IOError => e
      raise Died, "#{e.message}. #{Program.last_words(File.read(@said.path))}"
    end

    def understood(line)
      line.force_encoding(Encoding::UTF_8)
      raise EncodingError unless line.valid_encoding? # JSON.parse lets it through

      answer = JSON.parse(line, :max_nesting => false)
      return answer if answer.is_a?(Hash) && answer["id"] == @last

      raise Died, "it answered what was not asked"
    rescue JSON::ParserError, EncodingError
      raise Died, "its answer is no JSON in UTF-8: #{line.scrub("?")[0, 60].inspect}"
    end
  end
end

module JekyllReviewkit
  # A mark before the text of a document, by which the converter knows which one it gets: Jekyll
  # hands it the text alone, and that of excerpts and of `markdownify` as well. It holds a digest of
  # what the HTML depends on beside the text, so that Jekyll's cache never gives an old page.
  module Mark
    PATTERN = %r!\u0002reviewkit ([0-9a-f]{64})\u0003!.freeze

    module_function

    def put(digest, text)
      "\u0002reviewkit #{digest}\u0003#{text}"
    end

    # Give the digest, nil without a mark, and the text without any.
    def take(text)
      return [nil, text] unless text.include?("\u0002reviewkit ")

      [text[%r!\A#{PATTERN}!o, 1], text.gsub(PATTERN, "")]
    end
  end
end

module JekyllReviewkit
  # What was announced where, from the files that `reviewkit announce` keeps in the site.
  class Ledger
    def initialize(folder)
      @records = Dir[File.join(folder, "*.json")].sort.filter_map { |file| read(file) }
    end

    # Give the announcements of a document that are out, each with network, name and url.
    def announcements(source, path)
      record = of("source", source) || of("path", path)
      entries = record ? Array(record["targets"]) : []
      entries.select { |one| one["state"] == "published" && web?(one["url"]) }.map do |one|
        { "network" => one["network"], "name" => one["network"].capitalize, "url" => one["url"] }
      end
    end

    private

    def read(file)
      record = JSON.parse(File.read(file, :encoding => "utf-8"))
      record if record.is_a?(Hash) && record["post"].is_a?(Hash)
    rescue JSON::ParserError, EncodingError => e
      Jekyll.logger.warn "ReviewKit:", "#{file} is no record of announcements: #{e.message[0, 80]}"
      nil
    end

    def of(key, value)
      @records.find { |record| record["post"][key] == value }
    end

    def web?(url)
      url.to_s.match?(%r!\Ahttps?://!)
    end
  end
end

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

module JekyllReviewkit
  # `page.review`: the review in a document's text, read when a template asks for it. For Liquid it
  # is a hash, or nil where the text has no label.
  class Review
    def initialize(engine, document)
      @engine = engine
      @document = document
      @text = document.content
    end

    def to_liquid
      return @review if defined?(@review)

      @review = nil # a text that shows its own review finds none
      found = @engine.review(@document, text)
      @review = found && found.merge("trivia" => found["sections"].select { |one| one["trivia"] })
    end

    def [](key)
      to_liquid && to_liquid[key]
    end

    def key?(key)
      to_liquid ? to_liquid.key?(key) : false
    end

    def to_json(*state)
      to_liquid.to_json(*state)
    end

    # Give the review as schema.org data, nil where there is none.
    def json_ld
      @engine.json_ld(@document, text)
    end

    def announcements
      @engine.announcements(@document)
    end

    private

    # Give the text as Jekyll gives it to the converter, with its Liquid evaluated.
    def text
      @evaluated ||= liquid? ? evaluate : @text
    end

    def liquid?
      return false if @document.data["render_with_liquid"] == false

      Jekyll::Utils.has_liquid_construct?(@text)
    end

    def evaluate
      site = @document.site
      payload = site.site_payload
      payload["site"].current_document = @document
      payload["page"] = @document.to_liquid
      payload["highlighter_prefix"] = payload["highlighter_suffix"] = "\n"
      info = {
        :registers        => { :site => site, :page => payload["page"] },
        :strict_filters   => site.config["liquid"]["strict_filters"],
        :strict_variables => site.config["liquid"]["strict_variables"],
      }
      # Jekyll keeps parsed texts by their path, and this one may stand there with a mark.
      Jekyll::Renderer.new(site, @document, payload)
        .render_liquid(@text, payload, info, "#{@document.path}#review")
    end
  end
end

module JekyllReviewkit
  # The templates of the tags. A site or theme that has a file of the same name in
  # `_includes/reviewkit/` shows its own.
  INCLUDES = {
    "announcements.html" => <<~'LIQUID',
      <p class="review-announcements">Discuss this on
      {%- for one in include.announcements %}
      {% unless forloop.first %}or {% endunless %}<a href="{{ one.url | escape }}">{{ one.name | escape }}</a>
      {%- endfor %}.</p>
    LIQUID
    "feeds.html" => <<~'LIQUID',
      {% for feed in include.feeds -%}
      <link rel="alternate" type="{{ feed.type }}" title="{{ feed.title | escape }}" href="{{ feed.url | escape }}">
      {% endfor -%}
    LIQUID
    "json_ld.html" => <<~'LIQUID',
      <script type="application/ld+json">
      {{ include.json }}
      </script>
    LIQUID
  }.freeze
end

module JekyllReviewkit
  # A tag that shows an include with something of reviewkit's, or nothing where there is nothing.
  class Tag < Liquid::Tag
    def render(context)
      values = values(context)
      return "" if values.empty? || values.each_value.first.to_s.empty?

      partial = template(context.registers[:site])
      context.stack do
        context["include"] = values
        partial.render!(context)
      end
    end

    private

    def template(site)
      folders = site.includes_load_paths.map { |folder| File.join(folder, "reviewkit", file) }
      own = folders.find { |path| File.file?(path) }
      text = own ? File.read(own, :encoding => site.config["encoding"]) : INCLUDES.fetch(file)
      site.liquid_renderer.file(own || "reviewkit/#{file}").parse(text)
    end

    def engine(context)
      Engine.of(context.registers[:site].config)
    end

    def review(context)
      page = context.registers[:page]
      page && engine(context).reviews[page["path"]]
    end
  end

  # `{% review_json_ld %}`: the review of this page for search engines.
  class JsonLdTag < Tag
    def file
      "json_ld.html"
    end

    def values(context)
      { "json" => review(context)&.json_ld }
    end
  end

  # `{% review_feeds %}`: the feeds of the site for the head of every page.
  class FeedsTag < Tag
    def file
      "feeds.html"
    end

    def values(context)
      feeds = engine(context).feeds
      feeds.empty? ? {} : { "feeds" => feeds }
    end
  end

  # `{% review_announcements %}`: where the review of this page can be discussed.
  class AnnouncementsTag < Tag
    def file
      "announcements.html"
    end

    def values(context)
      found = review(context)&.announcements || []
      found.empty? ? {} : { "announcements" => found }
    end
  end
end

Liquid::Template.register_tag("review_json_ld", JekyllReviewkit::JsonLdTag)
Liquid::Template.register_tag("review_feeds", JekyllReviewkit::FeedsTag)
Liquid::Template.register_tag("review_announcements", JekyllReviewkit::AnnouncementsTag)

module Jekyll
  module Converters
    class Markdown < Converter
      # `markdown: ReviewKit`: Jekyll's own kramdown for every text that nothing is switched on for,
      # so that those pages stay as they were to the byte, and reviewkit's worker for the others.
      class ReviewKit
        def initialize(config)
          @kramdown = KramdownParser.new(config)
          @engine = JekyllReviewkit::Engine.of(config)
        end

        def convert(content)
          digest, text = JekyllReviewkit::Mark.take(content)
          @engine.html(text, digest) || @kramdown.convert(text)
        end
      end
    end
  end
end

Jekyll::Hooks.register :site, :after_reset do |site|
  JekyllReviewkit::Engine.of(site.config).renew
end

# Low, so that what other plug-ins did to the texts is done.
Jekyll::Hooks.register :site, :post_read, :priority => :low do |site|
  engine = JekyllReviewkit::Engine.of(site.config)
  markdown = site.find_converter_instance(Jekyll::Converters::Markdown)
  site.documents.each do |document|
    next unless markdown.matches(document.extname)

    review = JekyllReviewkit::Review.new(engine, document)
    engine.reviews[document.relative_path] = review
    document.data["review"] = review unless document.data.key?("review")
  end
end

Jekyll::Hooks.register :documents, :pre_render, :priority => :low do |document|
  engine = JekyllReviewkit::Engine.of(document.site.config)
  is_ours = document.site.config["markdown"] == "ReviewKit"
  if is_ours && engine.reviews.key?(document.relative_path) && engine.semantic?(document)
    document.content = engine.marked(document)
  end
end

# Feeds alone: nothing is ever announced from a build, and `jekyll serve` is for looking.
Jekyll::Hooks.register :site, :post_write do |site|
  engine = JekyllReviewkit::Engine.of(site.config)
  engine.write_feeds if engine.options.feeds? && !site.config["serving"]
  engine.finish
end
