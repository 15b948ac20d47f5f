"""Real Jekyll builds sites with the plug-in: what was right stays, and reviews are data."""

import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.oracles.jekyll_build import PLUGIN, REVIEWKIT, JekyllSite

pytestmark = pytest.mark.integration

Run = Callable[..., subprocess.CompletedProcess[str]]
Make = Callable[..., JekyllSite]

CONFIG = """\
url: https://films.example
timezone: UTC
permalink: /posts/:title/
title: Films
defaults: [{scope: {path: "", type: posts}, values: {layout: post}}]
"""
CAT = """\
---
title: The Cat (1955)
date: 2025-01-02
---
<span class="reviewsection">One sentence review:</span> Tick, *tock*.<br/>
<span class="reviewsection">Rating:</span> 8/10

<span class="reviewsection">Trivia:</span>
> A cat.
"""
DOG = '---\ntitle: Dog\n---\nA "dog" -- no review.\n\n```ruby\nputs 1 # one\n```\n'
LAYOUT = "{{ content }}"
FILES = {
    "_config.yml": CONFIG,
    "_layouts/post.html": LAYOUT,
    "_posts/2025-01-02-cat.md": CAT,
    "_posts/2025-01-03-dog.md": DOG,
}
SENTENCES = """\
---
---
{% for post in site.posts %}[{{ post.title }}: {{ post.review.one_sentence.html }}]{% endfor %}
"""


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Give a function that writes a small site without the plug-in."""

    def write(**files: str) -> JekyllSite:
        site = JekyllSite(tmp_path / "site")
        site.write({**FILES, **{name.replace("__", "/"): text for name, text in files.items()}})
        return site

    return write


@pytest.fixture
def site(make: Make) -> JekyllSite:
    """Give a small site that lists its sentences."""
    site = make()
    site.write({"index.html": SENTENCES})
    return site


def test_the_parts_of_the_plugin_pass_their_own_tests() -> None:
    tests = 'Dir["test/*_test.rb"].each { |file| require File.expand_path(file) }'
    ruby = shutil.which("ruby")
    assert ruby, "ruby is needed: make oracles"
    result = subprocess.run(
        [ruby, "-e", tests], cwd=PLUGIN, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert " 0 skips" in result.stdout


# Nothing changes that was right


@pytest.mark.parametrize("form", ["gem", "one file"])
def test_every_page_of_the_example_site_stays_as_it_is(
    moviesite: Path, tmp_path: Path, form: str
) -> None:
    site = JekyllSite(tmp_path / "site")
    shutil.copytree(moviesite, site.root)
    site.write({"_posts/2024-01-02-code.md": DOG})
    site.build()
    before = site.pages()
    site.add_plugin(command=["not-needed"])
    environment = {}
    if form == "gem":
        shutil.rmtree(site.root / "_plugins")
        site.configure("plugins: [jekyll-reviewkit]")
        environment = {"RUBYLIB": str(PLUGIN / "lib")}
    said = site.build(environment=environment)

    assert "ReviewKit" not in said
    assert site.pages() == before
    assert len(before) > 30


def test_every_page_of_a_large_site_stays_as_it_is(moviesite: Path, tmp_path: Path) -> None:
    site = JekyllSite(tmp_path / "site")
    shutil.copytree(moviesite, site.root)
    site.build()
    published = sum(path.startswith("posts/") for path in site.pages())
    posts = [path for path in site.root.rglob("_posts/*.md") if path.name < "2026"]
    posts = sorted(path for path in posts if "published:" not in path.read_text())
    for number in range(1200 - published):
        post = posts[number % len(posts)]
        post.with_name(f"{post.stem}-{number}.md").write_bytes(post.read_bytes())
    site.build()
    before = site.pages()
    site.add_plugin()
    site.build()

    assert site.pages() == before
    assert sum(path.startswith("posts/") for path in before) == 1200


def test_switching_it_on_and_off_leaves_the_sources_as_they_were(
    moviesite: Path, tmp_path: Path
) -> None:
    site = JekyllSite(tmp_path / "site")
    shutil.copytree(moviesite, site.root)
    site.build()
    sources, pages = site.sources(), site.pages()
    configuration = (site.root / "_config.yml").read_text()

    site.add_plugin("reviewkit: {review: {markup: semantic}}", bracket_labels=True)
    site.build()
    assert site.pages() != pages
    shutil.rmtree(site.root / "_plugins")
    (site.root / "_config.yml").write_text(configuration)
    site.build()

    assert site.sources() == sources
    assert site.pages() == pages


# Reviews as data


def test_every_post_has_its_review_as_list_tells_it(run: Run, site: JekyllSite) -> None:
    site.write({"index.html": "---\n---\n{{ site.posts | map: 'review' | jsonify }}"})
    listed = json.loads(run("list", site.root, "--json").stdout)
    site.add_plugin()
    site.build()

    dog, cat = json.loads(site.page("index.html"))
    assert dog is None
    assert [one["label"] for one in cat.pop("trivia")] == ["Trivia"]
    assert cat == listed[1]["review"]


def test_an_index_lists_the_sentences(site: JekyllSite) -> None:
    site.add_plugin()
    site.build()

    assert site.page("index.html").strip() == "[Dog: ][The Cat (1955): Tick, <em>tock</em>.]"


def test_what_is_no_review_is_none_in_conditions_and_filters(site: JekyllSite) -> None:
    text = (
        "---\n---\n{% for post in site.posts %}{% if post.review %}{{ post.title }}{% endif %}"
        "{% endfor %};{% assign good = site.posts | where_exp: 'p', 'p.review.rating.value > 7' %}"
        "{{ good | map: 'title' }};{{ site.posts | where: 'review.rating.text', '8/10' | size }}"
    )
    site.write({"index.html": text})
    site.add_plugin()
    site.build()

    assert site.page("index.html") == "The Cat (1955);The Cat (1955);1"


def test_a_review_in_the_front_matter_stays_what_it_is(site: JekyllSite) -> None:
    site.write({"_posts/2025-01-02-cat.md": CAT.replace("date:", "review: my own\ndate:")})
    site.write({"index.html": "---\n---\n{{ site.posts.last.review }}"})
    site.add_plugin()
    site.build()

    assert site.page("index.html") == "my own"


def test_liquid_in_a_post_is_evaluated_before_its_review_is_read(site: JekyllSite) -> None:
    text = CAT.replace("Tick, *tock*", "{% include said.md %} {{ page.title }} {{ page.review }}")
    site.write({"_posts/2025-01-02-cat.md": text, "_includes/said.md": "*Tick*"})
    site.add_plugin()
    site.build()

    assert "[The Cat (1955): <em>Tick</em> The Cat (1955) .]" in site.page("index.html")
    assert "</span> <em>Tick</em> The Cat" in site.page("posts/cat/index.html")


def test_drafts_and_collections_have_their_reviews_too(site: JekyllSite) -> None:
    site.write(
        {
            "_drafts/soon.md": CAT.replace("The Cat (1955)", "Soon").replace(
                "date: 2025-01-02", ""
            ),
            "_books/a.md": CAT.replace("The Cat (1955)", "Book"),
            "books.html": "---\n---\n{{ site.books.first.review.rating.value }}",
        }
    )
    site.add_plugin("collections: [books]")
    site.build("--drafts")

    assert "[Soon: Tick, <em>tock</em>.]" in site.page("index.html")
    assert site.page("books/index.html") == "8.0"


# The tags


def json_ld(page: str) -> dict[str, Any]:
    start = page.index('<script type="application/ld+json">') + 35
    data: dict[str, Any] = json.loads(page[start : page.index("</script>")])
    return data


def test_a_review_is_told_to_search_engines_and_nothing_else_is(site: JekyllSite) -> None:
    site.write({"_layouts/post.html": "{% review_json_ld %}"})
    site.write({"index.html": "---\n---\n{% review_json_ld %}"})
    site.add_plugin()
    site.build()

    data = json_ld(site.page("posts/cat/index.html"))
    assert data["url"] == "https://films.example/posts/cat/"
    assert data["reviewRating"]["ratingValue"] == 8
    assert site.page("posts/dog/index.html").strip() == ""
    assert site.page("index.html").strip() == ""


def test_an_address_of_the_command_line_is_that_of_the_page(site: JekyllSite) -> None:
    site.write({"_layouts/post.html": "{% review_json_ld %}{{ page.url | absolute_url }}"})
    site.add_plugin()
    site.build("--baseurl", "/preview")

    page = site.page("posts/cat/index.html")
    assert json_ld(page)["url"] == "https://films.example/preview/posts/cat/"
    assert page.endswith("https://films.example/preview/posts/cat/")


def test_the_head_names_the_feeds(site: JekyllSite) -> None:
    site.write({"index.html": "---\n---\n{% review_feeds %}"})
    site.add_plugin("reviewkit: {feed: {formats: [atom]}}")
    site.build()

    assert site.page("index.html").strip() == (
        '<link rel="alternate" type="application/atom+xml" title="Films" '
        'href="https://films.example/feed.xml">'
    )


LEDGER = {
    "schema": "1.0",
    "post": {"source": "_posts/2025-01-02-cat.md", "path": "/posts/cat/"},
    "targets": [
        {"network": "mastodon", "state": "published", "url": "https://m.example/@a/1"},
        {"network": "bluesky", "state": "published", "url": "https://b.example/1"},
        {"network": "mastodon", "state": "failed", "url": ""},
    ],
}


def test_a_post_links_to_its_announcements(site: JekyllSite) -> None:
    site.write({"_layouts/post.html": "{% review_announcements %}"})
    site.write({"_data/announcements/cat.json": json.dumps(LEDGER)})
    site.add_plugin()
    site.build()

    assert " ".join(site.page("posts/cat/index.html").split()) == (
        '<p class="review-announcements">Discuss this on '
        '<a href="https://m.example/@a/1">Mastodon</a> or '
        '<a href="https://b.example/1">Bluesky</a>.</p>'
    )
    assert site.page("posts/dog/index.html") == ""


def test_a_site_has_its_own_includes_and_its_own_ledger(site: JekyllSite) -> None:
    site.write(
        {
            "_layouts/post.html": "{% review_announcements %}",
            "_includes/reviewkit/announcements.html": "{{ include.announcements[0].network }}"
            " {{ page.title }}",
            "_told/cat.json": json.dumps(LEDGER),
        }
    )
    site.add_plugin("reviewkit: {announce: {ledger: _told}}")
    site.build()

    assert site.page("posts/cat/index.html") == "mastodon The Cat (1955)"


# What can be switched on


def test_semantic_markup_is_that_of_list_and_of_posts_alone(run: Run, site: JekyllSite) -> None:
    site.write(
        {"about.md": "---\n---\nA *cat*.", "index.html": "---\n---\n{{ site.posts.last.excerpt }}"}
    )
    site.add_plugin("reviewkit: {review: {markup: semantic}}")
    site.build()

    listed = json.loads(run("list", site.root, "--json", "--html").stdout)
    assert site.page("posts/cat/index.html") == listed[1]["html"]
    assert '<article class="h-entry h-review">' in listed[1]["html"]
    assert site.page("about/index.html") == "<p>A <em>cat</em>.</p>\n"
    assert site.page("index.html").startswith('<p><span class="reviewsection">One sentence')


def test_semantic_markup_is_found_in_reviewkits_own_file(site: JekyllSite) -> None:
    site.write({"reviewkit.toml": '[review]\nmarkup = "semantic"\n'})
    site.add_plugin()
    site.build()

    assert "h-review" in site.page("posts/cat/index.html")


def test_semantic_markup_holds_in_posts_with_liquid(site: JekyllSite) -> None:
    text = CAT.replace("Tick,", "{{ site.title }} {{ page.excerpt | strip_html | size }}")
    site.write({"_posts/2025-01-02-cat.md": text})
    site.add_plugin("reviewkit: {review: {markup: semantic}}")
    site.build()

    page = site.page("posts/cat/index.html")
    assert '<dd class="p-summary">Films ' in page
    assert "reviewkit " not in page.replace("reviewkit.", "")


def test_a_post_shown_by_another_before_its_turn_is_semantic_all_the_same(
    site: JekyllSite,
) -> None:
    text = CAT.replace("Tick", "{{ site.title }}").replace("2025-01-02", "2025-01-09")
    site.write({"_posts/2025-01-09-last.md": text})
    layout = "{{ site.posts.first.review.one_sentence.text }}|{{ content }}"
    site.write({"_layouts/post.html": layout})
    site.add_plugin("reviewkit: {review: {markup: semantic}}")
    site.build()

    assert site.page("posts/cat/index.html").startswith("Films, tock.|<article")
    assert site.page("posts/last/index.html").startswith("Films, tock.|<article")


def test_labels_in_brackets_are_labels_on_the_pages_too(site: JekyllSite) -> None:
    text = CAT.replace('<span class="reviewsection">Rating:</span>', "[Rating:]{.reviewsection}")
    site.write({"_posts/2025-01-02-cat.md": text})
    site.add_plugin(bracket_labels=True)
    site.build()

    page = site.page("posts/cat/index.html")
    assert '<span class="reviewsection">Rating:</span> 8/10' in page
    assert 'class="c1"' in site.page("posts/dog/index.html")


# The cache of Jekyll


def test_a_page_of_the_cache_is_never_an_old_one(site: JekyllSite) -> None:
    site.add_plugin("reviewkit: {review: {markup: semantic}}")
    site.build()
    cat = site.root / "_posts" / "2025-01-02-cat.md"
    cat.write_text(CAT.replace("The Cat", "A New Title"))
    site.build()
    assert '<data class="p-name" value="A New Title (1955)">' in site.page("posts/cat/index.html")

    settings = site.root / "_config.yml"
    settings.write_text(settings.read_text().replace("semantic", "faithful"))
    site.build()
    assert "h-review" not in site.page("posts/cat/index.html")


def test_a_change_of_reviewkits_own_file_is_seen(site: JekyllSite) -> None:
    settings = site.root / "reviewkit.toml"
    settings.write_text('[review]\none_sentence = ["Rating"]\n')
    site.add_plugin()
    site.build()
    assert "[The Cat (1955): 8/10]" in site.page("index.html")

    settings.write_text("")
    site.build()
    assert "[The Cat (1955): Tick, <em>tock</em>.]" in site.page("index.html")


# Feeds, and never an announcement


def test_feeds_are_written_when_asked(run: Run, site: JekyllSite) -> None:
    site.add_plugin()
    site.build()
    assert "feed.json" not in site.pages()

    settings = site.root / "_config.yml"
    settings.write_text(settings.read_text().replace('"command"', '"feeds": true, "command"'))
    site.build()
    feed = json.loads(site.page("feed.json"))
    assert [item["url"] for item in feed["items"]][1] == "https://films.example/posts/cat/"
    assert run("feed", site.root, "--check").returncode == 0
    assert not (site.root / "_data").exists()


@pytest.fixture
def served(site: JekyllSite) -> Iterator[JekyllSite]:
    """Give a site that `jekyll serve` has built and watches."""
    jekyll = shutil.which("jekyll")
    assert jekyll
    site.write({"_layouts/post.html": "{% review_json_ld %}"})
    site.add_plugin(feeds=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = site.root.parent / "log"
    with (
        log.open("w") as output,
        subprocess.Popen(
            ["/usr/bin/env", "--default-signal=INT", jekyll, "serve", "--port", str(port)],
            cwd=site.root,
            stdout=output,
            stderr=output,
            env={**os.environ, "LANG": "C.UTF-8"},
        ) as server,
    ):
        until(lambda: "Server running" in log.read_text())
        yield site
        server.send_signal(signal.SIGINT)


def until(happened: Callable[[], bool]) -> None:
    """Wait until something has happened, at most a minute."""
    for _ in range(600):
        if happened():
            return
        time.sleep(0.1)
    pytest.fail("it did not happen")


def test_a_site_that_is_served_has_reviews_and_writes_no_feeds(served: JekyllSite) -> None:
    assert "Tick, <em>tock</em>" in served.page("index.html")
    assert json_ld(served.page("posts/cat/index.html"))["url"].startswith("http://localhost:")
    (served.root / "_posts" / "2025-01-02-cat.md").write_text(CAT.replace("Tick", "Purr"))
    until(lambda: "Purr, <em>tock</em>" in served.page("index.html"))

    assert "feed.json" not in served.pages()
    assert not (served.root / "_reviewkit").exists()


# A first-time user's path


def blocks(kind: str) -> list[str]:
    """Give the blocks of a kind in the plug-in's README."""
    parts = (PLUGIN / "README.md").read_text().split("\n```")
    return [part.partition("\n")[2] + "\n" for part in parts[1::2] if part.startswith(kind + "\n")]


