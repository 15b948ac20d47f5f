# frozen_string_literal: true

require "minitest/autorun"
require "tmpdir"
require_relative "../lib/jekyll-reviewkit"

Jekyll.logger.log_level = :error
