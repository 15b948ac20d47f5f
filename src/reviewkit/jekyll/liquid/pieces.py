"""The pieces of a parsed template: text, outputs, and the tags that set variables."""

import re
from abc import abstractmethod
from collections.abc import Collection, Sequence
from typing import Any, ClassVar, Final, TextIO

from liquid import Node, RenderContext, Tag, TokenStream
from liquid.ast import BlockNode
from liquid.exceptions import LiquidInterrupt
from liquid.parser import get_parser
from liquid.token import (
    TOKEN_CONTENT,
    TOKEN_DOC,
    TOKEN_EOF,
    TOKEN_ILLEGAL,
    TOKEN_OUTPUT,
    TOKEN_TAG,
    Token,
)

from reviewkit.jekyll.liquid.context import Context
from reviewkit.jekyll.liquid.errors import (
    JekyllStopsError,
    NeedsJekyllError,
    UnevaluatedError,
)
from reviewkit.jekyll.liquid.expressions import Filtered, Mode, parse_filtered
from reviewkit.jekyll.liquid.template_lexer import line_of
from reviewkit.jekyll.liquid.trace import Trace
from reviewkit.jekyll.liquid.values import printed

__all__ = ["SIMPLE_TAGS", "JekyllTag", "Piece", "captured"]

_NAME: Final = r"(?:\(?[\w\-.\[\]]\)?)+"
_ASSIGNMENT: Final = re.compile(rf"({_NAME})\s*=\s*(.*)\s*", re.DOTALL | re.ASCII)
_CAPTURED: Final = re.compile(rf"({_NAME})", re.ASCII)
_END_TAGS: Final = ("end", "else", "elsif", "when")


class Piece(Node):
    """A node of the template; `write` does the work, this class says where a fault happened.

    `verbatim` is true for a piece that writes the very text of its token.
    """

    verbatim: ClassVar[bool] = False

    def __init__(self, token: Token, *, blank: bool = False) -> None:
        super().__init__(token)
        self.blank = blank

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Write the piece; called by python-liquid."""
        assert isinstance(context, Context)  # noqa: S101 -- the only context there is
        if context.file is None and isinstance(buffer, Trace):
            buffer.mark(self.token.start_index, verbatim=self.verbatim)
        try:
            return self.write(context, buffer)
        except UnevaluatedError as error:
            context.locate(error, self.token)
            raise

    @abstractmethod
    def write(self, context: Context, buffer: TextIO) -> int:
        """Write what the piece gives; raises an UnevaluatedError where Jekyll would stop."""


class JekyllTag(Tag):
    """A tag that reads its own markup; `read` makes the piece."""

    def get_node(self, stream: TokenStream) -> Node:
        """Read the tag; a fault is one of its line. Called by python-liquid."""
        token = stream.current
        try:
            return self.parse(stream)
        except UnevaluatedError as error:
            error.line = error.line or line_of(token.source, token.start_index)
            raise

    def parse(self, stream: TokenStream) -> Node:
        """Read the tag and leave the stream at its last token."""
        token = stream.next()
        return self.read(token, stream.current.value, stream)

    @abstractmethod
    def read(self, token: Token, markup: str, stream: TokenStream) -> Piece:
        """Make the piece of a tag whose markup is the stream's current token."""

    @property
    def mode(self) -> Mode:
        """How expressions are read."""
        mode: Mode = self.env.error_mode  # type: ignore[attr-defined]  # our own environment
        return mode

    def body(self, stream: TokenStream, end: str, also: Collection[str] = ()) -> BlockNode:
        """Read up to the end tag or one of the tags `also`, and stand at its markup.

        Raises JekyllStopsError where another end comes first, or none.
        """
        stream.next()
        depth = stream.block_depth
        block = get_parser(self.env).parse_block(stream, _Ends(end, also))
        stream.block_depth = depth
        if stream.current.kind == TOKEN_EOF:
            raise JekyllStopsError(f"{self.name} is never closed with {end}")
        stream.next()
        return _Block(block.token, block.nodes)

    @staticmethod
    def ended_by(stream: TokenStream) -> str:
        """Give the name of the tag that ended the block just read."""
        return stream.tokens[stream.pos - 1].value


class _Ends(Collection[str]):
    """The tags that end a block; an end of another block there is a fault."""

    def __init__(self, end: str, also: Collection[str]) -> None:
        self.names = {end, *also}
        self.end = end

    def __contains__(self, name: object) -> bool:
        if name in self.names:
            return True
        if str(name).startswith("end"):
            raise JekyllStopsError(f"{name} stands where {self.end} is missing")
        return False

    def __iter__(self) -> Any:  # noqa: ANN401 -- the interface of a collection
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


