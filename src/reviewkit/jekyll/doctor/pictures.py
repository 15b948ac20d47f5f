"""Hero images that lie in the site's folder and are not copied into the built site."""

from collections.abc import Iterator

from reviewkit.errors import Problem
from reviewkit.images import image_line
from reviewkit.jekyll.doctor.written import warning
from reviewkit.jekyll.entry_filter import EntryFilter
from reviewkit.model import Post

__all__ = ["picture_problems"]


def picture_problems(post: Post, entry_filter: EntryFilter) -> Iterator[Problem]:
    """Find a picture that Jekyll passes over because of its name or its folder's, or `exclude`."""
    if post.image is None or post.image.file is None:
        return
    *folders, name = post.image.file.split("/")
    reasons = [
        entry_filter.folder("/".join(folders[:depth]), folder)
        for depth, folder in enumerate(folders)
    ]
    reason = next(filter(None, (*reasons, entry_filter.file("/".join(folders), name))), None)
    if reason is not None:
        because = (
            "exclude means it"
            if reason == "excluded"
            else "it copies no name that begins with _ or #, or ends with ~ or a dot"
        )
        yield warning(
            post,
            image_line(post.head),
            f"Jekyll does not copy the hero image {post.image.file}: {because}",
            "rename it, or move it to a folder such as assets/img/posts",
        )
