# frozen_string_literal: true

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