class _Block(BlockNode):
    """A block that leaves out its white space where it holds nothing else."""

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Write the block. Called by python-liquid."""
        for node in self.nodes:
            if not (self.blank and isinstance(node, _Text)):
                node.render(context, buffer)
        return 0


def captured(block: BlockNode, context: Context) -> tuple[str, LiquidInterrupt | None]:
    """Give what a block writes, and the `break` or `continue` that cut it short."""
    buffer = context.get_buffer()
    interrupt = None
    try:
        block.render(context, buffer)
    except LiquidInterrupt as raised:
        interrupt = raised
    return buffer.getvalue(), interrupt


class _Text(Piece):
    verbatim = True

    def __init__(self, token: Token) -> None:
        super().__init__(token, blank=not token.value.strip(" \t\n\v\f\r"))

    def write(self, context: Context, buffer: TextIO) -> int:  # noqa: ARG002 -- text is text
        return buffer.write(self.token.value)


class _TextTag(Tag):
    name = TOKEN_CONTENT

    def parse(self, stream: TokenStream) -> _Text:
        return _Text(stream.current)


class _RawTag(Tag):
    """The text of a raw block: white space in it counts, and it is kept where text is not."""

    name = TOKEN_DOC

    def parse(self, stream: TokenStream) -> _Text:
        text = _Text(stream.current)
        text.blank = not stream.current.value
        return text


class _Output(Piece):
    def __init__(self, token: Token, value: Filtered) -> None:
        super().__init__(token)
        self.value = value

    def write(self, context: Context, buffer: TextIO) -> int:
        return buffer.write(printed(self.value.evaluate(context)))


class _OutputTag(JekyllTag):
    name = TOKEN_OUTPUT

    def read(self, token: Token, markup: str, stream: TokenStream) -> _Output:  # noqa: ARG002 -- the interface
        return _Output(token, parse_filtered(markup, self.mode))


class _UnknownTag(JekyllTag):
    name = TOKEN_ILLEGAL

    def read(self, token: Token, markup: str, stream: TokenStream) -> Piece:  # noqa: ARG002 -- the interface
        if token.value.startswith(_END_TAGS):
            raise JekyllStopsError(f"{token.value} stands where nothing is open for it")
        raise NeedsJekyllError(f"the tag {token.value} is none of Jekyll's own")


class _Assign(Piece):
    def __init__(self, token: Token, name: str, value: Filtered) -> None:
        super().__init__(token, blank=True)
        self.variable = name
        self.value = value

    def write(self, context: Context, buffer: TextIO) -> int:  # noqa: ARG002 -- it writes nothing
        context.assign(self.variable, self.value.evaluate(context))
        return 0


class _AssignTag(JekyllTag):
    name = "assign"

    def read(self, token: Token, markup: str, stream: TokenStream) -> _Assign:  # noqa: ARG002 -- the interface
        match = _ASSIGNMENT.search(markup)
        if match is None:
            raise JekyllStopsError("assign needs a name, an equals sign and a value")
        return _Assign(token, match[1], parse_filtered(match[2], self.mode))


class _Capture(Piece):
    def __init__(self, token: Token, name: str, block: BlockNode) -> None:
        super().__init__(token, blank=True)
        self.variable = name
        self.block = block

    def write(self, context: Context, buffer: TextIO) -> int:  # noqa: ARG002 -- it writes nothing
        text, interrupt = captured(self.block, context)
        context.assign(self.variable, text)
        if interrupt:
            raise interrupt
        return 0


class _CaptureTag(JekyllTag):
    name = "capture"

    def read(self, token: Token, markup: str, stream: TokenStream) -> _Capture:
        match = _CAPTURED.search(markup)
        if match is None:
            raise JekyllStopsError("capture needs a name")
        block = self.body(stream, "endcapture")
        block.blank = False
        return _Capture(token, match[1], block)


class _Comment(Piece):
    def write(self, context: Context, buffer: TextIO) -> int:  # noqa: ARG002 -- the interface
        return 0


class _CommentTag(JekyllTag):
    name = "comment"

    def read(self, token: Token, markup: str, stream: TokenStream) -> _Comment:  # noqa: ARG002 -- the interface
        """Read past everything; tags inside must still be written rightly, as Liquid asks."""
        stream.next()
        while not stream.current.is_tag("endcomment"):
            if stream.current.kind == TOKEN_EOF:
                raise JekyllStopsError("comment is never closed with endcomment")
            inner = stream.current
            tag = self.env.tags.get(inner.value) if inner.kind == TOKEN_TAG else None
            if tag:
                tag.get_node(stream)
            stream.next()
        stream.next()
        return _Comment(token, blank=True)


class _Count(Piece):
    def __init__(self, token: Token, name: str, *, up: bool) -> None:
        super().__init__(token)
        self.variable = name
        self.up = up

    def write(self, context: Context, buffer: TextIO) -> int:
        if self.variable in context.globals:
            raise JekyllStopsError(f"{self.variable} is no counter")
        count = context.increment if self.up else context.decrement
        return buffer.write(str(count(self.variable)))


class _IncrementTag(JekyllTag):
    name = "increment"
    up: ClassVar[bool] = True

    def read(self, token: Token, markup: str, stream: TokenStream) -> _Count:  # noqa: ARG002 -- the interface
        return _Count(token, markup.strip(), up=self.up)


class _DecrementTag(_IncrementTag):
    name = "decrement"
    up = False


class _IfChanged(Piece):
    def __init__(self, token: Token, block: BlockNode) -> None:
        super().__init__(token, blank=block.blank)
        self.block = block

    def write(self, context: Context, buffer: TextIO) -> int:
        text, interrupt = captured(self.block, context)
        if context.registers["changed"].get("text") != text:
            context.registers["changed"]["text"] = text
            buffer.write(text)
        if interrupt:
            raise interrupt
        return 0


class _IfChangedTag(JekyllTag):
    name = "ifchanged"

    def read(self, token: Token, markup: str, stream: TokenStream) -> _IfChanged:  # noqa: ARG002 -- the interface
        return _IfChanged(token, self.body(stream, "endifchanged"))


SIMPLE_TAGS: Final[Sequence[type[Tag]]] = (
    _TextTag,
    _RawTag,
    _OutputTag,
    _UnknownTag,
    _AssignTag,
    _CaptureTag,
    _CommentTag,
    _IncrementTag,
    _DecrementTag,
    _IfChangedTag,
)
