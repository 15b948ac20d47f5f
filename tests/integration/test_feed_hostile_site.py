"""A thousand posts that mean ill, through the command line: every feed is whole."""

import datetime as dt
import json
import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.parsers import expat

import feedparser
import jsonschema
import pytest
from lxml import etree

from reviewkit.feeds.lint import lint

pytestmark = pytest.mark.integration

Run = Callable[..., subprocess.CompletedProcess[str]]

COUNT = 1000
HOME = "https://films.example/"
NASTY = [
    *("<b>bold</b>", "Tom & Jerry", "&amp;amp;", "]]>", "<!--", "-->", "<![CDATA[", "a\\u000Bb"),
    *(
        "\\uD800 half",
        "\\ud83d\\ude00",
        "🎬👩‍👩‍👧",
        "مرحبا \u202eabc",
        "עברית",
        "映画",
        "Ame\u0301lie",
    ),
    *("\u2028line", "\x85next", "C++", "C#", "../../x", "CON", "nul", "%00", "100%", "'"),
    *(
        "\\x00",
        "\\x1B[31m",
        "\ufeffmark",
        "\u200b",
        "“quoted”",
        'say "no"',
        "<script>alert(1)</script>",
    ),
]
SETTINGS = """
[feed]
archive = true
hubs = ["https://hub.example/"]
[[feed.more]]
by = "tag"
archive = true
[[feed.more]]
by = "author"
[[feed.more]]
rating = "7/10"
[[feed.more]]
tag = "映画"
title = "]]> & <映画>"
limit = 3
"""


def quoted(text: str) -> str:
    """Write a text for YAML in double quotes, escapes as they stand."""
    return '"' + text.replace('"', '\\"').replace("\\uD", "\\\\uD").replace("\\ud", "\\\\ud") + '"'


