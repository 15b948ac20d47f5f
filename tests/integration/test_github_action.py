"""The action and the ready workflow, run as GitHub runs them: only the machines are our own.

The repository is a real one behind HTTP and a token, the site is built by real Jekyll, the pages
are served, and the network is the fake Mastodon.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.cli.announcing.conftest import days_ago, review
from tests.integration.online import LEDGER, SLUG, Online, online
from tests.servers.github import Job, Outcome, Runner
from tests.servers.mastodon_kinds import GOTOSOCIAL
from tests.servers.repository import git
from tests.servers.wire import Cut, Reply, Request, lost, refused

pytestmark = pytest.mark.integration

PROJECT = Path(__file__).resolve().parents[2]
ACTION = PROJECT / "plugins" / "github-action"
WORKFLOW = ACTION / "reviews.yml"
STATUSES = "/api/v1/statuses"

Workflow = dict[str, Any]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the reviewkit that the action's own step installs."""
    temporary = tmp_path_factory.mktemp("runner")
    subprocess.run(
        [ACTION / "install.sh"],
        check=True,
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": str(Path.home()),
            "PYTHON": sys.executable,
            "RUNNER_TEMP": str(temporary),
            "GITHUB_ACTION_PATH": str(ACTION),
        },
    )
    return temporary / "reviewkit"


@pytest.fixture
def site(tmp_path: Path, moviesite: Path) -> Iterator[Online]:
    """Give a site that is online, with one review that is new."""
    with online(tmp_path, moviesite) as made:
        made.write_review(SLUG)
        yield made


@pytest.fixture
def workflow() -> Workflow:
    """Give the ready workflow; it waits for nothing."""
    text = WORKFLOW.read_text()
    loaded: Workflow = yaml.safe_load(text)
    announcing(loaded)["wait"] = "0"
    return loaded


def announcing(workflow: Workflow) -> dict[str, str]:
    """Give the inputs of the action where it announces."""
    inputs: dict[str, str] = workflow["jobs"]["announce"]["steps"][-1]["with"]
    return inputs


def runner_of(site: Online, installed: Path) -> Runner:
    """Give GitHub's machines for a site."""

    def checkout(job: Job, given: Mapping[str, str]) -> None:
        assert given["persist-credentials"] == "false"
        ours, sha = job.workspace, job.contexts["github"]["sha"]
        git("init", "--quiet", "--initial-branch=main", cwd=ours)
        git("remote", "add", "origin", site.repository.address, cwd=ours)
        tip = f"+{sha}:refs/remotes/origin/main"
        git("fetch", "--quiet", "--depth=1", f"file://{site.repository.folder}", tip, cwd=ours)
        git("checkout", "--quiet", "-B", "main", "refs/remotes/origin/main", cwd=ours)

    def upload(job: Job, given: Mapping[str, str]) -> None:
        shutil.copytree(job.workspace / given["path"], site.folder / "artifact")

    def deploy(_: Job, __: Mapping[str, str]) -> dict[str, str]:
        shutil.rmtree(site.web, ignore_errors=True)
        (site.folder / "artifact").rename(site.web)
        return {"page_url": site.pages.url}

    def ruby(job: Job, _: Mapping[str, str]) -> None:
        bundle = job.folder / "bin" / "bundle"
        bundle.write_text('#!/bin/sh\nshift\nexec "$@"\n')  # Debian's gems are of no bundle
        bundle.chmod(0o755)

    return Runner(
        root=site.folder / "machines",
        repository=site.repository,
        actions={
            "actions/checkout": checkout,
            "actions/setup-python": lambda *_: {"python-path": sys.executable},
            "actions/upload-pages-artifact": upload,
            "actions/deploy-pages": deploy,
            "ruby/setup-ruby": ruby,
            "OWNER/reviewkit/plugins/github-action": ACTION,
        },
        secrets={"REVIEWKIT_MASTODON_TOKEN": site.token},
        installed={"reviewkit": installed},
    )


@pytest.fixture
def github(site: Online, installed: Path) -> Runner:
    """Give GitHub's machines for the site."""
    return runner_of(site, installed)


def codes(outcomes: Mapping[str, Outcome]) -> dict[str, int]:
    """Give how the jobs ended."""
    return {name: one.code for name, one in outcomes.items()}


