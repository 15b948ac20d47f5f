"""A post's picture as a network takes it: upright, sRGB, still, small, and nothing else in it."""

import contextlib
import dataclasses
import io
import itertools
import math
import re
import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from reviewkit.picture_size import ON_ITS_SIDE, orientation, picture_format

if TYPE_CHECKING:
    from PIL import Image

__all__ = ["FittedPicture", "PictureLimits", "UnfitPicture", "fitted_picture"]

_JPEG: Final = "image/jpeg"
_PNG: Final = "image/png"
_FORMATS: Final = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")

_MOST_BYTES: Final = 50_000_000
_MOST_PIXELS: Final = {
    "JPEG": 120_000_000,  # it is decoded at a half, a quarter or an eighth
    "progressive JPEG": 33_177_600,  # it is held whole nevertheless
    "PNG": 25_000_000,
    "GIF": 33_177_600,
    "WEBP": 12_000_000,
    "transparent WEBP": 10_000_000,
    "AVIF": 20_000_000,
}
"""What takes at most 2 seconds and 300 MB, as `benchmarks/pictures.py` measures it."""

_QUALITIES: Final = range(40, 91)
_CRISP_BYTES: Final = 250_000
"""A drawing or screenshot of at most this stays a PNG, without the smear of JPEG."""
_BAND: Final = 128
_SMALLER: Final = 0.75
_BRIGHT: Final = 170
_WHITE, _DARK = (255, 255, 255), (24, 24, 24)

_NO_PICTURES: Final = (
    (r"\s*\Z", "is empty"),
    (r".{4}ftyp(?:hei[cxms]|hev[cx]|mif1|msf1)", "is HEIC, which browsers do not show"),
    (
        r"\ufeff?\s*(?:<\?xml.*?\?>\s*|<!--.*?-->\s*|<!doctype svg[^>]*>\s*)*<svg",
        "is a drawing (SVG), which no network takes",
    ),
    (r"\ufeff?\s*<(?:!doctype|html|head|!--|\?xml)", "is a page (HTML)"),
)
"""What is often found where a picture should be, by how it begins."""
_MODES: Final = {"GRAY": "L", "RGB": "RGB", "CMYK": "CMYK"}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PictureLimits:
    """What a network takes; the defaults are safe for a link card on Bluesky.

    `max_bytes` is decimal (lexicon app.bsky.embed.external: 1,000,000). On Mastodon `max_bytes`,
    `max_pixels` and `types` are the server's `image_size_limit`, `image_matrix_limit` and
    `supported_mime_types`; of the types, only JPEG and PNG are ever made.
    """

    max_bytes: int = 1_000_000
    max_width: int = 1200
    max_height: int = 2000
    max_pixels: int = 33_177_600
    types: frozenset[str] = frozenset({_JPEG, _PNG})


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FittedPicture:
    """A picture to upload; `width` and `height` in pixels are its aspect ratio."""

    data: bytes
    type: str
    width: int
    height: int

    @property
    def size(self) -> int:
        """The bytes of the file."""
        return len(self.data)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class UnfitPicture:
    """Why there is no picture, to be said as a warning: `reason` goes on after `the picture …`."""

    reason: str
    fix: str


class _UnfitError(Exception):
    """Carries the reason up to `fitted_picture`, which gives it as a value."""


def fitted_picture(
    data: bytes, limits: PictureLimits | None = None
) -> FittedPicture | UnfitPicture:
    """Make of a picture's file one that a network takes, or say why that cannot be.

    The result is turned upright, in sRGB, without transparency, the first frame of an animation,
    within `limits`, and has no metadata: no place, no camera, no comment. Equal bytes give equal
    bytes with one version of Pillow. Never raises: a post is not lost for its picture.
    """
    try:
        # Decoders warn of what they repair; what they cannot repair they raise.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _fitted(data, limits or PictureLimits())
    except _UnfitError as unfit:
        return UnfitPicture(
            reason=str(unfit), fix="save it again as JPEG or PNG, not wider than 2400 pixels"
        )


