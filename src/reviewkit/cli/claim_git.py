"""`--claim git`: claims and results of announcements in the branch that the site is pushed to.

Commits are made beside the work tree and the index, and hold nothing but records. Where the branch
here is what the remote was before, it follows them, so that the next `git pull` meets no change.
"""

import contextlib
import datetime as dt
import secrets
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from reviewkit.announce.choose import Job
from reviewkit.announce.claim import new_claim, released
from reviewkit.announce.ledger import Record
from reviewkit.announce.ports import Unread
from reviewkit.announce.sharing import (
    NotClaimed,
    NotSettled,
    Pushed,
    Settled,
    Sight,
    claimed,
    settle,
    take,
)
from reviewkit.cli.git import PATIENCE, Git, GitError
from reviewkit.cli.ledger_files import LedgerFolder
from reviewkit.errors import UsageError

__all__ = ["GitClaim", "GitRemote"]

_HEADS: Final = "refs/heads/"
_FETCH: Final = ("--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules")
_PUSH: Final = ("--quiet", "--no-follow-tags", "--recurse-submodules=no")
_NOBODY: Final = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "reviewkit"), ("EMAIL", "reviewkit@localhost"))
}
"""Who makes the commits where Git does not know the person, as in CI."""


class GitClaim:
    """The claim of one run; `environ` tells the branch where a CI service has checked out none.

    Raises UsageError where the site is in no Git repository with a remote and a branch to push to.
    """

    def __init__(
        self,
        root: Path,
        folder: LedgerFolder,
        environ: Mapping[str, str],
        patience: float = PATIENCE,
    ) -> None:
        self._folder = folder
        self._remote = GitRemote.open(root, folder, environ, patience)
        self._by = secrets.token_hex(8)
        self._files: Mapping[str, str] = {}

    def take(
        self,
        jobs: Sequence[Job],
        records: Mapping[str, Record],
        now: dt.datetime,
        patience: dt.timedelta,
    ) -> tuple[Job, ...] | NotClaimed:
        """Claim jobs before anything is sent, and give them as they are to be done then.

        `records` is the ledger as it is on the disk. Where nothing could be claimed the disk is as
        it was; else the claims are in the remote copy and on the disk. Raises OutputError.
        """
        ours = claimed(jobs, new_claim(self._by, now, patience))
        try:
            outcome = take(self._remote, records, ours)
        except GitError as error:
            return NotClaimed(str(error))
        if isinstance(outcome, NotClaimed):
            return outcome
        self._files = outcome.files
        for record in {job.record.name: job.record for job in ours}.values():
            self._folder.write(record)
        self._remote.follow()
        return ours

    def settle(self) -> Settled | NotSettled:
        """Put what came of the claimed jobs into the remote copy, and give the claims back.

        To be called however the run has ended. Raises OutputError and ConfigurationError as the
        ledger's folder does.
        """
        if not self._files:
            return Settled()
        records = [
            released(record, self._by)
            for name, record in (self._folder.read() or {}).items()
            if name in self._files
        ]
        for record in records:
            self._folder.write(record)
        try:
            outcome = settle(self._remote, records, self._files)
        except GitError as error:
            return NotSettled(str(error))
        if isinstance(outcome, Settled):
            self._remote.follow()
        return outcome


