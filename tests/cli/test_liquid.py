"""Posts with Liquid on the command line: evaluated, named when they need Jekyll, never wrong."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., subprocess.CompletedProcess[str]]
MakeSite = Callable[..., Path]

SENTENCE = '<span class="reviewsection">One sentence review:</span> {}\n'
PLAIN = {"_posts/2025-01-01-b.md": f"---\ntitle: B\n---\n{SENTENCE.format('Good.')}"}
UNKNOWN = {
    "_posts/2025-01-02-a.md": f"---\ntitle: A\n---\nText.\n\n{{% stars 5 %}}\n\n"
    f"{SENTENCE.format('Bad {{ 1 | stars }}.')}"
}
FEED = """\
<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">
<generator uri="https://jekyllrb.com/" version="4.3.1">{generator}</generator>
<entry><title type="html">A</title>
<link href="https://films.example/posts/a/" rel="alternate" type="text/html" title="A" />
<id>https://films.example/posts/a</id>
<content type="{kind}" xml:base="https://films.example/"><![CDATA[<p>Five stars</p>]]></content>
</entry></feed>
"""
STARTED = """\
import sys
from pathlib import Path
from reviewkit.cli.pipeline import open_site
opened = open_site(Path(sys.argv[1]))
for post in opened.site.posts:
    opened.understand(post)
