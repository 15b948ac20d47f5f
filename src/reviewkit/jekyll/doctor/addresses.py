"""URLs that are not the ones their permalinks promise, and texts that are not made into pages."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from reviewkit.errors import Problem
from reviewkit.jekyll.discovery import dated_name
from reviewkit.jekyll.doctor.written import Keys, warning
from reviewkit.jekyll.ruby import extension
from reviewkit.model import Post

__all__ = ["CAPITALS", "address_problems"]

_STYLES: Final = frozenset({"pretty", "date", "ordinal", "weekdate", "none"})
CAPITALS: Final = re.compile(r":[A-Z][A-Za-z_]*")
"""What looks like a placeholder, and stands for itself."""
_CONVERTED: Final = frozenset(
    {".html", ".htm", ".xhtml", ".scss", ".sass"}
    | {".textile", ".adoc", ".asciidoc", ".asc", ".ad", ".org", ".rst", ".haml", ".slim"}
)
"""What Jekyll, or a usual plug-in for a markup language, makes a page of besides Markdown."""
_FENCE: Final = re.compile(r"\s*(?:-{2,}|\+{3}|—-?|–-?)[^\S\n]*(?:\r?\n|\r|$)")
_SETTING: Final = re.compile(r"^\s*(?:title|date|tags|categories|layout)\s*[:=]", re.MULTILINE)
_KEY_LINE: Final = re.compile(r"\s*(?:layout|title|date|categories|tags|permalink): \S")


def address_problems(post: Post, keys: Keys) -> Iterator[Problem]:
    """Find a permalink, slug, extension or first line of a post that does not do what it seems."""
    yield from _permalink(post, keys)
    yield from _slug(post, keys)
    yield from _extension(post)
    yield from _no_front_matter(post)


def _permalink(post: Post, keys: Keys) -> Iterator[Problem]:
    written = keys.get("permalink")
    own = written.text if written else ""
    line = written.line if written else None
    if own in _STYLES:
        yield warning(
            post,
            line,
            f"{own} is a style in _config.yml alone: here it is the URL {post.path}",
            "write the URL itself, such as /posts/:title/, or remove the line",
        )
    if found := CAPITALS.search(own):
        yield warning(
            post,
            line,
            f"{found[0]} is no placeholder: it stands in the URL {post.path} as it is",
            f"write {found[0].lower()}",
        )
    sign = next((sign for sign in "?#" if sign in post.path), None)
    if sign:
        yield warning(
            post,
            line,
            f"the URL {post.path} ends for a browser at the {sign}, so nobody can read the post",
            f"leave out the {sign} in the permalink and the categories",
        )


def _slug(post: Post, keys: Keys) -> Iterator[Problem]:
    named = dated_name(post.source) if post.collection == "posts" else None
    if named is not None and not named["slug"].strip("-. ") and not keys.get("slug"):
        yield warning(
            post,
            None,
            f"the file's name is a date alone, so the URL has no name: {post.path}",
            f"rename it to {named['date']}-title{named['ext']}",
        )


def _extension(post: Post) -> Iterator[Problem]:
    own = extension(post.source)
    if post.is_markdown or own.lower() in _CONVERTED or post.output_path is None:
        return
    yield warning(
        post,
        None,
        f"{own} is no Markdown to Jekyll, which publishes the text as it is, at "
        f"{unquote(post.path)}",
        f"rename the file to end in .md, or add {own[1:]} to markdown_ext in _config.yml",
    )


def _no_front_matter(post: Post) -> Iterator[Problem]:
    """Find a front matter that is text to Jekyll, because of a line around it."""
    if post.head:
        return
    says = _SETTING.search(post.text) is not None
    if says and re.match(r"---\s*\n", post.text):
        what, fix = "never ends", "put a line --- below it"
    elif says and _FENCE.match(post.text):
        what, fix = "does not begin in the first line with ---", "make --- the whole first line"
    elif _KEY_LINE.match(post.text):
        what, fix = "has no line --- above it", "put a line --- above it, and one below"
    else:
        return
    yield warning(
        post,
        1,
        f"the front matter {what}, so it is text to Jekyll, and the post is called {post.title!r}",
        fix,
    )
