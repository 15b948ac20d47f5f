"""The walk of the data that all commands share: open the site, understand a post."""

import dataclasses
import datetime as dt
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from reviewkit.cli.gems import gem_folders
from reviewkit.config import Settings, load_settings
from reviewkit.errors import ConfigurationError, Problem, UsageError, Where
from reviewkit.jekyll import (
    Configuration,
    excerpt,
    measured,
    read_configuration,
    read_site,
)
from reviewkit.model import Post, RenderedPost, Site

__all__ = ["Opened", "open_settings", "open_site"]


@dataclass
class Opened:
    """A site that has been read, its settings, and the problems met so far."""

    site: Site
    settings: Settings
    configuration: Configuration
    now: dt.datetime
    problems: list[Problem]

    @cached_property
    def _parser(self):  # type: ignore[no-untyped-def]  # noqa: ANN202 -- markdown-it is imported only here
        from reviewkit.markdown import make_parser  # noqa: PLC0415 -- see above

        options = self.configuration.data.get("kramdown")
        options = options if isinstance(options, Mapping) else {}
        return make_parser("kramdown", self.settings.review, options)

    def understand(self, post: Post) -> RenderedPost:
        """Render a post, read its review and look at its picture; problems are collected."""
        from reviewkit.markdown import Source, understand  # noqa: PLC0415 -- see above

        image, missing = measured(post, self.site.root)
        post = dataclasses.replace(post, image=image)
        if missing:
            self.problems.append(missing)
        if not post.is_markdown:
            return RenderedPost(post=post, html=post.text, review=None, excerpt="")
        self.problems.extend(_liquid(post))
        source = Source(file=post.source, first_line=post.text_line, front_matter=post.front_matter)
        understood = understand(self._parser, post.text, self.settings.review, source)
        self.problems.extend(understood.problems)
        return RenderedPost(
            post=post,
            html=understood.html,
            review=understood.review,
            excerpt=self._excerpt(post) or understood.excerpt,
        )

    def _excerpt(self, post: Post) -> str:
        """Give the excerpt an author chose, as plain text: `excerpt`, or a separator in the text.

        Empty where neither is there: the first paragraph is the summary then.
        """
        from reviewkit.markdown import plain_text  # noqa: PLC0415 -- see above

        separator = post.front_matter.get("excerpt_separator")
        separator = separator or self.configuration.data["excerpt_separator"]
        chosen = str(separator) not in {"\n\n", ""} and str(separator) in post.text
        if not chosen and not post.front_matter.get("excerpt"):
            return ""
        source = excerpt(post.text, post.front_matter, separator) or ""
        return " ".join(plain_text(self._parser.parse(source)).split())

    def require_url(self) -> None:
        """Raise ConfigurationError when the site does not say where it will be published."""
        if not self.site.url:
            raise ConfigurationError(
                "the site's address is not set, and links in feeds and posts must be absolute",
                where=Where(self.configuration.file),
                fix="add a line such as url: https://films.example",
            )


def open_settings(root: Path, config_files: Sequence[str] = ()) -> tuple[Configuration, Settings]:
    """Read the site's configuration and reviewkit's settings; raises ConfigurationError."""
    files = [name for given in config_files for name in given.split(",") if name]
    configuration = read_configuration(root, files, gem_folders(root))
    block = configuration.data.get("reviewkit")
    settings = load_settings(root, block, configuration.file)
    if settings.site.url:
        data = {**configuration.data, "url": settings.site.url}
        configuration = dataclasses.replace(configuration, data=data)
    return configuration, settings


def open_site(root: Path, config_files: Sequence[str] = ()) -> Opened:
    """Read the site in `root`; the clock and the computer's time zone enter the program here.

    `SOURCE_DATE_EPOCH`, when set, is the clock. Raises ConfigurationError or UsageError.
    """
    configuration, settings = open_settings(root, config_files)
    now = _clock()
    site = read_site(
        root,
        configuration,
        now=now,
        machine_zone=_machine_zone(),
        collections=settings.site.collections,
    )
    return Opened(site, settings, configuration, now, list(site.problems))


def missing_sentence(rendered: RenderedPost, consequence: str) -> Problem | None:
    """Give a warning for a review without its one sentence; None for what is no review."""
    review = rendered.review
    if review is None or review.one_sentence is not None:
        return None
    return Problem(
        severity="warning",
        what=f"the review has no one-sentence review. {consequence}",
        where=Where(rendered.post.source, rendered.post.text_line),
        fix='add a line <span class="reviewsection">One sentence review:</span> and the sentence',
    )


def _liquid(post: Post) -> list[Problem]:
    if "{%" not in post.text and "{{" not in post.text:
        return []
    if post.front_matter.get("render_with_liquid") is False:
        return []
    place = min(found for found in map(post.text.find, ("{%", "{{")) if found >= 0)
    return [
        Problem(
            severity="warning",
            what="the post holds Liquid, which this version does not evaluate: "
            "its tags stand in the text as they are",
            where=Where(post.source, post.text_line + post.text.count("\n", 0, place)),
            fix="write plain Markdown there, or set render_with_liquid: false if none is meant",
        )
    ]


def _clock() -> dt.datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return dt.datetime.now(dt.UTC)
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(
            f"SOURCE_DATE_EPOCH is {epoch!r}, which is no number of seconds",
            fix="set it to the output of date +%s, or unset it",
        ) from error


def _machine_zone() -> dt.tzinfo:
    import tzlocal  # noqa: PLC0415 -- only a site without a timezone needs it

    zone: dt.tzinfo = tzlocal.get_localzone()
    return zone
