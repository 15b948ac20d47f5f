# frozen_string_literal: true

# Reads sites as Jekyll does, one JSON line at a time, so that Python can ask what Jekyll knows.
#
#   in:  {"site": "/folder", "options": {"config": ["/folder/_config.yml"]}, "now": 1767225600}
#   out: {"documents": [{"source": ..., "url": ..., ...}], "collections": {"posts": true}}
#
# A document has the state "published", "draft", "unpublished" or "future": which of Jekyll's
# switches it takes to see it. What stops a build is answered with {"fatal": "..."}.
#
#   in:  {"ruby": "Time.parse(text).localtime.iso8601", "text": "2 June 2023", "zone": "UTC"}
#   out: {"result": "2023-06-02T00:00:00+00:00"}   or   {"error": "..."}
#
# "gems" is a folder with gems beside those of the system, where a theme may be.
# `now` is the clock, in seconds since 1970.

require "json"
require "jekyll"
require "time"

Jekyll.logger.log_level = :error

# The clock stands still at `now`, so that both sides decide the same.
class << Time
  attr_accessor :stopped_at

  alias_method :running_now, :now

  def now(**)
    stopped_at ? at(stopped_at) : running_now
  end
end

EVERYTHING = { "show_drafts" => true, "unpublished" => true, "future" => true,
               "limit_posts" => 0 }.freeze
SWITCHES = { "draft" => "show_drafts", "unpublished" => "unpublished",
             "future" => "future" }.freeze

def read_site(folder, options, overrides, zone)
  ENV["TZ"] = zone
  Jekyll.sites.clear
  Jekyll::Utils.instance_variable_set(:@parse_date_cache, nil)
  given = { "source" => folder, "destination" => File.join(folder, "_site"),
            "disable_disk_cache" => true, "quiet" => true }
  given.delete("destination") if options.delete("own_destination")
  config = Jekyll.configuration(given.merge(options))
  overrides.each { |key, value| config[key] = value }
  site = Jekyll::Site.new(config)
  site.reset
  site.read
  site
end

def asked
  yield
rescue StandardError => error
  { "error" => "#{error.class}: #{error.message}"[0, 300] }
end

def text(value)
  case value
  when Time then value.iso8601
  else value.to_s
  end
end

def excerpt(document)
  found = document.data["excerpt"]
  found.is_a?(Jekyll::Excerpt) ? found.content : found&.to_s
end

def written(site, document)
  return nil unless document.write?

  document.destination(site.dest).delete_prefix("#{site.dest}/")
end

def row(site, document)
  {
    "source" => document.path.delete_prefix("#{site.source}/"),
    "collection" => document.collection.label,
    "url" => asked { document.url },
    "id" => asked { document.id },
    "output_path" => asked { written(site, document) },
    "date" => asked { text(document.date) },
    "title" => document.data["title"].to_s,
    "slug" => document.data["slug"]&.to_s,
    "categories" => Array(document.data["categories"]).map(&:to_s).uniq,
    "tags" => Array(document.data["tags"]).map(&:to_s),
    "excerpt" => asked { excerpt(document) },
    "absolute_url" => asked { absolute(site, document.url) },
    "absolute_id" => asked { absolute(site, document.id) },
  }
end

# The filters of Liquid, outside a template.
class Filters
  include Jekyll::Filters::URLFilters

  def initialize(site)
    @context = Liquid::Context.new({}, {}, { :site => site })
  end
end

def absolute(site, path)
  Filters.new(site).absolute_url(path)
end

def shown(folder, options, overrides, zone)
  site = read_site(folder, options.dup, overrides, zone)
  site.collections.each_value.flat_map(&:docs).to_h { |document| [document.path, document] }
      .select { |_, document| asked { site.publisher.publish?(document) } == true }
end

def use_gems(folder)
  Gem.paths = { "GEM_PATH" => [*Gem.default_path, folder].join(File::PATH_SEPARATOR) }
  Gem::Specification.reset
end

def site_answer(request)
  Time.stopped_at = request["now"]
  use_gems(request["gems"]) if request["gems"]
  folder = File.realpath(request["site"])
  options = request.fetch("options", {})
  zone = request["zone"]
  all = read_site(folder, options.dup, EVERYTHING, zone)
  visible = shown(folder, options, {}, zone)
  without = SWITCHES.transform_values do |switch|
    set = Jekyll.configuration({ "source" => folder, "quiet" => true }.merge(options.dup))[switch]
    shown(folder, options, EVERYTHING.merge(switch => set), zone)
  end
  ENV["TZ"] = zone
  all = read_site(folder, options.dup, EVERYTHING, zone)
  documents = all.collections.each_value.flat_map(&:docs).map do |document|
    state = without.find { |_, seen| !seen.key?(document.path) }&.first || "unpublished"
    state = "published" if visible.key?(document.path)
    row(all, document).merge("state" => state)
  end
  { "documents" => documents, "time" => all.time.iso8601,
    "collections" => all.collections.transform_values(&:write?) }
ensure
  Time.stopped_at = nil
end

def ruby_answer(request)
  ENV["TZ"] = request["zone"] if request["zone"]
  Time.stopped_at = request["now"]
  text = request["text"]
  result = [request["ruby"]].map { |code| binding.tap { |b| b.local_variable_set(:text, text) }.eval(code) }
  { "result" => result.first }
ensure
  Time.stopped_at = nil
end

$stdin.set_encoding(Encoding::UTF_8)
$stdout.set_encoding(Encoding::UTF_8)
answers = $stdout.dup
answers.sync = true
$stdout.reopen($stderr) # nothing but answers may come out at the other end

$stdin.each_line do |line|
  request = JSON.parse(line)
  answer =
    begin
      request.key?("site") ? site_answer(request) : ruby_answer(request)
    rescue Exception => error # rubocop:disable Lint/RescueException -- Jekyll ends some builds with `exit`
      key = request.key?("site") ? "fatal" : "error"
      { key => "#{error.class}: #{error.message}".scrub[0, 500] }
    end
  line = begin
    JSON.generate(answer)
  rescue StandardError => error
    JSON.generate({ "fatal" => "#{error.class}: #{error.message}".scrub[0, 500] })
  end
  answers.puts(line)
end
