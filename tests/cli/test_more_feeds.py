"""The feeds of `[[feed.more]]` and the archive, as they stand on the disk."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
MakeSite = Callable[..., Path]

NOTHING_BESIDE = "feed.stylesheet = false\nfeed.opml = false\n"


def post(title: str, head: str = "") -> str:
    return f"---\ntitle: {title}\n{head}---\nThe words of {title} are only its own.\n"


def posts(count: int) -> dict[str, str]:
    return {f"_posts/2025-01-{n:02}-p{n}.md": post(f"P{n}") for n in range(1, count + 1)}


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def write(run: Run, site: Path, *options: str) -> dict[str, bytes]:
    result = run("feed", site, "--output", site / "out", *options)
    assert result.returncode == 0, result.stderr
    return files(site / "out")


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    """Give the folders of the files that are new or other than before."""
    names = {name for name in before | after if before.get(name) != after.get(name)}
    return {name.rpartition("/")[0] or "main" for name in names}


ARCHIVE = "[feed]\narchive = true\narchive_size = 3\nlimit = 2\nstylesheet = false\n"


def test_a_new_post_touches_the_newest_page_and_the_feed(run: Run, make_site: MakeSite) -> None:
    before = write(run, make_site({**posts(4), "reviewkit.toml": ARCHIVE}))

    after = write(run, make_site({**posts(5), "reviewkit.toml": ARCHIVE}))

    assert changed(before, after) == {"main", "feeds/archive/2"}


def test_a_post_that_opens_a_page_touches_the_page_before_as_well(
    run: Run, make_site: MakeSite
) -> None:
    before = write(run, make_site({**posts(6), "reviewkit.toml": ARCHIVE}))

    after = write(run, make_site({**posts(7), "reviewkit.toml": ARCHIVE}))

    assert changed(before, after) == {"main", "feeds/archive/2", "feeds/archive/3"}


def test_an_edited_old_post_touches_its_page_alone(run: Run, make_site: MakeSite) -> None:
    site = make_site({**posts(8), "reviewkit.toml": ARCHIVE})
    before = write(run, site)

    (site / "_posts/2025-01-02-p2.md").write_text(post("P2", "last_modified_at: 2025-01-08\n"))

    assert changed(before, write(run, site)) == {"feeds/archive/1"}


def test_a_renamed_old_post_touches_its_page_alone(run: Run, make_site: MakeSite) -> None:
    site = make_site({**posts(8), "reviewkit.toml": ARCHIVE})
    before = write(run, site)

    (site / "_posts/2025-01-02-p2.md").rename(site / "_posts/2025-01-02-second.md")
    after = write(run, site)

    assert changed(before, after) == {"feeds/archive/1"}
    assert b"https://films.example/posts/second/" in after["feeds/archive/1/feed.xml"]
    assert b"<id>https://films.example/posts/p2/</id>" in after["feeds/archive/1/feed.xml"]


HIDDEN = {
    "_drafts/draft.md": post("Secret draft", "tags: [secret]\ndate: 2025-01-01\n"),
    "_posts/2999-01-01-future.md": post("Secret future", "tags: [secret]\n"),
    "_posts/2025-01-01-unpublished.md": post("Secret unpublished", "published: false\n"),
    "_posts/2025-01-01-hidden.md": post("Secret hidden", "hidden: true\ntags: [secret]\n"),
    "_posts/2025-01-01-feed.md": post("Secret feed", "feed: false\ncategories: [secret]\n"),
    "_posts/2025-01-01-broken.md": "---\ntitle: 'Secret\n---\nText\n",
}


@pytest.mark.parametrize("name", HIDDEN)
def test_what_is_not_public_is_in_no_feed_page_list_or_register(
    run: Run, make_site: MakeSite, name: str
) -> None:
    settings = (
        "[feed]\narchive = true\nopml = true\nsubscribe = true\n"
        "[[feed.more]]\nby = 'tag'\n[[feed.more]]\nby = 'category'\n"
        "[[feed.more]]\nrating = '0/10'\n"
    )
    site = make_site({**posts(2), name: HIDDEN[name], "reviewkit.toml": settings})

    run("feed", site, "--output", site / "out")

    for file, data in {**files(site / "out"), **files(site / "_reviewkit")}.items():
        assert b"secret" not in (file.encode() + data).lower(), file


@pytest.mark.parametrize(
    ("table", "what"),
    [
        ('tag = "Dramma"', "tag 'Dramma'"),
        ('category = "x"\nauthor = "Bo"', "category 'x' and author 'Bo'"),
        ('by = "category"', "by 'category'"),
        ('rating = "10/10"', "rating '10/10'"),
    ],
)
def test_a_feed_without_posts_is_a_warning_on_its_line(
    run: Run, make_site: MakeSite, table: str, what: str
) -> None:
    settings = f'[[feed.more]]\ncollection = "posts"\n[[feed.more]]\n{table}\n'
    site = make_site({**posts(1), "reviewkit.toml": settings})

    result = run("feed", site)

    assert result.returncode == 0
    assert f"reviewkit.toml:3: no post is in the feed of {what}" in result.stderr


def test_a_site_without_posts_has_no_such_warning(run: Run, make_site: MakeSite) -> None:
    result = run("feed", make_site({"reviewkit.toml": '[[feed.more]]\ntag = "x"\n'}))

    assert (result.returncode, "no post" in result.stderr) == (0, False)


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ('[[feed.more]]\ntag="a"\nfolder="x"\n[[feed.more]]\ntag="b"\nfolder="x"\n', 4),
        ('[[feed.more]]\ntag="a"\nfolder="x"\n[[feed.more]]\ntag="b"\nfolder="X/"\n', 4),
        ('[feed]\nfolder = "."\n[[feed.more]]\ntag = "a"\nfolder = "."\n', 3),
        ('[feed]\narchive = true\n[[feed.more]]\ntag = "a"\nfolder = "archive/1"\n', 3),
        (f'{NOTHING_BESIDE}feed.paths.atom = "feeds"\n[[feed.more]]\ntag = "a"\n', 4),
    ],
)
def test_two_feeds_with_one_place_are_refused_on_the_line_of_the_second(
    run: Run, make_site: MakeSite, settings: str, line: int
) -> None:
    site = make_site({**posts(1), "reviewkit.toml": settings})

    result = run("feed", site, "--output", site / "out")

    assert (result.returncode, (site / "out").exists()) == (2, False)
    assert f"reviewkit.toml:{line}: the feed " in result.stderr
    assert "another file has that place" in result.stderr


def test_the_path_of_jekyll_feed_stays_inside_the_output(run: Run, make_site: MakeSite) -> None:
    config = "plugins: [jekyll-feed]\nfeed: {path: ../../up.xml}\n"
    site = make_site(posts(1), config)

    assert "up.xml" in write(run, site)


def test_only_posts_that_a_feed_needs_are_rendered(run: Run, make_site: MakeSite) -> None:
    broken = {"_posts/2020-01-01-old.md": post("Old", "image: /missing.png\n")}
    settings = '[feed]\nlimit = 1\n[[feed.more]]\nby = "tag"\n'
    site = make_site({**posts(2), **broken, "reviewkit.toml": settings})

    assert "missing.png" not in run("feed", site).stderr
    (site / "reviewkit.toml").write_text(settings + '[[feed.more]]\nrating = "1/10"\n')
    assert "missing.png" in run("feed", site).stderr


def test_a_feed_that_is_too_large_names_the_file_of_the_setting(
    run: Run, make_site: MakeSite
) -> None:
    long = {name: text + "word " * 600 for name, text in posts(9).items()}
    config = "reviewkit:\n  feed:\n    max_bytes: 30000\n"
    site = make_site(long, config)

    result = run("feed", site, "--json", "--format", "json")

    problems = json.loads(result.stdout)["problems"]
    assert [(problem["file"], problem["line"]) for problem in problems] == [("_config.yml", 7)]
    assert (site / "_site/feed.json").stat().st_size < 36_000


def test_an_interrupted_or_full_disk_leaves_the_old_feed(run: Run, make_site: MakeSite) -> None:
    site = make_site(posts(1))
    old = write(run, site)["feed.xml"]
    (site / "out/rss.xml").unlink()
    (site / "out/rss.xml").mkdir()
    make_site(posts(2))

    result = run("feed", site, "--output", site / "out", "--format", "rss")

    assert result.returncode == 3
    assert "cannot write the file" in result.stderr
    assert (site / "out/feed.xml").read_bytes() == old
    assert not [path for path in (site / "out").rglob("*") if path.suffix == ".tmp"]


@pytest.mark.parametrize(
    "paths",
    [
        "paths = { json = 'feeds/feed.css' }",
        "paths = { atom = 'Feeds' }",
        "paths = { rss = 'feeds/feeds.opml' }\nopml = true",
        "paths = { json = 'subscribe.html' }\nsubscribe = true",
    ],
)
def test_a_feed_takes_no_place_of_the_files_beside_it(
    run: Run, make_site: MakeSite, paths: str
) -> None:
    site = make_site({"reviewkit.toml": f"[feed]\n{paths}\n", **posts(1)})

    result = run("feed", site, "--output", site / "out")

    assert (result.returncode, (site / "out").exists()) == (2, False)
    assert "reviewkit.toml:2: " in result.stderr
    assert "another file has that place" in result.stderr
