"""URLs of documents: permalink templates, their placeholders, and the escaping Jekyll applies."""

import datetime as dt
import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from reviewkit.jekyll.addressable import encoded, normalized
from reviewkit.jekyll.ruby import as_text, downcase
from reviewkit.jekyll.slugify import Mode, slugify
from reviewkit.urls import ascii_url

__all__ = [
    "PermalinkParts",
    "absolute_url",
    "collection_template",
    "document_url",
    "output_path",
    "permalink_suffix",
    "post_id",
    "post_path",
    "template_for",
    "url_start",
]

_STYLES: Final[Mapping[str, str]] = {
    "none": "/:categories/:title:output_ext",
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
}
_PLACEHOLDER: Final = re.compile(r":([a-z_]+)")
_SAFE_PATH: Final = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+/?|/")
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(slots=True, kw_only=True)
class PermalinkParts:
    """What the placeholders stand for.

    `slug` is what the front matter holds, None where it holds nothing; `path` is the file below its
    collection, without extension. `date` is None where there is none that could be written.
    """

    date: dt.datetime | None
    slug: object
    basename: str
    path: str
    collection: str
    categories: Sequence[object]
    output_ext: str


def template_for(style: str) -> str:
    """Give the template of a built-in style; anything else is a template itself."""
    return _STYLES.get(style, style)


def collection_template(style: str) -> str:
    """Give the template of a collection without its own: it ends as the site's style does."""
    return f"/:collection/:path{permalink_suffix(style)}"


def permalink_suffix(style: str) -> str:
    """Give what a site's `permalink` adds to URLs other than those of posts."""
    if style in {"date", "ordinal", "none"} or style.endswith(":output_ext"):
        return ":output_ext"
    return "/" if style == "pretty" or style.endswith("/") else ""


def post_path(template: str, parts: PermalinkParts) -> str:
    """Fill a permalink template: what Jekyll calls `document.url`.

    Values are percent-encoded, the template's own text is not. Double slashes, `./` and `..` go.
    Raises ValueError for a placeholder that does not exist or cannot be written, on which Jekyll
    stops.
    """
    pieces = _pieces(template)
    if pieces.unknown is not None:
        raise ValueError(f"the permalink {template} holds :{pieces.unknown}, which does not exist")
    filled = [
        text if value is None else f"{encoded(value(parts))}{text}" for value, text in pieces.parts
    ]
    url = "/" + "".join(filled)
    if "." in url:
        url = url.replace("..", "/").replace("./", "")
    return re.sub(r"//+", "/", url) if "//" in url else url


def post_id(path: str, slug: object) -> str:
    """Give what Jekyll calls `document.id`: the URL's folder and the slug."""
    folder = path.rstrip("/").rpartition("/")[0]
    name = as_text(slug)
    return folder + name if name.startswith("/") else f"{folder}/{name}"


def output_path(path: str, output_ext: str = ".html") -> str:
    """Give the file a URL path is written to, relative to the destination.

    `output_ext` is added where the path does not end in it already.
    """
    name = path
    if "%" in path:
        raw = re.sub(rb"%([0-9a-fA-F]{2})", lambda m: bytes([int(m[1], 16)]), path.encode())
        name = raw.decode("utf-8", "surrogateescape")
    if "/." in name or "//" in name:
        name = posixpath.normpath(re.sub("/+", "/", name))
    if path.endswith("/"):
        return f"{name.strip('/')}/index.html".lstrip("/")
    name = name.lstrip("/")
    return name if name.endswith(output_ext) else name + output_ext


def absolute_url(site_url: str, path: str) -> str:
    """Join a path to the site's address and write it in ASCII.

    `path` includes the `baseurl`. With an empty `site_url` the result stays relative. Raises
    ValueError for what is no URL.
    """
    if "://" in path:
        return ascii_url(path)
    return ascii_url(site_url + (path if path.startswith("/") else f"/{path}"))


