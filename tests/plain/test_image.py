"""The picture of a post is found where the generators publish it, or not used at all."""

from collections.abc import Callable, Mapping

import pytest

from reviewkit.images import measured
from reviewkit.model import Image, Site

Read = Callable[..., Site]
PNG = (
    b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0\0\0\x03\0\0\0\x02" + b"\x08\0\0\0\0" + b"\0" * 30
)


def image(read: Read, line: str, files: Mapping[str, bytes], source: str = "a.md") -> Image | None:
    text = f"---\ntitle: A\ndate: 2025-01-20\n{line}\n---\n"
    site = read({f"content/{source}": text, **files})
    assert [str(problem) for problem in site.problems] == []
    return site.posts[0].image


@pytest.mark.parametrize(
    "line",
    [
        "image: /img/k.png", "cover: /img/k.png", "hero: /img/k.png", "heroImage: /img/k.png",
        "images: [/img/k.png, /img/l.png]", "image: img/k.png", "image: ./img/k.png",
        "image: {path: /img/k.png}", "image: {src: /img/k.png}", "cover: {image: img/k.png}",
        "extra: {image: /img/k.png}", "params: {cover: /img/k.png}", "image: '{static}/img/k.png'",
        "featured_image: /img/k.png", "image: /img/%6b.png",
    ],
)  # fmt: skip
@pytest.mark.parametrize("folder", ["static/", "public/", "", "content/"])
def test_a_picture_of_the_site_has_many_names(read: Read, line: str, folder: str) -> None:
    found = image(read, line, {f"{folder}img/k.png": PNG})

    assert found == Image(
        url="https://films.example/img/k.png",
        file=f"{folder}img/k.png",
        alt=None,
        type="image/png",
    )


@pytest.mark.parametrize(
    "line",
    [
        "image: {path: /k.png, alt: A kite}", "image: /k.png\nimage_alt: A kite",
        "heroImage: /k.png\nheroImageAlt: ' A kite '", "images: [{src: /k.png, alt: A kite}]",
    ],
)  # fmt: skip
def test_its_text_has_many_names_too(read: Read, line: str) -> None:
    found = image(read, line, {"static/k.png": PNG})

    assert found is not None
    assert found.alt == "A kite"


def test_a_picture_in_a_bundle_lies_below_the_post(read: Read) -> None:
    found = image(read, "image: my kite.png", {"content/k/my kite.png": PNG}, "k/index.md")

    assert found is not None
    assert found.url == "https://films.example/reviews/k/my%20kite.png"
    assert found.file == "content/k/my kite.png"


def test_a_bundle_at_an_address_of_its_own_has_no_place_for_pictures(read: Read) -> None:
    text = "---\ntitle: A\ndate: 2025-01-20\nimage: k.png\nurl: /x.html\n---\n"
    site = read({"content/k/index.md": text, "content/k/k.png": PNG})

    assert site.posts[0].image is None
    assert "is not sure: k.png" in site.problems[0].what


def test_a_picture_on_another_host_is_left_as_it_is(read: Read) -> None:
    found = image(read, "image: https://o.example/k.jpg", {})

    assert found == Image(url="https://o.example/k.jpg", file=None, alt=None, type="image/jpeg")


@pytest.mark.parametrize("line", ["image: data:image/png;base64,AA", "image: 5", "image: []", ""])
def test_what_names_no_file_is_no_picture(read: Read, line: str) -> None:
    assert image(read, line, {}) is None


@pytest.mark.parametrize("path", ["../k.png", "k.png", "'{attach}k.png'", "'{{ k }}'", "http://["])
def test_a_picture_whose_address_is_not_sure_is_not_used(read: Read, path: str) -> None:
    site = read(
        {
            "content/x/a.md": f"---\ntitle: A\ndate: 2025-01-20\ncover: {path}\n---\n",
            "content/x/k.png": PNG,
            "content/k.txt": b"",
        }
    )

    assert site.posts[0].image is None
    (problem,) = site.problems
    assert "content/x/a.md:4: the address of the hero image is not sure: " in str(problem)
    assert problem.severity == "warning"


def test_a_picture_that_does_not_exist_is_a_warning_on_its_line(read: Read) -> None:
    site = read({"content/a.md": "+++\ntitle='A'\ndate=2025-01-20\ncover='/k.png'\n+++\n"})

    _, problem = measured(site.posts[0], site.root)

    assert str(problem).startswith("content/a.md:4: the hero image static/k.png does not exist")
