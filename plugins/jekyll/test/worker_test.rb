# frozen_string_literal: true

require_relative "helper"

# The worker here is a line of Ruby, which can be told to fail as a process fails.
class WorkerTest < Minitest::Test
  GOOD = %q(puts JSON.generate("id" => question["id"], "html" => question["text"]))

  def worker(*lines, timeout: 20)
    Dir.mktmpdir do |folder|
      program = "$stdout.sync = true; starts = File.exist?('s') ? File.read('s').to_i : 0; " \
                "File.write('s', starts + 1); while (question = gets && JSON.parse($_)); " \
                "#{lines.join("; ")}; end"
      worker = JekyllReviewkit::Worker.new(["ruby", "-rjson", "-e", program],
                                           :source => folder, :timeout => timeout)
      yield worker
    ensure
      worker.close
    end
  end

  def unusable(&block)
    assert_raises(JekyllReviewkit::Unusable, &block).message
  end

  def test_one_process_answers_question_after_question
    worker(%q(puts JSON.generate("id" => question["id"], "html" => $$))) do |one|
      assert_equal one.ask("text" => "a")["html"], one.ask("text" => "b")["html"]
    end
  end

  def test_ten_million_characters_come_back
    text = "é\n" * 5_000_000
    worker(GOOD) { |one| assert_equal text, one.ask("text" => text)["html"] }
  end

  def test_a_worker_that_died_is_started_once_more_and_asked_again
    worker("exit if starts == 0 && question['text'] == 'b'", GOOD) do |one|
      assert_equal(%w(a b c), %w(a b c).map { |text| one.ask("text" => text)["html"] })
    end
  end

  def test_a_worker_that_is_killed_between_two_questions_is_started_once_more
    worker(%q(puts JSON.generate("id" => question["id"], "html" => $$))) do |one|
      first = one.ask("text" => "a")["html"]
      Process.kill(:KILL, first)
      refute_equal first, one.ask("text" => "b")["html"]
    end
  end

  def test_a_worker_that_dies_twice_is_given_up_with_its_last_words
    worker("$stderr.puts 'Traceback', 'ImportError: no lxml'; exit 1") do |one|
      assert_equal "the reviewkit worker died: ImportError: no lxml",
                   unusable { one.ask("text" => "a") }
    end
  end

  def test_in_a_new_build_it_may_die_again
    worker("exit if question['text'] == 'b' && starts == 0", "exit if question['text'] == 'c' && " \
           "starts == 1", GOOD) do |one|
      assert_equal "b", one.ask("text" => "b")["html"]
      one.renew
      assert_equal "c", one.ask("text" => "c")["html"]
    end
  end

  def test_an_answer_that_is_not_utf8_is_never_used
    worker(%q($stdout.binmode; puts %({"id": #{question["id"]}, "html": "\xff"}).b)) do |one|
      assert_match(%r!no JSON in UTF-8!, unusable { one.ask("text" => "a") })
    end
  end

  def test_an_answer_to_another_question_is_never_used
    worker(%q(puts JSON.generate("id" => 99, "html" => "x"))) do |one|
      assert_match(%r!what was not asked!, unusable { one.ask("text" => "a") })
    end
  end

  def test_half_an_answer_is_never_used
    worker(%q(print JSON.generate("id" => question["id"], "html" => "x"); exit)) do |one|
      assert_match(%r!died!, unusable { one.ask("text" => "a") })
    end
  end

  def test_a_worker_that_does_not_answer_is_not_waited_for
    worker("sleep", :timeout => 1) do |one|
      assert_match(%r!no answer in 1 seconds!, unusable { one.ask("text" => "a") })
    end
  end

  def test_a_no_is_a_no_and_the_worker_stays
    worker("raise unless starts == 0", %q(puts JSON.generate("id" => question["id"], "error" => "a.md:3: bad"))) do |one|
      2.times do
        error = assert_raises(JekyllReviewkit::Refused) { one.ask("text" => "a") }
        assert_equal "a.md:3: bad", error.message
      end
    end
  end

  def test_a_program_that_is_not_there_is_named_with_the_way_out
    one = JekyllReviewkit::Worker.new(["no-such-program"], :source => "/", :timeout => 1)
    assert_match(%r!\Ano-such-program cannot be run .*pip install!, unusable { one.ask("text" => "a") })
  end
end
