# frozen_string_literal: true

module JekyllReviewkit
  # The templates of the tags. A site or theme that has a file of the same name in
  # `_includes/reviewkit/` shows its own.
  INCLUDES = Dir[File.expand_path("../../_includes/reviewkit/*.html", __dir__)].sort.to_h do |file|
    [File.basename(file), File.read(file, :encoding => "utf-8")]
  end.freeze
end
