# frozen_string_literal: true

# Converts texts as Jekyll does, one JSON line at a time, so that Python can ask real kramdown.
#
#   in:  {"text": "*a*", "options": {"hard_wrap": true}}
#   out: {"html": "<p><em>a</em></p>\n"}   or   {"error": "what went wrong"}
#
#   in:  {"versions": true}
#   out: {"jekyll": "4.3.1", ...}
#
# "options" are the keys of a site's `kramdown:` block, merged over Jekyll's defaults.

require "json"
require "timeout"
require "jekyll"
require "kramdown-parser-gfm"

SECONDS_FOR_ONE_TEXT = 20

Jekyll.logger.log_level = :error
defaults = Jekyll.configuration("quiet" => true, "skip_config_files" => true)

parsers = Hash.new do |cache, options|
  merged = Jekyll::Utils.deep_merge_hashes(Marshal.load(Marshal.dump(defaults.to_h)),
                                           { "kramdown" => options })
  cache[options] = Jekyll::Converters::Markdown::KramdownParser.new(merged)
end

versions = { "jekyll" => Jekyll::VERSION, "kramdown" => Kramdown::VERSION,
             "gfm" => Gem.loaded_specs.fetch("kramdown-parser-gfm").version.to_s }

$stdin.set_encoding(Encoding::UTF_8)
$stdout.set_encoding(Encoding::UTF_8)
answers = $stdout.dup
answers.sync = true
$stdout.reopen($stderr) # nothing but answers may come out at the other end

$stdin.each_line do |line|
  answer =
    begin
      request = JSON.parse(line)
      if request.key?("versions")
        versions
      else
        parser = parsers[request.fetch("options", {})]
        html = Timeout.timeout(SECONDS_FOR_ONE_TEXT) { parser.convert(request.fetch("text")) }
        raise EncodingError, "the answer is not UTF-8" unless html.encode("UTF-8").valid_encoding?

        { "html" => html.encode("UTF-8") }
      end
    rescue StandardError, SystemStackError, LoadError => error
      { "error" => "#{error.class}: #{error.message}".scrub }
    end
  answers.puts(JSON.generate(answer))
end