def url_start(site_url: str, baseurl: str) -> str:
    """Give what Jekyll's filter `absolute_url` writes in front of every path, in its normal form.

    A slash at the end of `site_url` stays. Raises ValueError for what is no URL.
    """
    return normalized(f"{site_url}{baseurl}/")[:-1]


def document_url(start: str, path: str) -> str:
    """Give the whole address of a path of the site, as Jekyll's filter `absolute_url` writes it.

    `start` is what `url_start` gives; it is empty for a site without an address, and the result is
    relative. Raises ValueError for what is no URL.
    """
    url = start + path
    return url if _SAFE_PATH.fullmatch(path) else normalized(url)


_Value = Callable[[PermalinkParts], str]


class _Pieces(NamedTuple):
    """A template taken apart: values with the text behind each, and the first unknown name."""

    parts: tuple[tuple[_Value | None, str], ...]
    unknown: str | None


@lru_cache(maxsize=256)
def _pieces(template: str) -> _Pieces:
    texts = _PLACEHOLDER.split(template)
    parts: list[tuple[_Value | None, str]] = [(None, texts[0])]
    for name, text in zip(texts[1::2], texts[2::2], strict=True):
        known, rest = name, text
        if known not in _VALUES and known.endswith("_"):
            known, rest = known[:-1], f"_{text}"
        if known not in _VALUES:
            return _Pieces((), name)
        parts.append((_VALUES[known], rest))
    return _Pieces(tuple(parts), None)


def _slug(mode: Mode, *, cased: bool) -> _Value:
    def value(parts: PermalinkParts) -> str:
        slug = parts.basename if parts.slug is None else parts.slug
        if not isinstance(slug, str):
            raise ValueError(f"the slug {as_text(slug)} is no text")  # noqa: TRY004 -- a fault of the file, not of the call
        return slugify(slug, mode, cased=cased)

    return value


def _dated(write: Callable[[dt.datetime], str]) -> _Value:
    def value(parts: PermalinkParts) -> str:
        if parts.date is None:
            raise ValueError("the permalink needs a date, and there is none")
        return write(parts.date)

    return value


def _categories(parts: PermalinkParts) -> str:
    return "/".join(dict.fromkeys(downcase(as_text(name)) for name in parts.categories))


def _slugified_categories(parts: PermalinkParts) -> str:
    return "/".join(dict.fromkeys(slugify(as_text(name)) for name in parts.categories))


_VALUES: Final[Mapping[str, _Value]] = {
    "collection": lambda parts: parts.collection,
    "path": lambda parts: parts.path,
    "name": lambda parts: slugify(parts.basename),
    "title": _slug("pretty", cased=True),
    "slug": _slug("default", cased=False),
    "categories": _categories,
    "slugified_categories": _slugified_categories,
    "output_ext": lambda parts: parts.output_ext,
    "year": _dated(lambda date: f"{date.year:04}"),
    "month": _dated(lambda date: f"{date.month:02}"),
    "day": _dated(lambda date: f"{date.day:02}"),
    "hour": _dated(lambda date: f"{date.hour:02}"),
    "minute": _dated(lambda date: f"{date.minute:02}"),
    "second": _dated(lambda date: f"{date.second:02}"),
    "i_day": _dated(lambda date: str(date.day)),
    "i_month": _dated(lambda date: str(date.month)),
    "short_month": _dated(lambda date: _MONTHS[date.month - 1][:3]),
    "long_month": _dated(lambda date: _MONTHS[date.month - 1]),
    "short_year": _dated(lambda date: f"{date.year % 100:02}"),
    "w_year": _dated(lambda date: f"{date.isocalendar().year:04}"),
    "week": _dated(lambda date: f"{date.isocalendar().week:02}"),
    "w_day": _dated(lambda date: str(date.isoweekday())),
    "short_day": _dated(lambda date: _DAYS[date.weekday()][:3]),
    "long_day": _dated(lambda date: _DAYS[date.weekday()]),
    "y_day": _dated(lambda date: f"{date.timetuple().tm_yday:03}"),
}
