"""Whatever lies in a site, the rest of it is read, and what is wrong is named with its place."""

import datetime as dt
import os
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewkit.errors import PostError
from reviewkit.jekyll.collection import Collection
from reviewkit.jekyll.dates import parse_date
from reviewkit.jekyll.discovery import SourceFile
from reviewkit.jekyll.document import Clock, Knowledge, document_data
from reviewkit.model import Post, Site

Read = Callable[..., Site]
NewSite = Callable[..., Path]

GOOD = "_posts/2025-01-19-good.md"
BAD = "_posts/2025-01-20-bad.md"
NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

BOMB = "\n".join(
    ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    + [
        f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    ]
)


def front(block: str) -> str:
    return f"---\n{block}\n---\ntext\n"


def healthy(site: Site) -> list[str]:
    return [post.source for post in site.posts if post.state == "published"]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        pytest.param("---\ntitle: a\n---\n\xff".encode("latin-1"), 4, id="not UTF-8"),
        pytest.param(front("title: a\n" + "x: " + "[" * 100_000), 3, id="brackets without end"),
        pytest.param(front("title: " + "{a: " * 2000 + "}" * 2000), 2, id="a deep mapping"),
        pytest.param(front("title: " + "[" * 2000 + "]" * 2000), 2, id="a deep list"),
        pytest.param(front(BOMB), 6, id="a billion laughs"),
        pytest.param(front("a: &a [*a]"), 2, id="a list that holds itself"),
        pytest.param(front("title: a\nb: \x00"), 3, id="NUL in the front matter"),
        pytest.param(front("title: a\nb: \x08"), 3, id="a control character"),
        pytest.param(front("date: soon"), 2, id="no date"),
        pytest.param(front("slug: 1917"), 2, id="a slug that is a number"),
    ],
)
def test_a_bad_file_is_named_with_its_line_and_the_others_are_read(
    read: Read, content: str | bytes, line: int
) -> None:
    site = read({GOOD: "fine\n", BAD: content})

    assert healthy(site) == [GOOD]
    (problem,) = site.problems
    assert (problem.severity, str(problem).partition(": ")[0]) == ("error", f"{BAD}:{line}")
    assert problem.fix


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"\n", b"\x00", b"text \x00 text\n", b"---\n", b"---\n---\n", b"---", b"----\n"),
        *("\ufeff".encode(), "\ufeff---\ntitle: a\n---\n".encode(), b"---\r\ntitle: a\r\n---\r\n"),
        *(b"\r\r\r", b"---\rtitle: a\r---\r", b"a" * 5_000_000, b"\n" * 1_000_000),
        *(b"---\ntitle: a\n" * 100_000, b"---\n" + b"a: b\n" * 50_000),
    ],
    ids=lambda content: f"{content[:16]!r} {len(content)}",
)
def test_an_odd_file_that_jekyll_reads_is_read(read: Read, content: bytes) -> None:
    site = read({GOOD: "fine\n", BAD: content})

    assert sorted(healthy(site)) == [GOOD, BAD]
    assert site.problems == ()