def _fitted(data: bytes, limits: PictureLimits) -> FittedPicture:
    if not limits.types & {_JPEG, _PNG}:
        raise _UnfitError("would have to be of a type that is not made: neither JPEG nor PNG")
    if len(data) > _MOST_BYTES:
        raise _UnfitError(f"has {len(data):,} bytes, more than {_MOST_BYTES:,}")
    image = _opened(data)
    kind = picture_format(image.format)
    turn = orientation(image.info.get("exif"), kind)
    flat = _flat(_in_srgb(_shrunk(image, _size_within(image.size, limits, turn)), image.info))
    return _encoded(_turned(flat, turn), limits, drawn=kind in {"PNG", "GIF"})


def _opened(data: bytes) -> "Image.Image":
    """Read the head of a file, and no pixel; refuse what cannot be decoded in bounded memory."""
    from PIL import Image  # noqa: PLC0415 -- slow to import, and most commands send no pictures

    head = data[:4096].decode("utf-8", errors="replace")
    for pattern, reason in _NO_PICTURES:
        if re.match(pattern, head, re.IGNORECASE | re.DOTALL):
            raise _UnfitError(reason)
    try:
        image = Image.open(io.BytesIO(data), formats=_FORMATS)
    except Image.DecompressionBombError:
        raise _UnfitError("has far too many pixels") from None
    except Exception:  # noqa: BLE001 -- decoders raise what they like on broken files
        raise _UnfitError("is no PNG, JPEG, GIF, WebP or AVIF, or is cut short") from None
    kind = picture_format(image.format)
    form = kind
    if "progressive" in image.info:
        form = "progressive JPEG"
    elif kind == "WEBP" and image.mode == "RGBA":
        form = "transparent WEBP"
    most = _MOST_PIXELS[form]
    if image.width * image.height > most:
        size = f"{image.width} by {image.height}"
        raise _UnfitError(f"has too many pixels: {size}, more than {most:,} of {form}")
    return image


def _size_within(
    size: tuple[int, int], limits: PictureLimits, turn: int, scale: float = 1
) -> tuple[int, int]:
    """Give the size, of the picture as it lies in the file, with which it keeps the limits."""
    width, height = size
    most = (limits.max_width, limits.max_height)
    across, down = most[::-1] if turn in ON_ITS_SIDE else most
    area = math.sqrt(limits.max_pixels / (width * height))
    scale *= min(1, across / width, down / height, area)
    return max(1, int(width * scale)), max(1, int(height * scale))


