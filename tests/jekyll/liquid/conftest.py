"""What the tests of Liquid need: a site, and a function that evaluates a text in a post."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from reviewkit.jekyll import read_configuration, read_site
from reviewkit.jekyll.liquid import Converters, LiquidSite
from reviewkit.markdown import make_parser, smartify

NOW = dt.datetime(2024, 6, 1, 10, tzinfo=dt.UTC)

Evaluate = Callable[..., str]


def open_liquid(
    root: Path, *, gems: Sequence[Path] = (), collections: Sequence[str] = ("posts",)
) -> tuple[LiquidSite, Evaluate]:
    """Give a site's Liquid, and a function that evaluates a text in a post (the newest one)."""
    configuration = read_configuration(root, gems=gems)
    site = read_site(
        root, configuration, now=NOW, machine_zone=dt.UTC, collections=tuple(collections)
    )
    markdown = make_parser("kramdown").render
    converters = Converters(
        markdown=lambda text: str(markdown(text)),
        smartify=smartify,
        highlight=lambda _code, _language: None,
    )
    liquid = LiquidSite(site, configuration, now=NOW, converters=converters)
    posts = {post.source: post for post in site.documents}

    def evaluate(text: str | None = None, page: str | None = None) -> str:
        return liquid.evaluate(posts[page or site.posts[0].source], text).text

    return liquid, evaluate


def without_colours(html: str) -> str:
    """Take the spans out of highlighted code; colours are tested where they are made."""
    return re.sub(r"</?span[^>]*>", "", html)


@pytest.fixture
def liquid_in(make_site: Callable[..., Path]) -> Callable[..., Evaluate]:
    """Give a function that writes a small site and gives its evaluating function."""

    def make(files: dict[str, str] | None = None, config: str = "") -> Evaluate:
        posts = {"_posts/2024-01-02-main.md": "---\ntitle: Main\n---\nText.\n"}
        return open_liquid(make_site({**posts, **(files or {})}, config))[1]

    return make
