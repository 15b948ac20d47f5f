"""Pictures for networks: upright, in sRGB, still, small, silent about their maker, or a reason."""

import io
import random
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageDraw, PngImagePlugin

from reviewkit.announce.picture import (
    FittedPicture,
    PictureLimits,
    UnfitPicture,
    fitted_picture,
)

TURNS: Final = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How a camera that was held so lays the picture into its file."""

RED, BLUE, WHITE = (220, 20, 20), (20, 20, 220), (255, 255, 255)
PRIVATE: Final = "Rue du Silence"


def scene(width: int = 300, height: int = 200) -> Image.Image:
    """Draw blue with a red corner at the top left."""
    image = Image.new("RGB", (width, height), BLUE)
    ImageDraw.Draw(image).rectangle((0, 0, width // 3, height // 3), fill=RED)
    return image


def noise(width: int, height: int) -> Image.Image:
    seeded = random.Random(7)  # noqa: S311 -- noise, the same each time
    return Image.frombytes("RGB", (width, height), seeded.randbytes(width * height * 3))


def saved(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:  # noqa: ANN401
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def fitted(data: bytes, limits: PictureLimits | None = None) -> FittedPicture:
    result = fitted_picture(data, limits)
    assert isinstance(result, FittedPicture), result
    return result


def opened(picture: FittedPicture) -> Image.Image:
    image = Image.open(io.BytesIO(picture.data), formats=("JPEG", "PNG"))
    image.load()
    return image


def colour(picture: FittedPicture, across: float, down: float) -> tuple[int, ...]:
    """Give the colour of the pixel at a share of width and height."""
    value = opened(picture).getpixel((int(picture.width * across), int(picture.height * down)))
    assert isinstance(value, tuple)
    return value


def near(one: tuple[int, ...], two: tuple[int, ...], most: int = 12) -> bool:
    return len(one) == len(two) and all(abs(a - b) <= most for a, b in zip(one, two, strict=True))


def shows_the_scene(picture: FittedPicture) -> bool:
    corners = [colour(picture, x, y) for x in (0.1, 0.9) for y in (0.1, 0.9)]
    return near(corners[0], RED) and all(near(corner, BLUE) for corner in corners[1:])


def parts(data: bytes) -> list[str]:
    """Name what a file is made of: the chunks of a PNG, the markers of a JPEG up to its pixels."""
    names, place = [], 8 if data.startswith(b"\x89PNG") else 2
    while place < len(data):
        if data.startswith(b"\x89PNG"):
            names.append(data[place + 4 : place + 8].decode())
            place += 12 + int.from_bytes(data[place : place + 4])
        else:
            names.append(f"{data[place + 1]:02X}")
            if data[place + 1] == 0xDA:
                return names
            place += 2 + int.from_bytes(data[place + 2 : place + 4])
    return names


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "AVIF"])
@pytest.mark.parametrize(("turn", "transpose"), TURNS.items())
def test_a_picture_is_upright_however_the_camera_was_held(
    turn: int, transpose: Image.Transpose | None, kind: str
) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    laid = scene() if transpose is None else scene().transpose(transpose)

    picture = fitted(saved(laid, kind, exif=exif))

    assert (picture.width, picture.height) == (300, 200)
    assert shows_the_scene(picture)


@pytest.mark.parametrize("turn", [0, 9, 77])
def test_a_turn_that_does_not_exist_is_none(turn: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn

    assert shows_the_scene(fitted(saved(scene(), "JPEG", exif=exif)))


@pytest.mark.parametrize("mode", ["RGB", "L", "1", "P", "CMYK", "RGBA", "LA"])
def test_a_picture_of_any_mode_has_three_colours(mode: str) -> None:
    image = scene().quantize(16) if mode == "P" else scene().convert(mode)

    picture = fitted(saved(image, "JPEG" if mode == "CMYK" else "PNG"))

    assert opened(picture).mode == "RGB"
    if mode in {"RGB", "P", "CMYK", "RGBA"}:
        assert shows_the_scene(picture)


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP", "AVIF", "MPO"])
def test_the_first_frame_of_an_animation_is_a_still(kind: str) -> None:
    others = [Image.new("RGB", (300, 200), WHITE)] * 2

    picture = fitted(saved(scene(), kind, save_all=True, append_images=others))

    assert shows_the_scene(picture)
    assert getattr(opened(picture), "n_frames", 1) == 1


@pytest.mark.parametrize("level", [0, 20_000, 40_000, 65_535])
def test_sixteen_bits_become_eight(level: int) -> None:
    gray = Image.frombytes("I;16", (8, 8), level.to_bytes(2, "little") * 64)

    assert near(colour(fitted(saved(gray)), 0.5, 0.5), (level >> 8,) * 3, 1)


def test_colours_are_converted_to_srgb_by_their_profile() -> None:
    # Red and blue change places in this profile: what is not converted keeps them.
    swapped = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = swapped.index(b"rXYZ"), swapped.index(b"bXYZ")
    swapped[red : red + 4], swapped[blue : blue + 4] = b"bXYZ", b"rXYZ"
    image = Image.new("RGB", (40, 40), (250, 0, 10))

    picture = fitted(saved(image, "PNG", icc_profile=bytes(swapped)))

    assert near(colour(picture, 0.5, 0.5), (10, 0, 250), 3)


def test_a_profile_keeps_transparency_where_it_is() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = scene().convert("RGBA")
    image.paste((0, 0, 0, 0), (150, 100, 300, 200))

    picture = fitted(saved(image, "PNG", icc_profile=profile))

    assert near(colour(picture, 0.1, 0.1), RED)
    assert near(colour(picture, 0.9, 0.9), WHITE)


@pytest.mark.parametrize("profile", [b"no profile", b"\0" * 200])
def test_a_profile_that_is_none_is_passed_over(profile: bytes) -> None:
    assert shows_the_scene(fitted(saved(scene(), "JPEG", icc_profile=profile)))


def test_a_profile_for_other_colours_is_passed_over() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    assert shows_the_scene(fitted(saved(scene().convert("CMYK"), "JPEG", icc_profile=profile)))


@pytest.mark.parametrize(("ink", "ground"), [((30, 30, 30), WHITE), (WHITE, (24, 24, 24))])
def test_transparency_becomes_a_ground_on_which_the_rest_is_seen(
    ink: tuple[int, int, int], ground: tuple[int, int, int]
) -> None:
    image = Image.new("RGBA", (100, 100), (*ink, 0))
    image.paste((*ink, 255), (40, 40, 60, 60))

    picture = fitted(saved(image))

    assert near(colour(picture, 0.1, 0.1), ground, 2)
    assert near(colour(picture, 0.5, 0.5), ink, 2)


@pytest.mark.parametrize("width", [2000, 4000, 9000])
def test_what_is_transparent_lends_no_colour_to_its_neighbours(width: int) -> None:
    image = Image.new("RGBA", (width, 400), (0, 255, 0, 0))
    image.paste((0, 0, 0, 255), (width // 2 + 1, 0, width, 400))

    red, green, _ = opened(fitted(saved(image))).split()

    assert not ImageChops.subtract(green, red, offset=-3).getbbox()


def described(kind: str) -> bytes:
    """Save a picture with everything in it that tells of its maker."""
    exif = Image.Exif()
    exif[0x010E] = PRIVATE
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 24.0)
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", PRIVATE)
    notes.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta>{PRIVATE}</x:xmpmeta>", zip=True)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options: dict[str, Any] = {"exif": exif, "icc_profile": profile, "comment": PRIVATE}
    if kind == "PNG":
        options["pnginfo"] = notes
    else:
        options["xmp"] = f"<x:xmpmeta>{PRIVATE}</x:xmpmeta>".encode()
    return saved(scene(), kind, dpi=(72, 72), **options)


@pytest.mark.parametrize("types", ["image/jpeg", "image/png"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_nothing_but_the_pixels_is_left(kind: str, types: str) -> None:
    data = described(kind)

    picture = fitted(data, PictureLimits(types=frozenset({types})))

    assert picture.type == types
    assert PRIVATE.encode() not in picture.data
    needed = {"IHDR", "IDAT", "IEND"} if types == "image/png" else {"E0", "DB", "C0", "C4", "DA"}
    assert set(parts(picture.data)) <= needed
    assert set(opened(picture).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_the_description_that_must_go_is_there_before() -> None:
    assert all(PRIVATE.encode() in described(kind) for kind in ("JPEG", "WEBP", "AVIF", "GIF"))


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((1200, 630), (1200, 630)),
        ((1201, 630), (1200, 629)),
        ((2400, 1260), (1200, 630)),
        ((20_000, 200), (1200, 12)),
        ((30_000, 1), (1200, 1)),
        ((1, 1), (1, 1)),
        ((100, 4000), (50, 2000)),
    ],
)
def test_a_picture_is_made_smaller_and_never_larger(
    size: tuple[int, int], expected: tuple[int, int]
) -> None:
    picture = fitted(saved(Image.new("RGB", size, RED)))

    assert (picture.width, picture.height) == expected == opened(picture).size
    assert near(colour(picture, 0.5, 0.5), RED, 3)


@pytest.mark.parametrize(("turn", "expected"), [(1, (1200, 600)), (6, (1000, 2000))])
def test_the_limits_hold_for_the_picture_as_it_is_seen(
    turn: int, expected: tuple[int, int]
) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn

    picture = fitted(saved(Image.new("RGB", (4000, 2000)), "JPEG", exif=exif))

    assert (picture.width, picture.height) == expected


def test_a_server_may_take_fewer_pixels() -> None:
    picture = fitted(saved(scene(1000, 500)), PictureLimits(max_pixels=50_000))

    assert picture.width * picture.height <= 50_000
    assert picture.width / picture.height == pytest.approx(2, rel=0.02)


@pytest.mark.parametrize("size", [1_000_000, 1_000_001, 2_000_000])
def test_a_file_of_any_length_becomes_one_within_the_limit(size: int) -> None:
    data = saved(noise(700, 600), "JPEG", quality=95)
    padded = data[:2] + b"".join(
        b"\xff\xfe" + (length + 2).to_bytes(2) + b"x" * length
        for length in lengths(size - len(data))
    )
    padded += data[2:]
    assert len(padded) == size

    assert fitted(padded).size <= 1_000_000


def lengths(room: int) -> list[int]:
    """Divide the bytes to add into comments of a JPEG, each four bytes and at most 65,533 more."""
    count = -(-room // 60_000)
    sizes = [room // count] * (count - 1)
    return [size - 4 for size in (*sizes, room - sum(sizes))]


def test_the_limit_is_kept_to_the_byte() -> None:
    data = saved(noise(400, 300), "JPEG")
    size = fitted(data).size

    exact = fitted(data, PictureLimits(max_bytes=size))
    less = fitted(data, PictureLimits(max_bytes=size - 1))

    assert exact.size == size
    assert size * 0.9 < less.size < size
    assert (less.width, less.height) == (400, 300)


def test_the_limit_of_a_card_is_decimal() -> None:
    assert PictureLimits().max_bytes == 1_000_000


@pytest.mark.parametrize("types", [{"image/jpeg"}, {"image/png"}, {"image/jpeg", "image/png"}])
@pytest.mark.parametrize("most", [100_000, 20_000, 3000])
def test_a_picture_of_noise_gets_smaller_until_it_keeps_the_limit(
    most: int, types: set[str]
) -> None:
    limits = PictureLimits(max_bytes=most, types=frozenset(types))

    picture = fitted(saved(noise(500, 400)), limits)

    assert picture.size <= most
    assert picture.type in types
    assert picture.width / picture.height == pytest.approx(1.25, rel=0.1)


def test_a_drawing_stays_a_png_where_that_is_taken() -> None:
    drawing = saved(scene(1000, 600))

    assert fitted(drawing).type == "image/png"
    assert fitted(drawing, PictureLimits(types=frozenset({"image/jpeg"}))).type == "image/jpeg"
    assert fitted(saved(scene(), "JPEG")).type == "image/jpeg"


def test_the_same_file_gives_the_same_bytes() -> None:
    data = saved(noise(300, 200).convert("RGBA"), "WEBP")

    assert fitted(data) == fitted(data)


SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
BROKEN = {
    "nothing": (b"", "empty"),
    "spaces": (b" \n\t ", "empty"),
    "a page": (b"<!DOCTYPE html><title>404</title>", "page"),
    "a page of a server": (b"\n<html><body>Not found", "page"),
    "words": (b"Not found", "no PNG"),
    "a drawing": (SVG.encode(), "SVG"),
    "a drawing with a head": (
        f"\ufeff<?xml version='1.0'?>\n<!-- by hand -->\n{SVG}".encode(),
        "SVG",
    ),
    "HEIC": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 64, "HEIC"),
    "TIFF": (saved(scene(), "TIFF"), "no PNG"),
    "a JPEG cut short": (saved(scene(), "JPEG")[:1500], "cut short"),
    "a JPEG's first bytes": (saved(scene(), "JPEG")[:20], "cut short"),
    "a PNG cut short": (saved(noise(50, 50))[:4000], "cut short"),
    "a GIF cut short": (saved(noise(50, 50), "GIF")[:1500], "cut short"),
    "a WebP cut short": (saved(noise(50, 50), "WEBP")[:900], "cut short"),
    "an AVIF cut short": (saved(noise(50, 50), "AVIF")[:900], "cut short"),
    "a bomb": (saved(Image.new("1", (30_000, 30_000))), "pixels"),
    "a smaller bomb": (saved(Image.new("1", (10_000, 5_000))), "10000 by 5000"),
    "a JPEG to be held whole": (
        saved(Image.new("L", (10_000, 5_000)), "JPEG", progressive=True),
        "10000 by 5000",
    ),
    "a transparent WebP": (saved(Image.new("RGBA", (4_000, 3_000)), "WEBP"), "4000 by 3000"),
    "a WebP to be held four times": (saved(Image.new("L", (5_000, 4_000)), "WEBP"), "5000 by 4000"),
    "a heap": (b"\xff\xd8" + b"\0" * 50_000_000, "50,000,002 bytes"),
}


@pytest.mark.parametrize(("data", "reason"), BROKEN.values(), ids=BROKEN)
def test_what_is_no_picture_gives_its_reason(data: bytes, reason: str) -> None:
    result = fitted_picture(data)

    assert isinstance(result, UnfitPicture)
    assert reason in result.reason
    assert result.fix


def test_a_very_large_jpeg_is_decoded_small() -> None:
    picture = fitted(saved(Image.new("L", (10_000, 5_000), 200), "JPEG"))

    assert (picture.width, picture.height) == (1200, 600)


def test_a_server_that_takes_neither_jpeg_nor_png_gives_its_reason() -> None:
    limits = PictureLimits(types=frozenset({"image/webp"}))

    assert isinstance(fitted_picture(saved(scene()), limits), UnfitPicture)


def test_a_limit_that_no_picture_keeps_gives_its_reason() -> None:
    result = fitted_picture(saved(scene()), PictureLimits(max_bytes=20))

    assert isinstance(result, UnfitPicture)
    assert "20 bytes" in result.reason


SMALL = [saved(scene(40, 30), kind) for kind in ("JPEG", "PNG", "GIF", "WEBP", "AVIF")]


@given(
    data=st.sampled_from(SMALL),
    at=st.floats(0, 1),
    put=st.binary(max_size=12),
    cut=st.integers(0, 40),
)
def test_a_damaged_file_never_raises(data: bytes, at: float, put: bytes, cut: int) -> None:
    place = int(len(data) * at)

    result = fitted_picture(data[:place] + put + data[place + cut :])

    assert isinstance(result, FittedPicture | UnfitPicture)
