"""Blocks and spans of code as HTML, inside the elements that kramdown puts around Rouge's."""

from collections.abc import Mapping, MutableMapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reviewkit.markdown.kramdown.attributes import LANGUAGE_CLASS, split_language
from reviewkit.markdown.kramdown.code_options import CodeOptions
from reviewkit.markdown.kramdown.document import Document, KramdownOptions
from reviewkit.markdown.kramdown.highlight import highlight
from reviewkit.markdown.kramdown.html_text import (
    attribute_text,
    escape_attribute,
    escape_text,
    open_tag,
)

__all__ = ["add_code_rules"]

_Env = MutableMapping[str, Any]


def add_code_rules(md: MarkdownIt, options: KramdownOptions, *, coloured: bool = True) -> None:
    """Register the render rules for code.

    A text may have changed the `options`; those at its end hold for all of it. Without `coloured`
    code is only escaped, and its lines have no numbers.
    """

    def block(_self: Any, tokens: Sequence[Token], place: int, _: Any, env: _Env) -> str:  # noqa: ANN401 -- markdown-it's interface
        return _block(tokens[place], _options_of(env, options), coloured=coloured)

    def span(_self: Any, tokens: Sequence[Token], place: int, _: Any, env: _Env) -> str:  # noqa: ANN401 -- see above
        return _span(tokens[place], _options_of(env, options), coloured=coloured)

    md.add_render_rule("fence", block)
    md.add_render_rule("code_block", block)
    md.add_render_rule("code_inline", span)


def _options_of(env: _Env, default: KramdownOptions) -> KramdownOptions:
    document, _ = env.get("kramdown", (None, None))
    return document.options if isinstance(document, Document) else default


def _block(token: Token, options: KramdownOptions, *, coloured: bool) -> str:
    indent = "  " * token.level
    code = options.syntax_highlighter_opts.block
    if not _is_highlighted(token.info, code, options):
        content = escape_text(token.content).removesuffix("\n") + "\n"
        named = f' class="language-{escape_attribute(token.info)}"' if token.info else ""
        return f"{indent}<pre{attribute_text(token.attrs)}><code{named}>{content}</code></pre>\n"
    language = token.info or code.default_lang
    attributes = _with_highlighter(token.attrs, language)
    content = _content(token, language, code, coloured=coloured)
    if code.wrap:
        css_class = escape_attribute(code.css_class)
        content = (
            f'<div class="highlight"><pre class="{css_class}"><code>{content}</code></pre></div>'
        )
    return f"{indent}<div{attribute_text(attributes)}>{content}{indent}</div>\n"


def _span(token: Token, options: KramdownOptions, *, coloured: bool) -> str:
    code = options.syntax_highlighter_opts.span
    _, language = split_language(str(token.attrs.get("class", "")))
    if not _is_highlighted(language, code, options):
        return f"{open_tag('code', token.attrs)}{escape_text(token.content)}</code>"
    language = language or code.default_lang
    attributes = _with_highlighter(token.attrs, language)
    content = _content(token, language, code, coloured=coloured)
    return f"{open_tag('code', attributes)}{content}</code>"


def _is_highlighted(language: str, code: CodeOptions, options: KramdownOptions) -> bool:
    return options.syntax_highlighter == "rouge" and code.highlights(language)


def _content(token: Token, language: str, code: CodeOptions, *, coloured: bool) -> str:
    if not coloured:
        return escape_text(token.content)
    return highlight(token.content, language, code.numbers)


def _with_highlighter(attributes: Mapping[str, object], language: str) -> dict[str, object]:
    """Put the language in front of the other classes, and the highlighter's name behind them.

    A language that stands in front already makes place for it.
    """
    names = f"{attributes.get('class', '')} highlighter-rouge".lstrip()
    if found := LANGUAGE_CLASS.match(names):
        names = names[found.end() :].lstrip()
    return {**attributes, "class": f"language-{language} {names}"}
