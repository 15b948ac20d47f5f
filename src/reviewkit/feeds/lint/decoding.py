"""The text of a document: which encoding it says, which it has, and what no document may hold."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from reviewkit.feeds.lint.finding import Finding, found
from reviewkit.feeds.lint.words import words

__all__ = ["Decoded", "decoded", "line_at"]

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Marks at the beginning of a document; those of UTF-32 first, as they begin like UTF-16."""
_BARE: Final = ((b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be"))
"""How a declaration begins in UTF-16 without a mark (XML 1.0, appendix F)."""

_DECLARATION: Final = re.compile(
    r"""<\?xml\s+version\s*=\s*(?:"(?P<v1>[^"]*)"|'(?P<v2>[^']*)')"""
    r"""(?P<encoding>\s+encoding\s*=\s*(?:"(?P<e1>[^"]*)"|'(?P<e2>[^']*)'))?[^>]*\?>"""
)
_COMMON: Final = words(
    "ascii big5 cp1250 cp1251 cp1252 cp1254 cp1255 cp1256 euc_jp gb18030 iso8859-1 iso8859-15 "
    "iso8859-2 iso8859-7 koi8-r shift_jis utf-16 utf-8"
)
"""Encodings that readers know, by the names Python has for them."""
_DAMAGED: Final = re.compile("[\x80-\x9f\ufffd]|[\u00c2\u00c3][\x80-\xbf]")
"""Signs of text that was decoded as another encoding: C1 controls, and UTF-8 read as Latin-1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A document as text, with a line feed at the end of each line, and what was wrong with it."""

    text: str
    findings: tuple[Finding, ...]


def decoded(data: bytes) -> Decoded:
    """Decode a document by its byte order mark, its XML declaration, or else as UTF-8.

    (XML 1.0, section 4.3.3; JSON is UTF-8 always, RFC 8259, section 8.1.) What cannot be decoded
    becomes a question mark, so that the rest can still be read.
    """
    mark, marked = next(((bom, name) for bom, name in _BOMS if data.startswith(bom)), (b"", ""))
    bare = next((name for start, name in _BARE if data.startswith(start)), "")
    guess = marked or bare or "utf-8"
    head = data[len(mark) : len(mark) + 4096].decode(
        guess if not marked else _inside(mark, guess), "replace"
    )
    match = _DECLARATION.match(head)
    declared = (match["e1"] or match["e2"] or "") if match else ""
    findings: list[Finding] = []
    if match and (match["v1"] or match["v2"] or "") != "1.0":
        version = match["v1"] or match["v2"] or ""
        findings.append(found("BadXmlVersion", 1, f"the document is of XML {version}"))
    encoding, fault = _chosen(marked or bare, declared)
    if fault:
        findings.append(fault)
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    broken = tuple(_undecodable(data, encoding))
    findings.extend(broken)
    if broken:
        text = text.replace("\ufffd", "?")  # said already
    return Decoded(text=text, findings=tuple(findings))


def _inside(mark: bytes, encoding: str) -> str:
    """Give the name of an encoding with the order of bytes its mark says."""
    if encoding == "utf-8":
        return encoding
    return f"{encoding}-{'le' if mark in {codecs.BOM_UTF16_LE, codecs.BOM_UTF32_LE} else 'be'}"


def _chosen(seen: str, declared: str) -> tuple[str, Finding | None]:
    """Give the encoding to decode by, and what is wrong with the one that is declared."""
    if not declared:
        return seen or "utf-8", None
    try:
        name = codecs.lookup(declared).name
        "".encode(name)
    except (LookupError, ValueError):
        what = f"the document says it is in {declared}, which is no encoding"
        return seen or "utf-8", found("UnknownEncoding", 1, what)
    if seen and not name.startswith(seen[:6]):
        what = f"the document says it is in {declared}, and begins as {seen} does"
        return seen, found("UnicodeError", 1, what)
    if not seen and name.startswith(("utf-16", "utf-32")):
        what = f"the document says it is in {declared}, and is not"
        return "utf-8", found("UnicodeError", 1, what)
    if name not in _COMMON:
        what = f"the document is in {declared}, which few readers know"
        return seen or name, found("ObscureEncoding", 1, what)
    return seen or name, None


def _undecodable(data: bytes, encoding: str) -> Iterator[Finding]:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start : error.start + 1].hex()
        yield found(
            "UnicodeError", line, f"the document is not in {encoding}: byte {byte} is no text"
        )
    except UnicodeError as error:
        yield found("UnicodeError", 1, f"the document is not in {encoding}: {error}")


def damaged(text: str) -> Iterator[Finding]:
    """Find lines that were decoded as another encoding on the way, such as `Ã©` for `é`."""
    for line, written in enumerate(text.split("\n"), start=1):
        match = _DAMAGED.search(written)
        if match:
            around = written[max(match.start() - 10, 0) : match.end() + 10].strip()
            yield found(
                "BadCharacters", line, f"there is text that was damaged on the way: {around}"
            )


def line_at(text: str, offset: int) -> int:
    """Give the line of a place in a text, counted from 1."""
    return text.count("\n", 0, offset) + 1
