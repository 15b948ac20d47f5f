"""Real Jekyll is asked about whole sites, and reviewkit must say the same of every document."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.oracles.agreement import differences, our_site, ours
from tests.oracles.edge_documents import FATAL, Files, documents
from tests.oracles.edge_sites import NOW, SITES, EdgeSite, write_site
from tests.oracles.jekyll import Jekyll
from tests.oracles.kramdown import first_difference

pytestmark = pytest.mark.integration

Run = Callable[..., subprocess.CompletedProcess[str]]
Posts = dict[str, dict[str, Any]]

RENDERED = """\
require "json"
Jekyll::Hooks.register :site, :post_write do |site|
  rows = site.posts.docs.to_h { |post| [post.relative_path, post.content] }
  File.write(ENV.fetch("ORACLE_OUTPUT"), JSON.generate(rows))
end
"""


@pytest.fixture(scope="module")
def jekyll() -> Iterator[Jekyll]:
    """Give a running Jekyll."""
    with Jekyll() as running:
        yield running


def write(folder: Path, files: Files) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


# The example site


def test_the_example_site_is_the_same_to_both(jekyll: Jekyll, moviesite: Path) -> None:
    answer = jekyll.site(moviesite, now=NOW)
    mine = ours(our_site(moviesite, now=NOW, zone="UTC"))

    assert differences(mine, answer["documents"]) == []
    assert len(mine) == 20


@pytest.fixture(scope="module")
def html(moviesite: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Give the HTML of every published post as Jekyll renders it."""
    folder = tmp_path_factory.mktemp("jekyll")
    site, output = folder / "site", folder / "oracle.json"
    shutil.copytree(moviesite, site)
    write(site, {"_plugins/oracle.rb": RENDERED})
    program = shutil.which("jekyll")
    assert program, "real Jekyll is needed: make oracles"
    places = ["--source", str(site), "--destination", str(folder / "out")]
    subprocess.run(
        [program, "build", "--quiet", "--disable-disk-cache", *places],
        check=True,
        env={"PATH": "/usr/bin:/bin", "ORACLE_OUTPUT": str(output), "LANG": "C.UTF-8", "TZ": "UTC"},
    )
    rendered: dict[str, str] = json.loads(output.read_text())
    return rendered


def test_every_post_of_the_example_site_has_the_same_html(
    run: Run, moviesite: Path, html: Mapping[str, str]
) -> None:
    listed: Posts = {
        post["source"]: post
        for post in json.loads(run("list", moviesite, "--json", "--html").stdout)
    }

    assert set(listed) == set(html)
    wrong = {
        source: difference
        for source, expected in html.items()
        if (difference := first_difference(listed[source]["html"], expected))
    }
    assert wrong == {}


# The edge-case sites


@pytest.mark.parametrize("site", SITES, ids=[site.name for site in SITES])
def test_every_document_of_an_edge_case_site_is_the_same_to_both(
    jekyll: Jekyll, tmp_path: Path, site: EdgeSite
) -> None:
    config = write_site(tmp_path, site)

    answer = jekyll.site(tmp_path, now=NOW, zone=site.machine_zone, config=config)
    mine = ours(our_site(tmp_path, now=NOW, zone=site.machine_zone, config=config))

    assert "fatal" not in answer, answer["fatal"]
    assert differences(mine, answer["documents"]) == []


THEME: Files = {
    "gems/tidy-1.0.0/_config.yml": "url: https://old.example\n",
    "gems/tidy-1.10.0/_config.yml": "url: https://theme.example\ntime: 2023-01-02\nbaseurl: /x\n"
    "permalink: none\ndefaults: [{scope: {}, values: {title: never}}]\ntitle: Theme\n",
    "gems/tidy-1.10.0/_layouts/post.html": "{{ content }}",
}
SPECIFICATION = """\
Gem::Specification.new do |spec|
  spec.name = "tidy"
  spec.version = "VERSION"
  spec.summary = "A theme"
  spec.authors = ["Us"]
end
"""


@pytest.mark.parametrize("more", ["", "ignore_theme_config: true\n", "url: https://own.example\n"])
def test_the_configuration_of_a_theme_stands_below_the_sites_own(
    jekyll: Jekyll, tmp_path: Path, more: str
) -> None:
    specifications = {
        f"specifications/tidy-{version}.gemspec": SPECIFICATION.replace("VERSION", version)
        for version in ("1.0.0", "1.10.0")
    }
    gems = write(tmp_path / "gems", {**THEME, **specifications})
    posts = {"_posts/2023-01-01-a.md": "", "_posts/2023-01-03-b.md": ""}
    site = write(tmp_path / "site", {"_config.yml": f"theme: tidy\n{more}", **posts})

    answer = jekyll.site(site, now=NOW, gems=gems)
    mine = ours(our_site(site, now=NOW, zone="UTC", gems=[gems / "gems"]))

    assert "fatal" not in answer, answer["fatal"]
    assert differences(mine, answer["documents"]) == []
    assert (mine["_posts/2023-01-03-b.md"]["state"] == "future") is ("ignore" not in more)


def test_the_edge_cases_are_many() -> None:
    text = "\n".join(config for site in SITES for config in site.configs)

    assert len(documents()) >= 250
    assert len(SITES) >= 12
    assert len(set(re.findall(r"^timezone: (.*)$", text, re.MULTILINE))) >= 6


@pytest.mark.parametrize("name", FATAL)
def test_what_stops_jekyll_is_an_error_and_the_other_posts_are_read(
    jekyll: Jekyll, tmp_path: Path, name: str
) -> None:
    good = "_posts/2020-01-01-good.md"
    write(tmp_path, {"_config.yml": "title: x\n", good: "Good.\n", **FATAL[name]})

    answer = jekyll.site(tmp_path, now=NOW)
    site = our_site(tmp_path, now=NOW, zone="UTC")

    urls = [document["url"] for document in answer.get("documents", ())]
    assert "fatal" in answer or any(isinstance(url, dict) for url in urls)
    assert [post.source for post in site.posts] == [good]
    assert [problem.severity for problem in site.problems] == ["error"]


@pytest.mark.parametrize(
    ("address", "ids"),
    [
        ("https://Films.GitHub.example", "https://films.github.example"),
        ("https://films.example/", "https://films.example/"),
        ("https://films.example:443/", "https://films.example/"),
        ("https://FÜMS.example", "https://xn--fms-hoa.example"),
    ],
)
@pytest.mark.parametrize("base", ["", "/blog", "/Blog/", "é"])
def test_the_ids_of_the_feed_are_those_of_jekyll_feed(
    jekyll: Jekyll, tmp_path: Path, address: str, ids: str, base: str
) -> None:
    names = ("2024-01-02-a.md", "2024-01-03-ame\u0301lie poulain.md", "2024-01-04-한글(1)!.md")
    site = {f"_posts/{name}": "---\ncategories: [Ünï ⅳ, c#]\n---\n" for name in names}
    write(tmp_path, {"_config.yml": f"url: {address}\nbaseurl: {base}\n", **site})

    answer = jekyll.site(tmp_path, now=NOW)
    mine = our_site(tmp_path, now=NOW, zone="UTC")

    expected = {document["source"]: document["absolute_id"] for document in answer["documents"]}
    assert {post.source: post.absolute_id for post in mine.posts} == expected
    assert all(entry.startswith(f"{mine.id_start}/") for entry in expected.values())
    assert mine.id_start.startswith(ids)
