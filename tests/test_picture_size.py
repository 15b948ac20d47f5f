"""Width and height are those that a browser shows, whatever made the picture."""

import io
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from reviewkit.picture_size import Picture, picture_in

SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}><rect width="5" height="7"/></svg>'
KINDS = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "AVIF": "image/avif",
}


def drawn(
    kind: str, width: int = 30, height: int = 20, *, mode: str = "RGB", **options: object
) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, (width, height)).save(stream, kind, **cast("dict[str, Any]", options))
    return stream.getvalue()


def turned(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


def look(content: bytes) -> Picture:
    return picture_in(io.BytesIO(content))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [(1, 1), (30, 20), (257, 4099)])
def test_every_kind_has_its_type_and_size(kind: str, size: tuple[int, int]) -> None:
    assert look(drawn(kind, *size)) == Picture(KINDS[kind], size)


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("PNG", {"mode": "P"}),
        ("PNG", {"mode": "1", "dpi": (300, 300)}),
        ("JPEG", {"progressive": True}),
        ("JPEG", {"mode": "CMYK"}),
        ("JPEG", {"mode": "L", "comment": b"x" * 60_000}),
        ("JPEG", {"icc_profile": b"x" * 500_000}),
        ("WEBP", {"lossless": True}),
        ("WEBP", {"mode": "RGBA"}),
        ("WEBP", {"mode": "RGBA", "lossless": True}),
        ("AVIF", {"mode": "RGBA"}),
    ],
)
def test_the_way_a_picture_is_saved_does_not_matter(kind: str, options: dict[str, Any]) -> None:
    assert look(drawn(kind, **options)).size == (30, 20)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
def test_a_picture_that_moves_has_the_size_of_its_canvas(kind: str) -> None:
    more = [Image.new("RGB", (30, 20), colour) for colour in ("red", "blue")]

    assert look(drawn(kind, save_all=True, append_images=more)).size == (30, 20)


def test_a_photograph_with_further_ones_behind_it_is_a_photograph() -> None:
    # CIPA DC-007, Multi-Picture Format: many telephones write it under the name .jpg.
    stream = io.BytesIO()
    exif = turned(6)
    Image.new("RGB", (30, 20)).save(
        stream, "MPO", save_all=True, append_images=[Image.new("RGB", (8, 8))], exif=exif
    )

    assert look(stream.getvalue()) == Picture("image/jpeg", (20, 30))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_on_its_side_is_shown_upright(kind: str, orientation: int) -> None:
    expected = (20, 30) if orientation > 4 else (30, 20)

    assert look(drawn(kind, exif=turned(orientation))).size == expected


@pytest.mark.parametrize("lossless", [True, False])
def test_browsers_do_not_turn_a_webp(lossless: bool) -> None:  # noqa: FBT001 -- a parameter of the test
    assert look(drawn("WEBP", exif=turned(6), lossless=lossless)).size == (30, 20)


@pytest.mark.parametrize("order", ["<", ">"])
def test_exif_is_read_in_either_order_of_bytes_and_behind_a_thumbnail(order: str) -> None:
    mark = b"II*\0" if order == "<" else b"MM\0*"
    tag = struct.pack(f"{order}HHLHH", 0x0112, 3, 1, 6, 0)
    exif = mark + struct.pack(f"{order}L", 8) + struct.pack(f"{order}H", 1) + tag + b"x" * 60_000
    segments = b"".join(
        b"\xff\xe1" + struct.pack(">H", len(data) + 2) + data
        for data in (b"http://ns.adobe.com/xap/1.0/\0<x/>", b"Exif\0\0" + exif)
    )
    plain = drawn("JPEG")

    assert look(plain[:2] + segments + plain[2:]).size == (20, 30)


