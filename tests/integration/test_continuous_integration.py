"""What the page on servers shows is run as it stands there: GitLab's jobs, and a hook of git's."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.cli.announcing.conftest import days_ago, review
from tests.integration.online import SLUG, Online, online
from tests.servers.repository import git
from tests.servers.wire import refused

pytestmark = pytest.mark.integration

PROJECT = Path(__file__).resolve().parents[2]
PAGE = (PROJECT / "docs" / "continuous-integration.md").read_text()
BLOCKS = re.findall(r"^```(yaml|sh)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
(GITLAB,) = [text for kind, text in BLOCKS if kind == "yaml" and "stages:" in text]
(HOOK,) = [text for kind, text in BLOCKS if kind == "sh" and "flock" in text]
STATUSES = "/api/v1/statuses"

Answer = subprocess.CompletedProcess[str]


@pytest.fixture
def site(tmp_path: Path, moviesite: Path) -> Iterator[Online]:
    """Give a site that is online, without anything new."""
    with online(tmp_path, moviesite) as made:
        yield made


@pytest.fixture
def programs(tmp_path: Path) -> dict[str, str]:
    """Give an environment whose PATH has reviewkit, and Debian's Jekyll as a bundle's."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "reviewkit").symlink_to(Path(sys.executable).parent / "reviewkit")
    bundle = folder / "bundle"
    bundle.write_text('#!/bin/sh\n[ "$1" = install ] && exit\nshift\nexec "$@"\n')
    bundle.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")}
    return {
        **kept,
        "PATH": f"{folder}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "GIT_COMMITTER_NAME": "Server",
        "GIT_COMMITTER_EMAIL": "server@films.example",
        "GIT_AUTHOR_NAME": "Server",
        "GIT_AUTHOR_EMAIL": "server@films.example",
    }


# GitLab


def pipeline(site: Online, programs: Mapping[str, str], *, sha: str = "") -> Answer:
    """Run both jobs of GitLab's for a commit; give how the one that announces ended."""
    sha = sha or site.repository.tip
    address = site.repository.address.replace(
        "://", f"://gitlab-ci-token:{site.repository.add_token(may_push=True)}@"
    )
    variables = {
        "CI_COMMIT_BRANCH": "main",
        "CI_COMMIT_SHA": sha,
        "GITLAB_USER_NAME": "Reviewer",
        "GITLAB_USER_EMAIL": "me@films.example",
    }
    jobs: dict[str, Any] = yaml.safe_load(GITLAB)
    secrets = {"REVIEWKIT_MASTODON_TOKEN": site.token}
    answers = []
    for name, more in (("pages", {}), ("announce", secrets)):
        folder = site.folder / f"{name}-{len(list(site.folder.iterdir()))}"
        git("clone", "--quiet", "--depth=20", address, folder, cwd=site.folder)
        git("checkout", "--quiet", "--detach", sha, cwd=folder)
        script = "\n".join(jobs[name]["script"])
        answers.append(shell(script, folder, {**programs, **variables, **more}))
        if name == "pages":
            assert answers[0].returncode == 0, answers[0].stderr
            shutil.rmtree(site.web, ignore_errors=True)
            (folder / "public").rename(site.web)
    return answers[-1]


def shell(script: str, folder: Path, environment: Mapping[str, str]) -> Answer:
    """Run lines as GitLab does, in one shell that stops at the first that fails."""
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],  # noqa: S607 -- the one on PATH
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_gitlab_announces_once_and_records_it(site: Online, programs: Mapping[str, str]) -> None:
    site.write_review(SLUG)
    first = pipeline(site, programs)
    second = pipeline(site, programs)

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert len(site.mastodon.statuses) == 1
    assert site.states(SLUG) == ["published"]
    assert site.repository.subjects[0] == "Record what was announced [skip ci]"


def test_gitlab_records_a_refusal_and_fails(site: Online, programs: Mapping[str, str]) -> None:
    site.write_review(SLUG)
    site.mastodon.fail("POST", STATUSES, refused(422))
    result = pipeline(site, programs)

    assert result.returncode == 3
    assert site.states(SLUG) == ["failed"]


def test_gitlab_knows_in_an_older_pipeline_what_was_announced_since(
    site: Online, programs: Mapping[str, str]
) -> None:
    older = site.write_review(SLUG)
    assert pipeline(site, programs).returncode == 0
    site.write_review("later", "A film about tomorrow.")
    result = pipeline(site, programs, sha=older)

    assert result.returncode == 0, result.stderr
    assert [SLUG in status.text for status in site.mastodon.statuses] == [True]


# A repository on one's own server


@pytest.fixture
def server(site: Online, programs: Mapping[str, str]) -> dict[str, str]:
    """Set up the hook as the page says, at other places; give the environment of a push."""
    clone = site.folder / "srv"
    git("clone", "--quiet", site.repository.folder, clone, cwd=site.folder)
    secrets = site.folder / "secrets"
    secrets.write_text(f"export REVIEWKIT_MASTODON_TOKEN={site.token}\n")
    hook = site.repository.folder / "hooks" / "post-receive"
    text = HOOK.replace("/srv/films", str(clone)).replace("/var/www/films", str(site.web))
    hook.write_text(text.replace("/etc/films/secrets", str(secrets)).replace("2m", "0"))
    hook.chmod(0o755)
    return dict(programs)


def pushed(site: Online, environment: Mapping[str, str]) -> Answer:
    """Commit a review, and push it to the hook; give what the author sees."""
    post = site.root / "_posts" / f"{days_ago(0)}-{SLUG}.md"
    post.write_text(review("A patient film about a harbour.", "title: Harbour Lights"))
    git("add", "--all", cwd=site.clone)
    git("commit", "--quiet", "--message", "Write a review", cwd=site.clone)
    return shell("git push --quiet", site.clone, environment)


def test_a_push_to_the_server_announces_and_records(site: Online, server: dict[str, str]) -> None:
    result = pushed(site, server)

    assert result.returncode == 0, result.stderr
    assert [SLUG in status.text for status in site.mastodon.statuses] == [True]
    assert site.states(SLUG) == ["published"]
    assert (site.web / "feed.xml").exists()


def test_the_record_is_pushed_without_a_second_run(site: Online, server: dict[str, str]) -> None:
    pushed(site, server)

    assert site.repository.subjects[:2] == ["Record what was announced", "Write a review"]
    assert len(site.mastodon.asked("POST", STATUSES)) == 1


def test_the_server_records_a_refusal_and_the_author_sees_it(
    site: Online, server: dict[str, str]
) -> None:
    site.mastodon.fail("POST", STATUSES, refused(422, "too dull"))
    result = pushed(site, server)

    assert "too dull" in result.stderr
    assert site.states(SLUG) == ["failed"]


def test_the_same_file_tries_again_from_cron(site: Online, server: dict[str, str]) -> None:
    site.mastodon.fail("POST", STATUSES, refused(503))
    pushed(site, server)
    site.mastodon.mend()
    shell(str(site.repository.folder / "hooks" / "post-receive"), site.folder, server)

    assert len(site.mastodon.statuses) == 1
    assert site.states(SLUG) == ["published"]
