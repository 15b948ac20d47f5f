# frozen_string_literal: true

module JekyllReviewkit
  # What was announced where, from the files that `reviewkit announce` keeps in the site.
  class Ledger
    def initialize(folder)
      @records = Dir[File.join(folder, "*.json")].sort.filter_map { |file| read(file) }
    end

    # Give the announcements of a document that are out, each with network, name and url.
    def announcements(source, path)
      record = of("source", source) || of("path", path)
      entries = record ? Array(record["targets"]) : []
      entries.select { |one| one["state"] == "published" && web?(one["url"]) }.map do |one|
        { "network" => one["network"], "name" => one["network"].capitalize, "url" => one["url"] }
      end
    end

    private

    def read(file)
      record = JSON.parse(File.read(file, :encoding => "utf-8"))
      record if record.is_a?(Hash) && record["post"].is_a?(Hash)
    rescue JSON::ParserError, EncodingError => e
      Jekyll.logger.warn "ReviewKit:", "#{file} is no record of announcements: #{e.message[0, 80]}"
      nil
    end

    def of(key, value)
      @records.find { |record| record["post"][key] == value }
    end

    def web?(url)
      url.to_s.match?(%r!\Ahttps?://!)
    end
  end
end
