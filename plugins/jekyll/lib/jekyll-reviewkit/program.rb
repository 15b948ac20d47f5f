# frozen_string_literal: true

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
