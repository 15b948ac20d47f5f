"""Which files of a plain folder are posts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reviewkit.plain.discovery import find_posts, unread_files

NewSite = Callable[..., Path]
FILES = dict.fromkeys(
    [
        "content/a.md", "content/b.markdown", "content/2025/2025-01-20-c.md",
        "content/d/index.md", "content/d/cover.png", "content/index.md", "content/_index.md",
        "content/_hidden.md", "content/.x.md", "content/_drafts/e.md", "content/f.rst",
        "content/g.mdx", "content/notes.txt", "content/node_modules/m/README.md", "other/h.md",
    ],
    "x",
)  # fmt: skip


@pytest.fixture(scope="module")
def root(new_site: NewSite) -> Path:
    return new_site(FILES)


@pytest.mark.parametrize(
    ("entry", "sources"),
    [
        ("content", ["2025/2025-01-20-c.md", "a.md", "b.markdown", "d/index.md"]),
        ("content/*.md", ["a.md"]),
        ("content/*/*.md", ["2025/2025-01-20-c.md", "d/index.md"]),
        (
            "content/**/*.m*",
            ["2025/2025-01-20-c.md", "a.md", "b.markdown", "d/index.md"],
        ),
        ("content/2025", ["2025/2025-01-20-c.md"]),
        ("content/[xyz]*.md", []),
    ],
)
def test_posts_are_found(root: Path, entry: str, sources: list[str]) -> None:
    assert [file.source for file in find_posts(root, entry)] == [f"content/{s}" for s in sources]


def test_the_place_and_the_name_of_a_post_are_told_apart(root: Path) -> None:
    dated, plain, _, bundle = find_posts(root, "content")

    assert (dated.folders, dated.name, dated.date, dated.stem) == (
        ("2025",),
        "2025-01-20-c",
        "2025-01-20",
        "c",
    )
    assert (plain.folders, plain.name, plain.date, plain.stem) == ((), "a", None, "a")
    assert (bundle.folders, bundle.name, bundle.bundle) == ((), "d", True)


def test_folders_count_from_where_a_pattern_begins(root: Path) -> None:
    (first, _) = find_posts(root, "content/*/*.md")

    assert first.folders == ("2025",)


def test_a_file_in_a_bundle_knows_it(new_site: NewSite) -> None:
    root = new_site({"content/d/index.md": "", "content/d/n.md": "", "content/d/e/o.md": ""})

    inside = {file.source: file.inside for file in find_posts(root, "content")}

    assert inside == {
        "content/d/index.md": None,
        "content/d/n.md": "content/d/index.md",
        "content/d/e/o.md": "content/d/index.md",
    }


def test_other_markup_is_seen(root: Path) -> None:
    assert unread_files(root, "content") == ["content/f.rst", "content/g.mdx"]
    assert unread_files(root, "content/*.md") == []


def test_a_folder_that_does_not_exist_is_an_error(root: Path) -> None:
    with pytest.raises(FileNotFoundError):
        find_posts(root, "contents")
