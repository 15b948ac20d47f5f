# frozen_string_literal: true

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
