"""jekyll-feed builds a site, then reviewkit writes its feeds: subscribers see nothing twice."""

import json
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from lxml import etree

pytestmark = pytest.mark.integration

Run = Callable[..., subprocess.CompletedProcess[str]]
MakeSite = Callable[..., Path]

ATOM = "{http://www.w3.org/2005/Atom}"
POSTS = {
    "_posts/2025-01-01-fog.md": "Fog",
    "_posts/2025-01-02-Amélie, co.md": "Amélie",
    "_posts/2025-01-03-rec[2].md": "[REC]²",
    "_posts/2025-01-04-100%25-wolf.md": "100% Wolf",
    "_posts/2025-01-05-映画.md": "映画",
    "_posts/2025-01-06-what?#.md": "What?",
    "_posts/2025-01-07-a+b.c.markdown": "A+B",
    "deep er/_posts/2025-01-08-cats.md": "Cats",
}


def build(site: Path) -> tuple[str, set[str]]:
    """Build the site with real Jekyll; give the id of its feed and those of the entries."""
    program = shutil.which("jekyll")
    assert program, "real Jekyll is needed: make oracles"
    subprocess.run(
        [program, "build", "--quiet", "--source", str(site), "--destination", str(site / "built")],
        check=True,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC", "JEKYLL_ENV": "production"},
    )
    found: set[str] = set()
    feed = ""
    for file in sorted((site / "built").rglob("*.xml")):
        tree = etree.parse(str(file)).getroot()
        if tree.tag == f"{ATOM}feed":
            found |= {str(one.text) for one in tree.iterfind(f"{ATOM}entry/{ATOM}id")}
            feed = feed or str(tree.findtext(f"{ATOM}id"))
    shutil.rmtree(site / "built")
    return feed, found


def written(run: Run, site: Path, name: str = "feed.xml") -> tuple[str, set[str]]:
    """Write the feeds with reviewkit; give the same."""
    result = run("feed", site, "--output", site / "out", "--limit", "100")
    assert result.returncode == 0, result.stderr
    tree = etree.parse(str(site / "out" / name)).getroot()
    items = json.loads((site / "out/feed.json").read_text())["items"]
    found = {str(one.text) for one in tree.iterfind(f"{ATOM}entry/{ATOM}id")}
    assert found == {item["id"] for item in items}
    assert len(found) == len(items)
    return str(tree.findtext(f"{ATOM}id")), found


def with_posts(make_site: MakeSite, config: str, more: Mapping[str, str] | None = None) -> Path:
    files = {name: f"---\ntitle: '{title}'\n---\nText.\n" for name, title in POSTS.items()}
    files["_posts/2025-01-09-own.md"] = "---\npermalink: /own/Ä page/\n---\nText.\n"
    config += "plugins: [jekyll-feed]\nexclude: [reviewkit.toml, built, out]\n"
    return make_site({**files, **(more or {})}, config)


@pytest.mark.parametrize(
    "config",
    [
        "",
        "baseurl: /blog\n",
        "baseurl: /fílms\n",
        "url: https://fílms.example\n",
        "url: https://films.example/\nbaseurl: blog/\n",
        "url: https://films.example/blog//\n",
        "permalink: pretty\n",
        "permalink: /:categories/:year/:title:output_ext\n",
        "permalink: none\n",
    ],
    ids=str,
)
def test_entries_and_feed_have_the_ids_of_jekyll_feed(
    run: Run, make_site: MakeSite, config: str
) -> None:
    site = with_posts(make_site, config + "feed: {posts_limit: 100}\n")

    assert written(run, site) == build(site)


def test_a_feed_that_was_moved_keeps_its_id(run: Run, make_site: MakeSite) -> None:
    site = with_posts(make_site, "feed: {posts_limit: 100, path: /news/my feed.xml}\n")

    assert written(run, site, "news/my feed.xml") == build(site)


def test_ids_stay_when_posts_are_renamed_after_the_switch(run: Run, make_site: MakeSite) -> None:
    site = with_posts(make_site, "feed: {posts_limit: 100}\n")
    known = build(site)
    assert written(run, site) == known
    for number, name in enumerate(POSTS):
        (site / name).rename(site / f"_posts/2025-02-0{number + 1}-new-{number}.md")

    assert written(run, site) == known


def test_collections_have_the_ids_of_jekyll_feed(run: Run, make_site: MakeSite) -> None:
    config = "feed: {posts_limit: 100, collections: [reviews]}\n"
    config += "collections: {reviews: {output: true}}\n"
    more = {
        "_reviews/Der Würger.md": "---\ndate: 2025-01-01\n---\nText.\n",
        "_reviews/sub/2.md": "---\ndate: 2025-01-02\n---\nText.\n",
        "reviewkit.toml": "site.collections = ['posts', 'reviews']\n",
    }
    site = with_posts(make_site, config, more)

    assert written(run, site)[1] == build(site)[1]
