"""Claims in a real Git remote: one clone of two may announce, and nothing of the user's is lost."""

import datetime as dt
import os
import random
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from tests.announce.forge import announced_alone
from tests.announce.turns import KilledError
from tests.announce.world import KINDS, PATIENCE, SETTINGS, Server, World, a_post

from reviewkit.announce.choose import Job, Wish, choose
from reviewkit.announce.ledger import Record
from reviewkit.announce.ports import Unread
from reviewkit.announce.sharing import NotClaimed, NotSettled, Pushed, Settled, Sight
from reviewkit.cli.claim_git import GitClaim, GitRemote
from reviewkit.cli.ledger_files import LedgerFolder
from reviewkit.errors import UsageError

POSTS = [a_post("fog"), a_post("rain")]
NOW = POSTS[0].date + dt.timedelta(hours=1)
IGNORES = next(kind for kind in KINDS if kind.name == "ignores")
LEDGER = "_data/announcements"
AS_ANN = ("-c", "user.name=Ann", "-c", "user.email=ann@films.example")


@dataclass
class Site:
    """A clone of the site."""

    root: Path

    @property
    def folder(self) -> LedgerFolder:
        return LedgerFolder(self.root, LEDGER)

    def git(self, *args: str) -> str:
        """Run Git as the user does."""
        output = subprocess.run(["git", *args], cwd=self.root, check=True, capture_output=True)  # noqa: S607 -- our own
        return output.stdout.decode()

    def write(self, file: str, text: str) -> None:
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def commit(self, file: str, text: str) -> None:
        self.write(file, text)
        self.git("add", "-f", file)
        self.git(*AS_ANN, "commit", "-qm", file)

    def state(self) -> tuple[str, ...]:
        """Give all that is the user's."""
        files = sorted(file for file in self.root.rglob("*") if ".git" not in file.parts)
        texts = [f"{file}: {file.read_text()}" for file in files if file.is_file()]
        commands = (
            "status --porcelain",
            "diff --cached",
            "rev-parse HEAD",
            "for-each-ref refs/heads",
        )
        return (*texts, *(self.git(*command.split()) for command in commands))

    def claim(self, environ: Mapping[str, str] | None = None, *, patience: float = 60) -> GitClaim:
        return GitClaim(self.root, self.folder, environ or {}, patience)

    def take(self, claim: GitClaim | None = None) -> tuple[Job, ...] | NotClaimed:
        records = self.folder.read()
        wish = Wish(targets=[IGNORES.target], now=NOW)
        jobs = choose(POSTS, records, SETTINGS, wish, lambda _: True).jobs
        return (claim or self.claim()).take(jobs, records or {}, NOW, PATIENCE)

    def publish(self, jobs: Sequence[Job]) -> None:
        """Write down that the jobs were announced."""
        for job in jobs:
            end = replace(job.entry, state="published", url="https://m.example/1")
            self.folder.write(job.record.with_entry(end))


