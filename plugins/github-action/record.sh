# shellcheck shell=bash
# The record of a site, which is the folder of its announcements and the ids of its feeds: taken
# from the branch, and kept there. For run.sh, which knows SITE and the names of GitHub's.

# Git asks for the token and gets it from its environment: it is in no file and no command line.
export GIT_TERMINAL_PROMPT=0 GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=credential.helper
# shellcheck disable=SC2016  # the shell that git starts puts the token in
export GIT_CONFIG_VALUE_0='!f() { echo username=x-access-token; echo "password=$GITHUB_TOKEN"; }; f'
export GIT_AUTHOR_NAME="github-actions[bot]" GIT_COMMITTER_NAME="github-actions[bot]"
export GIT_AUTHOR_EMAIL="41898282+github-actions[bot]@users.noreply.github.com"
export GIT_COMMITTER_EMAIL="$GIT_AUTHOR_EMAIL"

in_site() { git -C "$SITE" "$@"; }

# Gives the paths of the record in the site, a line each.
paths() {
  python - "$SITE" <<'PYTHON'
import sys
from pathlib import Path

from reviewkit.cli.pipeline import open_settings
from reviewkit.errors import ReviewkitError

try:
    _, settings = open_settings(Path(sys.argv[1]))
except ReviewkitError as error:
    sys.exit(f"error: {error}")
print(*filter(None, (settings.announce.ledger, settings.feed.ids)), sep="\n")
PYTHON
}

# A run that waited for another one was given a commit without the record of that one. What is
# announced is the site as it was deployed; what is known is what the branch knows by now.
take() {
  local deployed found
  found=$(paths)
  mapfile -t record <<<"$found"
  deployed=$(git rev-parse HEAD)
  git fetch --quiet origin "+refs/heads/$GITHUB_REF_NAME:refs/remotes/origin/$GITHUB_REF_NAME"
  git switch --quiet --force-create "$GITHUB_REF_NAME" --track "origin/$GITHUB_REF_NAME"
  in_site restore --source="$deployed" --worktree -- :/ "${record[@]/#/:(exclude)}"
}

# Whoever pushed in the meantime comes first, and the record is put on top of that.
keep() {
  local path
  for path in "${record[@]}"; do
    [ ! -e "$SITE/$path" ] || in_site add -- "$path"
  done
  git diff --cached --quiet || git commit --quiet -m "Record what was announced [skip ci]"
  until git push --quiet; do
    git fetch --quiet
    if git merge-base --is-ancestor "@{upstream}" HEAD || ! git rebase --quiet --autostash; then
      refuse "the record of what was announced could not be pushed to $GITHUB_REF_NAME" \
        "let the job push there (permissions: contents: write), and run it again: before it sends, it looks for what was sent"
    fi
  done
}