def test_a_huge_file_is_read(read_folder: Read, new_site: NewSite) -> None:
    root = new_site({GOOD: "fine\n"})
    with (root / BAD).open("wb") as file:
        file.write(b"---\ntitle: Huge\n---\n")
        file.write(b"Word word word.\n" * (50 * 2**20 // 16))

    site = read_folder(root)

    assert {post.title for post in site.posts} == {"Good", "Huge"}


def test_links_that_lead_in_circles_are_walked_once(read_folder: Read, new_site: NewSite) -> None:
    root = new_site({"a/_posts/2025-01-20-a.md": "", "b/_posts/2025-01-21-b.md": ""})
    for link, target in (("a/up", ".."), ("a/self", "."), ("b/to-a", "../a"), ("a/to-b", "../b")):
        (root / link).symlink_to(target, target_is_directory=True)
    (root / "loop").symlink_to("loop")

    sources = {post.source for post in read_folder(root).posts}

    assert sources == {
        "a/_posts/2025-01-20-a.md",
        "a/to-b/_posts/2025-01-21-b.md",
        "b/_posts/2025-01-21-b.md",
        "b/to-a/_posts/2025-01-20-a.md",
    }


def test_a_file_in_place_of_a_folder_holds_nothing(read: Read) -> None:
    site = read(
        {GOOD: "", "films/_posts": "a file\n", "_drafts": "a file\n", "_films": "a file\n"},
        "collections: [films]\n",
    )

    assert healthy(site) == [GOOD]
    assert site.problems == ()


@pytest.mark.parametrize("folder", ["films", "_posts/old", "_notes"])
def test_a_folder_without_rights_is_named_and_the_others_are_read(
    read_folder: Read, new_site: NewSite, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    root = new_site(
        {
            GOOD: "",
            f"{folder}/_posts/2025-01-20-b.md": "",
            f"{folder}/2025-01-20-c.md": "---\n---\n",
        },
        "collections: [notes]\n",
    )
    scandir = os.scandir

    def refuse(path: str | Path) -> object:
        if Path(path) == root / folder:
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    site = read_folder(root)

    assert healthy(site) == [GOOD]
    (problem,) = site.problems
    assert str(problem).startswith(f"{folder}: the folder cannot be read: Permission denied")


# Ten thousand damaged front matters

_WHOLE = (
    'title: "Red Kite: a return"\ndate: 2025-01-20 17:42:44 +0100\ncategories: [films, drama]\n'
    "tags:\n  - slow burn\n  - 1917\nimage:\n  path: a.png\n  alt: &a It's a kite\npermalink: "
    "/:year/:title/\nslug: kite\nlayout: post\npublished: true\nother: *a\n"
)
_SIGNS = "\n\t :-[]{}&*!|>%@#'\"\\,?\x00\x85\u2028é0129aZ~<=."


def damaged(chance: random.Random) -> str:
    text = _WHOLE
    for _ in range(chance.randrange(1, 6)):
        place, end = sorted(chance.randrange(len(text) + 1) for _ in range(2))
        match chance.randrange(4):
            case 0:
                text = text[:place] + chance.choice(_SIGNS) + text[place + 1 :]
            case 1:
                text = text[:place] + chance.choice(_SIGNS) + text[place:]
            case 2:
                text = text[:place] + text[min(end, place + 9) :]
            case _:
                lines = text.split("\n")
                chance.shuffle(lines)
                text = "\n".join(lines)
    return text


def outcome(text: str) -> Knowledge | PostError:
    collection = Collection(label="posts", output=True, template="/:title")
    file = SourceFile(path=BAD, relative=BAD, collection=collection, in_drafts=False)
    clock = Clock(dt.UTC, NOW, lambda value: parse_date(value, dt.UTC, NOW))
    try:
        return document_data(file, front(text), {}, clock)
    except PostError as error:
        return error


def test_ten_thousand_damaged_front_matters_are_read_or_named() -> None:
    chance = random.Random(7)  # noqa: S311 -- not for secrets
    found = [outcome(damaged(chance)) for _ in range(10_000)]

    faults = [one if isinstance(one, PostError) else one.fault for one in found]
    named = [str(fault) for fault in faults if fault is not None]
    assert 2000 < len(named) < 9000
    assert [text for text in named if not re.match(rf"{BAD}:\d+: \S", text)] == []
    assert all("title" in one.data for one in found if isinstance(one, Knowledge) and not one.fault)


def test_a_site_of_damaged_posts_keeps_every_one_of_them(read: Read) -> None:
    chance = random.Random(8)  # noqa: S311 -- not for secrets
    files = {f"_posts/2025-01-20-{number}.md": front(damaged(chance)) for number in range(300)}

    site = read({GOOD: "fine\n", **files})

    def known(post: Post) -> bool:
        return post.state in {"published", "unpublished", "future", "broken"}

    left_out = {problem.where.file for problem in site.problems if problem.where}
    assert all(known(post) for post in site.posts)
    assert {post.source for post in site.posts} | left_out >= set(files)