ours = any(name.startswith("reviewkit.jekyll.liquid") for name in sys.modules)
print("liquid" in sys.modules, ours)
"""
NOT_INSTALLED = """\
import sys
sys.modules["liquid"] = None
from reviewkit.cli.main import run
sys.argv = ["reviewkit", "list", sys.argv[1], "--json", "--html"]
sys.exit(run())
"""


def listed(run: Run, site: Path, code: int = 0) -> tuple[dict[str, Any], str]:
    """Give the posts that `list --json --html` prints, by slug, and what is on stderr."""
    result = run("list", site, "--json", "--html")
    assert result.returncode == code, result.stderr
    return {post["slug"]: post for post in json.loads(result.stdout)}, result.stderr


def script(text: str, site: Path) -> subprocess.CompletedProcess[str]:
    """Run a Python program on a site."""
    return subprocess.run(
        [sys.executable, "-c", text, str(site)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "TZ": "UTC"},
    )


def write_feed(site: Path, *, generator: str = "Jekyll", kind: str = "html") -> Path:
    """Write the feed that jekyll-feed would, a moment after the posts."""
    path = site / "_site" / "feed.xml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(FEED.format(generator=generator, kind=kind))
    return path


def test_liquid_comes_first_and_markdown_then(run: Run, make_site: MakeSite) -> None:
    text = (
        "---\ntitle: A\n---\n{% assign word = '*bold*' %}{{ word }} "
        "[b]({% post_url 2025-01-01-b %})\n\n" + SENTENCE.format("{{ page.title }} is good.")
    )
    posts, _ = listed(run, make_site({**PLAIN, "_posts/2025-01-02-a.md": text}))
    assert posts["a"]["html"].startswith('<p><em>bold</em> <a href="/posts/b/">b</a></p>')
    assert posts["a"]["review"]["one_sentence"]["text"] == "A is good."


def test_a_post_that_is_html_is_evaluated_too(run: Run, make_site: MakeSite) -> None:
    site = make_site({"_posts/2025-01-02-a.html": "---\ntitle: A\n---\n<p>{{ page.title }}</p>\n"})
    assert listed(run, site)[0]["a"]["html"] == "<p>A</p>\n"


def test_liquid_that_is_switched_off_stays(run: Run, make_site: MakeSite) -> None:
    text = "---\ntitle: A\nrender_with_liquid: false\n---\n`{{ page.title }}`\n"
    posts, errors = listed(run, make_site({"_posts/2025-01-02-a.md": text}))
    assert "{{ page.title }}" in posts["a"]["html"]
    assert "iquid" not in errors


def test_a_post_that_needs_jekyll_has_no_html_and_is_named(run: Run, make_site: MakeSite) -> None:
    posts, errors = listed(run, make_site({**PLAIN, **UNKNOWN}), code=3)
    assert posts["a"]["html"] is None
    assert posts["a"]["review"] is None
    assert posts["b"]["html"]
    assert "error: _posts/2025-01-02-a.md:6: the tag stars is none of Jekyll's own" in errors
    assert "needs Jekyll" in errors


def test_a_fault_on_which_jekyll_stops_is_named_with_its_line(
    run: Run, make_site: MakeSite
) -> None:
    text = "---\ntitle: A\n---\nText.\n{% post_url 2025-01-01-nope %}\n"
    posts, errors = listed(run, make_site({"_posts/2025-01-02-a.md": text}), code=3)
    assert posts["a"]["html"] is None
    assert "_posts/2025-01-02-a.md:5: post_url finds no post '2025-01-01-nope'" in errors
    assert "on which Jekyll stops too" in errors


def test_a_fault_in_an_include_is_one_of_the_include(run: Run, make_site: MakeSite) -> None:
    files = {"_posts/2025-01-02-a.md": "{% include a.html %}\n", "_includes/a.html": "\n{% if %}"}
    _, errors = listed(run, make_site(files), code=3)
    assert "error: _includes/a.html:2: " in errors


def test_a_feed_holds_no_post_that_needs_jekyll(
    run: Run, make_site: MakeSite, tmp_path: Path
) -> None:
    site = make_site({**PLAIN, **UNKNOWN})
    result = run("feed", site, "--output", tmp_path / "out")
    assert result.returncode == 3
    feed = (tmp_path / "out" / "feed.xml").read_text()
    assert "/posts/b/" in feed
    assert "/posts/a/" not in feed
    assert "stars" not in feed


def test_a_post_that_needs_jekyll_is_not_announced(run: Run, make_site: MakeSite) -> None:
    site = make_site({**PLAIN, **UNKNOWN})
    clock = {"SOURCE_DATE_EPOCH": "1735898400"}
    result = run("announce", site, "--dry-run", "--json", env=clock)
    assert result.returncode == 3
    assert {message["slug"] for message in json.loads(result.stdout)["messages"]} == {"b"}


def test_the_html_comes_from_jekylls_own_feed(run: Run, make_site: MakeSite) -> None:
    site = make_site({**PLAIN, **UNKNOWN})
    write_feed(site)
    posts, errors = listed(run, site)
    assert posts["a"]["html"] == "<p>Five stars</p>"
    assert posts["a"]["review"] is None
    assert "warning: _posts/2025-01-02-a.md:6" in errors
    assert "taken from the feed in the built site" in errors


def test_feeds_keep_the_html_they_took_from_the_file_they_write_over(
    run: Run, make_site: MakeSite
) -> None:
    site = make_site(UNKNOWN)
    path = write_feed(site)
    run("feed", site)
    before = path.read_bytes()
    result = run("feed", site)
    assert b"<generator>reviewkit</generator>" in before
    assert b"Five stars" in before
    assert (result.returncode, path.read_bytes()) == (0, before)


def test_a_feed_that_is_older_than_the_post_is_not_relied_on(run: Run, make_site: MakeSite) -> None:
    site = make_site({**PLAIN, **UNKNOWN})
    os.utime(write_feed(site), (1, 1))
    assert listed(run, site, code=3)[0]["a"]["html"] is None


def test_a_feed_of_another_program_is_not_relied_on(run: Run, make_site: MakeSite) -> None:
    site = make_site({**PLAIN, **UNKNOWN})
    write_feed(site, generator="reviewkit")
    assert listed(run, site, code=3)[0]["a"]["html"] is None


def test_a_feed_without_the_whole_content_is_not_relied_on(run: Run, make_site: MakeSite) -> None:
    site = make_site({**PLAIN, **UNKNOWN})
    write_feed(site, kind="text")
    assert listed(run, site, code=3)[0]["a"]["html"] is None
    (site / "_site" / "feed.xml").write_text("<feed>")
    assert listed(run, site, code=3)[0]["a"]["html"] is None


def test_nothing_of_liquid_is_imported_without_need(make_site: MakeSite, moviesite: Path) -> None:
    assert script(STARTED, moviesite).stdout == "False False\n"
    assert script(STARTED, make_site({"_posts/2025-01-02-a.md": "{{ 1 }}"})).stdout == "True True\n"


def test_it_says_how_to_install_what_is_missing(make_site: MakeSite) -> None:
    site = make_site({**PLAIN, "_posts/2025-01-02-a.md": "x\n{{ page.title }}\n"})
    result = script(NOT_INSTALLED, site)
    assert result.returncode == 3
    assert "_posts/2025-01-02-a.md:2: the post holds Liquid" in result.stderr
    assert "fix: pip install 'reviewkit[liquid]'" in result.stderr
    assert [post["html"] is None for post in json.loads(result.stdout)] == [True, False]