def test_a_wide_gif_is_as_wide_as_it_is() -> None:
    wide = bytearray(drawn("GIF"))
    wide[6:8] = struct.pack("<H", 40_000)
    assert look(bytes(wide)).size == (40_000, 20)


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="40" height="20"', (40, 20)),
        ("width='40px' height='20PX'", (40, 20)),
        ('width="10mm" height="1in"', (38, 96)),
        ('width="1cm" height="12pt"', (38, 16)),
        ('width="2em" height="1pc"', (32, 16)),
        ('width="40.6" height=".4"', (41, 1)),
        ('viewBox="0 0 100 50"', (100, 50)),
        ('viewBox="-5,-5,100.4,50"', (100, 50)),
        ('width="100%" height="100%" viewBox="0 0 100 50"', (100, 50)),
        ('width="200" viewBox="0 0 100 50"', (200, 100)),
        ('height="200" viewBox="0 0 100 50"', (400, 200)),
        ('width="40" height="20" viewBox="0 0 1 1"', (40, 20)),
        ("", None),
        ('width="200"', None),
        ('width="0" height="0"', None),
        ('width="-4" height="3"', None),
        ('width="1e999" height="3"', None),
        ('viewBox="0 0 0 0"', None),
        ('viewBox="a b c d" data-width="4" data-height="3"', None),
    ],
)
def test_a_drawing_has_the_size_its_root_says(
    attributes: str, size: tuple[int, int] | None
) -> None:
    assert look(SVG.format(attributes).encode()) == Picture("image/svg+xml", size)


@pytest.mark.parametrize(
    "before",
    [
        '<?xml version="1.0" encoding="utf-8"?>\n',
        "\n\n",
        '<!-- <svg width="1" height="1"> -->',
        '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">',
        '<!DOCTYPE svg [<!ENTITY a "b">]>\n<?xml-stylesheet href="a?b"?>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_stands_before_a_drawing_does_not_matter(before: str, encoding: str) -> None:
    text = before + SVG.format('viewBox="0 0 9 3" width="18" height="6"')

    assert look(text.encode(encoding)).size == (18, 6)


def test_a_drawing_may_have_a_prefix() -> None:
    assert look(b'<s:svg xmlns:s="http://www.w3.org/2000/svg" width="4" height="3"/>').size == (
        4,
        3,
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_cut_before_its_size_is_none(kind: str) -> None:
    content = drawn(kind)

    for length in range(10):
        with pytest.raises(ValueError, match=r"size cannot be found|no picture"):
            look(content[:length])


@given(st.sampled_from([drawn(kind) for kind in KINDS]), st.integers(0, 400), st.binary(max_size=9))
def test_a_damaged_picture_is_a_picture_or_a_value_error(
    content: bytes, place: int, damage: bytes
) -> None:
    damaged = content[:place] + damage + content[place + len(damage) :]
    try:
        picture = look(damaged)
    except ValueError:
        return
    assert picture.size is None or min(picture.size) > 0


@given(st.binary(max_size=200))
def test_any_bytes_are_a_picture_or_a_value_error(content: bytes) -> None:
    for start in (b"", b"<svg ", b"\xff\xd8\xff", b"RIFFxxxxWEBPVP8X", b"\0\0\0\x20ftypavif"):
        try:
            look(start + content)
        except ValueError:
            continue


@pytest.mark.parametrize("kind", ["BMP", "ICO", "TIFF"])
def test_what_not_every_reader_shows_is_none(kind: str) -> None:
    with pytest.raises(ValueError, match="no picture of a kind that every reader shows"):
        look(drawn(kind))


@pytest.mark.parametrize(
    "start",
    [
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        b"\xff\x0a",
        b"\0\0\0\x0cJXL \r\n\x87\n",
        b"<html><svg width='4' height='3'/></html>",
        b"<!--" * 200_000,
        b"<svg a='" * 100_000,
        b"\0" * 100,
    ],
)
def test_other_files_are_none(start: bytes) -> None:
    with pytest.raises(ValueError, match="no picture of a kind that every reader shows"):
        look(start)


@pytest.mark.parametrize("start", [b"\xff\xd8\xff\xe0\0\x02", b"\x89PNG\r\n\x1a\n", b"", b"\0"])
def test_of_a_file_full_of_nothing_little_is_read(tmp_path: Path, start: bytes) -> None:
    path = tmp_path / "large.bin"
    path.write_bytes(start)
    with path.open("r+b") as stream:
        stream.truncate(100_000_000)

    with path.open("rb", buffering=0) as stream, pytest.raises(ValueError, match="it"):
        picture_in(Counted(stream))  # type: ignore[arg-type]


class Counted:
    """A stream that lets no more than two million bytes be read."""

    def __init__(self, stream: Any) -> None:  # noqa: ANN401 -- a raw file
        self._stream = stream
        self._left = 2_000_000
        self.seek: Callable[[int], int] = stream.seek
        self.tell: Callable[[], int] = stream.tell

    def read(self, size: int) -> bytes:
        self._left -= size
        assert self._left >= 0
        data: bytes = self._stream.read(size)
        return data