def generated(root: Path) -> Path:
    """Write the site: posts on few days, whose words all mean ill."""
    chance = random.Random(20250120)  # noqa: S311 -- for variety, not for secrets
    (root / "_posts").mkdir(parents=True)
    (root / "_config.yml").write_text("title: 'A <b> & \"c\" ]]>'\nurl: https://films.example\n")
    (root / "reviewkit.toml").write_text(SETTINGS, encoding="utf-8")
    for number in range(COUNT):
        title, tag, author, words = (chance.choice(NASTY) for _ in range(4))
        body = f'<span class="reviewsection">Rating:</span> {number % 11}/10\n\n{words} x{number}\n'
        body += words * (800_000 if number == COUNT // 2 else 1) + "\n"
        body = body.replace("\\u000B", "\x0b").replace("\\x00", "\x00").replace("\\x1B", "\x1b")
        guid = f"guid: {quoted(f'tag:films.example,2025:{number} {title}')}\n" * (number % 5 == 0)
        head = f"title: {quoted(title)}\ntags: [{quoted(tag)}]\nauthor: {quoted(author)}\n{guid}"
        day = f"2024-{number // 100 + 1:02}-{number % 100 // 4 + 1:02}"
        text = f"---\n{head}---\n{body}"
        (root / f"_posts/{day}-p{number:04}.md").write_text(text, encoding="utf-8")
    return root


Files = dict[str, bytes]


def files(folder: Path) -> Files:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def site(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the site with its feeds in `out`."""
    root = generated(tmp_path_factory.mktemp("hostile") / "site")
    result = run("feed", root, "--output", root / "out", "--json")
    assert result.returncode == 0, result.stderr[-3000:]
    (root / "result.json").write_text(result.stdout, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def out(site: Path) -> Files:
    """Give all files of the feeds."""
    return files(site / "out")


def triples(out: Files) -> Iterator[tuple[Any, Any, dict[str, Any]]]:
    """Give each feed document in its three formats."""
    for name in sorted(out):
        if name.endswith("feed.json"):
            folder = name.removesuffix("feed.json")
            yield (
                etree.fromstring(out[f"{folder}feed.xml"]),
                etree.fromstring(out[f"{folder}rss.xml"]),
                json.loads(out[name]),
            )


ATOM = "{http://www.w3.org/2005/Atom}"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"


def test_every_file_is_well_formed_for_expat_lxml_and_feedparser(out: Files) -> None:
    for name, data in out.items():
        if name.endswith(".xml"):
            parser = expat.ParserCreate(namespace_separator=" ")
            parser.Parse(data, True)  # noqa: FBT003 -- expat's own
            assert not feedparser.parse(data).bozo, name


def test_no_validator_has_anything_to_say(out: Files) -> None:
    now = dt.datetime.now(dt.UTC)
    for name, data in out.items():
        if name.endswith((".xml", ".json")):
            # One title really says "&amp;", which looks like a mistake and is none.
            found = [one for one in lint(data, now=now) if one.event != "DoubleEscaped"]
            assert found == [], name


def test_every_json_feed_is_as_the_schema_says(out: Files, project: Path) -> None:
    schema = json.loads((project / "tests/feeds/json_feed_1_1.schema.json").read_text())
    validator = jsonschema.Draft202012Validator(schema)
    for name, data in out.items():
        if name.endswith(".json"):
            assert list(validator.iter_errors(json.loads(data))) == [], name


def test_all_entries_are_the_same_in_all_formats(out: Files) -> None:
    count = 0
    for atom, rss, data in triples(out):
        for entry, item, row in zip(
            atom.findall(f"{ATOM}entry"), rss.findall("channel/item"), data["items"], strict=True
        ):
            count += 1
            assert entry.findtext(f"{ATOM}id") == item.findtext("guid") == row["id"]
            assert entry.findtext(f"{ATOM}title") == item.findtext("title") == row["title"]
            assert entry.findtext(f"{ATOM}content") == item.findtext(ENCODED) == row["content_html"]
            assert entry.findtext(f"{ATOM}updated") == row["date_modified"]
            assert entry.findtext(f"{ATOM}published") == row["date_published"]
    assert count > 3 * COUNT


def test_no_two_posts_share_an_id_or_a_moment(out: Files) -> None:
    posts = {
        item["id"]: (item["url"], item["date_modified"])
        for _, _, data in triples(out)
        for item in data["items"]
    }

    assert len(posts) == COUNT
    assert Counter(url for url, _ in posts.values()).most_common(1)[0][1] == 1
    assert Counter(moment for _, moment in posts.values()).most_common(1)[0][1] == 1


def test_the_archive_holds_every_post_once_and_leads_to_it(out: Files) -> None:
    seen: list[str] = []
    address: str | None = f"{HOME}feed.json"
    visited: set[str] = set()
    while address:
        assert address not in visited
        visited.add(address)
        data = json.loads(out[address.removeprefix(HOME)])
        assert data["feed_url"] == address
        if len(visited) > 1:
            seen += [item["id"] for item in data["items"]]
        address = data.get("next_url")

    assert len(visited) == 1 + COUNT // 50
    assert len(seen) == len(set(seen)) == COUNT


def test_one_very_long_post_is_shown_short_and_told(site: Path, out: Files) -> None:
    problems = json.loads((site / "result.json").read_text(encoding="utf-8"))["problems"]

    assert any("too long for a feed" in problem["what"] for problem in problems)
    assert max(map(len, out.values())) < 1_200_000


def test_only_good_ratings_are_in_the_feed_of_good_ratings(out: Files) -> None:
    items = json.loads(out["feeds/rating/7-10/feed.json"])["items"]

    assert len(items) == 20
    numbers = [int(item["url"].rstrip("/").rpartition("/")[2][1:5]) for item in items]
    assert all(number % 11 in {7, 8, 9, 10} for number in numbers)


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1900000000"},
        {"LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "77"},
    ],
    ids=str,
)
def test_another_day_zone_locale_and_order_of_files_give_the_same_bytes(
    run: Run, site: Path, out: Files, tmp_path: Path, environment: dict[str, str]
) -> None:
    (site / "_config.yml").touch()
    copy = tmp_path / "copy"
    (copy / "_posts").mkdir(parents=True)
    for name in ("_config.yml", "reviewkit.toml"):
        shutil.copy(site / name, copy / name)
    for path in sorted((site / "_posts").iterdir(), key=lambda one: one.name[::-1]):
        shutil.copy(path, copy / "_posts" / path.name)
    with (copy / "_config.yml").open("a") as file:
        file.write("timezone: UTC\n")

    run("feed", copy, "--output", copy / "out", env=environment)

    assert files(copy / "out") == out
    assert (copy / "_reviewkit/feed-ids.jsonl").read_bytes() == (
        site / "_reviewkit/feed-ids.jsonl"
    ).read_bytes()


def test_a_second_run_writes_nothing(run: Run, site: Path) -> None:
    result = run("feed", site, "--output", site / "out", "--check", "--json")

    assert result.returncode == 0
    assert not any(feed["changed"] for feed in json.loads(result.stdout)["feeds"])
