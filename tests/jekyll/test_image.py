"""Hero images get the address that the Chirpy theme gives them."""

import struct
import zlib
from collections.abc import Callable, Mapping

import pytest

from reviewkit.images import measured
from reviewkit.jekyll.image import hero_image
from reviewkit.model import Image, Site

Read = Callable[..., Site]
CONFIG = {"url": "https://films.example"}
POST = "_posts/2025-01-20-a.md"


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\0" * width for _ in range(height)))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def image(front_matter: Mapping[str, object], **config: object) -> Image:
    found = hero_image(front_matter, {**CONFIG, **config})
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("subpath", "path"),
    [
        ("/assets/img/", "kite.png"),
        ("assets/img", "kite.png"),
        ("/assets/img", "/kite.png"),
        ("assets/img/", "kite.png"),
        ("", "/assets/img/kite.png"),
        (None, "assets/img/kite.png"),
        ("/assets/", "img//kite.png"),
    ],
)
def test_slashes_between_folder_and_file_do_not_matter(subpath: str | None, path: str) -> None:
    found = image({"image": path, "media_subpath": subpath})

    assert (found.url, found.file) == (
        "https://films.example/assets/img/kite.png",
        "assets/img/kite.png",
    )


def test_the_folder_is_put_before_a_path_from_the_root_too() -> None:
    assert image({"image": "/kite.png", "media_subpath": "/img"}).file == "img/kite.png"


def test_the_old_name_of_the_folder_still_counts() -> None:
    assert image({"image": "kite.png", "img_path": "/img/"}).file == "img/kite.png"


@pytest.mark.parametrize("base", ["/blog", "blog", "/blog/"])
def test_the_base_comes_before_the_path_and_is_no_folder(base: str) -> None:
    found = image({"image": "/kite.png"}, baseurl=base)

    assert (found.url, found.file) == ("https://films.example/blog/kite.png", "kite.png")


@pytest.mark.parametrize("key", ["cdn", "img_cdn"])
def test_a_cdn_takes_the_place_of_site_and_base(key: str) -> None:
    found = image(
        {"image": "kite.png", "media_subpath": "/img"},
        baseurl="/blog",
        **{key: "https://cdn.example/"},
    )

    assert (found.url, found.file) == ("https://cdn.example/img/kite.png", "img/kite.png")


def test_a_folder_on_another_host_is_left_as_it_is() -> None:
    found = image({"image": "kite.png", "media_subpath": "https://o.example/img"})

    assert (found.url, found.file) == ("https://o.example/img/kite.png", None)


def test_a_picture_on_another_host_is_left_as_it_is() -> None:
    found = image(
        {"image": "https://o.example/Kite%20é.JPG?w=1", "media_subpath": "/img"},
        cdn="https://cdn.example",
    )

    assert found == Image(
        url="https://o.example/Kite%20%C3%A9.JPG?w=1", file=None, alt=None, type="image/jpeg"
    )


@pytest.mark.parametrize(
    ("given", "alt"),
    [
        ("kite.png", None),
        ({"path": "kite.png"}, None),
        ({"path": "kite.png", "alt": "A red kite"}, "A red kite"),
        ({"path": "kite.png", "alt": " A red kite\n"}, "A red kite"),
        ({"path": "kite.png", "alt": ""}, ""),
        ({"path": "kite.png", "alt": None}, None),
        ({"path": "kite.png", "alt": 1917}, "1917"),
        ({"src": "kite.png", "alt": "x"}, "x"),
    ],
)
def test_an_image_is_a_path_or_a_mapping_with_alt(given: object, alt: str | None) -> None:
    found = image({"image": given})

    assert (found.url, found.alt) == ("https://films.example/kite.png", alt)


@pytest.mark.parametrize(
    "given",
    [None, "", {}, {"alt": "x"}, {"path": None}, ["kite.png"], 5, True, "data:image/png;base64,AA"],
)
def test_anything_else_is_no_image(given: object) -> None:
    assert hero_image({"image": given}, CONFIG) is None


def test_a_name_with_spaces_is_encoded_in_the_url_only() -> None:
    found = image({"image": "Kite é 1.png"})

    assert (found.url, found.file) == (
        "https://films.example/Kite%20%C3%A9%201.png",
        "Kite é 1.png",
    )


