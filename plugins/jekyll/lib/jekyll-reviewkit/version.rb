# frozen_string_literal: true

module JekyllReviewkit
  VERSION = "0.1.0"

  # The worker's way of talking that is understood here: `worker` in its answer to `about`.
  WORKER = 1
end
