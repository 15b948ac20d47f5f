"""Jekyll's tags that point at other files: post_url and link; and highlight."""

import re
from collections.abc import Sequence
from typing import Final, TextIO

from liquid import Tag, TokenStream
from liquid.ast import BlockNode
from liquid.token import Token

from reviewkit.jekyll.liquid.addresses import relative_url
from reviewkit.jekyll.liquid.context import Context
from reviewkit.jekyll.liquid.errors import JekyllStopsError, UnevaluatedError
from reviewkit.jekyll.liquid.pieces import JekyllTag, Piece, captured
from reviewkit.jekyll.liquid.values import SPACE, printed

__all__ = ["SITE_TAGS", "rendered_text"]

_POST_NAME: Final = re.compile(r"(.+/)*(\d+-\d+-\d+)-(.*)", re.ASCII)
_LANGUAGE: Final = re.compile(
    r"([a-zA-Z0-9.+#_-]+)((\s+\w+(=(\w+|\"([0-9]+\s)*[0-9]+\"))?)*)", re.ASCII
)
_LINE_ENDS: Final = "\n\r"


class _PostUrl(Piece):
    def __init__(self, token: Token, markup: str) -> None:
        super().__init__(token)
        self.wanted = markup
        match = _POST_NAME.fullmatch(markup.removeprefix("/").partition("\n")[0])
        if match is None:
            raise JekyllStopsError(
                f"post_url does not understand {markup!r}",
                fix="name the post's file without its ending: 2025-01-20-red-rooms",
            )
        self.folder, self.date, self.slug = match[1] or "", match[2], match[3]

    def write(self, context: Context, buffer: TextIO) -> int:
        found = context.world.post_named(self.folder, self.date, self.slug)
        if found is None:
            raise JekyllStopsError(
                f"post_url finds no post {self.wanted!r} among the published ones",
                fix="name the post's file without its ending; below a folder of _posts, with it",
            )
        return buffer.write(relative_url(found.url, context.world.baseurl))


class _PostUrlTag(JekyllTag):
    name = "post_url"

    def read(self, token: Token, markup: str, stream: TokenStream) -> _PostUrl:  # noqa: ARG002 -- the interface
        return _PostUrl(token, markup.strip(SPACE))


class _Link(Piece):
    def __init__(self, token: Token, markup: str) -> None:
        super().__init__(token)
        self.markup = markup

    def write(self, context: Context, buffer: TextIO) -> int:
        path = rendered_text(self.markup, context)
        url = context.world.url_of_file(path)
        if url is None:
            raise JekyllStopsError(
                f"link finds no file {path!r} that the site publishes",
                fix="write the path from the site's root: _posts/2025-01-20-red-rooms.md",
            )
        return buffer.write(relative_url(url, context.world.baseurl))


class _LinkTag(JekyllTag):
    name = "link"

    def read(self, token: Token, markup: str, stream: TokenStream) -> _Link:  # noqa: ARG002 -- the interface
        return _Link(token, markup.strip(SPACE))


def rendered_text(markup: str, context: Context) -> str:
    """Evaluate a text that stands inside a tag, with the variables around it."""
    if "{" not in markup:
        return markup
    buffer = context.get_buffer()
    try:
        for node in context.env.from_string(markup).nodes:
            node.render(context, buffer)
    except UnevaluatedError as error:
        error.forget_place()  # its line is one of the markup
        raise
    return buffer.getvalue()


class _Highlight(Piece):
    """Code in colours: `linenos` puts the numbers of the lines in a table beside it."""

    def __init__(self, token: Token, language: str, *, numbered: bool, block: BlockNode) -> None:
        super().__init__(token, blank=block.blank)
        block.blank = False
        self.language = language
        self.numbered = numbered
        self.block = block

    def write(self, context: Context, buffer: TextIO) -> int:
        text, interrupt = captured(self.block, context)
        code = text.strip(_LINE_ENDS)
        inner = self._coloured(code, context)
        language = self.language.replace("+", "-")
        prefix, suffix = (
            printed(context.find(f"highlighter_{name}")) for name in ("prefix", "suffix")
        )
        buffer.write(
            f'{prefix}<figure class="highlight"><pre><code class="language-{language}" '
            f'data-lang="{self.language}">{inner.removesuffix(chr(10))}</code></pre></figure>'
            f"{suffix}"
        )
        if interrupt:
            raise interrupt
        return 0

    def _coloured(self, code: str, context: Context) -> str:
        if context.world.config["highlighter"] not in {"rouge", "pygments"}:
            quoted = _escaped(code).replace('"', "&quot;").replace("'", "&#39;")
            return quoted.strip(SPACE)
        inner = context.world.converters.highlight(code, self.language)
        inner = _escaped(code) if inner is None else inner
        return _numbered(inner) if self.numbered else inner


def _escaped(code: str) -> str:
    return code.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _numbered(inner: str) -> str:
    inner = inner if inner.endswith("\n") else f"{inner}\n"
    lines = "".join(f"{number}\n" for number in range(1, inner.count("\n") + 1))
    return (
        '<table class="rouge-table"><tbody><tr><td class="gutter gl">'
        f'<pre class="lineno">{lines}</pre></td>'
        f'<td class="code"><pre>{inner}</pre></td></tr></tbody></table>'
    )


class _HighlightTag(JekyllTag):
    name = "highlight"

    def read(self, token: Token, markup: str, stream: TokenStream) -> _Highlight:
        match = _LANGUAGE.fullmatch(markup.strip(SPACE))
        if match is None:
            raise JekyllStopsError(
                f"highlight does not understand {markup.strip()!r}",
                fix="name a language, and linenos if its lines are to be numbered",
            )
        options = [word.partition("=")[0] for word in match[2].split()]
        block = self.body(stream, "endhighlight")
        return _Highlight(token, match[1].lower(), numbered="linenos" in options, block=block)


SITE_TAGS: Final[Sequence[type[Tag]]] = (_PostUrlTag, _LinkTag, _HighlightTag)
