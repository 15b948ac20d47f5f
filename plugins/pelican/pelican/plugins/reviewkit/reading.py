"""Reading articles: the parser that the site's settings ask for, and the reader that uses it."""

import logging
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from markdown_it import MarkdownIt
from pelican.readers import MarkdownReader
from pelican.utils import pelican_open

from markdown import Markdown
from reviewkit.config import SETTINGS_FILE, Settings, load_settings
from reviewkit.errors import Problem, ReviewkitError
from reviewkit.markdown import Source, Understood, make_parser, understand

__all__ = ["Divided", "ReviewReader", "Workshop", "divide", "log_problem", "site_root", "workshop"]

_log = logging.getLogger(__name__)

_OWN_LINK: Final = re.compile(r"[{|]\w+[|}]")
"""How a link of Pelican's own begins, such as `{static}/images/fog.png` (INTRASITE_LINK_REGEX)."""


class Divided(NamedTuple):
    """A file's metadata as Python-Markdown gives it, its text, and the text's line, from 1."""

    metadata: dict[str, list[str]]
    text: str
    line: int


class Workshop(NamedTuple):
    """What a site's texts are read with: reviewkit's settings there, and the parser for them."""

    root: Path
    settings: Settings
    parser: MarkdownIt

    def understand(self, path: str, divided: Divided, metadata: Mapping[str, Any]) -> Understood:
        """Read the review in a text; `metadata` are the article's."""
        file = Path(path)
        name = file.relative_to(self.root) if file.is_relative_to(self.root) else file
        title = metadata.get("title")
        source = Source(
            file=name.as_posix(),
            first_line=divided.line,
            front_matter=metadata,
            title=str(title) if title else None,
        )
        return understand(self.parser, divided.text, self.settings.review, source)


def site_root(settings: Mapping[str, Any]) -> Path:
    """Give the folder of the site: that of the content, or the one above it.

    Pelican does not tell where its settings file lies; `reviewkit.toml` is looked for beside it.
    """
    content = Path(settings["PATH"])
    own = (SETTINGS_FILE, "pelicanconf.py")
    return content if any((content / name).is_file() for name in own) else content.parent


@cache
def workshop(root: Path) -> Workshop:
    """Make the parser for the site in `root`; raises RuntimeError for settings that are wrong.

    Links of Pelican's own keep their beginning, which CommonMark would write as `%7Bstatic%7D`.
    """
    try:
        settings = load_settings(root)
    except ReviewkitError as error:
        raise RuntimeError(f"{error}\n  fix: {error.problem.fix}") from error
    parser = make_parser(settings.site.dialect or "commonmark", settings.review)
    normalized = parser.normalizeLink

    def normalize(url: str) -> str:
        own = _OWN_LINK.match(url)
        return own[0] + normalized(url[own.end() :]) if own else normalized(url)

    parser.normalizeLink = normalize  # type: ignore[method-assign]
    return Workshop(root, settings, parser)


def divide(content: str, md: Markdown) -> Divided:
    """Divide a file's content by the extension `meta` of `md`, as Pelican's own reader does."""
    lines = content.split("\n")
    seen = md.preprocessors["normalize_whitespace"].run(list(lines))
    before = len(seen)
    begin = before - len(md.preprocessors["meta"].run(seen))
    return Divided(md.Meta, "\n".join(lines[begin:]), begin + 1)


class ReviewReader(MarkdownReader):
    """Pelican's reader of Markdown with reviewkit's HTML; the metadata are read as ever."""

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Give the HTML and the metadata of a file, as Pelican asks its readers."""
        self._source_path = source_path
        self._md = Markdown(**self.settings["MARKDOWN"])
        with pelican_open(source_path) as content:
            divided = divide(content, self._md)
        metadata = self._parse_metadata(divided.metadata)
        shop = workshop(site_root(self.settings))
        return shop.understand(source_path, divided, metadata).html, metadata


def log_problem(problem: Problem) -> None:
    """Say in Pelican's log what is wrong, where, and how to fix it."""
    level = logging.ERROR if problem.severity == "error" else logging.WARNING
    _log.log(level, "%s\n  fix: %s", problem, problem.fix)
