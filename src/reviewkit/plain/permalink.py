"""Patterns of addresses: their placeholders, and the path they give for one post."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

from reviewkit.plain.doubt import DoubtError
from reviewkit.plain.portable import is_portable, slug_of_title

__all__ = ["PLACEHOLDERS", "Parts", "check_pattern", "fill", "output_path", "own_path"]

_PLACEHOLDER: Final = re.compile(r":([a-z_]+)")
_KEPT: Final = "/!$&'()*+,;=:@~-._"
"""What a path may hold as it is (RFC 3986, section 3.3)."""
_NAMING: Final = ("slug", "name", "title", "path")
_DOTS: Final = re.compile(r"(?:^|/)\.\.?(?:/|$)")
_TEMPLATES: Final = re.compile(r"\{\{|\{%|\$\{|:[a-z]")
_NAME_FIX: Final = (
    "rename it in small letters, digits and single hyphens, add a slug to the front matter, "
    'or set slugs = "as-written" if your generator changes no names'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a post's address is made of.

    `slug` is what its front matter says, None where it says nothing. `name` is the file's name
    without extension, or its folder's for an `index.md`; `stem` the same without the date in
    front; `folders` those below the content folder. With `as_written` no name is doubted.
    """

    date: dt.datetime
    slug: str | None
    name: str
    stem: str
    title: str
    folders: tuple[str, ...]
    categories: tuple[str, ...]
    as_written: bool


def _slug(parts: Parts) -> str:
    return _own_slug(parts) or _named(parts.stem, parts)


def _name(parts: Parts) -> str:
    return _own_slug(parts) or _named(parts.name, parts)


def _title(parts: Parts) -> str:
    return _own_slug(parts) or _slugged(parts.title, "title", "the title")


def _folders(parts: Parts) -> str:
    return "/".join(_named(folder, parts) for folder in parts.folders)


def _path(parts: Parts) -> str:
    return f"{_folders(parts)}/{_name(parts)}".lstrip("/")


def _categories(parts: Parts) -> str:
    if not parts.categories:
        raise DoubtError(
            "the permalink holds :categories, and the post has none", None, "add a category"
        )
    slugs = (_slugged(name, "categories", "the category") for name in parts.categories)
    return "/".join(slugs)


_VALUES: Final[Mapping[str, Callable[[Parts], str]]] = {
    "slug": _slug,
    "name": _name,
    "title": _title,
    "path": _path,
    "folders": _folders,
    "categories": _categories,
    "year": lambda parts: f"{parts.date.year:04}",
    "short_year": lambda parts: f"{parts.date.year % 100:02}",
    "month": lambda parts: f"{parts.date.month:02}",
    "i_month": lambda parts: str(parts.date.month),
    "day": lambda parts: f"{parts.date.day:02}",
    "i_day": lambda parts: str(parts.date.day),
    "y_day": lambda parts: f"{parts.date.timetuple().tm_yday:03}",
    "hour": lambda parts: f"{parts.date.hour:02}",
    "minute": lambda parts: f"{parts.date.minute:02}",
    "second": lambda parts: f"{parts.date.second:02}",
}

PLACEHOLDERS: Final = tuple(_VALUES)


def check_pattern(pattern: str) -> None:
    """Raise ValueError, with the reason, for a pattern that can give no post an address."""
    if not pattern.startswith("/"):
        raise ValueError(f"{pattern!r} does not begin with a slash")
    if _DOTS.search(pattern) or re.search(r"//|[\s?#%\\{}]", pattern):
        raise ValueError(f"{pattern!r} is no path")
    used = _PLACEHOLDER.findall(pattern)
    for name in used:
        if name not in _VALUES:
            raise ValueError(f":{name} does not exist")
    if not any(name in _NAMING for name in used):
        raise ValueError(f"{pattern!r} gives many posts the same address")


def fill(pattern: str, parts: Parts) -> str:
    """Fill a pattern that `check_pattern` has let pass: the path of a post, percent-encoded.

    An empty `:folders` goes with its slash. The date's parts are those that are written in the
    post, in whatever zone. Raises DoubtError where generators would not agree.
    """
    values = {name: _VALUES[name](parts) for name in _PLACEHOLDER.findall(pattern)}
    filled = re.sub("/{2,}", "/", _PLACEHOLDER.sub(lambda match: values[match[1]], pattern))
    if _DOTS.search(filled):
        raise DoubtError(f"{filled} leads to another folder", "slug", "write a slug without dots")
    return _quoted(filled)


def own_path(given: object, key: str) -> str:
    """Give the path that a post's own `url`, `permalink` or `path` names, percent-encoded.

    A last `index.html` is left out, as every server does. Raises DoubtError for what only the
    generator can work out (templates, placeholders), what leads elsewhere, and an end that one
    generator completes and another does not.
    """
    text = given.strip() if type(given) is str else ""  # not an Unclear one
    if text.strip("/") in {"", "index.html"} or not text.isprintable():
        raise DoubtError(f"{key}: {given!r} is no path", key, f'write {key} as "/reviews/dune/"')
    if _TEMPLATES.search(text):
        raise DoubtError(
            f"{key}: {text!r} is a template, which only the generator can fill",
            key,
            "write the address out, or leave it to the permalink in reviewkit.toml",
        )
    if _DOTS.search(text) or re.search(r"//|[?#%\\]", text):
        raise DoubtError(
            f"{key}: {text!r} is no path inside the site", key, "write it as /reviews/dune/"
        )
    path = f"/{text.removeprefix('/')}"
    if path.endswith("/index.html"):
        path = path.removesuffix("index.html")
    if key == "path":
        path = f"{path.rstrip('/')}/"
    if not path.endswith(("/", ".html", ".htm")):
        raise DoubtError(
            f"{key}: {text!r} ends without a slash, which generators read differently",
            key,
            f"write {path}/ or {path}.html",
        )
    return _quoted(path)


def output_path(path: str) -> str:
    """Give the file a path is served from, relative to the built site."""
    name = unquote(path).lstrip("/")
    if not name or name.endswith("/"):
        return f"{name}index.html"
    return name if name.endswith((".html", ".htm")) else f"{name}.html"


def _quoted(path: str) -> str:
    """Percent-encode a path as UTF-8; raises DoubtError for a name that is none."""
    try:
        return quote(path, safe=_KEPT)
    except UnicodeEncodeError as error:
        raise DoubtError(
            f"{path!r} holds what is no letter of any language", None, "rename the post"
        ) from error


def _own_slug(parts: Parts) -> str | None:
    """Give the slug of the front matter, None where there is none."""
    if parts.slug is None or parts.as_written or is_portable(parts.slug):
        return parts.slug
    raise DoubtError(
        f"generators write the slug {parts.slug!r} differently in an address",
        "slug",
        "write small letters, digits and single hyphens, or set "
        'slugs = "as-written" if your generator changes no slugs',
    )


def _named(name: str, parts: Parts) -> str:
    if parts.as_written or is_portable(name):
        return name
    raise DoubtError(
        f"generators write the name {name!r} differently in an address", None, _NAME_FIX
    )


def _slugged(text: str, key: str, what: str) -> str:
    try:
        return slug_of_title(text)
    except ValueError as error:
        fix = "add a slug to the front matter" if key == "title" else "leave that sign out"
        raise DoubtError(
            f"generators make different addresses of {what} {text!r}: it has {error}", key, fix
        ) from error
