# frozen_string_literal: true

require_relative "helper"

class OptionsTest < Minitest::Test
  def options(given)
    JekyllReviewkit::Options.new("jekyll_reviewkit" => given)
  end

  def test_nothing_has_to_be_set
    assert_equal ["reviewkit"], options(nil).command
    assert_predicate options(nil), :fallback?
    refute_predicate options(nil), :feeds?
  end

  def test_a_command_may_have_words_behind_it
    assert_equal ["python3", "-m", "reviewkit"], options("command" => "python3 -m reviewkit").command
    assert_equal ["a b", "c"], options("command" => ["a b", "c"]).command
  end

  [{ "feed" => true }, { "feeds" => "yes" }, { "timeout" => 0 }, { "command" => "" }, [1]].each do |one|
    define_method("test_#{one}_is_refused_with_its_place") do
      error = assert_raises(Jekyll::Errors::InvalidConfigurationError) { options(one) }
      assert_match(%r!\Ajekyll_reviewkit in _config.yml: !, error.message)
    end
  end
end
