"""Kind and size of a picture, from the head of its file, as browsers show it."""

import io
import re
import warnings
from typing import BinaryIO, Final, NamedTuple

__all__ = ["ON_ITS_SIDE", "SVG", "Picture", "orientation", "picture_format", "picture_in"]

SVG: Final = "image/svg+xml"
_TYPES: Final = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "AVIF": "image/avif",
}
_TURNED: Final = frozenset({"PNG", "JPEG", "AVIF"})
"""Where browsers turn a picture as the camera noted it; in WebP they do not."""
_ORIENTATION: Final = 0x0112
_TURNS: Final = range(1, 9)
ON_ITS_SIDE: Final = frozenset({5, 6, 7, 8})
"""Orientations where width and height change places (Exif 2.32, section 4.6.2)."""
_HEAD: Final = 64
_MOST_BYTES: Final = 1_000_000
_PIXEL_PICTURE: Final = re.compile(
    rb"\x89PNG\r\n\x1a\n|(?P<jpeg>\xff\xd8\xff)|GIF8[79]a|RIFF.{4}WEBP"
    rb"|.{4}ftyp(?:avi[fs]|.{8}(?:.{4})*?avi[fs])",
    re.DOTALL,
)
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

    Width and height are those that a browser shows, with the turn that a camera notes. No pixel is
    decoded. Raises ValueError for a file that is no such picture, or ends before its size.
    """
    kind = _PIXEL_PICTURE.match(stream.read(_HEAD))
    stream.seek(0)
    if kind is None:
        return Picture(SVG, _svg(stream.read(_MOST_BYTES)))
    # In a broken JPEG the next mark is looked for byte by byte, to the end of the file.
    return _pixel_picture(io.BytesIO(stream.read(_MOST_BYTES)) if kind["jpeg"] else stream)


def _pixel_picture(stream: BinaryIO) -> Picture:
    from PIL import Image  # noqa: PLC0415 -- slow to import, and few commands look at pictures

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(stream, formats=tuple(_TYPES))
    except Image.DecompressionBombError as error:
        raise ValueError("it has too many pixels for a web page") from error
    except Exception as error:
        raise ValueError("its size cannot be found, it is probably cut short") from error
    kind, (width, height) = picture_format(picture.format), picture.size
    if orientation(picture.info.get("exif"), kind) in ON_ITS_SIDE:
        width, height = height, width
    return Picture(_TYPES[kind], (width, height))


def picture_format(name: str | None) -> str:
    """Give the format of a picture that Pillow has opened, by Pillow's name.

    A JPEG with further pictures behind the first, as many telephones make them, is a JPEG.
    (CIPA DC-007, Multi-Picture Format.)
    """
    return "JPEG" if name == "MPO" else str(name)


def orientation(exif: object, kind: str) -> int:
    """Give how browsers turn a picture, 1 to 8, from its notes and `picture_format`; 1 is upright.

    (Exif 2.32, section 4.6.2, orientation.)
    """
    from PIL import Image  # noqa: PLC0415 -- see above

    if kind not in _TURNED or not isinstance(exif, bytes):
        return 1
    notes = Image.Exif()
    try:
        notes.load(exif)
        turn = int(notes.get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 -- the same
        return 1
    return turn if turn in _TURNS else 1


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
