"""The ids of a site's entries stay, whatever is done to its posts between two runs."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
MakeSite = Callable[..., Path]

IDS = "_reviewkit/feed-ids.jsonl"
TEXT = "It rains for two hours in the {}, and nobody minds it at all.\n"


def post(title: str, text: str = TEXT, head: str = "") -> str:
    return f"---\ntitle: {title}\n{head}---\n{text.format(title)}"


def ids(run: Run, site: Path, *options: str) -> dict[str, str]:
    """Write the feeds; give the id of each entry under its title, checked in all formats."""
    result = run("feed", site, "--output", site / "out", *options)
    assert result.returncode == 0, result.stderr
    items = json.loads((site / "out/feed.json").read_text())["items"]
    found = {item["title"]: item["id"] for item in items}
    assert len(set(found.values())) == len(items)
    atom, rss = ((site / "out" / name).read_text() for name in ("feed.xml", "rss.xml"))
    for one in found.values():
        assert f"<id>{one}</id>" in atom
        assert f">{one}</guid>" in rss
    return found


@pytest.fixture
def site(make_site: MakeSite) -> Path:
    """Give a site of three reviews whose feeds jekyll-feed has written so far."""
    files = {
        f"_posts/2025-01-0{day}-{title}.md": post(title)
        for day, title in enumerate(("fog", "rain", "snow"), 1)
    }
    return make_site(files, "plugins: [jekyll-feed]\n")


def rename(site: Path, old: str, new: str) -> None:
    (site / new).parent.mkdir(parents=True, exist_ok=True)
    (site / "_posts" / old).rename(site / new)


def replaced(site: Path, name: str, old: str, new: str) -> None:
    file = site / name
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))


def test_a_site_keeps_the_ids_of_jekyll_feed(run: Run, site: Path) -> None:
    assert ids(run, site) == {
        name: f"https://films.example/posts/{name}" for name in ("fog", "rain", "snow")
    }


@pytest.mark.parametrize(
    "change",
    [
        lambda site: rename(site, "2025-01-01-fog.md", "_posts/2025-01-01-mist.md"),
        lambda site: rename(site, "2025-01-01-fog.md", "_posts/2025-03-04-fog.markdown"),
        lambda site: rename(site, "2025-01-01-fog.md", "_posts/old/2025-03-04-mist.md"),
        lambda site: rename(site, "2025-01-01-fog.md", "cinema/_posts/2024-01-01-mist.md"),
        lambda site: replaced(site, "_config.yml", "/posts/:title/", "/:year/:title.html"),
        lambda site: replaced(site, "_config.yml", "/posts/:title/", "pretty"),
        lambda site: replaced(site, "_config.yml", "films.example", "new.example"),
        lambda site: replaced(site, "_config.yml", "title: Films", "title: Films\nbaseurl: /blog"),
        lambda site: replaced(site, "_config.yml", "plugins: [jekyll-feed]\n", ""),
        lambda site: (site / "reviewkit.toml").write_text("feed.id_scheme = 'permalink'\n"),
        lambda site: replaced(site, "_posts/2025-01-01-fog.md", "nobody minds", "all complain"),
    ],
    ids=[
        *("name", "date", "folder and date", "category", "permalink", "permalink style"),
        *("domain", "baseurl", "plug-in", "scheme", "text"),
    ],
)
def test_ids_stay_whatever_is_changed(
    run: Run, site: Path, change: Callable[[Path], object]
) -> None:
    before = ids(run, site)

    change(site)

    assert ids(run, site) == before
    feed = json.loads((site / IDS).read_text().splitlines()[0])["feed"]
    assert f"<id>{feed}</id>" in (site / "out/feed.xml").read_text()
    assert feed == "https://films.example/feed.xml"


def test_an_id_stays_with_a_post_of_another_title_name_and_date(run: Run, site: Path) -> None:
    before = ids(run, site)
    replaced(site, "_posts/2025-01-01-fog.md", "title: fog", "title: Mist")
    rename(site, "2025-01-01-fog.md", "_posts/2026-02-03-mist.md")

    assert ids(run, site)["Mist"] == before["fog"]


def test_an_id_stays_with_a_post_that_goes_to_another_collection(run: Run, site: Path) -> None:
    before = ids(run, site)
    with (site / "_config.yml").open("a") as file:
        file.write("collections: {reviews: {output: true}}\n")
    (site / "reviewkit.toml").write_text("site.collections = ['posts', 'reviews']\n")
    rename(site, "2025-01-01-fog.md", "_reviews/fog.md")

    assert ids(run, site) == before


def test_posts_that_swap_their_names_keep_their_ids(run: Run, site: Path) -> None:
    before = ids(run, site)
    rename(site, "2025-01-01-fog.md", "_posts/x.txt")
    rename(site, "2025-01-02-rain.md", "_posts/2025-01-01-fog.md")
    rename(site, "x.txt", "_posts/2025-01-02-rain.md")

    assert ids(run, site) == before


def test_a_post_that_comes_back_has_its_id_again(run: Run, site: Path) -> None:
    before = ids(run, site)
    rename(site, "2025-01-01-fog.md", "_posts/2025-01-01-mist.md")
    ids(run, site)
    file = site / "_posts/2025-01-01-mist.md"
    kept = file.read_text()
    file.unlink()
    assert "fog" not in ids(run, site)

    file.write_text(kept)

    assert ids(run, site) == before


def test_a_post_made_of_another_as_a_template_is_new(run: Run, site: Path) -> None:
    before = ids(run, site)
    copy = post("hail", (site / "_posts/2025-01-03-snow.md").read_text().split("---\n")[2])
    (site / "_posts/2025-01-04-hail.md").write_text(copy)

    assert ids(run, site) == {**before, "hail": "https://films.example/posts/hail"}


@pytest.mark.parametrize("head", ["published: false\n", "hidden: true\n", "feed: false\n"])
def test_a_copy_of_a_post_that_is_hidden_meanwhile_is_new(run: Run, site: Path, head: str) -> None:
    before = ids(run, site)
    file = site / "_posts/2025-01-01-fog.md"
    (site / "_posts/2025-01-04-mist.md").write_text(file.read_text())
    file.write_text(post("fog", head=head))

    assert ids(run, site)["fog"] == "https://films.example/posts/mist"
    file.write_text(post("fog"))
    (site / "_posts/2025-01-04-mist.md").unlink()
    assert ids(run, site) == before


def test_two_branches_merged_line_by_line_keep_all_ids(run: Run, site: Path) -> None:
    before = ids(run, site)
    common = (site / IDS).read_text()
    rename(site, "2025-01-01-fog.md", "_posts/2025-01-01-mist.md")
    ids(run, site)
    one = (site / IDS).read_text()
    (site / IDS).write_text(common)
    (site / "_posts/2025-01-04-hail.md").write_text(post("hail"))
    after = ids(run, site)
    two = (site / IDS).read_text()

    (site / IDS).write_text(one + "".join(two.splitlines(keepends=True)[1:]))

    assert ids(run, site) == {**before, "hail": after["hail"]}
    assert len((site / IDS).read_text().splitlines()) == 5


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        (lambda text: text.replace("\n", "\n<<<<<<< HEAD\n", 1), 2),
        (lambda text: text[:-30], 4),
        (lambda text: text.replace('"schema": 1', '"schema": 2'), 1),
        (lambda _: "", 1),
    ],
)
def test_a_damaged_register_stops_the_run_and_stays(
    run: Run, site: Path, damage: Callable[[str], str], line: int
) -> None:
    ids(run, site)
    damaged = damage((site / IDS).read_text())
    (site / IDS).write_text(damaged)

    result = run("feed", site, "--output", site / "other")

    assert (result.returncode, (site / "other").exists()) == (2, False)
    assert f"{IDS}:{line}: " in result.stderr
    assert (site / IDS).read_text() == damaged


def test_the_register_is_written_only_when_it_changes(run: Run, site: Path) -> None:
    ids(run, site)
    before = (site / IDS).stat().st_mtime_ns

    ids(run, site, "--limit", "1")

    assert (site / IDS).stat().st_mtime_ns == before


def test_check_tells_that_ids_are_not_kept_yet_and_writes_none(run: Run, site: Path) -> None:
    ids(run, site)
    (site / IDS).unlink()

    result = run("feed", site, "--output", site / "out", "--check")

    assert (result.returncode, (site / IDS).exists()) == (1, False)
    assert f"would change {site / IDS}" in result.stderr


def test_strict_keeps_no_ids_when_there_is_a_warning(run: Run, site: Path) -> None:
    replaced(site, "_posts/2025-01-01-fog.md", "title: fog", "title: fog\nguid: none")

    result = run("feed", site, "--strict")

    assert (result.returncode, (site / IDS).exists(), (site / "_site").exists()) == (
        1,
        False,
        False,
    )
    assert "_posts/2025-01-01-fog.md:3: guid: 'none' is no IRI" in result.stderr


def test_a_preview_on_this_computer_puts_no_address_of_it_into_the_register(
    run: Run, site: Path
) -> None:
    ids(run, site)
    before = (site / IDS).read_text()
    (site / "_preview.yml").write_text("url: http://localhost:4000\n")
    (site / "_posts/2025-01-04-hail.md").write_text(post("hail"))

    ids(run, site, "--config", f"{site}/_config.yml,{site}/_preview.yml")

    assert (site / IDS).read_text() == before
    assert ids(run, site)["hail"] == "https://films.example/posts/hail"


def test_without_a_register_nothing_is_kept(run: Run, site: Path) -> None:
    (site / "reviewkit.toml").write_text("feed.ids = ''\n")

    ids(run, site)

    assert not (site / "_reviewkit").exists()


def test_a_register_that_cannot_be_written_is_a_warning(run: Run, site: Path) -> None:
    (site / "_reviewkit").symlink_to("/proc/nowhere")

    result = run("feed", site)

    assert result.returncode == 0
    assert f"{IDS}: the ids of the feeds' entries cannot be kept" in result.stderr
    assert (site / "_site/feed.xml").exists()


def test_strict_writes_no_feed_when_the_ids_cannot_be_kept(run: Run, site: Path) -> None:
    (site / "_reviewkit").symlink_to("/proc/nowhere")

    result = run("feed", site, "--strict")

    assert (result.returncode, (site / "_site").exists()) == (1, False)
    assert "cannot be kept: cannot write the file" in result.stderr
    assert ".." not in result.stderr
    assert "nothing was written" in result.stderr
