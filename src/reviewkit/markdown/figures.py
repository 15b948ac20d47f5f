"""Trivia as figures: the quotes, and the remark below them as their caption."""

from collections.abc import Sequence
from typing import Final

from reviewkit.markdown.elements import Block, element, flat
from reviewkit.markdown.raw_html import is_closed, is_comment

__all__ = ["with_figures"]

_ENDS_A_REMARK: Final = frozenset({"heading_open", "hr"})


def with_figures(blocks: Sequence[Block]) -> list[Block]:
    """Put each run of trivia quotes into a `figure`, with the remark that follows as `figcaption`.

    `trivia_plugin` has marked both. A remark ends at the next quote, at a heading or a rule, and at
    HTML that closes something else; what follows stays below the figure. Quotes with nothing but
    comments between them share a figure.
    """
    result: list[Block] = []
    place = 0
    while place < len(blocks):
        if not _is_quote(blocks[place]):
            result.append(blocks[place])
            place += 1
            continue
        after_quotes = _end_of_quotes(blocks, place)
        after_remark = _end_of_remark(blocks, after_quotes)
        remark = blocks[after_quotes:after_remark]
        inside = flat(blocks[place:after_quotes])
        if all(is_comment(block) or _is_blank(block) for block in remark):
            after_remark = after_quotes
        else:
            inside += element("trivia_caption", "figcaption", flat(remark))
        result.append(element("trivia_figure", "figure", inside, {"class": "trivia"}))
        place = after_remark
    return result


def _end_of_quotes(blocks: Sequence[Block], place: int) -> int:
    """Give the place behind the last of a run of quotes."""
    end = place
    for number in range(place, len(blocks)):
        if _is_quote(blocks[number]):
            end = number + 1
        elif not (_is_blank(blocks[number]) or is_comment(blocks[number])):
            break
    return end


def _end_of_remark(blocks: Sequence[Block], place: int) -> int:
    end = place
    for number in range(place, len(blocks)):
        block = blocks[number]
        if block[0].meta.get("trivia") == "remark":
            if block[0].type in _ENDS_A_REMARK or not is_closed(block):
                break
            end = number + 1
        elif not _is_blank(block):
            break
    return end


def _is_quote(block: Block) -> bool:
    return block[0].meta.get("trivia") == "quote" and is_closed(block)


def _is_blank(block: Block) -> bool:
    return block[0].type == "blank"
