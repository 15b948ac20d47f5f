# frozen_string_literal: true

require_relative "helper"

class MarkTest < Minitest::Test
  DIGEST = "0123456789abcdef" * 4

  def test_a_mark_comes_back_with_the_text
    assert_equal [DIGEST, "a\n"], JekyllReviewkit::Mark.take(JekyllReviewkit::Mark.put(DIGEST, "a\n"))
  end

  def test_a_text_without_a_mark_stays_as_it_is
    assert_equal [nil, "a \u0002 b"], JekyllReviewkit::Mark.take("a \u0002 b")
  end

  def test_a_mark_inside_a_text_is_taken_out_and_names_nothing
    text = "a #{JekyllReviewkit::Mark.put(DIGEST, "b")}"
    assert_equal [nil, "a b"], JekyllReviewkit::Mark.take(text)
  end
end
