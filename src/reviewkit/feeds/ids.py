"""The id of each entry, which must never change: readers show an entry with another id as new."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal
from urllib.parse import quote, urlsplit

from reviewkit.errors import Problem, Where
from reviewkit.feeds.register import Register, Registered
from reviewkit.identity import known_form, recognised
from reviewkit.lines import key_line
from reviewkit.model import Post, Site
from reviewkit.text import scrubbed

__all__ = ["IdScheme", "Identified", "identify", "scheme_of"]

IdScheme = Literal["auto", "permalink", "jekyll-feed"]

_IRI_KEPT: Final = "%/:?#[]@!$&'()*+,;=~-._"
"""What stays in an IRI that is written in ASCII (RFC 3987, section 3.1)."""

_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """The ids of posts, in their order, None for one that another has taken from it.

    `register` holds them for the next time.
    """

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

    A renamed post is found in the register again (see `identity.recognised`). Of posts that claim
    one id, the oldest has it, and the others the next they can have. Of posts at one URL only the
    newest gets an id, which is the one that generators write last and readers find there.
    """
    there = {post.url: place for place, post in reversed(list(enumerate(posts)))}
    old = register or Register(home=f"{site.id_start}/")
    found = recognised(posts, [one.post for one in old.posts])
    ids: list[str | None] = [None] * len(posts)
    owners: dict[str, Post] = {}
    problems: list[Problem] = []
    for place in sorted(there.values(), key=lambda n: (posts[n].date, posts[n].source)):
        post, memory = posts[place], found[place]
        kept = None if memory is None else old.posts[memory].id
        guid = _guid(post, problems)
        wanted = (guid, kept, _new(site, post, scheme), post.url)
        ids[place] = next((one for one in wanted if one and one not in owners), None)
        claimed = next(filter(None, wanted))
        if ids[place] != claimed:
            problems.append(_taken(post, claimed, owners[claimed], ids[place]))
        if taken := ids[place]:
            owners[taken] = post
    return Identified(
        ids=tuple(ids), register=_updated(old, posts, found, ids), problems=tuple(problems)
    )


def _new(site: Site, post: Post, scheme: IdScheme) -> str:
    if scheme_of(site, scheme) == "jekyll-feed":
        return post.absolute_id
    return post.url


def _guid(post: Post, problems: list[Problem]) -> str | None:
    """Give the id a post names itself, as an IRI in ASCII (RFC 4287, section 4.2.6)."""
    value = post.front_matter.get("guid")
    written = "" if value is None or isinstance(value, bool) else scrubbed(str(value))
    if not written:
        return None
    guid = quote(written, safe=_IRI_KEPT)
    if _IRI.match(guid):
        return guid
    host = urlsplit(post.url).hostname
    problems.append(
        Problem(
            severity="warning",
            what=f"guid: {written!r} is no IRI, which the id of an Atom entry must be. "
            "The post has another id",
            where=Where(post.source, key_line(post.head, "guid")),
            fix=f'write it as one, such as guid: "tag:{host},{post.date:%Y}:{guid}"',
        )
    )
    return None


def _taken(post: Post, claimed: str, owner: Post, instead: str | None) -> Problem:
    outcome = f"It has the id {instead}" if instead else "The feeds leave it out"
    return Problem(
        severity="warning",
        what=f"the id {claimed} belongs to {owner.source} already. {outcome}",
        where=Where(post.source, key_line(post.head, "guid")),
        fix="give each post an address and, where it has one, a guid of its own",
    )


def _updated(
    old: Register,
    posts: Sequence[Post],
    found: Sequence[int | None],
    ids: Sequence[str | None],
) -> Register:
    """Give the register with what is new; a line stays as it is while its post stays in place."""
    lines = list(old.posts)
    for post, memory, taken in zip(posts, found, ids, strict=True):
        if taken is None:
            continue
        now = Registered(id=taken, post=known_form(post))
        if memory is None:
            lines.append(now)
        elif replace(now, post=replace(now.post, text=lines[memory].post.text)) != lines[memory]:
            lines[memory] = now
    return Register(home=old.home, posts=tuple(lines))