def succeeded(outcomes: Mapping[str, Outcome]) -> None:
    """Hold that all jobs ran, to their end."""
    said = "".join(one.said for one in outcomes.values())
    assert codes(outcomes) == {"build": 0, "deploy": 0, "announce": 0}, said


# What a run does


def test_a_new_review_is_built_deployed_announced_and_recorded(
    site: Online, github: Runner, workflow: Workflow
) -> None:
    succeeded(github.run(workflow))

    assert (site.web / "feed.xml").exists()
    assert [SLUG in status.text for status in site.mastodon.statuses] == [True]
    assert site.states(SLUG) == ["published"]
    assert site.repository.subjects[0] == "Record what was announced [skip ci]"


def test_a_second_run_sends_and_pushes_nothing(
    site: Online, github: Runner, workflow: Workflow
) -> None:
    succeeded(github.run(workflow))
    tip = site.repository.tip
    succeeded(github.run(workflow))

    assert len(site.mastodon.statuses) == 1
    assert site.repository.tip == tip


def test_a_run_by_hand_with_init_records_and_sends_nothing(
    site: Online, github: Runner, workflow: Workflow
) -> None:
    git("rm", "-r", "--quiet", LEDGER, cwd=site.clone)
    site.push({})
    succeeded(github.run(workflow, inputs={"init": True}))

    assert site.mastodon.statuses == []
    assert site.states(SLUG) == ["skipped"]


def test_without_a_record_nothing_is_sent(site: Online, github: Runner, workflow: Workflow) -> None:
    git("rm", "-r", "--quiet", LEDGER, cwd=site.clone)
    site.push({})
    outcomes = github.run(workflow)

    assert codes(outcomes) == {"build": 0, "deploy": 0, "announce": 2}
    assert "reviewkit announce init" in outcomes["announce"].said
    assert site.mastodon.statuses == []


def test_an_unknown_outcome_is_recorded_and_fails_the_job(
    site: Online, github: Runner, workflow: Workflow
) -> None:
    site.mastodon.kind = GOTOSOCIAL
    site.mastodon.fail("POST", STATUSES, lost(Cut.RESET, accepted=True))
    outcomes = github.run(workflow)

    assert outcomes["announce"].code == 75
    assert site.states(SLUG) == ["unknown"]


def test_a_refusal_is_recorded_and_fails_the_job(
    site: Online, github: Runner, workflow: Workflow
) -> None:
    site.mastodon.fail("POST", STATUSES, refused(422))
    outcomes = github.run(workflow)

    assert outcomes["announce"].code == 3
    assert site.states(SLUG) == ["failed"]


def test_a_page_that_is_not_online_fails_the_job_and_the_next_run_announces(
    site: Online, github: Runner, workflow: Workflow
) -> None:
    page = f"/posts/{SLUG}/"
    site.pages.fail("GET", page, refused(404), always=True)
    assert github.run(workflow)["announce"].code == 75
    site.pages.mend()
    succeeded(github.run(workflow))

    assert len(site.mastodon.statuses) == 1


# Two runs, and pushes in between


def test_a_run_of_an_older_commit_knows_what_was_announced_since(
    site: Online, github: Runner, workflow: Workflow
) -> None:
    older = site.repository.tip
    succeeded(github.run(workflow))
    succeeded(github.run(workflow, sha=older))

    assert len(site.mastodon.asked("POST", STATUSES)) == 1
    assert site.repository.subjects.count("Record what was announced [skip ci]") == 1


def test_what_is_pushed_while_a_run_waits_is_left_to_the_next_run(
    site: Online, github: Runner, workflow: Workflow
) -> None:
    older = site.repository.tip
    site.write_review("later", "A film about tomorrow.")
    succeeded(github.run(workflow, sha=older))

    assert [SLUG in status.text for status in site.mastodon.statuses] == [True]
    assert "later" in site.repository.text(f"_posts/{days_ago(0)}-later.md")
    succeeded(github.run(workflow))
    assert site.states("later") == ["published"]


def test_a_push_while_reviews_are_announced_is_kept(
    site: Online, github: Runner, workflow: Workflow
) -> None:
    during(site, lambda: site.push({"about.md": "---\ntitle: About\n---\nNew words.\n"}))
    succeeded(github.run(workflow))

    assert "New words." in site.repository.text("about.md")
    assert site.states(SLUG) == ["published"]


