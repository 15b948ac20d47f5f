"""The nouns of the house: what a site, a post and a review are, frozen and without behaviour."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

from reviewkit.errors import Problem

__all__ = [
    "Author",
    "FrontMatter",
    "Image",
    "Post",
    "Rating",
    "RenderedPost",
    "Review",
    "Section",
    "Sentence",
    "Site",
    "State",
    "Trivia",
]

State = Literal["published", "draft", "future", "unpublished", "broken"]
"""`broken` is a document whose front matter cannot be read: the generator publishes it, under
another date and URL than its author means, so that nothing else may be done with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A hero image as the post names it.

    `url` is absolute. `file` is relative to the site, with forward slashes; None for a picture on
    another host. Width and height are pixels; they, `bytes` and `type` (a media type) are None
    until the file has been looked at, and stay None when it cannot be read.
    """

    url: str
    file: str | None
    alt: str | None
    width: int | None = None
    height: int | None = None
    bytes: int | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who writes the reviews; `uri` and `email` are None where the site does not say."""

    name: str
    uri: str | None = None
    email: str | None = None


class FrontMatter(NamedTuple):
    """What stands in a file: the values, the text below, and the block above it as it was written.

    `text_line` is the line of the file, from 1, at which the text begins.
    """

    values: Mapping[str, Any]
    text: str
    text_line: int
    head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One document as the site generator sees it: a post, or one of another collection.

    `source` is relative to the site's root with forward slashes. `path` is the URL without
    host and `baseurl` (Jekyll's `post.url`), `id` is Jekyll's `post.id` and `absolute_id` its
    absolute form, by which the generator's own feed knows the post. `date` and `updated` carry a
    zone; `updated` is None when the post has never been changed. `output_path` is the file
    it is built to, relative to the destination, None where its collection gets no pages. `text` is
    what stands below the front matter, HTML unless `is_markdown`; it begins at line `text_line` of
    the file. `head` is the front matter as written, `front_matter` what the generator makes of it,
    with the site's defaults and what the file's name and folders say.
    """

    source: str
    state: State
    url: str
    path: str
    id: str
    absolute_id: str
    collection: str
    output_path: str | None
    slug: str
    title: str
    date: datetime
    updated: datetime | None
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    lang: str | None
    image: Image | None
    description: str | None
    authors: tuple[Author, ...]
    is_markdown: bool
    text: str = field(repr=False)
    text_line: int
    head: str = field(repr=False)
    front_matter: Mapping[str, object] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A whole site: what its configuration says, its posts (newest first), and what went wrong.

    `posts` are the documents of the collections that hold reviews, `documents` those of all, both
    newest first. `collections` are the names of all, the built-in one first.

    `url` has no slash at the end; `baseurl` is empty or begins with one. `id_start` is what the
    generator's own feed writes in front of every path: the address in its normal form, with a slash
    at the end if the owner wrote one. `destination` is where the generator puts its pages.
    """

    root: Path
    url: str
    baseurl: str
    id_start: str
    title: str
    description: str
    lang: str | None
    author: Author | None
    destination: Path
    plugins: tuple[str, ...]
    posts: tuple[Post, ...]
    problems: tuple[Problem, ...]
    documents: tuple[Post, ...] = ()
    collections: tuple[str, ...] = ("posts",)
    configuration: Mapping[str, object] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """The one-sentence review, as plain text and as inline HTML."""

    text: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """What the post says under its rating label.

    `value` is None unless the text holds a real number, `best` is None unless the scale is known.
    """

    text: str
    html: str
    value: float | None
    best: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trivia:
    """The quotes of a trivia section (one or more blockquotes) and the remark below them."""

    quote_html: str
    remark_html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A labelled part of a review.

    `key` is the label as a slug, unique in its review; `label` is plain text without struck words
    and without the closing colon. `html` holds inline HTML when the section is one run of text,
    blocks otherwise. `line` counts from 1 in the post's file.
    """

    key: str
    label: str
    label_html: str
    text: str
    html: str
    trivia: Trivia | None
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a post's text says, part by part, in the order of the text."""

    one_sentence: Sentence | None
    rating: Rating | None
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedPost:
    """A post together with what was understood of its text.

    `html` is None when the text holds Liquid whose result cannot be had: nothing is known of the
    post's text then, and it belongs in no feed. `review` is None when the text holds no label at
    all. `excerpt` is the first paragraph as plain text.
    """

    post: Post
    html: str | None = field(repr=False)
    review: Review | None
    excerpt: str