@pytest.fixture
def reader(tmp_path: Path) -> JekyllSite:
    """Give the site of somebody who follows the README, from a clean folder."""
    site = JekyllSite(tmp_path / "site")
    index, *_ = blocks("html")
    site.write(
        {
            "_config.yml": blocks("yaml")[0],
            "index.html": index,
            "_posts/2025-10-04-the-clockmakers-cat.md": blocks("markdown")[0],
        }
    )
    program = tmp_path / "bin" / "reviewkit"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.join(REVIEWKIT)} "$@"\n')
    program.chmod(0o755)
    return site


def follow(commands: str, site: JekyllSite, **environment: str) -> None:
    """Run commands of the README, but for the installation of reviewkit, which is there."""
    lines = [line.removeprefix("$ ") for line in commands.splitlines()]
    wanted = [line for line in lines if not line.startswith("pip ")]
    subprocess.run(
        ["/bin/bash", "-euc", "\n".join(wanted)],
        cwd=site.root,
        check=True,
        env={
            "HOME": str(site.root.parent),
            "LANG": "C.UTF-8",
            "PATH": f"{site.root.parent / 'bin'}:{os.environ['PATH']}",
            "REVIEWKIT": str(PLUGIN.parents[1]),
            **environment,
        },
    )


def test_the_first_five_minutes_end_with_the_sentences(reader: JekyllSite) -> None:
    install, build, _ = blocks("console")
    follow(install, reader)
    follow(build, reader)

    assert "The Clockmaker's Cat (1955)</a>: Tick, <em>tock</em>, purr.</li>" in reader.page(
        "index.html"
    )


