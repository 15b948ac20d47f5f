# frozen_string_literal: true

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
