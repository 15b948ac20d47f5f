# frozen_string_literal: true

require_relative "lib/jekyll-reviewkit/version"

Gem::Specification.new do |spec|
  spec.name        = "jekyll-reviewkit"
  spec.version     = JekyllReviewkit::VERSION
  spec.summary     = "Reviews in Jekyll: one-sentence reviews in Liquid, JSON-LD, feeds"
  spec.description = "Lets a Jekyll build use reviewkit: the review in every post as data for " \
                     "Liquid, semantic markup, JSON-LD, feeds, links to announcements."
  spec.authors     = ["The reviewkit authors"]
  spec.license     = "MIT"
  spec.files       = Dir["lib/**/*.rb", "_includes/**/*.html", "README.md", "LICENSE"]
  spec.required_ruby_version = ">= 2.7"
  spec.add_runtime_dependency "jekyll", ">= 4.3", "< 5.0"
end
