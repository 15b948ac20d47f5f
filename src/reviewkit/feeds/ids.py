"""The id of each entry, which must never change: readers show an entry with another id as new."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal
from urllib.parse import quote, urlsplit

from reviewkit.errors import Problem, Where
from reviewkit.feeds.feed import jekyll_feed_path
from reviewkit.feeds.register import Register
from reviewkit.identity import known_form, recognised
from reviewkit.lines import key_line
from reviewkit.model import Post, Site
from reviewkit.text import scrubbed
from reviewkit.urls import ascii_url

__all__ = ["IdScheme", "Identified", "identify", "scheme_of"]

IdScheme = Literal["auto", "permalink", "jekyll-feed"]

_IRI_KEPT: Final = "%/:?#@!$&'()*+,;=~-._"
"""What stays in an IRI that is written in ASCII (RFC 3987, section 3.1)."""

_STRAY_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """The id of the feed of all posts, and those of the posts, in their order.

    None stands for a post at whose address another has been built. `register` holds the ids for the
    next time.
    """

    feed: str
    ids: tuple[str | None, ...]
    register: Register
    problems: tuple[Problem, ...]


def scheme_of(site: Site, given: IdScheme) -> IdScheme:
    """Give the form of new ids: as set, else that of the feed the site has had so far.

    jekyll-feed writes the absolute form of Jekyll's `post.id`; Chirpy's own feed the post's URL.
    """
    if given != "auto":
        return given
    return "jekyll-feed" if "jekyll-feed" in site.plugins else "permalink"


def identify(
    site: Site, posts: Sequence[Post], register: Register | None, scheme: IdScheme
) -> Identified:
    """Give every post its id: `guid` in its front matter, else the one in the register, else new.

    `posts` are the public ones, newest first. A renamed post is found in the register again (see
    `identity.recognised`). Of posts with the same `guid`, the one that had it keeps it, else the
    oldest; the others have the next id they can have. A new id is never one of the register's. Of
    posts at one URL only the newest gets an id, which is the one that generators write last and
    readers find there.
    """
    old = register or _empty(site, scheme)
    shown = {post.source for post in posts}
    hidden = [post for post in site.posts if post.source not in shown]
    kept = recognised(posts, hidden, old.posts)
    problems: list[Problem] = []
    guids = [_guid(post, problems) for post in posts]
    there = {post.url: place for place, post in reversed(list(enumerate(posts)))}
    order = sorted(there.values(), key=lambda n: (posts[n].date, posts[n].source))
    claims = _Claims({one for one in kept[len(posts) :] if one})
    for place in order:
        if kept[place] is not None and guids[place] in {None, kept[place]}:
            claims.give(place, kept[place])
    for wanted in (guids, kept):
        for place in order:
            claims.give(place, wanted[place])
    claims.owned |= old.posts.keys()
    for place in order:
        claims.give(
            place, next(one for one in _new(site, posts[place], scheme) if claims.free(one))
        )
    ids = tuple(claims.ids.get(place) for place in range(len(posts)))
    for place, (guid, given) in enumerate(zip(guids, ids, strict=True)):
        if guid and given and guid != given:
            problems.append(_taken(posts[place], guid, given))
    return Identified(
        feed=old.feed,
        ids=ids,
        register=_updated(old, posts, kept, ids),
        problems=tuple(problems),
    )


class _Claims:
    """Which post has which id: each has one, and no two the same."""

    def __init__(self, owned: set[str]) -> None:
        self.owned = owned
        self.ids: dict[int, str] = {}

    def free(self, wanted: str) -> bool:
        """Tell whether nobody has an id."""
        return wanted not in self.owned

    def give(self, place: int, wanted: str | None) -> None:
        """Give a post the id it wants, unless it has one or the id is another's."""
        if wanted and place not in self.ids and self.free(wanted):
            self.ids[place] = wanted
            self.owned.add(wanted)


def _empty(site: Site, scheme: IdScheme) -> Register:
    """Give the register of a site that has none yet.

    jekyll-feed takes the feed's own address for its id, Chirpy that of the site's first page.
    """
    home = f"{site.id_start}/"
    path = "" if scheme_of(site, scheme) == "permalink" else jekyll_feed_path(site)
    return Register(home=home, feed=ascii_url(home + path))


def _new(site: Site, post: Post, scheme: IdScheme) -> Iterator[str]:
    """Give the ids a new post may have, the first that is free first."""
    if scheme_of(site, scheme) == "jekyll-feed":
        yield post.absolute_id
    yield _as_built(site, post.url)
    yield f"{post.url}#{post.date.date().isoformat()}"
    yield from (f"{post.url}#{number}" for number in itertools.count(2))


def _as_built(site: Site, url: str) -> str:
    """Give an address as Jekyll's `absolute_url` does: a slash at the end of `url` makes it two."""
    scheme, mark, rest = site.id_start.partition("://")
    start = scheme + mark + re.sub("/+", "/", rest).rstrip("/")
    return f"{site.id_start}{url.removeprefix(start)}" if url.startswith(f"{start}/") else url


def _guid(post: Post, problems: list[Problem]) -> str | None:
    """Give the id a post names itself, as an IRI in ASCII (RFC 4287, section 4.2.6)."""
    value = post.front_matter.get("guid")
    written = "" if value is None or isinstance(value, bool) else scrubbed(str(value))
    if not written:
        return None
    guid = quote(_STRAY_PERCENT.sub("%25", written), safe=_IRI_KEPT)
    if _IRI.match(guid):
        return guid
    host = urlsplit(post.url).hostname
    problems.append(
        Problem(
            severity="warning",
            what=f"guid: {written!r} is no IRI, which the id of an Atom entry must be. "
            "The post has another id",
            where=Where(post.source, key_line(post.head, "guid")),
            fix=f'write it as one, such as guid: "tag:{host},{post.date.year}:{guid}"',
        )
    )
    return None


def _taken(post: Post, guid: str, instead: str) -> Problem:
    return Problem(
        severity="warning",
        what=f"guid: {guid} is the id of another post already. This one has the id {instead}",
        where=Where(post.source, key_line(post.head, "guid")),
        fix="give each post a guid of its own, or none",
    )


def _updated(
    old: Register,
    posts: Sequence[Post],
    kept: Sequence[str | None],
    ids: Sequence[str | None],
) -> Register:
    """Give the register with the public posts as they are now; all others stay in it."""
    lines = dict(old.posts)
    now = [(one, post, before) for post, one, before in zip(posts, ids, kept, strict=False) if one]
    for _, _, before in now:
        lines.pop(before or "", None)
    lines |= {one: (known_form(post),) for one, post, _ in now}
    return replace(old, posts=lines)