def _shrunk(image: "Image.Image", size: tuple[int, int]) -> "Image.Image":
    """Decode the first frame and make it smaller, as RGB, RGBA, L or CMYK.

    What is decoded is made plain and smaller band by band, so that a picture in memory never stands
    there twice.
    """
    from PIL import Image  # noqa: PLC0415 -- see above

    image.draft(None, size)  # a JPEG is decoded at a half, quarter or eighth
    try:
        image.load()
    except Exception:  # noqa: BLE001 -- see above
        raise _UnfitError("is broken or cut short") from None
    factor = max(1, min(image.width // size[0], image.height // size[1]) // 2)
    band = _BAND * factor
    pieces = (
        _plain(image.crop((0, top, image.width, min(image.height, top + band)))).reduce(factor)
        for top in range(0, image.height, band)
    )
    first = next(pieces)
    whole = Image.new(first.mode, (first.width, math.ceil(image.height / factor)))
    for number, piece in enumerate(itertools.chain([first], pieces)):
        whole.paste(piece, (0, number * _BAND))
    if whole.size != size:
        whole = whole.resize(size, Image.Resampling.LANCZOS)
    return whole


def _plain(piece: "Image.Image") -> "Image.Image":
    """Write pixels in one of the modes that can be averaged: RGB, RGBA, L or CMYK."""
    if piece.mode.startswith("I"):  # 16 bits a channel: the upper eight
        return piece.point(lambda value: value / 256).convert("L")
    if piece.has_transparency_data:
        return piece.convert("RGBA")
    if piece.mode in {"1", "L"}:
        return piece.convert("L")
    return piece if piece.mode == "CMYK" else piece.convert("RGB")


def _in_srgb(image: "Image.Image", notes: Mapping[str | tuple[int, int], object]) -> "Image.Image":
    """Convert colours by the ICC profile of the file; without one that fits they are sRGB."""
    from PIL import ImageCms  # noqa: PLC0415 -- see above

    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    colours = image.convert("RGB") if alpha else image
    given = notes.get("icc_profile")
    if isinstance(given, bytes) and given:
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
            profile = ImageCms.getOpenProfile(io.BytesIO(given))
            mode = _MODES.get(profile.profile.xcolor_space.strip(), "")
            if mode == colours.mode or {mode, colours.mode} == {"L", "RGB"}:
                converted = ImageCms.profileToProfile(
                    colours.convert(mode), profile, ImageCms.createProfile("sRGB"), outputMode="RGB"
                )
                colours = converted or colours
    colours = colours.convert("RGB")
    if alpha:
        colours.putalpha(alpha)
    return colours


def _flat(image: "Image.Image") -> "Image.Image":
    """Lay a picture on white, or on dark when what is seen of it is bright; nothing but pixels."""
    from PIL import Image, ImageStat  # noqa: PLC0415 -- see above

    if image.mode != "RGBA":
        plain = Image.new("RGB", image.size)
        plain.paste(image)
        return plain
    alpha = image.getchannel("A")
    seen = ImageStat.Stat(image.convert("L"), alpha.point(lambda value: value // 128 * 255))
    bright = seen.count[0] and seen.mean[0] > _BRIGHT
    plain = Image.new("RGB", image.size, _DARK if bright else _WHITE)
    plain.paste(image, mask=alpha)
    return plain


def _turned(image: "Image.Image", turn: int) -> "Image.Image":
    """Turn a picture upright (Exif 2.32, section 4.6.2: 1 is upright)."""
    from PIL import Image  # noqa: PLC0415 -- see above

    way = Image.Transpose
    turns = {
        2: way.FLIP_LEFT_RIGHT,
        3: way.ROTATE_180,
        4: way.FLIP_TOP_BOTTOM,
        5: way.TRANSPOSE,
        6: way.ROTATE_270,
        7: way.TRANSVERSE,
        8: way.ROTATE_90,
    }
    return image.transpose(turns[turn]) if turn in turns else image


def _encoded(image: "Image.Image", limits: PictureLimits, *, drawn: bool) -> FittedPicture:
    """Write a picture as PNG while that is small or nothing else is taken, otherwise as JPEG.

    When not even the poorest quality keeps the limit, the picture gets smaller, down to one pixel.
    """
    while True:
        data, kind = _written(image, limits, drawn=drawn)
        if len(data) <= limits.max_bytes:
            return FittedPicture(data=data, type=kind, width=image.width, height=image.height)
        if image.size == (1, 1):
            raise _UnfitError(f"cannot be made smaller than {limits.max_bytes:,} bytes")
        smaller = _size_within(image.size, limits, 1, _SMALLER)
        image = image.resize(smaller)


def _written(image: "Image.Image", limits: PictureLimits, *, drawn: bool) -> tuple[bytes, str]:
    if _JPEG not in limits.types:
        return _saved(image, "PNG", optimize=True), _PNG
    most = min(_CRISP_BYTES, limits.max_bytes)
    if drawn and _PNG in limits.types and len(_saved(image, "PNG", compress_level=1)) <= 2 * most:
        data = _saved(image, "PNG", optimize=True)  # slow where there is much to say
        if len(data) <= most:
            return data, _PNG
    return _best_jpeg(image, limits.max_bytes), _JPEG


def _best_jpeg(image: "Image.Image", most: int) -> bytes:
    """Find the best quality that keeps the limit; the poorest, when none does."""
    low, high = 0, len(_QUALITIES) - 1
    best = b""
    middle = high
    while low <= high:
        data = _saved(image, "JPEG", quality=_QUALITIES[middle], optimize=True)
        if len(data) <= most:
            best, low = data, middle + 1
        else:
            high = middle - 1
        middle = (low + high) // 2
    return best or data


def _saved(image: "Image.Image", kind: str, **options: int) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()
