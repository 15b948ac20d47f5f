"""A theme's configuration stands below the site's own."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from reviewkit.cli.gems import gem_folders
from reviewkit.jekyll import read_configuration

NewSite = Callable[..., Path]

THEME = "url: https://theme.example\nlang: pt\npermalink: none\nbaseurl: /x\ntitle: Theme\n"


@pytest.fixture
def gems(tmp_path: Path) -> Path:
    """Give a folder of gems with two versions of a theme."""
    for version, text in (("1.2.0", "lang: old\n"), ("1.10.0", THEME)):
        folder = tmp_path / "ruby" / "3.1.0" / "gems" / f"tidy-{version}"
        folder.mkdir(parents=True)
        (folder / "_config.yml").write_text(text)
    return tmp_path / "ruby" / "3.1.0" / "gems"


def test_a_theme_says_what_the_site_does_not(new_site: NewSite, gems: Path) -> None:
    root = new_site({"_config.yml": "theme: tidy\ntitle: Mine\n"})

    found = read_configuration(root, gems=[gems])

    assert (found.url, found.text("lang"), found.text("title")) == (
        *("https://theme.example", "pt"),
        "Mine",
    )
    assert (found.text("permalink"), found.baseurl) == ("date", "")


def test_the_lock_file_chooses_the_version(new_site: NewSite, gems: Path) -> None:
    lock = "GEM\n  specs:\n    tidy (1.2.0)\n      jekyll (~> 4.0)\n"
    root = new_site({"_config.yml": "theme: tidy\n", "Gemfile.lock": lock})

    assert read_configuration(root, gems=[gems]).text("lang") == "old"


@pytest.mark.parametrize(
    "config",
    [
        *("theme: other\n", "theme: [tidy]\n", "theme:\n", "title: x\n"),
        "theme: tidy\nignore_theme_config: true\n",
    ],
)
def test_without_a_theme_that_is_there_nothing_is_added(
    new_site: NewSite, gems: Path, config: str
) -> None:
    assert read_configuration(new_site({"_config.yml": config}), gems=[gems]).text("lang") == ""


@pytest.mark.parametrize("text", ["a: b: c\n", "- a\n", "", "\x00"])
def test_a_theme_whose_configuration_cannot_be_read_adds_nothing(
    new_site: NewSite, gems: Path, text: str
) -> None:
    (gems / "tidy-1.10.0" / "_config.yml").write_text(text)
    root = new_site({"_config.yml": "theme: tidy\n"})

    assert read_configuration(root, gems=[gems]).text("lang") == ""


@pytest.mark.parametrize(
    "environment",
    [
        *({"GEM_HOME": "ruby/3.1.0"}, {"GEM_PATH": "nowhere:ruby/3.1.0"}, {"BUNDLE_PATH": "."}),
        {"BUNDLE_PATH": "ruby/3.1.0"},
    ],
    ids=str,
)
def test_the_environment_says_where_gems_are(
    tmp_path: Path, gems: Path, monkeypatch: pytest.MonkeyPatch, environment: Mapping[str, str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("GEM_HOME", "GEM_PATH", "BUNDLE_PATH"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert gems in {folder.resolve() for folder in gem_folders(tmp_path / "site")}


def test_gems_may_lie_in_the_site(tmp_path: Path, gems: Path) -> None:
    (tmp_path / "vendor").mkdir()
    (tmp_path / "vendor" / "bundle").symlink_to(tmp_path, target_is_directory=True)

    assert gems in {folder.resolve() for folder in gem_folders(tmp_path)}
