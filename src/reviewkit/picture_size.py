"""Kind and size of a picture, from the first bytes of its file, as browsers show it.

The libraries that do this give some pictures the wrong size: drawings (SVG), photographs turned in
a PNG or an AVIF, wide GIFs. A size that is wrong distorts the picture in every feed reader.
"""

import re
import struct
from collections.abc import Iterator
from typing import Any, BinaryIO, Final, NamedTuple

__all__ = ["SVG", "Picture", "picture_in"]

SVG: Final = "image/svg+xml"
_HEAD: Final = 64
_AVIF: Final = re.compile(rb".{4}ftyp(?:avi[fs]|.{8}(?:.{4})*?avi[fs])", re.DOTALL)
_MOST_PARTS: Final = 10_000
"""A picture has a few dozen segments, chunks or boxes; a file that goes on longer is none."""
_MOST_BYTES: Final = 1_000_000
_JPEG_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_JPEG_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_LAST: Final = frozenset({0xD9, 0xDA})
_ORIENTATION: Final = 0x0112
_SVG_PROLOGUE: Final = re.compile(
    r"\s*(?:<\?[^?]*(?:\?(?!>)[^?]*)*\?>|<!--(?:(?!-->).)*-->|<![A-Za-z][^>\[]*(?:\[[^\]]*\]\s*)?>)",
    re.DOTALL,
)
_SVG_ROOT: Final = re.compile(r"""\s*<(?:[\w-]+:)?svg(?=[\s/>])((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_SVG_ATTRIBUTE: Final = re.compile(r"""(?<![\w:.-])([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_NUMBER: Final = r"\+?(\d{1,7}(?:\.\d{0,9})?|\.\d{1,9})"
_LENGTH: Final = re.compile(rf"\s*{_NUMBER}(px|cm|mm|in|pt|pc|q|em|rem|)\s*", re.IGNORECASE)
_VIEW_BOX: Final = re.compile(
    rf"\s*[-+.\de]+[\s,]+[-+.\de]+[\s,]+{_NUMBER}[\s,]+{_NUMBER}\s*", re.IGNORECASE
)
_PIXELS: Final = {
    "": 1.0, "px": 1.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6, "in": 96.0,
    "pt": 96 / 72, "pc": 16.0, "em": 16.0, "rem": 16.0,
}  # fmt: skip
"""Pixels in a unit of length (CSS Values 4, section 6.2); a drawing has the default font size."""


class Picture(NamedTuple):
    """What a file holds; `size` is width and height in pixels, None where the drawing has none."""

    type: str
    size: tuple[int, int] | None


def picture_in(stream: BinaryIO) -> Picture:
    """Read the head of a file: PNG, JPEG, GIF, WebP, AVIF or SVG, whatever its name says.

    Width and height are those that a browser shows, with the turn that a camera notes: it counts in
    JPEG (Exif), PNG (`eXIf`) and AVIF (`irot`), and does not in WebP. Reads no more than it needs.
    Raises ValueError for a file that is no such picture, or ends before its size.
    """
    head = stream.read(_HEAD)
    try:
        if head.startswith(b"\x89PNG\r\n\x1a\n"):
            return Picture("image/png", _not_empty(_png(stream, head)))
        if head.startswith(b"\xff\xd8\xff"):
            return Picture("image/jpeg", _not_empty(_jpeg(stream)))
        if head.startswith((b"GIF87a", b"GIF89a")):
            return Picture("image/gif", _not_empty(struct.unpack_from("<HH", head, 6)))
        if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
            return Picture("image/webp", _not_empty(_webp(head)))
        if _AVIF.match(head):
            return Picture("image/avif", _not_empty(_avif(stream)))
    except (struct.error, IndexError) as error:
        raise ValueError("its size cannot be found, it is probably cut short") from error
    stream.seek(0)
    return Picture(SVG, _svg(stream.read(_MOST_BYTES)))


def _not_empty(size: tuple[int, ...]) -> tuple[int, int]:
    width, height = size
    if width < 1 or height < 1:
        raise ValueError("it has no width or no height")
    return width, height


def _turned(size: tuple[int, int], orientation: int) -> tuple[int, int]:
    """Give the size of a picture lying on its side: orientations 5 to 8 of Exif."""
    return size[::-1] if orientation in {5, 6, 7, 8} else size


def _orientation(exif: bytes) -> int:
    """Read the tag of that name in the first directory of a TIFF header (Exif 2.32, 4.6.2)."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if order is None:
        return 1
    try:
        (place,) = struct.unpack_from(f"{order}L", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, place)
        for number in range(count):
            tag, kind, _, value = struct.unpack_from(f"{order}HHLH", exif, place + 2 + 12 * number)
            if (tag, kind) == (_ORIENTATION, 3):
                return int(value)
    except struct.error:
        pass
    return 1


def _png(stream: BinaryIO, head: bytes) -> tuple[int, int]:
    """Read `IHDR`, and `eXIf` where it comes before the pixels (PNG, third edition, 11.3.4.5)."""
    if head[12:16] != b"IHDR":
        raise ValueError("its size cannot be found, it does not begin as a PNG does")
    width, height = struct.unpack_from(">LL", head, 16)
    place = 8
    for _ in range(_MOST_PARTS):
        stream.seek(place)
        chunk = stream.read(8)
        if chunk[4:] == b"eXIf":
            return _turned((width, height), _orientation(stream.read(_MOST_BYTES)))
        if chunk[4:] in {b"IDAT", b"IEND", b""}:
            break
        place += 12 + int.from_bytes(chunk[:4], "big")
    return width, height


def _jpeg(stream: BinaryIO) -> tuple[int, int]:
    """Go from segment to segment to the frame header, and on to the pixels for a note of Exif."""
    stream.seek(2)
    size, orientation = None, 0
    for _ in range(_MOST_PARTS):
        mark = stream.read(2)
        while mark[1:] == b"\xff":
            mark = mark[1:] + stream.read(1)
        if len(mark) < 2 or mark[0] != 0xFF or mark[1] in _JPEG_LAST:  # noqa: PLR2004 -- mark and kind
            break
        if mark[1] in _JPEG_ALONE:
            continue
        (length,) = _unpacked(stream, ">H")
        after = stream.tell() + length - 2
        if mark[1] in _JPEG_FRAMES:
            _, height, width = _unpacked(stream, ">BHH")
            size = width, height
        elif mark[1] == 0xE1 and not orientation:  # noqa: PLR2004 -- APP1
            data = stream.read(length - 2) if length > 2 else b""  # noqa: PLR2004 -- its own two
            orientation = _orientation(data[6:]) if data.startswith(b"Exif\0\0") else 0
        stream.seek(after)
    if size is None:
        raise ValueError("its size cannot be found, it is probably cut short")
    return _turned(size, orientation)


def _webp(head: bytes) -> tuple[int, int]:
    """Read the three kinds of WebP (RFC 9649, sections 2.5 to 2.7)."""
    kind = head[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if kind == b"VP8L" and head[20] == 0x2F:  # noqa: PLR2004 -- its signature
        (bits,) = struct.unpack_from("<L", head, 21)
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 " and head[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", head, 26)
        return width & 0x3FFF, height & 0x3FFF
    raise ValueError("its size cannot be found, it is probably cut short")


def _avif(stream: BinaryIO) -> tuple[int, int]:
    """Read `ispe` and `irot` of the primary item (ISO/IEC 23008-12, sections 6.5.3 and 6.5.10)."""
    place = 0
    for _ in range(_MOST_PARTS):
        stream.seek(place)
        length, kind = _unpacked(stream, ">L4s")
        if length == 1:
            (length,) = _unpacked(stream, ">Q")
        if kind == b"meta":
            return _avif_size(stream.read(min(length, _MOST_BYTES))[4:])
        if length < 8:  # noqa: PLR2004 -- its own head
            break
        place += length
    raise ValueError("its size cannot be found, it is probably cut short")


def _avif_size(meta: bytes) -> tuple[int, int]:
    boxes = dict(_boxes(meta))
    inner = dict(_boxes(boxes.get(b"iprp", b"")))
    properties = list(_boxes(inner.get(b"ipco", b"")))
    width = height = quarters = 0
    for number in _associated(inner.get(b"ipma", b""), boxes.get(b"pitm", b"")):
        kind, data = properties[number - 1] if 0 < number <= len(properties) else (b"", b"")
        if kind == b"ispe":
            width, height = struct.unpack_from(">LL", data, 4)
        elif kind == b"irot":
            quarters = data[0] & 3
    return (height, width) if quarters % 2 else (width, height)


def _associated(ipma: bytes, pitm: bytes) -> Iterator[int]:
    """Yield the numbers of the properties of the primary item."""
    primary = int.from_bytes(pitm[4:8] if pitm[0] else pitm[4:6], "big")
    id_size, number_size = (4 if ipma[0] else 2), (2 if ipma[3] & 1 else 1)
    (entries,) = struct.unpack_from(">L", ipma, 4)
    place = 8
    for _ in range(min(entries, _MOST_PARTS)):
        item = int.from_bytes(ipma[place : place + id_size], "big")
        count = ipma[place + id_size]
        start = place + id_size + 1
        place = start + count * number_size
        if item == primary:
            for at in range(start, place, number_size):
                number = int.from_bytes(ipma[at : at + number_size], "big")
                yield number & (0x7FFF if number_size > 1 else 0x7F)


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 0
    while place + 8 <= len(data):
        length, kind = struct.unpack_from(">L4s", data, place)
        if length < 8:  # noqa: PLR2004 -- its own head
            return
        yield kind, data[place + 8 : place + length]
        place += length


def _svg(data: bytes) -> tuple[int, int] | None:
    """Read the root of a drawing (SVG 2, section 8.2 and 8.8); of `viewBox` alone, its size."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = data.decode("utf-16" if wide else "utf-8-sig", errors="replace")
    place = 0
    while found := _SVG_PROLOGUE.match(text, place):
        place = found.end()
    root = _SVG_ROOT.match(text, place)
    if root is None:
        raise ValueError("it is no picture of a kind that every reader shows")
    attributes = {name: one or two for name, one, two in _SVG_ATTRIBUTE.findall(root[1])}
    width, height = _pixels(attributes.get("width", "")), _pixels(attributes.get("height", ""))
    box = _VIEW_BOX.fullmatch(attributes.get("viewBox", ""))
    across, down = (float(box[1]), float(box[2])) if box else (0.0, 0.0)
    if across and down:
        width, height = (
            width or (height * across / down if height else across),
            height or (width * down / across if width else down),
        )
    return (max(1, round(width)), max(1, round(height))) if width and height else None


def _pixels(length: str) -> float:
    """Give a length in pixels; 0 for none, and for one that depends on the page."""
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _PIXELS[found[2].lower()] if found else 0.0


def _unpacked(stream: BinaryIO, form: str) -> tuple[Any, ...]:
    """Read numbers and names; struct.error where the file ends before them."""
    return struct.unpack(form, stream.read(struct.calcsize(form)))