@dataclass
class Hub:
    """A remote and clones of it."""

    folder: Path
    count: int = 0

    @property
    def bare(self) -> Path:
        return self.folder / "site.git"

    def clone(self, *options: str) -> Site:
        self.count += 1
        site = Site(self.folder / f"clone{self.count}")
        run = ["git", "clone", "-q", *options, self.bare.as_uri(), str(site.root)]
        subprocess.run(run, check=True, capture_output=True)
        return site

    def records(self) -> Mapping[str, Record]:
        """Give the ledger as a new clone has it."""
        return self.clone().folder.read() or {}

    def log(self) -> list[str]:
        return Site(self.bare).git("log", "--format=%s", "main").splitlines()


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hub:
    """Give a remote with a site whose ledger is begun, and a Git that knows nobody."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    hub = Hub(tmp_path)
    Site(tmp_path).git("init", "-q", "--bare", "-b", "main", "site.git")
    first = hub.clone()
    first.git("checkout", "-qb", "main")
    first.commit("index.md", "Films.\n")
    first.commit(f"{LEDGER}/.gitkeep", "")
    first.git("push", "-q", "-u", "origin", "main")
    return hub


def jobs_of(outcome: tuple[Job, ...] | NotClaimed) -> tuple[Job, ...]:
    assert not isinstance(outcome, NotClaimed), outcome
    return outcome


def test_a_claim_is_a_commit_of_records_alone(hub: Hub) -> None:
    site = hub.clone()

    jobs = jobs_of(site.take())

    assert {name: record.entries for name, record in hub.records().items()} == {
        job.record.name: (job.entry,) for job in jobs
    }
    changed = site.git("diff", "--name-only", "origin/main~", "origin/main").split()
    assert changed == [f"{LEDGER}/fog.json", f"{LEDGER}/rain.json"]


def test_the_branch_here_follows_the_claim(hub: Hub) -> None:
    site = hub.clone()
    site.take()

    assert site.git("status", "--porcelain", "-b") == "## main...origin/main\n"
    assert site.folder.read() == hub.records()


def test_what_another_clone_has_claimed_is_not_claimed_and_nothing_here_is_changed(
    hub: Hub,
) -> None:
    first, second = hub.clone(), hub.clone()
    jobs_of(first.take())
    before = second.state()

    outcome = second.take()

    assert isinstance(outcome, NotClaimed)
    assert "another computer" in outcome.reason
    assert second.state() == before


def test_results_are_in_the_remote_and_the_claim_is_given_back(hub: Hub) -> None:
    site = hub.clone()
    claim = site.claim()
    site.publish(jobs_of(site.take(claim)))

    assert claim.settle() == Settled()

    entries = [entry for record in hub.records().values() for entry in record.entries]
    assert [(entry.state, entry.claim) for entry in entries] == [("published", None)] * 2
    assert hub.log()[:2] == [
        "Record what came of the announcements of 2 posts",
        "Claim the announcements of 2 posts [skip ci]",
    ]
    assert site.git("status", "--porcelain", "-b") == "## main...origin/main\n"


def test_a_claim_of_nothing_is_settled(hub: Hub) -> None:
    assert hub.clone().claim().settle() == Settled()


def test_what_the_user_is_at_stays_as_it_is(hub: Hub) -> None:
    site = hub.clone()
    site.write("index.md", "Films, films.\n")
    site.write("staged.md", "Staged.\n")
    site.git("add", "staged.md")
    site.write("new.md", "New.\n")
    before = site.git("status", "--porcelain"), site.git("diff"), site.git("diff", "--cached")
    claim = site.claim()
    site.publish(jobs_of(site.take(claim)))
    claim.settle()

    after = site.git("status", "--porcelain"), site.git("diff"), site.git("diff", "--cached")
    assert after == before
    assert {"index.md"} == set(hub.clone().git("ls-files", "*.md").split())


def test_commits_of_the_user_are_not_pushed(hub: Hub) -> None:
    site = hub.clone()
    site.commit("secret.md", "Not yet.\n")
    head = site.git("rev-parse", "HEAD")

    jobs_of(site.take())

    assert not (hub.clone().root / "secret.md").exists()
    assert site.git("rev-parse", "HEAD") == head
    assert site.git("diff", "--cached") == ""


def test_a_merge_under_way_is_not_disturbed(hub: Hub) -> None:
    site = hub.clone()
    head = site.git("rev-parse", "HEAD")
    site.write(".git/MERGE_HEAD", head)

    jobs_of(site.take())

    assert site.git("rev-parse", "HEAD") == head


def test_what_others_pushed_beside_the_ledger_does_not_matter(hub: Hub) -> None:
    site, other = hub.clone(), hub.clone()
    other.commit("page.md", "A page.\n")
    other.git("push", "-q")
    claim = site.claim()
    site.publish(jobs_of(site.take(claim)))
    other.commit("page.md", "A better page.\n")
    other.git(*AS_ANN, "pull", "-q", "--rebase")
    other.git("push", "-q")

    assert claim.settle() == Settled()
    assert (hub.clone().root / "page.md").read_text() == "A better page.\n"
    assert {entry.state for one in hub.records().values() for entry in one.entries} == {"published"}


def test_a_clone_whose_branch_could_not_follow_can_claim_again(hub: Hub) -> None:
    site, other = hub.clone(), hub.clone()
    other.commit("page.md", "A page.\n")
    other.git("push", "-q")
    claim = site.claim()
    jobs_of(site.take(claim))
    claim.settle()

    assert len(jobs_of(site.take())) == 2


@pytest.mark.parametrize("options", [["--depth=1"], ["--filter=blob:none"]], ids=str)
def test_a_clone_need_not_be_whole(hub: Hub, options: Sequence[str]) -> None:
    Site(hub.bare).git("config", "uploadpack.allowFilter", "true")
    site, other = hub.clone(*options), hub.clone()
    other.commit("page.md", "A page.\n")
    other.git("push", "-q")
    claim = site.claim()
    site.publish(jobs_of(site.take(claim)))

    assert claim.settle() == Settled()


def test_a_commit_that_was_checked_out_without_its_branch_is_of_the_branch_that_ends_there(
    hub: Hub,
) -> None:
    site = hub.clone()
    site.git("checkout", "-q", "--detach")

    assert len(jobs_of(site.take())) == 2


@pytest.mark.parametrize(
    ("variable", "value"), [("GITHUB_REF", "refs/heads/main"), ("CI_COMMIT_BRANCH", "main")]
)
def test_a_ci_service_says_which_branch_it_is(hub: Hub, variable: str, value: str) -> None:
    site = hub.clone()
    site.git("checkout", "-q", "--detach")
    site.git("update-ref", "-d", "refs/remotes/origin/main")

    assert len(jobs_of(site.take(site.claim({variable: value})))) == 2


def test_where_no_branch_is_known_nothing_is_claimed(hub: Hub) -> None:
    site = hub.clone()
    site.git("checkout", "-q", "--detach")
    site.git("update-ref", "-d", "refs/remotes/origin/main")

    with pytest.raises(UsageError, match="which branch"):
        site.claim({"GITHUB_REF": "refs/pull/7/merge"})


def test_a_branch_without_upstream_is_the_one_of_its_name(hub: Hub) -> None:
    site = hub.clone()
    site.git("branch", "-q", "--unset-upstream")

    assert len(jobs_of(site.take())) == 2


def test_a_branch_that_was_never_pushed_is_not_claimed_on(hub: Hub) -> None:
    site = hub.clone()
    site.git("switch", "-qc", "draft")

    outcome = site.take()

    assert outcome == NotClaimed("origin has no branch draft: push it first")


def test_a_repository_without_a_remote_cannot_claim(hub: Hub) -> None:
    site = hub.clone()
    site.git("remote", "remove", "origin")

    with pytest.raises(UsageError, match="needs a remote"):
        site.claim()


def test_a_folder_that_is_no_repository_cannot_claim(tmp_path: Path, hub: Hub) -> None:
    assert hub.count == 1

    with pytest.raises(UsageError, match="needs a Git repository"):
        Site(tmp_path).claim()


def test_a_ledger_that_git_ignores_cannot_be_claimed_in(hub: Hub) -> None:
    site = hub.clone()
    site.write(".gitignore", "_data/announcements/*.json\n")

    with pytest.raises(UsageError, match="ignore"):
        site.claim()


def test_a_computer_without_git_cannot_claim(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    site = hub.clone()
    monkeypatch.setenv("PATH", str(hub.folder))

    with pytest.raises(UsageError, match="no git"):
        site.claim()


def test_a_site_may_be_a_folder_of_its_repository(hub: Hub) -> None:
    whole = hub.clone()
    whole.commit(f"docs/{LEDGER}/.gitkeep", "")
    whole.git("push", "-q")
    site = Site(whole.root / "docs")

    jobs_of(site.take())

    assert (hub.clone().root / "docs" / LEDGER / "fog.json").exists()


def test_a_commit_is_of_the_person_that_git_knows_or_else_of_the_program(hub: Hub) -> None:
    site = hub.clone()
    claim = site.claim()
    jobs_of(site.take(claim))
    site.git("config", "user.name", "Ann")
    site.git("config", "user.email", "ann@films.example")
    claim.settle()

    assert Site(hub.bare).git("log", "-1", "--format=%an <%ae>", "main").strip() == (
        "Ann <ann@films.example>"
    )


def test_no_hook_is_run(hub: Hub) -> None:
    site = hub.clone()
    for name in ("pre-push", "pre-commit", "post-commit", "reference-transaction"):
        hook = site.root / ".git" / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\ntouch hook-was-run\nexit 1\n")
        hook.chmod(0o755)

    jobs_of(site.take())

    assert not (site.root / "hook-was-run").exists()


def test_what_the_server_refuses_is_not_claimed_and_nothing_here_is_changed(hub: Hub) -> None:
    site = hub.clone()
    hook = hub.bare / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho main is protected >&2\nexit 1\n")
    hook.chmod(0o755)
    before = site.state()

    outcome = site.take()

    assert isinstance(outcome, NotClaimed)
    assert "main is protected" in outcome.reason
    assert site.state() == before


def test_results_that_the_server_refuses_stay_here(hub: Hub) -> None:
    site = hub.clone()
    claim = site.claim()
    site.publish(jobs_of(site.take(claim)))
    hook = hub.bare / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)

    assert isinstance(claim.settle(), NotSettled)
    entries = [one for record in (site.folder.read() or {}).values() for one in record.entries]
    assert [(one.state, one.claim) for one in entries] == [("published", None)] * 2


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("sleep 600", "took longer than 1 seconds"),
        ("sh -c 'echo Permission denied >&2; exit 255'", "Permission denied"),
        ("sh -c 'read answer </dev/tty && sleep 600; echo no terminal >&2; exit 1'", "no terminal"),
    ],
    ids=["hangs", "refuses", "asks"],
)
def test_a_server_that_cannot_be_had_is_no_claim(hub: Hub, program: str, reason: str) -> None:
    site = hub.clone()
    site.git("remote", "set-url", "origin", "ssh://films.example/site.git")
    site.git("config", "core.sshCommand", f"{program} #")
    before = site.state()

    outcome = site.take(site.claim(patience=1))

    assert isinstance(outcome, NotClaimed)
    assert reason in outcome.reason
    assert site.state() == before


def test_a_password_in_what_git_says_is_not_shown(hub: Hub) -> None:
    site = hub.clone()
    site.git("remote", "set-url", "origin", "ssh://films.example/site.git")
    said = "sh -c 'echo no answer from https://ann:hunter2@films.example/ >&2; exit 1' #"
    site.git("config", "core.sshCommand", said)

    outcome = site.take()

    assert isinstance(outcome, NotClaimed)
    assert "no answer from https://[secret]@films.example/" in outcome.reason


def test_a_remote_whose_past_was_rewritten_may_have_news(hub: Hub) -> None:
    site, other = hub.clone(), hub.clone()
    other.git("switch", "-q", "--orphan", "new")
    other.commit(f"{LEDGER}/snow.json", "{}")
    other.git("push", "-qf", "origin", "new:main")

    outcome = site.take()

    assert isinstance(outcome, NotClaimed)
    assert "another computer" in outcome.reason


def test_what_git_set_for_a_hook_does_not_lead_astray(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = hub.clone()
    monkeypatch.setenv("GIT_DIR", str(hub.bare))
    monkeypatch.setenv("GIT_INDEX_FILE", str(hub.folder / "index"))

    outcome = site.take()
    monkeypatch.delenv("GIT_DIR")
    monkeypatch.delenv("GIT_INDEX_FILE")

    assert len(jobs_of(outcome)) == 2
    assert site.git("status", "--porcelain") == ""


def test_lines_that_end_in_two_characters_are_the_same_record(hub: Hub) -> None:
    first = hub.clone()
    first.git("config", "core.autocrlf", "true")
    claim = first.claim()
    first.publish(jobs_of(first.take(claim)))

    assert claim.settle() == Settled()
    assert first.git("status", "--porcelain") == ""


def test_of_clones_that_claim_at_once_one_does(hub: Hub) -> None:
    for _ in range(5):
        clones = [hub.clone() for _ in range(3)]
        claims = [clone.claim() for clone in clones]
        outcomes: dict[int, tuple[Job, ...] | NotClaimed] = {}
        gate = threading.Barrier(len(clones))

        def work(
            number: int,
            clones: Sequence[Site] = clones,
            claims: Sequence[GitClaim] = claims,
            outcomes: dict[int, tuple[Job, ...] | NotClaimed] = outcomes,
            gate: threading.Barrier = gate,
        ) -> None:
            gate.wait(30)
            outcomes[number] = clones[number].take(claims[number])

        threads = [threading.Thread(target=work, args=(number,)) for number in range(len(clones))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        (winner,) = (n for n, one in outcomes.items() if not isinstance(one, NotClaimed))
        assert claims[winner].settle() == Settled()


@dataclass
class InTurns:
    """A Git remote whose computer may be held up or killed before and after each question."""

    world: World
    real: GitRemote

    def look(self) -> Sight | Unread:
        self.world.point()
        sight = self.real.look()
        self.world.passes(10)
        self.world.point()
        return sight

    def push(self, tip: str, files: Mapping[str, bytes], message: str) -> Pushed:
        self.world.point()
        pushed = self.real.push(tip, files, message)
        self.world.passes(20)
        self.world.point()
        return pushed


@dataclass
class Folder:
    """A ledger on the real disk in the small world."""

    world: World
    real: LedgerFolder

    def write(self, record: Record) -> None:
        self.world.point()
        self.real.write(record)
        self.world.point()

    def read(self) -> Mapping[str, Record] | None:
        return self.real.read()


@pytest.mark.parametrize("seed", range(12))
def test_of_clones_that_announce_at_once_on_a_server_that_ignores_keys_one_does(
    hub: Hub, seed: int
) -> None:
    dice = random.Random(seed)  # noqa: S311 -- a seed makes each run one that can be had again
    world = World(dice)
    servers = {IGNORES.target: Server(world, IGNORES)}
    names = iter(range(99))

    def computer(site: Site) -> Callable[[], None]:
        remote = InTurns(world, GitRemote.open(site.root, site.folder, {}))

        def work() -> None:
            disk = Folder(world, site.folder)
            try:
                announced_alone(world, remote, disk, servers, POSTS, f"run {next(names)}")
            except KilledError:
                world.life = None

        return work

    world.life = dice.choice([None, dice.randint(0, 60)])
    world.turns.together([computer(hub.clone()) for _ in range(2)])
    world.life = None
    for _ in range(2):
        world.now += dt.timedelta(hours=1)
        computer(hub.clone())()

    (server,) = servers.values()
    assert [server.count(post.url) for post in POSTS] == [1, 1]
    entries = [entry for record in hub.records().values() for entry in record.entries]
    assert [(entry.state, entry.claim) for entry in entries] == [("published", None)] * 2