def during(site: Online, act: Callable[[], object]) -> None:
    """Have something happen once, while the network is posting."""
    todo, answer = [act], site.mastodon.answer

    def answering(request: Request) -> Reply:
        if todo and (request.method, request.path) == ("POST", STATUSES):
            todo.pop()()
        return answer(request)

    site.mastodon.answer = answering  # type: ignore[method-assign]


def test_where_the_record_cannot_be_pushed_the_job_says_so_and_nothing_is_sent_twice(
    site: Online, github: Runner, workflow: Workflow
) -> None:
    site.repository.is_protected = True
    outcomes = github.run(workflow)

    assert outcomes["announce"].code == 2
    assert "::error title=reviewkit::the record of what was announced" in outcomes["announce"].said
    site.repository.is_protected = False
    succeeded(github.run(workflow))
    assert len(site.mastodon.statuses) == 1
    assert site.states(SLUG) == ["published"]


# Feeds


def test_the_ids_of_the_feeds_are_recorded(
    tmp_path: Path, moviesite: Path, installed: Path, workflow: Workflow
) -> None:
    with online(tmp_path, moviesite, url="https://films.example") as site:
        site.write_review(SLUG)
        announcing(workflow)["options"] = "--no-live-check"
        succeeded(runner_of(site, installed).run(workflow))

        ids = site.repository.text("_reviewkit/feed-ids.jsonl")
        assert f"/posts/{SLUG}/" in ids
        assert f"https://films.example/posts/{SLUG}/" in (site.web / "feed.xml").read_text()


# Other tasks, and other folders


def test_check_writes_annotations(site: Online, github: Runner, workflow: Workflow) -> None:
    name = f"_posts/{days_ago(1)}-answer.md"
    site.push({name: review(front="title: No")})
    workflow["jobs"]["announce"]["steps"][-1]["with"] = {"task": "check"}
    said = github.run(workflow)["announce"].said

    assert f"::warning title=reviewkit check,file={name},line=2::" in said


def test_an_unknown_task_is_refused(github: Runner, workflow: Workflow) -> None:
    announcing(workflow)["task"] = "anounce"
    outcome = github.run(workflow)["announce"]

    assert outcome.code == 2
    assert "there is no task 'anounce'" in outcome.said


def test_a_site_in_a_folder_of_its_repository_is_announced(
    tmp_path: Path, moviesite: Path, installed: Path, workflow: Workflow
) -> None:
    with online(tmp_path, moviesite, below="blog") as site:
        site.write_review(SLUG)
        workflow["jobs"]["build"]["steps"][2]["working-directory"] = "blog"
        workflow["jobs"]["build"]["steps"][-1]["with"]["path"] = "blog/_site"
        for step in ("build", 3), ("announce", 1):
            workflow["jobs"][step[0]]["steps"][step[1]]["with"]["site"] = "blog"
        succeeded(runner_of(site, installed).run(workflow))

        assert site.states(SLUG) == ["published"]


# Secrets


def test_secrets_reach_no_step_but_the_one_that_runs_reviewkit() -> None:
    action = yaml.safe_load((ACTION / "action.yml").read_text())
    *others, last = action["runs"]["steps"]

    assert [name for name in last["env"] if "TOKEN" in name or "PASSWORD" in name] == [
        *("GITHUB_TOKEN", "REVIEWKIT_MASTODON_TOKEN", "REVIEWKIT_BLUESKY_PASSWORD"),
    ]
    assert "token" not in str(others)
    assert "password" not in str(others)


def test_secrets_are_named_in_the_job_that_announces_and_nowhere_else(workflow: Workflow) -> None:
    holders = [name for name, job in workflow["jobs"].items() if "secrets." in str(job)]

    assert holders == ["announce"]


def test_no_token_is_left_in_a_file(site: Online, github: Runner, workflow: Workflow) -> None:
    succeeded(github.run(workflow))
    files = [path for path in github.root.rglob("*") if path.is_file() and not path.is_symlink()]

    assert len(files) > 100
    for secret in (site.token, "ghs_00"):
        assert [path for path in files if secret.encode() in path.read_bytes()] == []


def test_every_action_of_others_is_pinned_to_a_commit(workflow: Workflow) -> None:
    action = yaml.safe_load((ACTION / "action.yml").read_text())
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    used = [one["uses"] for one in [*steps, *action["runs"]["steps"]] if "uses" in one]

    assert len(used) == 8
    assert [one for one in used if not re.fullmatch(r".+@([0-9a-f]{40}|COMMIT)", one)] == []
