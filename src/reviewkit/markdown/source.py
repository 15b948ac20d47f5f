"""Where a text comes from: its file for messages, its post for what the text itself cannot say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from reviewkit.model import Author, Image, Post

__all__ = ["Source", "source_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a text stands: its file, its first line there (from 1), the post's front matter.

    Where the text is not the very one of the file, `lines` gives for a line of the text the line
    it comes from, both from 0 where the text begins. The rest is what is known of the post; only
    semantic markup uses it. `url` is absolute, the dates carry a zone, `image` is the hero image.
    """

    file: str = "-"
    first_line: int = 1
    lines: Callable[[int], int] | None = None
    front_matter: Mapping[str, object] = field(default_factory=dict)
    title: str | None = None
    url: str | None = None
    date: datetime | None = None
    updated: datetime | None = None
    authors: tuple[Author, ...] = ()
    image: Image | None = None

    def line(self, place: int) -> int:
        """Give the line of the file, from 1, of a line of the text, counted from 0."""
        return self.first_line + (self.lines(place) if self.lines else place)


def source_of(post: Post) -> Source:
    """Give the source of a post's text; a site that has no address gives no `url`."""
    return Source(
        file=post.source,
        first_line=post.text_line,
        front_matter=post.front_matter,
        title=post.title,
        url=post.url if "://" in post.url else None,
        date=post.date,
        updated=post.updated,
        authors=post.authors,
        image=post.image,
    )
