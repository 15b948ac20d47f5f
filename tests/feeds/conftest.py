"""Values to make feeds of: each is whole and plausible unless the test asks for something else."""

import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from lxml import etree

from reviewkit.feeds import (
    FORMATS,
    Feed,
    FeedFormat,
    IdScheme,
    Links,
    home_of,
    identify,
    make_entry,
    make_feed,
    moments,
    site_author,
)
from reviewkit.model import Author, Image, Post, RenderedPost, Review, Sentence, Site

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ADDRESSES: dict[FeedFormat, str] = {
    "atom": "https://films.example/feed.xml",
    "rss": "https://films.example/rss.xml",
    "json": "https://films.example/feed.json",
}

_ZONE = dt.timezone(dt.timedelta(hours=1))
_POST_FIELDS = frozenset(field.name for field in fields(Post))


def new_image(**changes: Any) -> Image:  # noqa: ANN401 -- any field of an image
    """Make a measured hero image."""
    image = Image(
        url="https://films.example/assets/harbour.jpg",
        file="assets/harbour.jpg",
        alt="A lighthouse in the fog",
        width=1200,
        height=630,
        bytes=54321,
        type="image/jpeg",
    )
    return replace(image, **changes)


def new_post(
    *,
    html: str = "<p>It rains for two hours, and nobody minds.</p>",
    sentence: str | None = "A patient film about a harbour.",
    excerpt: str = "It rains for two hours, and nobody minds.",
    **changes: Any,  # noqa: ANN401 -- any field of a post
) -> RenderedPost:
    """Make a published review; `slug` alone changes source, path, id and URL with it."""
    assert changes.keys() <= _POST_FIELDS
    slug = str(changes.get("slug", "harbour-lights"))
    post = Post(
        source=f"_posts/2025-01-20-{slug}.md",
        state="published",
        url=f"https://films.example/posts/{slug}/",
        path=f"/posts/{slug}/",
        id=f"/posts/{slug}",
        absolute_id=f"https://films.example/posts/{slug}",
        collection="posts",
        output_path=f"posts/{slug}/index.html",
        slug=slug,
        title="Harbour Lights",
        date=dt.datetime(2025, 1, 20, 17, 42, 44, tzinfo=_ZONE),
        updated=None,
        categories=("Reviews",),
        tags=("drama", "rain"),
        lang="en",
        image=None,
        description=None,
        authors=(),
        is_markdown=True,
        text="",
        text_line=8,
        head="",
        front_matter={},
    )
    said = Sentence(text=sentence, html=sentence) if sentence is not None else None
    return RenderedPost(
        post=replace(post, **changes),
        html=html,
        review=Review(one_sentence=said, rating=None, sections=()),
        excerpt=excerpt,
    )


def new_site(**changes: Any) -> Site:  # noqa: ANN401 -- any field of a site
    """Make a site without posts; `url` and `baseurl` change what its ids begin with."""
    url, baseurl = changes.get("url", "https://films.example"), changes.get("baseurl", "")
    site = Site(
        root=Path(),
        url=url,
        baseurl=baseurl,
        id_start=url + baseurl,
        title="Films by the Sea",
        description="One review a week",
        lang="en",
        author=Author(name="Ada Reviewer", uri="https://ada.example/", email="ada@private.example"),
        destination=Path("_site"),
        plugins=(),
        posts=(),
        problems=(),
        configuration={},
    )
    return replace(site, **changes)


def new_feed(
    *posts: RenderedPost,
    site: Site | None = None,
    hubs: Sequence[str] = (),
    id_scheme: IdScheme = "auto",
) -> Feed:
    """Make the feed of `posts`, which come newest first, as the command does."""
    site = site or new_site()
    known = [rendered.post for rendered in posts]
    ids = identify(site, known, None, id_scheme).ids
    entries = [
        make_entry(rendered, id=str(one), updated=updated, author=site_author(site))
        for rendered, one, updated in zip(posts, ids, moments(known), strict=True)
    ]
    return make_feed(site, entries, id=home_of(site), hubs=hubs)


def write(
    *posts: RenderedPost, site: Site | None = None, hubs: Sequence[str] = ()
) -> dict[FeedFormat, bytes]:
    """Write the three feeds of `posts`."""
    feed = new_feed(*posts, site=site, hubs=hubs)
    return {name: FORMATS[name](feed, Links(self=ADDRESSES[name])) for name in FORMATS}


@pytest.fixture(scope="session", name="new_feed")
def _new_feed() -> Callable[..., Feed]:
    return new_feed


@pytest.fixture(scope="session", name="new_image")
def _new_image() -> Callable[..., Image]:
    return new_image


@pytest.fixture(scope="session", name="new_post")
def _new_post() -> Callable[..., RenderedPost]:
    return new_post


@pytest.fixture(scope="session", name="new_site")
def _new_site() -> Callable[..., Site]:
    return new_site


@pytest.fixture(scope="session", name="write")
def _write() -> Callable[..., dict[FeedFormat, bytes]]:
    return write


@pytest.fixture(scope="session")
def atom_tree() -> Callable[..., etree._Element]:
    """Write the Atom feed of some posts and parse it."""

    def tree(*posts: RenderedPost, **options: Any) -> etree._Element:  # noqa: ANN401 -- see write
        return etree.fromstring(write(*posts, **options)["atom"])

    return tree


@pytest.fixture(scope="session")
def rss_tree() -> Callable[..., etree._Element]:
    """Write the RSS feed of some posts and parse it."""

    def tree(*posts: RenderedPost, **options: Any) -> etree._Element:  # noqa: ANN401 -- see write
        return etree.fromstring(write(*posts, **options)["rss"])

    return tree


@pytest.fixture(scope="session")
def json_data() -> Callable[..., Any]:
    """Write the JSON feed of some posts and parse it."""

    def data(*posts: RenderedPost, **options: Any) -> Any:  # noqa: ANN401 -- JSON
        return json.loads(write(*posts, **options)["json"])

    return data
