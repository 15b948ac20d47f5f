"""The files that Jekyll takes for posts and drafts are found, and no others."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reviewkit.jekyll import read_configuration
from reviewkit.jekyll.discovery import SourceFile, dated_name, find_documents

NewSite = Callable[..., Path]


def found_in(root: Path) -> list[SourceFile]:
    return find_documents(root, read_configuration(root), fail)


def fail(folder: str, error: OSError) -> None:
    raise AssertionError(folder) from error


def found(new_site: NewSite, *names: str, config: str = "") -> list[SourceFile]:
    return found_in(new_site(dict.fromkeys(names, "---\n---\ntext\n"), config))


def sources(new_site: NewSite, *names: str, config: str = "") -> list[str]:
    return [post.path for post in found(new_site, *names, config=config)]


@pytest.mark.parametrize(
    ("name", "date", "slug", "ext"),
    [
        ("2025-01-20-red-kite.md", "2025-01-20", "red-kite", ".md"),
        ("2025-1-2-red-kite.md", "2025-1-2", "red-kite", ".md"),
        ("25-01-20-red-kite.md", "25-01-20", "red-kite", ".md"),
        ("125-01-20-red-kite.md", "125-01-20", "red-kite", ".md"),
        ("2025-01-20-red.kite.MD", "2025-01-20", "red.kite", ".MD"),
        ("2025-01-20-red-kite.txt", "2025-01-20", "red-kite", ".txt"),
        ("2025-01-20-.md", "2025-01-20", "", ".md"),
        ("2025-01-20-Άλφα κ.md", "2025-01-20", "Άλφα κ", ".md"),
        ("sub/2025-01-20-red-kite.md", "2025-01-20", "red-kite", ".md"),
        ("sub/_x/2025-01-20-red-kite.md", "2025-01-20", "red-kite", ".md"),
    ],
)
def test_a_post_is_a_date_a_slug_and_an_extension(
    new_site: NewSite, name: str, date: str, slug: str, ext: str
) -> None:
    (post,) = found(new_site, f"_posts/{name}")

    match = dated_name(post.relative)

    assert (post.path, post.collection.label, post.in_drafts) == (f"_posts/{name}", "posts", False)
    assert match is not None
    assert match.group("date", "slug", "ext") == (date, slug, ext)


@pytest.mark.parametrize(
    "name",
    [
        *("red-kite.md", "2025-01-20-red-kite", "2025-01-20.md", "x-2025-01-20-red-kite.md"),
        *("2025-01-20-red-kite.md.", "2025-01-20-red-kite.md~", "#2025-01-20-red-kite.md"),
        *("~2025-01-20-red-kite.md", "_2025-01-20-red-kite.md", ".2025-01-20-red-kite.md"),
        *("_x/2025-01-20-red-kite.md", ".x/2025-01-20-red-kite.md", "12345-01-20-red-kite.md"),
        *("sub/.x/2025-01-20-red-kite.md", "sub/_2025-01-20-red-kite.md"),
    ],
)
def test_any_other_name_is_no_post(new_site: NewSite, name: str) -> None:
    assert sources(new_site, f"_posts/{name}", "_posts/2025-01-21-b.md") == [
        "_posts/2025-01-21-b.md"
    ]


@pytest.mark.parametrize("folder", ["films", "Films/Horror", "a/b/c", "vendor"])
def test_posts_may_lie_in_any_folder_of_the_site(new_site: NewSite, folder: str) -> None:
    posts = found(new_site, f"{folder}/_posts/2025-01-20-a.md")

    assert [post.path for post in posts] == [f"{folder}/_posts/2025-01-20-a.md"]


@pytest.mark.parametrize(
    "folder",
    ["_hidden", ".dot", "#x", "x~", "~x", "_site", "node_modules/x", "vendor/bundle/x"],
)
def test_a_folder_that_jekyll_does_not_visit_holds_no_posts(new_site: NewSite, folder: str) -> None:
    assert sources(new_site, f"{folder}/_posts/2025-01-20-a.md") == []


def test_the_destination_is_not_visited_whatever_its_name(new_site: NewSite) -> None:
    assert sources(new_site, "out/_posts/2025-01-20-a.md", config="destination: ./out\n") == []


def test_a_draft_needs_no_date(new_site: NewSite) -> None:
    posts = found(new_site, "_drafts/k.md", "films/_drafts/sub/2025-02-02-m.md", "_drafts/o")

    assert [(post.path, post.in_drafts) for post in posts] == [
        ("_drafts/k.md", True),
        ("films/_drafts/sub/2025-02-02-m.md", True),
    ]


@pytest.mark.parametrize("name", ["_k.md", "sub/_k.md", "#k.md", "sub/~k.md", "k.md~", ".k.md"])
def test_a_special_name_is_no_draft(new_site: NewSite, name: str) -> None:
    assert sources(new_site, f"_drafts/{name}") == []


@pytest.mark.parametrize(
    "exclude",
    ["[films]", "[films/]", "[/films]", "['film*']", "['f?lms']", "['[ef]ilms']", "[fil]"],
)
def test_an_excluded_folder_is_not_visited(new_site: NewSite, exclude: str) -> None:
    assert sources(
        new_site,
        "_posts/2025-01-20-a.md",
        "films/_posts/2025-01-21-b.md",
        config=f"exclude: {exclude}\n",
    ) == ["_posts/2025-01-20-a.md"]


@pytest.mark.parametrize("exclude", ["[a/b]", "['a/*/c']", "[a/b/c/]"])
def test_a_folder_deep_below_can_be_excluded(new_site: NewSite, exclude: str) -> None:
    assert sources(new_site, "a/b/c/_posts/2025-01-20-a.md", config=f"exclude: {exclude}\n") == []


def test_a_longer_name_is_excluded_with_its_beginning(new_site: NewSite) -> None:
    assert sources(new_site, "filmstrip/_posts/2025-01-20-a.md", config="exclude: [films]\n") == []


@pytest.mark.parametrize(
    "exclude",
    [
        *("[_posts/old]", "[_posts/old/]", "['_posts/2024*', '_posts/old']", "['**/old/*']"),
        *("['_posts/old/2024-05-05-b.md']", "['*.markdown', '*/2024-*']"),
    ],
)
def test_an_excluded_post_is_left_out(new_site: NewSite, exclude: str) -> None:
    assert sources(
        new_site,
        "_posts/2025-01-20-a.md",
        "_posts/old/2024-05-05-b.md",
        config=f"exclude: {exclude}\n",
    ) == ["_posts/2025-01-20-a.md"]


@pytest.mark.parametrize("exclude", ["[old]", "[old/]", "['2024*']", "[2024-05-05-b.md]"])
def test_an_exclusion_counts_from_the_site_and_not_from_the_posts(
    new_site: NewSite, exclude: str
) -> None:
    assert sources(new_site, "_posts/old/2024-05-05-b.md", config=f"exclude: {exclude}\n") == [
        "_posts/old/2024-05-05-b.md"
    ]


def test_what_jekyll_always_excludes_may_be_a_folder_of_posts(new_site: NewSite) -> None:
    assert sources(new_site, "_posts/node_modules/2025-01-20-a.md") == [
        "_posts/node_modules/2025-01-20-a.md"
    ]


@pytest.mark.parametrize("config", ["include: [_hidden]\n", "include: ['_h*']\n"])
def test_an_included_folder_is_visited(new_site: NewSite, config: str) -> None:
    assert sources(new_site, "_hidden/_posts/2025-01-20-a.md", config=config) == [
        "_hidden/_posts/2025-01-20-a.md"
    ]


def test_include_beats_exclude(new_site: NewSite) -> None:
    assert sources(
        new_site,
        "films/_posts/2025-01-20-a.md",
        config="include: [films]\nexclude: [films]\n",
    ) == ["films/_posts/2025-01-20-a.md"]


def test_an_included_name_is_a_post_although_it_is_special(new_site: NewSite) -> None:
    assert sources(new_site, "_posts/_x/2025-01-20-a.md", config="include: [_x]\n") == [
        "_posts/_x/2025-01-20-a.md"
    ]


def test_with_a_folder_for_collections_posts_lie_only_there(new_site: NewSite) -> None:
    posts = found(
        new_site,
        "_posts/2025-01-20-a.md",
        "films/_posts/2025-01-21-b.md",
        "texts/_posts/2025-01-22-c.md",
        "texts/films/_posts/2025-01-23-d.md",
        "texts/_drafts/e.md",
        config="collections_dir: texts\n",
    )

    assert [post.path for post in posts] == [
        "texts/_drafts/e.md",
        "texts/_posts/2025-01-22-c.md",
        "texts/films/_posts/2025-01-23-d.md",
    ]


def test_folders_that_link_to_each_other_are_visited_once(new_site: NewSite) -> None:
    root = new_site({"films/_posts/2025-01-20-a.md": "text\n"})
    (root / "films" / "again").symlink_to(root / "films", target_is_directory=True)

    posts = found_in(root)

    assert [post.path for post in posts] == ["films/_posts/2025-01-20-a.md"]


def test_a_folder_named_like_a_post_is_none(new_site: NewSite) -> None:
    root = new_site({"_posts/2025-01-21-b.md": "text\n"})
    (root / "_posts" / "2025-01-20-a.md").mkdir()

    posts = found_in(root)

    assert [post.path for post in posts] == ["_posts/2025-01-21-b.md"]


def test_posts_come_in_the_order_of_their_paths(new_site: NewSite) -> None:
    names = ["b/_posts/2025-01-20-a.md", "_posts/2025-01-22-a.md", "_posts/2025-01-21-z.md"]

    assert sources(new_site, *names) == sorted(names)


def test_a_site_without_posts_has_none(new_site: NewSite) -> None:
    assert sources(new_site, "index.md") == []
