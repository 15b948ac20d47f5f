"""The walk of the data that all commands share: open the site, understand a post."""

import dataclasses
import datetime as dt
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from reviewkit.cli.gems import gem_folders
from reviewkit.cli.liquid_posts import Evaluated, LiquidPosts, has_liquid
from reviewkit.config import SETTINGS_FILE, Settings, load_settings
from reviewkit.errors import ConfigurationError, Problem, UsageError, Where
from reviewkit.images import measured
from reviewkit.jekyll import JekyllReader, excerpt, read_configuration
from reviewkit.model import Post, RenderedPost, Site
from reviewkit.plain import PlainReader, generator_of, plain_settings, template_code
from reviewkit.reader import Reader

__all__ = ["Opened", "open_post", "open_settings", "open_site"]


@dataclass
class Opened:
    """A site that has been read, its settings, and the problems met so far."""

    site: Site
    settings: Settings
    reader: Reader
    now: dt.datetime
    problems: list[Problem]
    highlight: bool = True

    @cached_property
    def _parser(self):  # type: ignore[no-untyped-def]  # noqa: ANN202 -- markdown-it is imported only here
        from reviewkit.markdown import make_parser  # noqa: PLC0415 -- see above

        dialect = self.settings.site.dialect or self.reader.dialect
        options = self.reader.dialect_options
        return make_parser(dialect, self.settings.review, options, highlight=self.highlight)

    @cached_property
    def _liquid(self) -> LiquidPosts:
        assert isinstance(self.reader, JekyllReader)  # noqa: S101 -- no other generator has Jekyll's Liquid
        return LiquidPosts(
            self.site,
            self.reader.configuration,
            self.now,
            lambda text: str(self._parser.render(text)),
            coloured=self.highlight,
        )

    def understand(self, post: Post) -> RenderedPost:
        """Render a post, read its review and look at its picture; problems are collected."""
        from reviewkit.markdown import source_of, understand  # noqa: PLC0415 -- see above

        image, missing = measured(post, self.site.root)
        post = dataclasses.replace(post, image=image)
        if missing:
            self.problems.append(missing)
        evaluated = self.evaluate(post)
        self.problems.extend(filter(None, [evaluated.problem]))
        text = evaluated.text
        if text is None:
            return RenderedPost(post=post, html=evaluated.html, review=None, excerpt="")
        if not post.is_markdown:
            return RenderedPost(post=post, html=text, review=None, excerpt="")
        if self.settings.site.kind == "plain":
            self.problems.extend(template_code(post))
        source = dataclasses.replace(source_of(post), lines=evaluated.lines)
        understood = understand(self._parser, text, self.settings.review, source)
        self.problems.extend(understood.problems)
        return RenderedPost(
            post=post,
            html=understood.html,
            review=understood.review,
            excerpt=self._excerpt(post, text) or understood.excerpt,
        )

    def evaluate(self, post: Post) -> Evaluated:
        """Give the text of a post with its Liquid evaluated, or what stands in the way."""
        if not isinstance(self.reader, JekyllReader) or not has_liquid(post):
            return Evaluated(text=post.text)
        return self._liquid.evaluate(post)

    def _excerpt(self, post: Post, text: str) -> str:
        """Give the excerpt an author chose, as plain text: `excerpt`, or a separator in the text.

        Empty where neither is there: the first paragraph is the summary then.
        """
        from reviewkit.markdown import plain_text  # noqa: PLC0415 -- see above

        separator = post.front_matter.get("excerpt_separator")
        separator = separator or self.site.configuration.get("excerpt_separator") or ""
        chosen = str(separator) not in {"\n\n", ""} and str(separator) in text
        if not chosen and not post.front_matter.get("excerpt"):
            return ""
        source = excerpt(text, post.front_matter, separator) or ""
        return " ".join(plain_text(self._parser.parse(source)).split())

    @property
    def configuration_file(self) -> str:
        """The file in which the site's settings are looked for."""
        return self.reader.configuration_file

    def require_url(self) -> None:
        """Raise ConfigurationError when the site does not say where it will be published."""
        if not self.site.url:
            raise ConfigurationError(
                "the site's address is not set, and links in feeds and posts must be absolute",
                where=Where(self.reader.configuration_file),
                fix="add a line such as url: https://films.example",
            )


def open_settings(root: Path, config_files: Sequence[str] = ()) -> tuple[Reader, Settings]:
    """Find the reader of the site in `root`, and reviewkit's settings.

    `site.kind` in `reviewkit.toml` decides; without it, the site is Jekyll's. `config_files` are
    Jekyll's configuration files. Raises ConfigurationError or UsageError.
    """
    if root.is_file():
        raise UsageError(
            f"{root} is a file, and a site is a folder",
            fix="name the folder of your site; feeds in files are for reviewkit feed --lint",
        )
    settings = load_settings(root)
    if settings.site.kind == "plain":
        if config_files:
            raise UsageError(
                f"--config names files of Jekyll's, and {SETTINGS_FILE} says the site is plain",
                fix="leave it out",
            )
        return PlainReader(root, plain_settings(root, settings.site)), settings
    files = [name for given in config_files for name in given.split(",") if name]
    if not files:
        _refuse_other_generators(root)
    configuration = read_configuration(root, files, gem_folders(root))
    block = configuration.data.get("reviewkit")
    settings = load_settings(root, block, configuration.file)
    if settings.site.url:
        data = {**configuration.data, "url": settings.site.url}
        configuration = dataclasses.replace(configuration, data=data)
    return JekyllReader(root, configuration, settings.site.collections), settings


def _refuse_other_generators(root: Path) -> None:
    generator = generator_of(root)
    if generator and not any((root / name).exists() for name in ("_config.yml", "_config.yaml")):
        raise ConfigurationError(
            f"{root} looks like a site of {generator}'s, and has no settings for it",
            where=None,
            fix=f'write {SETTINGS_FILE} with kind = "plain" below [site], as in '
            "docs/other-generators.md",
        )


def open_site(root: Path, config_files: Sequence[str] = (), *, highlight: bool = True) -> Opened:
    """Read the site in `root`; the clock and the computer's time zone enter the program here.

    Without `highlight` code has no colours, which only the site's own pages can show.
    `SOURCE_DATE_EPOCH`, when set, is the clock. Raises ConfigurationError or UsageError.
    """
    reader, settings = open_settings(root, config_files)
    now = _clock()
    site = reader.read(now=now, machine_zone=_machine_zone())
    return Opened(site, settings, reader, now, list(site.problems), highlight)


def open_post(root: Path, reader: Reader, file: Path, content: str) -> Post | None:
    """Read one post of the site in `root`, with its picture looked at; None for any other file.

    Raises PostError for a post that cannot be read.
    """
    try:
        source = file.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return None
    post = reader.read_post(source, content, now=_clock(), machine_zone=_machine_zone())
    return post and dataclasses.replace(post, image=measured(post, root)[0])


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


def no_address(opened: Opened) -> Problem:
    """Give a warning for a site that does not say where it will be published."""
    return Problem(
        severity="warning",
        what="the site's address is not set, so the URLs are not absolute",
        where=Where(opened.reader.configuration_file),
        fix="add a line such as url: https://films.example",
    )


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
