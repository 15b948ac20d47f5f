"""The documents of a feed: the archive holds every post once, and old pages stay (RFC 5005)."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.feeds import Channel, Document, Places, clashing, documents

HOME = "https://films.example/"
WHERE = Places(home=HOME, paths={"atom": "feed.xml", "json": "feed.json"}, archive="feeds/")


def of_posts(count: int, *, size: int = 3, limit: int = 2, folder: str = "") -> Sequence[Document]:
    """Give the documents of a feed of posts 0 to `count`, of which 0 is the oldest."""
    channel = Channel(
        folder=folder,
        name="",
        title="",
        places=tuple(reversed(range(count))),
        limit=limit,
        archive=True,
    )
    return documents(channel, WHERE, archive_size=size, stylesheet=None)


@given(count=st.integers(0, 40), size=st.integers(1, 9), limit=st.integers(1, 9))
def test_the_archive_holds_every_post_exactly_once(count: int, size: int, limit: int) -> None:
    newest, *archive = of_posts(count, size=size, limit=limit)

    assert newest.places == tuple(reversed(range(count)))[:limit]
    oldest_first = [place for page in archive for place in reversed(page.places)]
    assert oldest_first == list(range(count))
    assert all(len(page.places) == size for page in archive[:-1])
    assert [page.page for page in archive] == list(range(1, len(archive) + 1))


@given(count=st.integers(0, 30), size=st.integers(1, 5))
def test_a_new_post_changes_the_newest_page_and_what_is_beside_it(count: int, size: int) -> None:
    before, after = (of_posts(number, size=size) for number in (count, count + 1))

    opens = len(after) > len(before)
    known = {(page.page, page.places, page.links) for page in before}
    changed = {one.page for one in after if (one.page, one.places, one.links) not in known}
    newest = len(after) - 1
    assert changed == {None, newest} | ({newest - 1} if opens and newest > 1 else set())


@given(count=st.integers(0, 30), size=st.integers(1, 5), number=st.integers(0, 1))
def test_the_links_lead_from_the_newest_to_the_oldest_and_back(
    count: int, size: int, number: int
) -> None:
    found = of_posts(count, size=size)
    links = {document.links[number].self: document.links[number] for document in found}

    path = [found[0].links[number].self]
    while previous := links[path[-1]].previous:
        assert previous not in path
        path.append(previous)

    assert len(path) == len(links) == len(found)
    for older, newer in zip(path[2:], path[1:], strict=False):
        assert links[older].following == newer
    assert [links[one].current for one in path] == [None, *[path[0]] * (len(path) - 1)]


def test_each_format_has_an_archive_of_its_own() -> None:
    newest, first, _ = of_posts(5)

    assert [file.path for file in first.files] == [
        "feeds/archive/1/feed.xml",
        "feeds/archive/1/feed.json",
    ]
    assert [links.previous for links in newest.links] == [
        f"{HOME}feeds/archive/2/feed.xml",
        f"{HOME}feeds/archive/2/feed.json",
    ]


def test_addresses_are_ascii_and_paths_are_not() -> None:
    (newest, *_) = of_posts(0, folder="feeds/tag/映 画/")

    assert newest.files[0].path == "feeds/tag/映 画/feed.xml"
    assert newest.files[0].url == f"{HOME}feeds/tag/%E6%98%A0%20%E7%94%BB/feed.xml"
    assert newest.links[0].self == newest.files[0].url


@pytest.mark.parametrize("folder", ["./", "feeds//x/", "feeds/./x/"])
def test_a_path_is_written_in_its_shortest_form(folder: str) -> None:
    (newest, *_) = of_posts(0, folder=folder)

    assert newest.files[0].path in {"feed.xml", "feeds/x/feed.xml"}


@pytest.mark.parametrize(
    ("folders", "clash"),
    [
        (["", "feeds/a/"], None),
        (["", ""], "feed.xml"),
        (["feeds/a/", "feeds/A/"], "feeds/A/feed.xml"),
        (["feeds/\u00e9/", "feeds/e\u0301/"], "feeds/e\u0301/feed.xml"),
        (["a/", "a/feed.xml/"], "a/feed.xml/feed.xml"),
        (["a/feed.xml/", "a/"], "a/feed.xml"),
        (["", "feeds/archive/1/"], "feeds/archive/1/feed.xml"),
    ],
)
def test_two_files_at_one_place_are_found(folders: list[str], clash: str | None) -> None:
    found = [document for folder in folders for document in of_posts(1, folder=folder)]

    assert (clashing(found) or (None, None))[1] == clash