def test_the_gem_can_be_built_installed_and_used(reader: JekyllSite, tmp_path: Path) -> None:
    _, build, gem = blocks("console")
    copy = tmp_path / "reviewkit" / "plugins" / "jekyll"
    shutil.copytree(PLUGIN, copy)
    home = str(tmp_path / "gems")
    # Debian's Jekyll stands on a gem of a version that RubyGems itself would not choose.
    (tmp_path / "gemrc").write_text("install: --ignore-dependencies --no-document\n")
    elsewhere = {"REVIEWKIT": str(tmp_path / "reviewkit"), "GEMRC": str(tmp_path / "gemrc")}
    follow(gem, reader, GEM_HOME=home, **elsewhere)
    reader.configure(next(text for text in blocks("yaml") if text.startswith("plugins:")))
    follow(build, reader, GEM_HOME=home)

    assert "Tick, <em>tock</em>, purr." in reader.page("index.html")


def test_the_options_of_the_readme_are_options(reader: JekyllSite) -> None:
    install, build, _ = blocks("console")
    follow(install, reader)
    for settings in blocks("yaml")[-2:]:
        reader.configure(settings)
    follow(build, reader)

    assert "Tick, <em>tock</em>, purr." in reader.page("index.html")
    assert 'class="h-entry h-review"' in reader.page("2025/10/04/the-clockmakers-cat.html")


def test_the_snippets_for_chirpy_show_what_they_say(site: JekyllSite) -> None:
    _, summary, head, below = blocks("html")
    site.write(
        {
            "_includes/post-summary.html": summary,
            "_includes/metadata-hook.html": head,
            "_layouts/post.html": "{% include metadata-hook.html %}" + below,
            "index.html": "---\n---\n{% for post in site.posts %}"
            "[{% include post-summary.html %}]{% endfor %}",
        }
    )
    site.add_plugin()
    site.build()

    assert site.page("index.html") == "[][Tick, tock.]"
    page = site.page("posts/cat/index.html")
    assert '<link rel="alternate" type="application/atom+xml"' in page
    assert json_ld(page)["name"] == "The Cat (1955)"
    assert "<p>8/10</p>" in page
