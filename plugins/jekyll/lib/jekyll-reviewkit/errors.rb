# frozen_string_literal: true

module JekyllReviewkit
  # The program cannot be used, now or any more: nothing else is asked of it in this build.
  class Unusable < StandardError; end

  # The program works, and says no to one text.
  class Refused < StandardError; end
end
