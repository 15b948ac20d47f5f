"""Lines that say something about the text: links, footnotes, abbreviations, attributes, options."""

import re
from typing import Final

from reviewkit.markdown.kramdown.attributes import merge_attributes, parse_attributes
from reviewkit.markdown.kramdown.blocks import Block, BlockParser, is_blank, lazy_end
from reviewkit.markdown.kramdown.document import (
    Attributes,
    Footnote,
    LinkDefinition,
    normalized_name,
)
from reviewkit.markdown.kramdown.options import changed_options

__all__ = [
    "abbreviation_definition",
    "attribute_line",
    "extension",
    "footnote_definition",
    "link_definition",
]

_LINK: Final = re.compile(
    r" {0,3}\[([^\n\]]+)\]:[ \t]*(?:<(.*?)>|([^'\"\n]*?\S[^'\"\n]*?))"
    r"(?:(?:[ \t]*\n|[ \t]+)[ \t]*([\"'])(.+?)\4)?[ \t]*(?:\n|$)"
)
_FOOTNOTE: Final = re.compile(r" {0,3}\[\^((?:\w|\d)[\w-]*)\]:\s*?(.*)$")
_ABBREVIATION: Final = re.compile(r" {0,3}\*\[(.+?)\]:(.*)$")
_ALD: Final = re.compile(r" {0,3}\{:((?:\w|\d)[\w-]*):((?:\\\}|[^}])+)\}\s*$")
_IAL: Final = re.compile(r" {0,3}\{:(?!:|/)((?:\\\}|[^}])+)\}\s*$")
_EXTENSION: Final = re.compile(r" {0,3}\{::(\w+)(?:\s((?:\\\}|[^}])*?))?(/)?\}\s*$")
_INDENT: Final = re.compile(r"^(?:\t| {4})")


def link_definition(parser: BlockParser) -> bool:
    """Read `[name]: url "title"`; the title may stand on the next line. Later ones win."""
    if not re.match(r" {0,3}\[", parser.current):
        return False
    text = "\n".join(parser.lines[parser.pos : parser.pos + 2]) + "\n"
    match = _LINK.match(text)
    if match is None:
        return False
    name = normalized_name(match[1])
    url = match[2] if match[2] is not None else match[3]
    parser.document.links[name] = LinkDefinition(url=url.strip(), title=match[5])
    parser.pos += match[0].count("\n")
    block = Block("link definition", parser.number(), data={"name": name})
    block.attribute_texts = list(parser.waiting)
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
            blanks.append("")
        elif _INDENT.match(line):
            lines += [*blanks, _INDENT.sub("", line, count=1)]
            blanks = []
        elif blanks or lazy_end(line) or len(lines) == 1:
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
    parser.document.abbreviations[match[1]] = (match[2].strip(), {})
    parser.pos += 1
    _silent(parser, Block("abbreviation", parser.number(parser.pos - 1), data={"name": match[1]}))
    return True


def attribute_line(parser: BlockParser) -> bool:
    """Read `{:name: ...}`, or `{: ...}` for the block above, or for the next one after a blank."""
    if match := _ALD.match(parser.current):
        attributes = parser.document.attribute_lists.setdefault(match[1], {})
        merge_attributes(attributes, parse_attributes(match[2], parser.document))
        parser.pos += 1
        _silent(parser, Block("eob", parser.number(parser.pos - 1)))
        return True
    match = _IAL.match(parser.current)
    if match is None:
        return False
    last = parser.blocks[-1] if parser.blocks else None
    parser.pos += 1
    if last is None or last.kind in {"blank", "eob"} or parser.waiting:
        parser.waiting.append(match[1])
        parser.boundary = True
        return True
    last.attribute_texts.append(match[1])
    parser.boundary = False
    if parser.pos >= len(parser.lines) or not _IAL.match(parser.current):
        parser.blocks.append(Block("eob", parser.number(parser.pos - 1)))
    return True


def extension(parser: BlockParser) -> bool:
    """Read `{::comment}`, `{::nomarkdown}` and `{::options ... /}`; others are text."""
    match = _EXTENSION.match(parser.current)
    if match is None or match[1] not in {"comment", "nomarkdown", "options"}:
        return False
    body, end = "", parser.pos + 1
    if not match[3]:
        close = re.compile(rf" {{0,3}}\{{:/(?:{match[1]})?\}}\s*$")
        found = next(
            (n for n in range(end, len(parser.lines)) if close.match(parser.lines[n])), None
        )
        if found is None:
            return False
        body, end = "\n".join(parser.lines[parser.pos + 1 : found]), found + 1
    if match[1] == "options":
        given = parse_attributes(match[2] or "", parser.document)
        parser.document.options = changed_options(parser.document.options, given)
        parser.waiting.clear()
    elif match[1] == "comment" and not match[3]:
        parser.add(Block("comment", parser.number(), text=f"<!-- {body} -->"))
    elif body and _is_html(parse_attributes(match[2] or "", parser.document)):
        parser.add(Block("nomarkdown", parser.number(), text=body))
    parser.pos = end
    parser.boundary = True
    return True


def _is_html(attributes: Attributes) -> bool:
    """Tell whether a nomarkdown part is meant for HTML."""
    return "html" in attributes.get("type", "html").split()


def _silent(parser: BlockParser, block: Block) -> None:
    """Keep a block that writes nothing where it stands, so that attributes can follow it."""
    parser.blocks.append(block)
    parser.waiting.clear()
    parser.boundary = False
