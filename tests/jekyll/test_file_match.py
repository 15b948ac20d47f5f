"""Patterns match the files that Ruby's do."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reviewkit.jekyll.file_match import Patterns, glob

NewSite = Callable[..., Path]


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        *(
            ("films", "films"),
            ("films", "filmstrip"),
            ("films/", "films/a.md"),
            ("*.txt", "a/b.txt"),
        ),
        *(("a?c", "a/c"), ("[ab]x", "bx"), ("[^a]x", "bx"), ("[!a]x", "bx"), ("\\*", "*")),
        *(("*/Horror", "a/b/Horror"), ("[a\\-c]", "a"), ("**/x", "a/b/x"), ("", "anything")),
    ],
)
def test_a_pattern_means_a_path(pattern: str, path: str) -> None:
    assert Patterns([pattern]).mean(path, folder=False)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [("films/", "films"), ("film?", "film"), ("[^a]x", "ax"), ("[ab", "a"), ("*.txt", "a.txt.md")],
)
def test_another_pattern_does_not(pattern: str, path: str) -> None:
    assert not Patterns([pattern]).mean(path, folder=False)


def test_a_slash_at_the_end_means_the_folder() -> None:
    assert Patterns(["films/"]).mean("films", folder=True)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("_posts/*", {"_posts/a.md", "_posts/sub"}),
        ("_posts/**", {"_posts/a.md", "_posts/sub"}),
        ("**/*.md", {"_posts/a.md", "_posts/sub/b.md"}),
        ("_posts/**/b.md", {"_posts/sub/b.md"}),
        ("_posts/{a,sub/b}.md", {"_posts/a.md", "_posts/sub/b.md"}),
        ("_posts/[a-b].md", {"_posts/a.md"}),
        ("*/sub", {"_posts/sub"}),
        ("*", {"_posts", "_config.yml"}),
        (".*", {".dot"}),
        (".dot/*", {".dot/c.md"}),
        ("/_posts/*", set()),
        ("_posts/a.md/*", set()),
        ("nowhere/*", set()),
    ],
)
def test_a_glob_finds_what_ruby_finds(new_site: NewSite, pattern: str, expected: set[str]) -> None:
    root = new_site({"_posts/a.md": "", "_posts/sub/b.md": "", ".dot/c.md": ""})

    assert set(glob(root, pattern)) == expected
