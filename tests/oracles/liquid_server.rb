# frozen_string_literal: true

# Evaluates Liquid as Jekyll does in a post of a site, one JSON line at a time.
#
#   ruby liquid_server.rb SITE
#
#   in:  {"text": "{{ page.title }}", "page": "_posts/2023-05-01-main.md"}
#   out: {"text": "Main Post"}   or   {"error": "Liquid::SyntaxError", "message": "..."}
#
#   in:  {"versions": true}
#   out: {"jekyll": "4.3.1", "liquid": "5.4.0"}

require "json"
require "timeout"
require "jekyll"

SECONDS_FOR_ONE_TEXT = 20

Jekyll.logger.log_level = :error
$stdin.set_encoding(Encoding::UTF_8)
$stdout.set_encoding(Encoding::UTF_8)
answers = $stdout.dup
answers.sync = true
$stdout.reopen($stderr) # nothing but answers may come out at the other end

site = Jekyll::Site.new(
  Jekyll.configuration("source" => ARGV.fetch(0), "destination" => "/nonexistent/site",
                       "quiet" => true, "disable_disk_cache" => true)
)
site.reset
site.read
site.generate

def evaluate(site, request)
  document = site.documents.find { |one| one.relative_path == request.fetch("page") }
  payload = site.site_payload
  payload["page"] = document.to_liquid
  payload.site.current_document = document
  options = site.config["liquid"].merge(request.fetch("options", {}))
  Liquid::Template.error_mode = options["error_mode"].to_sym
  info = { :registers        => { :site => site, :page => payload["page"] },
           :strict_filters   => options["strict_filters"],
           :strict_variables => options["strict_variables"] }
  site.liquid_renderer.reset
  site.inclusions.clear
  site.filter_cache.clear
  Liquid::Template.parse(request.fetch("text"), :line_numbers => true).render!(payload, info)
end

$stdin.each_line do |line|
  answer =
    begin
      request = JSON.parse(line)
      if request.key?("versions")
        { "jekyll" => Jekyll::VERSION, "liquid" => Liquid::VERSION }
      else
        text = Timeout.timeout(SECONDS_FOR_ONE_TEXT) { evaluate(site, request) }
        { "text" => text.encode("UTF-8") }
      end
    rescue StandardError, SystemStackError, NotImplementedError, SyntaxError => error
      { "error" => error.class.name, "message" => error.message.scrub }
    end
  answers.puts(JSON.generate(answer))
end
