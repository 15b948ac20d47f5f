"""Lines that say something about the text: links, footnotes, abbreviations, attributes, options."""

import re
from typing import Final

from reviewkit.markdown.kramdown.attributes import read_attributes
from reviewkit.markdown.kramdown.blocks import Block, BlockParser
from reviewkit.markdown.kramdown.document import Footnote, LinkDefinition, normalized_name
from reviewkit.markdown.kramdown.lines import SPACES, is_blank
from reviewkit.markdown.kramdown.options import changed_options

__all__ = [
    "abbreviation_definition",
    "attribute_line",
    "extension",
    "footnote_definition",
    "link_definition",
]

_LINK_START: Final = re.compile(r" {0,3}\[")
_LINK: Final = re.compile(
    r" {0,3}\[([^\n\]]+)\]:[ \t]*(?:<(.*?)>|(\S+(?:[ \t]+[^\s\"']\S*)*))"
    r"(?:(?:[ \t]*\n|[ \t]+)[ \t]*([\"'])(.+?)\4)?[ \t]*(?:\n|$)",
    re.ASCII,
)
"""An address is one word or more; only the first may begin with a quotation mark."""
_FOOTNOTE: Final = re.compile(r" {0,3}\[\^(\w[\w-]*)\]:\s*?(.*)$", re.ASCII)
_ABBREVIATION: Final = re.compile(r" {0,3}\*\[(.+?)\]:(.*)$")
_NAMED: Final = re.compile(r"(\w[\w-]*):(?=.)", re.DOTALL | re.ASCII)
_EXTENSION: Final = re.compile(r":(\w+)(?:\s(.*?))?(/)?", re.DOTALL | re.ASCII)
_INDENT: Final = re.compile(r"^(?:\t| {4})")


def link_definition(parser: BlockParser) -> bool:
    """Read `[name]: url "title"`; the title may stand on the next line. Later ones win."""
    if not _LINK_START.match(parser.current):
        return False
    text = "\n".join(parser.lines[parser.pos : parser.pos + 2]) + "\n"
    match = _LINK.match(text)
    if match is None:
        return False
    name = normalized_name(match[1])
    url = match[2] if match[2] is not None else match[3]
    parser.pos += match[0].count("\n")
    block = Block("link definition", parser.number(), attribute_texts=[*parser.waiting])
    parser.document.links[name] = LinkDefinition(url, match[5], block.attribute_texts)
    _silent(parser, block)
    return True


def footnote_definition(parser: BlockParser) -> bool:
    """Read `[^name]: text` and the indented blocks below."""
    match = _FOOTNOTE.match(parser.current)
    if match is None:
        return False
    start = parser.pos
    parser.pos += 1
    lines = [_INDENT.sub("", match[2], count=1)]
    blanks: list[str] = []
    while parser.pos < len(parser.lines):
        line = parser.current
        if is_blank(line):
            blanks.append(_INDENT.sub("", line, count=1))
        elif _INDENT.match(line):
            lines += [*blanks, _INDENT.sub("", line, count=1)]
            blanks = []
        elif blanks or parser.lazy_end() or len(lines) == 1:
            break
        else:
            lines.append(line)
        parser.pos += 1
    parser.pos -= len(blanks)
    note = Footnote(name=match[1], text="\n".join(lines), line=parser.number(start))
    block = Block("footnote", note.line, children=parser.nested(lines, start), data={"note": note})
    parser.document.footnotes[note.name] = note
    _silent(parser, block)
    return True


def abbreviation_definition(parser: BlockParser) -> bool:
    """Read `*[HTML]: Hyper Text`."""
    match = _ABBREVIATION.match(parser.current)
    if match is None:
        return False
    block = Block("abbreviation", parser.number(), attribute_texts=[*parser.waiting])
    parser.document.abbreviations[match[1]] = (match[2].strip(SPACES), block.attribute_texts)
    parser.pos += 1
    _silent(parser, block)
    return True


def attribute_line(parser: BlockParser) -> bool:
    """Read `{:name: ...}`, or `{: ...}` for the block above, or for the next one after a blank."""
    start = parser.pos
    found = parser.source.braces.at(start)
    if found is None or not found.is_attributes:
        return False
    parser.pos = found.end
    if named := _NAMED.match(found.inside):
        lists = parser.document.attribute_lists.setdefault(named[1], [])
        lists.append(found.inside[named.end() :])
        _silent(parser, Block("eob", parser.number(start)))
        return True
    last = parser.blocks[-1] if parser.blocks else None
    if last is None or last.kind in {"blank", "eob"}:
        parser.waiting.append(found.inside)
        parser.boundary = True
        return True
    last.attribute_texts.append(found.inside)
    parser.boundary = False
    if not parser.at_attributes(parser.pos):
        parser.blocks.append(Block("eob", parser.number(start)))
        parser.waiting.clear()
    return True


def extension(parser: BlockParser) -> bool:
    """Read `{::comment}`, `{::nomarkdown}` and `{::options ... /}`; others are text.

    Attribute lists in front of the first two are for the block below them.
    """
    found = parser.source.braces.at(parser.pos)
    match = _EXTENSION.fullmatch(found.inside) if found else None
    if found is None or match is None or match[1] not in {"comment", "nomarkdown", "options"}:
        return False
    block, end = None, found.end
    if not match[3]:
        stop = parser.source.braces.next_stop(match[1], end)
        if stop is None:
            return False
        block = _extended(match, "\n".join(parser.lines[end:stop]), parser.number())
        end = stop + 1
    if match[1] == "options":
        given = read_attributes([match[2] or ""]).attributes
        parser.document.options = changed_options(parser.document.options, given)
        _silent(parser, Block("eob", parser.number()))
    elif block is not None:
        parser.blocks.append(block)
        parser.boundary = bool(parser.waiting)
    parser.pos = end
    return True


def _extended(tag: re.Match[str], body: str, line: int) -> Block:
    """Give the block of a comment, or of raw text; that for other formats writes nothing."""
    if tag[1] == "comment":
        return Block("comment", line, text=f"<!-- {body} -->")
    formats = read_attributes([tag[2] or ""]).attributes.get("type", "html").split()
    return Block("nomarkdown" if "html" in formats else "foreign", line, text=body)


def _silent(parser: BlockParser, block: Block) -> None:
    """Keep a block that writes nothing where it stands, so that attributes can follow it."""
    parser.blocks.append(block)
    parser.waiting.clear()
    parser.boundary = False
