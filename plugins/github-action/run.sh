#!/usr/bin/env bash
# Does one task of the action, in the repository that was checked out.
#   TASK, SITE, WAIT, OPTIONS   the inputs of the action
#   GITHUB_TOKEN                what git pushes the record with
# shellcheck disable=SC2153  # these come from action.yml
set -euo pipefail
PATH="$RUNNER_TEMP/reviewkit/bin:$PATH"
read -ra options <<<"$OPTIONS"

# Ends with the code of wrong usage, and says what is wrong and how to mend it.
refuse() {
  echo "::error title=reviewkit::$1. Fix: $2"
  exit 2
}

# Does something with the branch's newest record, and keeps what was recorded, whatever came of it.
with_record() {
  [ "${GITHUB_REF_TYPE:-branch}" = branch ] ||
    refuse "the record is kept on a branch, and $GITHUB_REF_NAME is a tag" "run it on a branch"
  # shellcheck source-path=SCRIPTDIR
  . "$(dirname "$0")/record.sh"
  take
  local code=0
  "$@" || code=$?
  keep
  exit "$code"
}

# The job that built the site wrote its feeds and may not push, so their ids are found again here.
announce() {
  reviewkit feed "$SITE" --quiet --output "$RUNNER_TEMP/feeds" || true
  reviewkit announce "$SITE" --yes --wait "$WAIT" "${options[@]}"
}

case "$TASK" in
  check) reviewkit check "$SITE" --format github "${options[@]}" ;;
  feed) reviewkit feed "$SITE" "${options[@]}" ;;
  init) with_record reviewkit announce init "$SITE" "${options[@]}" ;;
  announce) with_record announce ;;
  *) refuse "there is no task '$TASK'" "write check, feed, init or announce" ;;
esac
