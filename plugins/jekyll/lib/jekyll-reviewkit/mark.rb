# frozen_string_literal: true

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
