# frozen_string_literal: true

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
