"""`reviewkit feed` writes what changed, and nothing else."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
MakeSite = Callable[..., Path]

POST = '---\ntitle: One\n---\n<span class="reviewsection">One sentence review:</span> Good.\n'
FILES = ["feed.json", "feed.xml", "feeds", "rss.xml"]


def names(folder: Path) -> list[str]:
    """Give the names of all files in a folder, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())


def test_three_feeds_go_to_the_built_site(run: Run, make_site: MakeSite) -> None:
    site = make_site({"_posts/2025-01-02-a.md": POST})
    result = run("feed", site)
    assert result.returncode == 0
    assert names(site / "_site") == FILES
    assert f"wrote        {site}/_site/feed.xml  (Atom, 1 post" in result.stderr


def test_a_second_run_writes_nothing(run: Run, make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site({"_posts/2025-01-02-a.md": POST})
    run("feed", site, "--output", tmp_path / "out")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").iterdir()}
    result = run("feed", site, "--output", tmp_path / "out")
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").iterdir()} == before
    assert result.stderr.count("unchanged") == 4


def test_a_changed_post_changes_the_feeds(run: Run, make_site: MakeSite) -> None:
    site = make_site({"_posts/2025-01-02-a.md": POST})
    run("feed", site)
    (site / "_posts/2025-01-02-a.md").write_text(POST.replace("Good", "Bad"))
    result = json.loads(run("feed", site, "--json").stdout)
    assert [feed["changed"] for feed in result["feeds"]] == [True, True, True]
    assert "Bad." in (site / "_site/feed.xml").read_text()


def test_check_writes_nothing_and_exits_1(run: Run, make_site: MakeSite) -> None:
    site = make_site({"_posts/2025-01-02-a.md": POST})
    stale = run("feed", site, "--check")
    assert (stale.returncode, (site / "_site").exists()) == (1, False)
    run("feed", site)
    assert run("feed", site, "--check").returncode == 0


def test_only_the_formats_asked_for_are_written(run: Run, make_site: MakeSite) -> None:
    site = make_site({"_posts/2025-01-02-a.md": POST})
    run("feed", site, "--format", "rss", "--format", "json")
    assert names(site / "_site") == ["feed.json", "feeds", "rss.xml"]


def test_the_limit_keeps_the_newest(run: Run, make_site: MakeSite) -> None:
    site = make_site({f"_posts/2025-01-{day:02}-p{day}.md": POST for day in range(1, 6)})
    result = run("feed", site, "--limit", "2", "--json")
    assert [feed["entries"] for feed in json.loads(result.stdout)["feeds"]] == [2, 2, 2]
    items = json.loads((site / "_site/feed.json").read_text())["items"]
    assert [item["date_published"][:10] for item in items] == ["2025-01-05", "2025-01-04"]


def test_settings_choose_files_and_formats(run: Run, make_site: MakeSite) -> None:
    settings = '[feed]\nformats = ["atom"]\n[feed.paths]\natom = "feeds/all.xml"\n'
    site = make_site({"_posts/2025-01-02-a.md": POST, "reviewkit.toml": settings})
    run("feed", site)
    assert (
        'href="https://films.example/feeds/all.xml"' in (site / "_site/feeds/all.xml").read_text()
    )
    assert names(site / "_site") == ["feeds"]


def test_one_broken_post_does_not_lose_the_feed(run: Run, make_site: MakeSite) -> None:
    site = make_site(
        {"_posts/2025-01-02-a.md": POST, "_posts/2025-01-03-b.md": "---\ndate: x\n---"}
    )
    result = run("feed", site)
    assert result.returncode == 3
    assert "_posts/2025-01-03-b.md:2" in result.stderr
    assert names(site / "_site") == FILES


def test_a_missing_hero_is_a_warning_and_the_post_stays(run: Run, make_site: MakeSite) -> None:
    text = POST.replace("title: One", "title: One\nimage: /no.png")
    site = make_site({"_posts/2025-01-02-a.md": text})
    result = run("feed", site)
    assert result.returncode == 0
    assert "_posts/2025-01-02-a.md:3: the hero image no.png does not exist" in result.stderr
    assert "no.png" not in (site / "_site/feed.xml").read_text()
    assert "<title>One</title>" in (site / "_site/feed.xml").read_text()


def test_a_review_without_its_sentence_is_a_warning(run: Run, make_site: MakeSite) -> None:
    text = '---\ndescription: In short.\n---\n\n<span class="reviewsection">Premise:</span> x\n'
    site = make_site({"_posts/2025-01-02-a.md": text})
    result = run("feed", site)
    assert "_posts/2025-01-02-a.md:5: the review has no one-sentence review" in result.stderr
    assert "<summary>In short.</summary>" in (site / "_site/feed.xml").read_text()


def test_a_site_without_address_is_refused_before_anything_is_written(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "_config.yml").write_text("title: x\n")
    result = run("feed", tmp_path)
    assert (result.returncode, (tmp_path / "_site").exists()) == (2, False)
    assert "_config.yml: the site's address is not set" in result.stderr


@pytest.mark.parametrize(
    ("settings", "line", "hint"),
    [
        ("[feed]\nlimt = 3\n", 2, "did you mean limit?"),
        ("[feed]\nlimit = 0\n", 2, "feed.limit"),
        ('[feed]\nlimit = "many"\n', 2, "feed.limit"),
        ('[feed.paths]\natom = "../x.xml"\n', 2, "no file inside the output folder"),
        ("[feed\n", 1, "not valid TOML"),
        ('[announce.mastodon]\nserver = "http://m.example"\n', 2, "in the open"),
    ],
)
def test_wrong_settings_name_line_and_remedy(
    run: Run, make_site: MakeSite, settings: str, line: int, hint: str
) -> None:
    result = run("feed", make_site({"reviewkit.toml": settings}))
    assert result.returncode == 2
    assert f"reviewkit.toml:{line}: " in result.stderr
    assert hint in result.stderr


def test_an_output_that_cannot_be_written_is_told(run: Run, make_site: MakeSite) -> None:
    site = make_site({"_posts/2025-01-02-a.md": POST, "taken": "a file, not a folder"})
    result = run("feed", site, "--output", site / "taken")
    assert result.returncode == 3
    assert "cannot write the file" in result.stderr
    assert (site / "taken").read_text() == "a file, not a folder"


def test_semantic_markup_stays_readable_in_feeds(run: Run, make_site: MakeSite) -> None:
    text = (
        '<span class="reviewsection">One sentence review:</span> Good ~~bad~~.<br/>\n'
        '<span class="reviewsection">Trivia:</span>\n> One shark.\n\nIndeed.\n'
    )
    files = {"_posts/2025-01-02-a.md": text, "reviewkit.toml": '[review]\nmarkup = "semantic"\n'}
    site = make_site(files)
    result = run("feed", site)
    assert result.returncode == 0
    (item,) = json.loads((site / "_site/feed.json").read_text())["items"]
    html = item["content_html"]
    for part in (
        '<article class="h-entry h-review">',
        '<dt><span class="reviewsection">One sentence review:</span></dt>\n<dd>',
        '<data class="p-summary" value="Good.">Good <del>bad</del>.</data>',
        '<figure class="trivia">\n<blockquote>',
        "<figcaption>\n<p>Indeed.</p>\n</figcaption>",
    ):
        assert part in html
    words = " ".join(re.sub(r"<[^>]*>", "", html).split())
    assert words == "One sentence review: Good bad. Trivia: One shark. Indeed."
    assert item["summary"] == "Good."


def test_code_in_feeds_has_no_colours_and_no_line_numbers(run: Run, make_site: MakeSite) -> None:
    text = "---\ntitle: One\n---\n```ruby\nputs 1\n```\n"
    config = "kramdown: {syntax_highlighter_opts: {block: {line_numbers: true}}}\n"
    site = make_site({"_posts/2025-01-02-a.md": text}, config=config)
    run("feed", site)
    item = json.loads((site / "_site/feed.json").read_text())["items"][0]
    assert ">puts 1\n</code>" in item["content_html"]
    assert ("<span" in item["content_html"], "<table" in item["content_html"]) == (False, False)


@pytest.mark.parametrize(
    ("front_matter", "config", "summary"),
    [
        ("", "", "One two."),
        ("", "excerpt_separator: <!--more-->\n", "One two. Three."),
        ("excerpt_separator: '<!--more-->'\n", "", "One two. Three."),
        ("excerpt: By *hand*.\n", "", "By hand."),
        ("", "excerpt_separator: nowhere\n", "One two."),
        ("", "excerpt_separator: ''\n", "One two."),
    ],
)
def test_the_summary_is_the_excerpt_the_author_chose(
    run: Run, make_site: Callable[..., Path], front_matter: str, config: str, summary: str
) -> None:
    text = "One *two*.\n\nThree.\n<!--more-->\n\nFour.\n"
    site = make_site({"_posts/2025-01-02-a.md": f"---\n{front_matter}---\n{text}"}, config)

    assert run("feed", site, "--format", "json").returncode == 0

    (item,) = json.loads((site / "_site" / "feed.json").read_text())["items"]
    assert item["summary"] == summary
