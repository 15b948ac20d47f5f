"""URLs of posts: permalink templates, their placeholders, and the escaping Jekyll applies."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

from reviewkit.jekyll.slugify import ruby_downcase, slugify
from reviewkit.urls import ascii_url

__all__ = ["PermalinkParts", "absolute_url", "output_path", "post_id", "post_path", "template_for"]

_STYLES: Final[Mapping[str, str]] = {
    "none": "/:categories/:title:output_ext",
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
}
_PLACEHOLDER: Final = re.compile(r":([a-z_]+)")
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_LEFT_ALONE: Final = "/:?@!$&'()*+,;=~-._"
"""What Addressable keeps in a path or query; `#` is handled apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PermalinkParts:
    """What the placeholders stand for; `path` is the file below its collection, no extension."""

    date: dt.datetime
    slug: str
    basename: str
    path: str
    collection: str
    categories: Sequence[str]
    output_ext: str


def template_for(style: str) -> str:
    """Give the template of a built-in style; anything else is a template itself."""
    return _STYLES.get(style, style)


def post_path(template: str, parts: PermalinkParts) -> str:
    """Fill a permalink template: what Jekyll calls `post.url`.

    Values are percent-encoded, the template's own text is not. Double slashes, `./` and `..` go.
    Raises ValueError for a placeholder that does not exist, on which Jekyll stops.
    """
    values = _values(parts)

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        if name in values:
            return _encoded(values[name])
        if name.endswith("_") and name[:-1] in values:
            return f"{_encoded(values[name[:-1]])}_"
        raise ValueError(f"the permalink {template} holds :{name}, which does not exist")

    url = "/" + _PLACEHOLDER.sub(fill, template)
    return re.sub(r"/+", "/", url.replace("..", "/").replace("./", ""))


def post_id(path: str, slug: str) -> str:
    """Give what Jekyll calls `post.id`: the URL's folder and the slug."""
    folder = path.rstrip("/").rpartition("/")[0]
    return f"{folder}/{slug}"


def output_path(path: str, output_ext: str = ".html") -> str:
    """Give the file a URL path is written to, relative to the destination.

    `output_ext` is added where the path does not end in it already.
    """
    name = unquote(path).lstrip("/")
    if path.endswith("/"):
        name += "index.html"
    return name if name.endswith(output_ext) else name + output_ext


def absolute_url(site_url: str, path: str) -> str:
    """Join a path to the site's address and write it in ASCII, as Jekyll's `absolute_url` does.

    `path` includes the `baseurl`. With an empty `site_url` the result stays relative. Raises
    ValueError for what is no URL.
    """
    if "://" in path:
        return ascii_url(path)
    return ascii_url(site_url + (path if path.startswith("/") else f"/{path}"))


def _encoded(value: str) -> str:
    """Percent-encode a placeholder's value as Addressable does for a whole URI in Jekyll 4.3."""
    return quote(value, safe=_LEFT_ALONE)


def _values(parts: PermalinkParts) -> dict[str, str]:
    date = parts.date
    iso_year, iso_week, iso_day = date.isocalendar()
    categories = dict.fromkeys(ruby_downcase(category) for category in parts.categories)
    slugged = dict.fromkeys(slugify(category) for category in parts.categories)
    day_name, month_name = _DAYS[date.weekday()], _MONTHS[date.month - 1]
    return {
        "collection": parts.collection,
        "path": parts.path,
        "name": slugify(parts.basename),
        "title": slugify(parts.slug, "pretty", cased=True),
        "slug": slugify(parts.slug),
        "categories": "/".join(categories),
        "slugified_categories": "/".join(slugged),
        "output_ext": parts.output_ext,
        "year": f"{date.year:04}",
        "month": f"{date.month:02}",
        "day": f"{date.day:02}",
        "hour": f"{date.hour:02}",
        "minute": f"{date.minute:02}",
        "second": f"{date.second:02}",
        "i_day": str(date.day),
        "i_month": str(date.month),
        "short_month": month_name[:3],
        "long_month": month_name,
        "short_year": f"{date.year % 100:02}",
        "w_year": str(iso_year),
        "week": f"{iso_week:02}",
        "w_day": str(iso_day),
        "short_day": day_name[:3],
        "long_day": day_name,
        "y_day": f"{date.timetuple().tm_yday:03}",
    }
