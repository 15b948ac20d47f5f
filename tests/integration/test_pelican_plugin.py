"""The plug-in for Pelican in real builds, installed as its README says."""

import json
import os
import re
import shutil
import subprocess
import venv
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.plain.sites import SITES

pytestmark = [pytest.mark.integration, pytest.mark.xdist_group("pelican")]

Build = Callable[..., subprocess.CompletedProcess[str]]

PELICAN = "pelican[markdown]==4.12.0"

REVIEW = """\
Title: Fog
Date: 2025-06-01 12:00
Category: Films
Image: {static}/images/bird.png

**One sentence review:** See [salt]({filename}/2025-02-03-salt.md), ~~twice~~ once.

**Rating:** 7/10

**Trivia:**

> It was never foggy.

Nobody minded.
"""

SHOWN = """\
{% for article in articles %}{% if article.review %}
{{ article.slug }}|{{ article.review.one_sentence.html }}|{{ article.review.rating.value }}
{%- for part in article.review.trivia %}|{{ part.trivia.quote_html }}{% endfor %}
{% endif %}{% endfor %}
"""


@pytest.fixture(scope="module")
def tools(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the programs of a fresh environment: Pelican, then what the README says to install."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    pip = [str(folder / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, PELICAN, "pytest"], check=True)
    shell(readme(project, "console")[0], folder / "bin", project, folder)
    return folder / "bin"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Give a copy of the example site for Pelican, with one review more."""
    folder = tmp_path / "site"
    shutil.copytree(SITES / "pelican", folder)
    (folder / "content" / "fog.md").write_text(REVIEW)
    return folder


@pytest.fixture
def build(tools: Path, site: Path) -> Build:
    """Give a function that builds the site with some settings more; its output is a new one."""

    def run(settings: str = "", *options: str) -> subprocess.CompletedProcess[str]:
        shutil.rmtree(site / "output", ignore_errors=True)
        own = (SITES / "pelican" / "pelicanconf.py").read_text()
        (site / "pelicanconf.py").write_text(f"{own}\n{settings}\n")
        command = [str(tools / "pelican"), "content", *options]
        return subprocess.run(
            command, cwd=site, capture_output=True, text=True, check=False,
            env={**os.environ, "LANG": "C.UTF-8", "COLUMNS": "300"},
        )  # fmt: skip

    return run


def shell(lines: str, programs: Path, project: Path, folder: Path) -> None:
    """Run the lines of a console as a person types them."""
    commands = re.findall(r"^\$ (.*)$", lines, re.MULTILINE)
    path = f"{programs}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "REVIEWKIT": str(project)}
    result = subprocess.run(
        ["/bin/sh", "-ec", "\n".join(commands)],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr


def readme(project: Path, kind: str) -> list[str]:
    """Give the blocks of a kind in the plug-in's README."""
    text = (project / "plugins" / "pelican" / "README.md").read_text()
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def pages(folder: Path) -> Mapping[str, bytes]:
    """Give all files of a built site."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def page(site: Path, name: str = "2025/fog/index.html") -> str:
    """Give a page of the built site."""
    return (site / "output" / name).read_text()


def test_the_first_steps_of_the_readme_show_the_sentences(
    project: Path, tools: Path, tmp_path: Path
) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "templates").mkdir()
    (plugins,) = readme(project, "python")
    own = 'SITENAME = "Films"\nTHEME_TEMPLATES_OVERRIDES = ["templates"]\nTIMEZONE = "UTC"\n'
    (tmp_path / "pelicanconf.py").write_text(own + plugins)
    (tmp_path / "templates" / "index.html").write_text(*readme(project, "html"))
    (tmp_path / "content" / "the-clockmakers-cat.md").write_text(*readme(project, "markdown"))
    shell(readme(project, "console")[1], tools, project, tmp_path)
    assert "Tick, <em>tock</em>, purr." in (tmp_path / "output" / "index.html").read_text()


def test_the_parts_pass_their_tests(project: Path, tools: Path) -> None:
    command = [str(tools / "python"), "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    result = subprocess.run(
        [*command, str(project / "plugins" / "pelican")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout


def test_without_an_option_the_site_is_the_same_to_the_byte(build: Build, site: Path) -> None:
    before = pages(site / "content")
    assert build("PLUGINS = []").returncode == 0
    without = pages(site / "output")
    assert build().returncode == 0
    assert pages(site / "output") == without
    assert pages(site / "content") == before
    assert not (site / "_reviewkit").exists()


def test_articles_have_their_reviews(build: Build, site: Path) -> None:
    (site / "theme" / "templates" / "index.html").write_text(SHOWN)
    assert build().returncode == 0
    (fog,) = [line for line in page(site, "index.html").splitlines() if line.startswith("fog|")]
    assert fog == (
        'fog|See <a href="https://films.example/2025/salt-pepper-a-love-story/">salt</a>, '
        "<del>twice</del> once.|7.0|<blockquote>"
    )


def test_links_in_a_review_fit_the_page_that_shows_it(build: Build, site: Path) -> None:
    shown = "{{ article.review.one_sentence.html }}"
    (site / "theme" / "templates" / "article.html").write_text(shown)
    assert build("RELATIVE_URLS = True").returncode == 0
    assert '<a href="../../2025/salt-pepper-a-love-story/">' in page(site)


@pytest.mark.parametrize("layer", ["reader", "generator"])
def test_reviews_come_out_of_pelicans_cache(build: Build, site: Path, layer: str) -> None:
    shown = "{{ article.review.one_sentence.html }}"
    (site / "theme" / "templates" / "article.html").write_text(shown)
    cached = f"CACHE_CONTENT = LOAD_CONTENT_CACHE = True\nCONTENT_CACHING_LAYER = {layer!r}"
    assert build(cached).returncode == 0
    first = page(site)
    assert build(cached).returncode == 0
    assert "salt-pepper" in first
    assert page(site) == first


def test_an_article_without_a_label_has_no_review(build: Build, site: Path) -> None:
    (site / "content" / "fog.md").write_text("Title: Fog\nDate: 2025-06-01\n\nPlain.\n")
    (site / "theme" / "templates" / "article.html").write_text("{{ article.review is none }}")
    assert build().returncode == 0
    assert page(site) == "True"


def test_a_review_in_the_metadata_stays_what_it_is(build: Build, site: Path) -> None:
    (site / "content" / "fog.md").write_text(f"Review: mine\n{REVIEW}")
    (site / "theme" / "templates" / "article.html").write_text("{{ article.review }}")
    assert build().returncode == 0
    assert page(site) == "mine"


def test_a_fault_in_a_review_is_told_with_its_line(build: Build, site: Path) -> None:
    broken = f'{REVIEW}\n<span class="reviewsection">Never closed\n'
    (site / "content" / "fog.md").write_text(broken)
    result = build()
    line = broken.splitlines().index('<span class="reviewsection">Never closed') + 1
    assert f"content/fog.md:{line}: " in result.stdout + result.stderr


def test_the_reader_renders_the_dialect(build: Build, site: Path) -> None:
    assert build("REVIEWKIT_MARKDOWN = True").returncode == 0
    assert "<del>twice</del> once." in page(site)
    assert '<a href="https://films.example/2025/salt-pepper-a-love-story/">' in page(site)


def test_the_reader_takes_the_dialect_that_the_settings_name(build: Build, site: Path) -> None:
    settings = site / "reviewkit.toml"
    settings.write_text(settings.read_text() + 'dialect = "kramdown"\n')
    (site / "content" / "fog.md").write_text(f'{REVIEW}\n"Quoted" -- in kramdown.\n')
    assert build("REVIEWKIT_MARKDOWN = True").returncode == 0
    assert "“Quoted” – in kramdown." in page(site)


def test_the_reader_leaves_the_metadata_as_pelican_reads_them(build: Build, site: Path) -> None:
    shown = (
        "{% for a in articles %}{{ a.slug }}|{{ a.date }}|{{ a.modified }}|{{ a.tags }}|"
        "{{ a.metadata.summary }}|{{ a.category }}|{{ a.url }}\n{% endfor %}"
    )
    (site / "theme" / "templates" / "index.html").write_text(shown)
    build()
    without = page(site, "index.html")
    assert build("REVIEWKIT_MARKDOWN = True").returncode == 0
    assert page(site, "index.html") == without


def test_feeds_hold_what_the_site_shows(build: Build, site: Path) -> None:
    assert build("REVIEWKIT_FEEDS = True").returncode == 0
    assert {"feed.xml", "rss.xml", "feed.json"} <= set(pages(site / "output"))
    items = json.loads(page(site, "feed.json"))["items"]
    fog = items[0]
    assert fog["url"] == "https://films.example/2025/fog/"
    assert fog["date_published"] == "2025-06-01T12:00:00+02:00"
    assert fog["summary"] == "See salt, once."
    assert fog["image"] == "https://films.example/images/bird.png"
    assert 'href="https://films.example/2025/salt-pepper-a-love-story/"' in fog["content_html"]
    urls = {item["url"].removeprefix("https://films.example/") for item in items}
    built = {re.sub(r"index\.html$", "", name) for name in pages(site / "output")}
    assert urls < built
    assert len(urls) == 5


def test_feeds_hold_articles_in_restructuredtext(build: Build, site: Path) -> None:
    text = "Rain\n####\n:date: 2025-07-01\n\nIt *rains*.\n"
    (site / "content" / "rain.rst").write_text(text)
    assert build("REVIEWKIT_FEEDS = True").returncode == 0
    assert "<em>rains</em>" in json.loads(page(site, "feed.json"))["items"][0]["content_html"]


def test_the_feeds_pass_the_lint(build: Build, site: Path, tools: Path) -> None:
    assert build("REVIEWKIT_FEEDS = True").returncode == 0
    files = [str(site / "output" / name) for name in ("feed.xml", "rss.xml", "feed.json")]
    command = [str(tools / "reviewkit"), "feed", "--lint", *files]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_ids_in_the_feeds_are_those_of_reviewkit_feed(
    build: Build, site: Path, tools: Path
) -> None:
    assert build("REVIEWKIT_FEEDS = True").returncode == 0
    ids = [item["id"] for item in json.loads(page(site, "feed.json"))["items"]]
    kept = (site / "_reviewkit" / "feed-ids.jsonl").read_bytes()
    command = [str(tools / "reviewkit"), "feed", str(site), "--output", str(site / "other")]
    subprocess.run(command, check=True, capture_output=True)
    others = json.loads((site / "other" / "feed.json").read_text())["items"]
    assert [item["id"] for item in others] == ids
    assert len((site / "_reviewkit" / "feed-ids.jsonl").read_bytes().splitlines()) == len(
        kept.splitlines()
    )


def test_feeds_without_an_address_are_not_written(build: Build, site: Path) -> None:
    result = build('REVIEWKIT_FEEDS = True\nSITEURL = ""')
    assert result.returncode == 0
    assert "SITEURL is empty" in result.stdout + result.stderr
    assert not (site / "output" / "feed.xml").exists()


def test_wrong_settings_stop_the_build_before_anything_is_written(build: Build, site: Path) -> None:
    (site / "reviewkit.toml").write_text("[feed]\nlimt = 3\n")
    result = build()
    assert result.returncode == 1
    assert "reviewkit.toml:2: unknown setting feed.limt" in result.stdout + result.stderr
    assert not (site / "output").exists()


def test_a_feed_that_cannot_be_written_costs_no_page(build: Build, site: Path) -> None:
    (site / "content" / "pages").mkdir()
    clash = "Title: About\nSave_as: feed.xml/index.html\nUrl: feed.xml/\n\nA folder.\n"
    (site / "content" / "pages" / "about.md").write_text(clash)
    (site / "theme" / "templates" / "page.html").write_text("{{ page.content }}")
    result = build("REVIEWKIT_FEEDS = True")
    assert result.returncode == 0
    assert "cannot write the file" in result.stdout + result.stderr
    assert page(site)


def test_nothing_is_announced_by_a_build(build: Build, site: Path) -> None:
    build("REVIEWKIT_FEEDS = True\nREVIEWKIT_MARKDOWN = True")
    assert not (site / "_data").exists()
