# frozen_string_literal: true

module JekyllReviewkit
  # One `reviewkit render --worker` that stays up: JSON lines there and back. It is started with the
  # first question, and once more if it dies.
  class Worker
    # The process is gone, or does not say what can be understood.
    class Died < StandardError; end

    MEGABYTE = 1_000_000

    # `timeout` is the seconds that an answer may take, for each megabyte that is begun.
    def initialize(command, source:, timeout:)
      @command = command
      @source = source
      @timeout = timeout
      @starts = 0
      @last = 0
    end

    # Ask one thing, a hash with strings as keys; give the answer, a hash as well.
    # Raises Refused if the worker says no, and Unusable if there is none any more.
    def ask(question)
      answer = begin
        exchange(question)
      rescue Died => e
        close
        raise Unusable, "the reviewkit worker died: #{e.message}" if @starts > 1

        retry
      end
      raise Refused, answer["error"].to_s if answer.key?("error")

      answer
    end

    # End the process; the next question starts another.
    def close
      return unless @pipe

      Process.kill(:KILL, @pipe.pid)
      @pipe.close
    rescue SystemCallError, IOError
      nil # it has ended by itself
    ensure
      @pipe = nil
    end

    # Begin a new build, in which it may die once again.
    def renew
      @starts = @pipe ? 1 : 0
    end

    private

    def start
      @starts += 1
      @said = Tempfile.new("reviewkit")
      @pipe = IO.popen(@command, "r+b", :chdir => @source, :err => @said.path)
    rescue SystemCallError => e
      raise Unusable, Program.not_run(@command, e)
    end

    def exchange(question)
      start unless @pipe
      @last += 1
      asked = JSON.generate({ "id" => @last }.merge(question))
      seconds = @timeout * (1 + (asked.bytesize / MEGABYTE))
      line = Timeout.timeout(seconds) do
        @pipe.write(asked, "\n")
        @pipe.gets
      end
      raise Died, Program.last_words(File.read(@said.path)) unless line&.end_with?("\n")

      understood(line)
    rescue Timeout::Error
      raise Died, "no answer in #{seconds} seconds"
    rescue SystemCallError, IOError => e
      raise Died, "#{e.message}. #{Program.last_words(File.read(@said.path))}"
    end

    def understood(line)
      line.force_encoding(Encoding::UTF_8)
      raise EncodingError unless line.valid_encoding? # JSON.parse lets it through

      answer = JSON.parse(line, :max_nesting => false)
      return answer if answer.is_a?(Hash) && answer["id"] == @last

      raise Died, "it answered what was not asked"
    rescue JSON::ParserError, EncodingError
      raise Died, "its answer is no JSON in UTF-8: #{line.scrub("?")[0, 60].inspect}"
    end
  end
end
