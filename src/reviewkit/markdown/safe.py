"""A renderer whose HTML is safe for strangers' texts: what could run a script is gone."""

import re
from collections.abc import MutableMapping, Sequence
from typing import Any, Final

import nh3
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

__all__ = ["SafeRenderer"]

_TAGS: Final = nh3.ALLOWED_TAGS | {"figure", "figcaption", "picture", "source", "section", "tfoot"}
_ATTRIBUTES: Final = {
    **{tag: set(names) - {"cite"} for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
    "*": {"class", "dir", "id", "lang", "role", "title"},
    "data": {"value"},
    "source": {"media", "sizes", "srcset", "type"},
    "td": {"align", "colspan", "headers", "rowspan", "style"},
    "th": {"align", "colspan", "headers", "rowspan", "scope", "style"},
    "time": {"datetime"},
}
_ALIGNMENT: Final = re.compile(r"(?:^|;)\s*text-align\s*:\s*(left|center|right)\s*(?:;|$)")


class SafeRenderer(RendererHTML):
    """Renders like `RendererHTML` and cleans the result with nh3.

    Scripts, styles, event handlers, forms, frames and addresses that run code are removed; elements
    are closed. Classes and ids stay, because labels, headings and footnotes need them.
    """

    def render(
        self, tokens: Sequence[Token], options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        """Give the clean HTML of block tokens."""
        return _clean(super().render(tokens, options, env))

    def renderInline(  # noqa: N802 -- markdown-it's name
        self, tokens: Sequence[Token], options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        """Give the clean HTML of inline tokens."""
        return _clean(super().renderInline(tokens, options, env))


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_harmless,
        link_rel=None,
    )


def _harmless(_tag: str, name: str, value: str) -> str | None:
    """Leave of a style what kramdown and markdown-it write in tables: how a cell is aligned."""
    if name != "style":
        return value
    found = _ALIGNMENT.search(value)
    return f"text-align:{found[1]}" if found else None
