"""A runner of GitHub's workflows, as far as this project's go: jobs, steps, composite actions.

    runner = Runner(root=folder, repository=repository, actions={"actions/checkout": checkout})
    outcomes = runner.run(workflow, event={"inputs": {"init": True}})
    assert outcomes["announce"].code == 0

A step gets what the files give it and nothing else: no variable of the tests reaches it. What is
GitHub's own (`actions/checkout` and such) is a function; an action of ours is run from its folder.
"""

import os
import re
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from tests.servers.repository import Repository

__all__ = ["Job", "Outcome", "Runner", "evaluated", "filled"]

Contexts = Mapping[str, Any]
Step = Mapping[str, Any]
Function = Callable[["Job", Mapping[str, str]], Mapping[str, str] | None]
"""What an action of others' does with its inputs in a job; it gives its outputs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a job ended: the code of the step it failed at, and what all steps said."""

    code: int
    said: str = ""


@dataclass(slots=True, kw_only=True)
class Job:
    """A computer with a workspace, new for every job."""

    folder: Path
    runner: "Runner"
    contexts: dict[str, Any]
    said: str = ""

    @property
    def workspace(self) -> Path:
        """Give the folder that steps begin in."""
        return self.folder / "work"

    def shell(self, script: str, environment: Mapping[str, str], folder: str = ".") -> int:
        """Run the lines of a step in a folder of the workspace; give the exit code."""
        result = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],  # noqa: S607 -- as GitHub does
            cwd=self.workspace / folder,
            env={**self._environment(), **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        self.said += result.stdout
        return result.returncode

    def steps(self, steps: list[Step], contexts: dict[str, Any], more: Mapping[str, str]) -> int:
        """Run steps until one fails; give its code. `more` is environment of all of them."""
        contexts["steps"] = {}
        for step in steps:
            environment = {**more, **filled(step.get("env", {}), contexts)}
            given = filled(step.get("with", {}), contexts)
            outputs: dict[str, str] = {}
            if "run" in step:
                folder = step.get("working-directory", ".")
                code = self.shell(filled(step["run"], contexts), environment, folder)
            else:
                code, outputs = self._action(step["uses"], given, environment)
            contexts["steps"][step.get("id", "")] = {"outputs": outputs}
            if code:
                return code
        return 0

    def _action(
        self, uses: str, given: Mapping[str, str], environment: Mapping[str, str]
    ) -> tuple[int, dict[str, str]]:
        action = self.runner.actions[uses.split("@", maxsplit=1)[0]]
        if not isinstance(action, Path):
            return 0, dict(action(self, given) or {})
        known = yaml.safe_load((action / "action.yml").read_text())
        assert set(given) <= set(known["inputs"])
        defaults = {name: str(one.get("default", "")) for name, one in known["inputs"].items()}
        contexts = {**self.contexts, "inputs": {**filled(defaults, self.contexts), **given}}
        place = {**environment, "GITHUB_ACTION_PATH": str(action)}
        return self.steps(known["runs"]["steps"], contexts, place), {}

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": f"{self.folder}/bin:{os.environ['PATH']}",
            "LANG": "C.UTF-8",
            "CI": "true",
            "HOME": str(self.folder / "home"),
            "GITHUB_WORKSPACE": str(self.workspace),
            "GITHUB_SHA": self.contexts["github"]["sha"],
            "GITHUB_REF_NAME": "main",
            "GITHUB_REF_TYPE": "branch",
            "RUNNER_TEMP": str(self.folder / "temp"),
        }


@dataclass(slots=True, kw_only=True)
class Runner:
    """What runs the workflows of a repository; `installed` is laid into each job's RUNNER_TEMP."""

    root: Path
    repository: Repository
    actions: Mapping[str, Path | Function]
    secrets: Mapping[str, str] = field(default_factory=dict)
    installed: Mapping[str, Path] = field(default_factory=dict)
    jobs: int = 0

    def run(
        self, workflow: Mapping[str, Any], *, sha: str = "", inputs: Mapping[str, Any] | None = None
    ) -> dict[str, Outcome]:
        """Run the jobs in the order they are written in; one whose `needs` failed is left out."""
        outcomes: dict[str, Outcome] = {}
        for name, job in workflow["jobs"].items():
            if name not in outcomes and self._may_begin(job, outcomes):
                outcomes[name] = self._job(job, sha or self.repository.tip, inputs or {})
        return outcomes

    def _may_begin(self, job: Mapping[str, Any], outcomes: Mapping[str, Outcome]) -> bool:
        needed = [job["needs"]] if "needs" in job else []
        return all(name in outcomes and outcomes[name].code == 0 for name in needed)

    def _job(self, job: Mapping[str, Any], sha: str, inputs: Mapping[str, Any]) -> Outcome:
        may_push = job["permissions"].get("contents") == "write"
        token = self.repository.add_token(may_push=may_push)
        self.jobs += 1
        contexts = {
            "github": {"sha": sha, "token": token},
            "inputs": inputs,
            "secrets": self.secrets,
        }
        machine = Job(folder=self.root / str(self.jobs), runner=self, contexts=contexts)
        for name in ("work", "home", "temp", "bin"):
            (machine.folder / name).mkdir(parents=True)
        for name, place in self.installed.items():
            (machine.folder / "temp" / name).symlink_to(place)
        code = machine.steps(job["steps"], {**contexts}, {})
        return Outcome(code=code, said=machine.said)


def filled(value: Any, contexts: Contexts) -> Any:  # noqa: ANN401 -- whatever YAML holds
    """Fill the expressions in a text, or in the texts of a table."""
    if isinstance(value, Mapping):
        return {name: filled(one, contexts) for name, one in value.items()}
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return re.sub(r"\$\{\{(.*?)\}\}", lambda found: str(evaluated(found[1], contexts)), text)


def evaluated(expression: str, contexts: Contexts) -> Any:  # noqa: ANN401 -- whatever there is
    """Evaluate names, texts in quotes, `&&` and `||`; an unknown name is an empty text."""
    result: Any = ""
    for alternative in expression.split("||"):
        for part in alternative.split("&&"):
            result = _atom(part.strip(), contexts)
            if not result:
                break
        if result:
            return result
    return result or ""


def _atom(text: str, contexts: Contexts) -> Any:  # noqa: ANN401 -- whatever there is
    if text.startswith("'"):
        return text.strip("'")
    value: Any = contexts
    for name in text.split("."):
        value = value.get(name, {}) if isinstance(value, Mapping) else {}
    return value
