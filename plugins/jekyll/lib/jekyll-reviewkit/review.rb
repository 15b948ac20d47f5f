# frozen_string_literal: true

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
