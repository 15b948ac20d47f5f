"""From a post to what each network would get of it."""

from collections.abc import Sequence

from reviewkit.announce import Material, Message, material
from reviewkit.announce.kind import Facts, Kind
from reviewkit.cli.pipeline import Opened, missing_sentence
from reviewkit.errors import UsageError
from reviewkit.model import Post
from reviewkit.templating import make_environment

__all__ = ["Composer", "refuse_unknown_slugs"]


class Composer:
    """Composes announcements of one site; each post is understood once."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._environment = make_environment(opened.site.root)
        self._materials: dict[str, Material | None] = {}

    def material(self, post: Post) -> Material | None:
        """Give what there is to say of a post; None, and a problem, without its one sentence."""
        if post.source not in self._materials:
            rendered = self._opened.understand(post)
            self._materials[post.source] = about = material(rendered)
            problem = missing_sentence(rendered, "It is not announced; the others are")
            if about is None and problem:
                self._opened.problems.append(problem)
        return self._materials[post.source]

    def message(self, post: Post, kind: Kind, facts: Facts | None) -> Message | None:
        """Give a network's message of a post; None for one without its one sentence.

        Raises TemplateError.
        """
        about = self.material(post)
        settings = self._opened.settings.announce
        if about is None:
            return None
        return kind.message(about, self._environment, settings, facts)


def refuse_unknown_slugs(opened: Opened, slugs: Sequence[str]) -> None:
    """Raise UsageError for a slug that no published post has."""
    states = {post.slug: post.state for post in reversed(opened.site.posts)}
    published = {post.slug for post in opened.site.posts if post.state == "published"}
    for slug in slugs:
        if slug not in published:
            state = states.get(slug)
            raise UsageError(
                f"the post {slug} is not published: it is {state}"
                if state
                else f"there is no post with the slug {slug}",
                fix="reviewkit list --all shows every post; the slug is the file's name without "
                "date and extension",
            )
