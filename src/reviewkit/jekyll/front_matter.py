"""The front matter of one file: where it ends, what it says, and on which line it is broken."""

import re
from typing import Any, Final

import yaml
from frontmatter.default_handlers import YAMLHandler

from reviewkit.errors import PostError, Where
from reviewkit.jekyll.psych import PsychLoader, yaml_fault
from reviewkit.lines import key_line
from reviewkit.model import FrontMatter

__all__ = ["FrontMatter", "key_line", "read_front_matter"]

_BLOCK: Final = re.compile(
    r"\A(---[ \t\r\f\v]*\n.*?\n?)^(?:---|\.\.\.)\s*$\n?", re.MULTILINE | re.DOTALL | re.ASCII
)


class _JekyllHandler(YAMLHandler):
    """python-frontmatter's YAML, with Jekyll's boundaries and Psych's values.

    The library's own boundary takes `----` for a beginning and knows no `...`; its own loader
    reads titles such as `2:22` differently from Ruby.
    """

    def split(self, text: str) -> tuple[str, str]:
        """Cut the text at the end of the front matter; a text without any raises ValueError."""
        match = _BLOCK.match(text)
        if match is None:
            raise ValueError("no front matter")
        return match[1], text[match.end() :]

    def load(self, fm: str, **_kwargs: object) -> Any:  # noqa: ANN401 -- YAML gives anything
        """Read the YAML; raises yaml.YAMLError."""
        return super().load(fm, Loader=PsychLoader)


_HANDLER: Final = _JekyllHandler()


def read_front_matter(content: str, source: str) -> FrontMatter:
    """Divide the content of the file `source` into front matter and text.

    A file without front matter is all text. Raises PostError with the line where the YAML is
    broken or is not a mapping: Jekyll publishes such a post without its title, its date and its
    categories, at another URL, which nobody means.
    """
    try:
        block, text = _HANDLER.split(content)
    except ValueError:
        return FrontMatter({}, content, 1, "")
    try:
        values = _HANDLER.load(block)
    except (yaml.YAMLError, RecursionError) as error:
        raise _broken(error, source) from error
    if values is None:
        values = {}
    if not isinstance(values, dict):
        raise PostError(
            "the front matter is no list of settings. The post was left out; the others are read",
            where=Where(source, 2),
            fix="write lines such as title: My film",
        )
    named = {str(key): value for key, value in values.items()}
    head = content[: len(content) - len(text)]
    return FrontMatter(named, text, head.count("\n") + 1, head)


def _broken(error: Exception, source: str) -> PostError:
    reason, line = yaml_fault(error)
    return PostError(
        f"the front matter is not valid YAML: {reason}. The post was left out; the others are read",
        where=Where(source, line or 1),
        fix="put quotes around a value that holds a colon, a quote or a # sign",
    )
