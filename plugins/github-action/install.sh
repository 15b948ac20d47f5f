#!/usr/bin/env bash
# Installs the reviewkit that this action is a part of, away from the Python of other steps.
#   PYTHON   the interpreter to build on
set -euo pipefail
[ ! -e "$RUNNER_TEMP/reviewkit/done" ] || exit 0
"$PYTHON" -m venv "$RUNNER_TEMP/reviewkit"
"$RUNNER_TEMP/reviewkit/bin/python" -m pip install --quiet --disable-pip-version-check \
  "$GITHUB_ACTION_PATH/../..[liquid]"
touch "$RUNNER_TEMP/reviewkit/done"