@dataclass
class GitRemote:
    """A branch of a remote, and the ledger's `folder` in it."""

    git: Git
    folder: str
    path: Path
    remote: str
    branch: str
    _made: tuple[str, str, Mapping[str, str]] | None = field(default=None, init=False)

    @classmethod
    def open(
        cls,
        root: Path,
        ledger: LedgerFolder,
        environ: Mapping[str, str],
        patience: float = PATIENCE,
    ) -> "GitRemote":
        """Find the repository of the site and the branch to push to. Raises UsageError."""
        git = Git(root, patience)
        try:
            top = Path(git("rev-parse", "--show-toplevel"))
        except GitError as error:
            raise UsageError(
                f"--claim git needs a Git repository: {error}",
                fix="run it in a clone of the site, or leave --claim out",
            ) from error
        git = Git(top, patience)
        path = ledger.path.resolve()
        if not path.is_relative_to(top.resolve()):
            raise UsageError(
                f"--claim git cannot keep {ledger.name}, which is outside of the repository {top}",
                fix="set another folder as ledger below [announce]",
            )
        folder = path.relative_to(top.resolve()).as_posix()
        if git.maybe("check-ignore", "-q", f"{folder}/record.json") is not None:
            raise UsageError(
                f"--claim git cannot keep {ledger.name}, as Git is told to ignore it",
                fix="remove it from .gitignore",
            )
        remote, branch = _upstream(git, environ)
        return cls(git, folder, path, remote, branch)

    def look(self) -> Sight | Unread:
        """Ask the remote for its branch, and give the ledger there, at the checkout, and here."""
        try:
            name = _HEADS + self.branch
            listed = self.git("ls-remote", self.remote, name).splitlines()
            tip = next((line.split("\t")[0] for line in listed if line.endswith(f"\t{name}")), "")
            if not tip:
                return Unread(f"{self.remote} has no branch {self.branch}: push it first")
            if self.git.maybe("cat-file", "-e", f"{tip}^{{commit}}") is None:
                options = (
                    "--quiet",
                    "--no-tags",
                    "--no-write-fetch-head",
                    "--no-recurse-submodules",
                )
                self.git("fetch", *options, self.remote, name)
            # Of a shallow clone the common commit may not be known; then it is what it came with.
            base = self.git.maybe("merge-base", "HEAD", tip) or "HEAD"
            return Sight(
                tip=tip, theirs=self._listed(tip), base=self._listed(base), ours=self._ours()
            )
        except GitError as error:
            return Unread(str(error))

    def push(self, tip: str, files: Mapping[str, bytes], message: str) -> Pushed:
        """Commit the files on top of `tip` and push them. Raises GitError if none can be made."""
        blobs = {
            name: self.git("hash-object", "-w", "--stdin", "--path", self._file(name), data=data)
            for name, data in files.items()
        }
        with _temporary_index() as environ:
            self.git("read-tree", tip, environ=environ)
            self.git("update-index", "-z", "--index-info", data=self._info(blobs), environ=environ)
            tree = self.git("write-tree", "--missing-ok", environ=environ)
        environ = {} if self.git.maybe("var", "GIT_COMMITTER_IDENT") else _NOBODY
        commit = self.git("commit-tree", tree, "-p", tip, "-m", message, environ=environ)
        self._made = (tip, commit, blobs)
        target = f"{commit}:{_HEADS}{self.branch}"
        try:
            self.git("push", *_PUSH, self.remote, target)
        except GitError as error:
            return Pushed(files=blobs, reason=str(error))
        return Pushed(files=blobs)

    def follow(self) -> None:
        """Bring the branch here to the last commit, where it is at the one before.

        To be called when the records are on the disk. Where it cannot be done, as there are commits
        here or there, the records are on the disk like changes that were not committed.
        """
        if self._made is None:
            return
        before, commit, blobs = self._made
        branch = self.git.maybe("symbolic-ref", "-q", "HEAD")
        if branch is None or self._is_busy() or self.git.maybe("rev-parse", "HEAD") != before:
            return
        with contextlib.suppress(GitError):
            self.git("update-index", "-z", "--index-info", data=self._info(blobs))
            self.git("update-ref", "-m", "reviewkit announce", branch, commit, before)

    def _is_busy(self) -> bool:
        """Tell whether a merge or the like is under way, which is about the commit before."""
        states = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply")
        places = self.git("rev-parse", *(part for one in states for part in ("--git-path", one)))
        return any((self.git.folder / place).exists() for place in places.splitlines())

    def _ours(self) -> Mapping[str, str]:
        files = sorted(file for file in self.path.glob("*.json") if not file.name.startswith("."))
        paths = "".join(f"{self._file(file.stem)}\n" for file in files)
        blobs = self.git("hash-object", "--stdin-paths", data=paths.encode()).splitlines()
        return {file.stem: blob for file, blob in zip(files, blobs, strict=True)}

    def _listed(self, commit: str) -> Mapping[str, str]:
        listed = self.git("ls-tree", "-z", "--full-tree", commit, f"{self.folder}/")
        found = (line.split("\t", 1) for line in listed.split("\0") if line)
        files = {PurePosixPath(path): about.split()[2] for about, path in found}
        return {
            file.stem: blob
            for file, blob in files.items()
            if file.suffix == ".json" and not file.name.startswith(".")
        }

    def _file(self, name: str) -> str:
        return f"{self.folder}/{name}.json"

    def _info(self, blobs: Mapping[str, str]) -> bytes:
        lines = (f"100644 {blob}\t{self._file(name)}\0" for name, blob in blobs.items())
        return "".join(lines).encode("utf-8", "surrogateescape")


@contextlib.contextmanager
def _temporary_index() -> Iterator[Mapping[str, str]]:
    with tempfile.TemporaryDirectory(prefix="reviewkit-") as folder:
        yield {"GIT_INDEX_FILE": f"{folder}/index"}


def _upstream(git: Git, environ: Mapping[str, str]) -> tuple[str, str]:
    """Give the remote and its branch that the checkout belongs to. Raises UsageError."""
    head = git.maybe("symbolic-ref", "-q", "HEAD")
    if head is None:
        return _detached(git, environ)
    name = head.removeprefix(_HEADS)
    remote = git.maybe("config", f"branch.{name}.remote")
    branch = git.maybe("config", f"branch.{name}.merge")
    if remote and branch and remote != ".":
        return remote, branch.removeprefix(_HEADS)
    return _remote(git), name


def _detached(git: Git, environ: Mapping[str, str]) -> tuple[str, str]:
    """Find the branch of a commit that was checked out without one, as CI services do.

    `GITHUB_REF` is of GitHub Actions, `CI_COMMIT_BRANCH` of GitLab.
    """
    remote = _remote(git)
    told = environ.get("GITHUB_REF", "")
    told = told.removeprefix(_HEADS) if told.startswith(_HEADS) else ""
    told = told or environ.get("CI_COMMIT_BRANCH", "")
    places = f"refs/remotes/{remote}"
    form = "--format=%(refname:lstrip=3) %(symref)"
    listed = git("for-each-ref", "--points-at", "HEAD", form, places).splitlines()
    names = [line.strip() for line in listed if line.endswith(" ")]
    if told and (told in names or not names):
        return remote, told
    if len(names) == 1:
        return remote, names[0]
    raise UsageError(
        "--claim git does not know which branch to push to: none is checked out",
        fix="run git switch with the name of the branch first",
    )


def _remote(git: Git) -> str:
    remotes = git("remote").splitlines()
    if "origin" in remotes:
        return "origin"
    if len(remotes) == 1:
        return remotes[0]
    raise UsageError(
        "--claim git does not know which remote to push to"
        if remotes
        else "--claim git needs a remote to push to, and the repository has none",
        fix="run git push --set-upstream with the remote and the branch first",
    )
