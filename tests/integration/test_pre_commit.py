"""The hook for pre-commit, installed and run by pre-commit itself in somebody's site."""

import os
import subprocess
from pathlib import Path

import pytest
import yaml
from tests.servers.repository import git

pytestmark = pytest.mark.integration

Answer = subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def pre_commit(project: Path) -> Path:
    """Give the program."""
    program = project / "build" / "checkers" / "bin" / "pre-commit"
    assert program.exists(), "pre-commit is needed: make checkers"
    return program


@pytest.fixture(scope="module")
def hook(project: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give a clone of this project, and a commit of it."""
    clone = tmp_path_factory.mktemp("hook") / "reviewkit"
    git("clone", "--quiet", project, clone, cwd=project)
    return {"repo": str(clone), "rev": git("rev-parse", "HEAD", cwd=clone).strip()}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder that pre-commit keeps the hook in."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def site(tmp_path: Path, hook: dict[str, str]) -> Path:
    """Give a site in a repository, with the hook as the documentation shows it."""
    root = tmp_path / "site"
    (root / "_posts").mkdir(parents=True)
    (root / "_config.yml").write_text("title: Films\nurl: https://films.example\ntimezone: UTC\n")
    shown = {"repos": [{**hook, "hooks": [{"id": "reviewkit-check"}]}]}
    (root / ".pre-commit-config.yaml").write_text(yaml.safe_dump(shown))
    git("init", "--quiet", cwd=root)
    return root


def checked(pre_commit: Path, home: Path, site: Path, title: str) -> Answer:
    """Write a post with Liquid under a title, and run the hook."""
    label = '<span class="reviewsection">One sentence review:</span> On {{ page.title }}.\n'
    (site / "_posts/2025-01-20-a-film.md").write_text(f"---\ntitle: {title}\n---\n{label}")
    git("add", "--all", cwd=site)
    return subprocess.run(
        [pre_commit, "run", "--color=never"],
        cwd=site,
        env={"PATH": os.environ["PATH"], "HOME": str(Path.home()), "PRE_COMMIT_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_site_without_a_fault_passes(pre_commit: Path, home: Path, site: Path) -> None:
    result = checked(pre_commit, home, site, "A Film")

    assert result.returncode == 0, result.stdout
    assert "Passed" in result.stdout


def test_a_fault_keeps_the_commit_back_and_is_shown(
    pre_commit: Path, home: Path, site: Path
) -> None:
    result = checked(pre_commit, home, site, "2:22")

    assert result.returncode == 1
    assert "_posts/2025-01-20-a-film.md:2: warning: the title 2:22" in result.stdout


def test_the_hook_is_the_one_the_documentation_names(project: Path) -> None:
    (hook,) = yaml.safe_load((project / ".pre-commit-hooks.yaml").read_text())
    page = (project / "docs/continuous-integration.md").read_text()

    assert f"- id: {hook['id']}" in page
