"""Tokens of HTML elements that no Markdown makes, for markdown-it's own renderer to write."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from markdown_it.token import Token

__all__ = ["Block", "data", "element", "flat", "top_blocks", "with_class"]

Block = list[Token]
"""The tokens of one block, from the one that opens it to the one that closes it."""


def element(
    name: str, tag: str, inside: Sequence[Token], attributes: Mapping[str, object] | None = None
) -> Block:
    """Give the tokens of a block `tag` with something inside it; their types begin with `name`."""
    opener = Token(f"{name}_open", tag, 1, block=True)
    opener.attrs = {key: str(value) for key, value in (attributes or {}).items()}
    return [opener, *inside, Token(f"{name}_close", tag, -1, block=True)]


def data(
    property_class: str, value: str, inside: Sequence[Token] | None = None, *, tag: str = "data"
) -> list[Token]:
    """Give a microformats property whose value is in an attribute.

    Without anything inside it is a block of its own that shows nothing; else it is part of a line.
    """
    attribute = "datetime" if tag == "time" else "value"
    tokens = element("property", tag, inside or (), {"class": property_class, attribute: value})
    if inside is not None:
        tokens[0].block = tokens[-1].block = False
    return tokens


def with_class(token: Token, name: str) -> Token:
    """Give a copy of a token that has one class more."""
    result = token.copy(attrs=dict(token.attrs))
    result.attrJoin("class", name)
    return result


def flat(blocks: Iterable[Block]) -> list[Token]:
    """Give the tokens of some blocks one after the other."""
    return [token for block in blocks for token in block]


def top_blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    """Yield the tokens of each block that stands in no other; kramdown's empty lines are blocks."""
    block: Block = []
    depth = 0
    for token in tokens:
        block.append(token)
        depth += token.nesting
        if depth == 0:
            yield block
            block = []
