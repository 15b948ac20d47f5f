"""Wheel, sdist and editable install work in a fresh environment, templates included."""

import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("packaging")

TEMPLATES = {
    "announce/bluesky.txt.j2",
    "announce/mastodon.txt.j2",
    "feeds/feed.css",
    "feeds/subscribe.html.j2",
}


def checked(*command: str | Path, cwd: Path | None = None) -> str:
    """Run a command that has to succeed; give what it printed."""
    result = subprocess.run(
        [str(word) for word in command], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def source(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the files that git knows, as a clone would have them."""
    copy = tmp_path_factory.mktemp("source") / "reviewkit"
    ignored = shutil.ignore_patterns(".*", "__pycache__", "build", "dist", "_site")
    shutil.copytree(project, copy, symlinks=True, ignore=ignored)
    return copy


@pytest.fixture(scope="module")
def dist(source: Path) -> Path:
    """Give the folder with a new sdist and the wheel built from that sdist."""
    checked(sys.executable, "-m", "build", "--outdir", source / "dist", source)
    return source / "dist"


@pytest.fixture(scope="module")
def fresh(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the Python of a fresh environment into which the wheel was installed by pip."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    (wheel,) = dist.glob("*.whl")
    checked(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel)
    return python


def works(python: Path, site: Path, folder: Path) -> None:
    """Fail unless the installed command writes feeds and fills the templates."""
    command = python.parent / "reviewkit"
    checked(command, "feed", site, "--output", folder, cwd=folder)
    assert sorted(path.name for path in folder.iterdir()) == [
        *("feed.json", "feed.xml", "feeds", "rss.xml"),
    ]
    text = checked(command, "announce", site, "--dry-run", "--only", "1888", cwd=folder)
    assert "-- bluesky: " in text


def test_wheel_and_sdist_hold_the_templates_the_schema_and_the_types(dist: Path) -> None:
    (wheel,), (sdist,) = dist.glob("*.whl"), dist.glob("*.tar.gz")
    extra = {"reviewkit/py.typed", "reviewkit/reviewkit.schema.json"}
    expected = {f"reviewkit/templates/{name}" for name in TEMPLATES} | extra
    with zipfile.ZipFile(wheel) as archive:
        assert expected <= set(archive.namelist())
    with tarfile.open(sdist) as archive:
        inside = {name.partition("/src/")[2] for name in archive.getnames()}
        assert expected <= inside


def test_the_wheel_works_in_a_fresh_environment(
    fresh: Path, moviesite: Path, tmp_path: Path
) -> None:
    works(fresh, moviesite, tmp_path)


def test_the_sdist_works_in_a_fresh_environment(
    fresh: Path, dist: Path, moviesite: Path, tmp_path: Path
) -> None:
    (sdist,) = dist.glob("*.tar.gz")
    again = ("--quiet", "--disable-pip-version-check", "--no-deps", "--force-reinstall")
    checked(fresh, "-m", "pip", "install", *again, sdist)
    works(fresh, moviesite, tmp_path)


def test_an_editable_install_works_in_a_fresh_environment(
    fresh: Path, source: Path, moviesite: Path, tmp_path: Path
) -> None:
    again = ("--quiet", "--disable-pip-version-check", "--no-deps", "--force-reinstall")
    checked(fresh, "-m", "pip", "install", *again, "--editable", source)
    works(fresh, moviesite, tmp_path)


def test_the_templates_at_the_top_are_those_of_the_package(project: Path) -> None:
    inside = project / "src" / "reviewkit" / "templates"
    assert (project / "templates").resolve() == inside.resolve()
    found = {path.relative_to(inside).as_posix() for path in inside.rglob("*") if path.is_file()}
    assert found == TEMPLATES
