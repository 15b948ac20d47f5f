"""Settings of a site that change the URLs of its posts, or that never apply."""

from collections.abc import Iterator, Mapping
from typing import Final

from reviewkit.errors import Problem
from reviewkit.jekyll.configuration import Configuration
from reviewkit.jekyll.doctor.addresses import CAPITALS
from reviewkit.jekyll.doctor.dates import DATE_IN_URL
from reviewkit.model import Site

__all__ = ["setting_problems"]

_TYPES: Final = frozenset({"pages", "page", "post"})
"""What the scope of a default may name besides collections; the last two are old names."""
_DRAFTS: Final = frozenset({"drafts", "draft"})


def setting_problems(site: Site, configuration: Configuration) -> Iterator[Problem]:
    """Find what the configuration does to all posts against all appearance."""
    yield from _no_timezone(site, configuration)
    if found := CAPITALS.search(configuration.text("permalink")):
        yield _warning(
            configuration,
            ("permalink",),
            f"{found[0]} in the permalink is no placeholder: it stands in the URLs as it is",
            f"write {found[0].lower()}",
        )
    sets = configuration.data.get("defaults")
    for place, entry in enumerate(sets if isinstance(sets, list) else ()):
        scope = entry.get("scope") if isinstance(entry, Mapping) else None
        if isinstance(scope, Mapping):
            yield from _scope(place, scope, site, configuration)


def _no_timezone(site: Site, configuration: Configuration) -> Iterator[Problem]:
    """Find a site whose URLs hold dates that depend on the computer it is built on."""
    dated = next((post for post in site.posts if DATE_IN_URL.search(post.path)), None)
    if dated is not None and not configuration.text("timezone"):
        yield _warning(
            configuration,
            ("timezone",),
            "the site names no timezone, so each computer takes its own: around midnight that "
            f"changes the date of a post, and with it a URL such as {dated.path}",
            "add a line such as timezone: Europe/Rome",
        )


def _scope(
    place: int, scope: Mapping[str, object], site: Site, configuration: Configuration
) -> Iterator[Problem]:
    path, kind = scope.get("path"), scope.get("type")
    if isinstance(path, str) and path.startswith("/") and "*" not in path:
        yield _warning(
            configuration,
            ("defaults", place, "scope", "path"),
            f"these defaults apply to nothing: no path begins with a slash, as {path} does",
            f'write path: "{path.lstrip("/")}"',
        )
    if kind in _DRAFTS:
        yield _warning(
            configuration,
            ("defaults", place, "scope", "type"),
            f"these defaults apply to nothing: drafts are posts to Jekyll, and no {kind}",
            "write path: _drafts and type: posts",
        )
    elif isinstance(kind, str) and kind not in _TYPES and kind not in site.collections:
        yield _warning(
            configuration,
            ("defaults", place, "scope", "type"),
            f"these defaults apply to nothing: there is no collection {kind}",
            f"write one of pages, {', '.join(site.collections)}",
        )


def _warning(
    configuration: Configuration, key: tuple[str | int, ...], what: str, fix: str
) -> Problem:
    return Problem(severity="warning", what=what, where=configuration.where(*key), fix=fix)