def test_a_name_that_is_encoded_already_is_not_encoded_twice() -> None:
    found = image({"image": "Kite%201.png"})

    assert (found.url, found.file) == ("https://films.example/Kite%201.png", "Kite 1.png")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.png", "image/png"),
        ("a.JPG", "image/jpeg"),
        ("a.jpeg", "image/jpeg"),
        ("a.webp", "image/webp"),
        ("a.gif", "image/gif"),
        ("a.avif", "image/avif"),
        ("a.svg", "image/svg+xml"),
        ("a.bmp", None),
        ("a", None),
    ],
)
def test_before_a_look_at_the_file_its_name_tells_the_type(name: str, kind: str | None) -> None:
    assert image({"image": name}).type == kind


@pytest.mark.parametrize("address", ["http://[", "https://a..é/x.png", "https://xn--é/x.png"])
def test_an_address_that_is_none_does_not_lose_the_site(read: Read, address: str) -> None:
    site = read(
        {
            "_posts/2025-01-19-good.md": "fine\n",
            POST: f"---\ntitle: A\nimage: {address}\n---\n",
        }
    )

    assert "_posts/2025-01-19-good.md" in {post.source for post in site.posts}


def look(read: Read, content: bytes | None, name: str = "kite.png") -> tuple[Image | None, str]:
    files: dict[str, str | bytes] = {POST: f"---\ntitle: A\nimage: /img/{name}\n---\n"}
    site = read(files | ({f"img/{name}": content} if content is not None else {}))
    found, problem = measured(site.posts[0], site.root)
    return found, f"{problem.severity}: {problem}" if problem else ""


def test_a_picture_is_measured(read: Read) -> None:
    content = png(3, 2)

    found, problem = look(read, content)

    assert found == Image(
        url="https://films.example/img/kite.png",
        file="img/kite.png",
        alt=None,
        width=3,
        height=2,
        bytes=len(content),
        type="image/png",
    )
    assert problem == ""


def test_the_type_is_what_the_file_holds_whatever_its_name_says(read: Read) -> None:
    found, _ = look(read, png(1, 1), "kite.jpg")

    assert found is not None
    assert found.type == "image/png"


def test_a_missing_picture_is_a_warning_on_the_line_that_names_it(read: Read) -> None:
    found, problem = look(read, None)

    assert found is None
    assert problem.startswith(f"warning: {POST}:3: the hero image img/kite.png does not exist")


@pytest.mark.parametrize("address", ["url: https://films.example\n", ""])
def test_a_picture_of_a_cdn_need_not_lie_in_the_site(read: Read, address: str) -> None:
    post = "---\nimage: /kite.png\n---\n"
    site = read({POST: post}, f"{address}cdn: https://cdn.example/films/img\n")

    found, problem = measured(site.posts[0], site.root)

    assert problem is None
    assert found == Image(
        url="https://cdn.example/films/img/kite.png", file=None, alt=None, type="image/png"
    )


def test_capitals_in_the_address_make_no_other_host(read: Read) -> None:
    site = read({POST: "---\nimage: /kite.png\n---\n"}, "url: https://Films.Example\n")

    found, problem = measured(site.posts[0], site.root)

    assert found is None
    assert problem is not None


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n", png(1, 1)[:18]])
def test_a_file_that_is_no_whole_picture_is_a_warning(read: Read, content: bytes) -> None:
    found, problem = look(read, content)

    assert found is None
    assert problem.startswith(f"warning: {POST}:3: the hero image img/kite.png cannot be read")


def test_a_folder_is_no_picture(read: Read) -> None:
    site = read({POST: "---\nimage: img\n---\n", "img/kite.png": png(1, 1)})

    found, problem = measured(site.posts[0], site.root)

    assert found is None
    assert problem is not None
    assert "cannot be read: it is no file" in problem.what


def test_a_drawing_without_a_size_is_a_picture(read: Read) -> None:
    found, problem = look(read, b'<svg xmlns="http://www.w3.org/2000/svg"/>', "kite.svg")

    assert problem == ""
    assert found is not None
    assert (found.type, found.width, found.height) == ("image/svg+xml", None, None)


def test_a_picture_on_another_host_is_not_looked_at(read: Read) -> None:
    site = read({POST: "---\nimage: https://o.example/kite.png\n---\n"})

    assert measured(site.posts[0], site.root) == (site.posts[0].image, None)


def test_a_post_without_a_picture_has_nothing_to_measure(read: Read) -> None:
    site = read({POST: "text\n"})

    assert measured(site.posts[0], site.root) == (None, None)
