"""The file behind a hero image is found, looked at, and never sought outside the site."""

import datetime as dt
import io
import os
import unicodedata
from pathlib import Path

import pytest
from PIL import Image as Drawing

from reviewkit.errors import Problem
from reviewkit.images import measured
from reviewkit.model import Image, Post

_DRAWN = io.BytesIO()
Drawing.new("P", (3, 2)).save(_DRAWN, "GIF")
GIF = _DRAWN.getvalue()


def post(file: str | None) -> Post:
    """Make a post whose picture is `file`, named in its third line."""
    url = "https://films.example/kite.png"
    return Post(
        source="_posts/2025-01-20-a.md",
        state="published",
        url="https://films.example/a/",
        path="/a/",
        id="/a",
        absolute_id="https://films.example/a",
        collection="posts",
        output_path="a/index.html",
        slug="a",
        title="A",
        date=dt.datetime(2025, 1, 20, tzinfo=dt.UTC),
        updated=None,
        categories=(),
        tags=(),
        lang=None,
        image=Image(url=url, file=file, alt=None),
        description=None,
        authors=(),
        is_markdown=True,
        text="",
        text_line=5,
        head="---\ntitle: A\nimage: x\n---\n",
        front_matter={},
    )


def look(root: Path, file: str, content: bytes | None = GIF) -> tuple[Image | None, Problem | None]:
    if content is not None:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_bytes(content)
    return measured(post(file), root)


@pytest.mark.parametrize(
    "file",
    ["kite.gif", "img/my kite.gif", "img/größe.gif", "a%20b.gif", "100%.gif", "kite.png", "kite",
     "img/../kite.gif", "./kite.gif", "a?b.gif", "a#b.gif", "霧.gif", "\\kite.gif"],
)  # fmt: skip
def test_a_picture_may_have_any_name(tmp_path: Path, file: str) -> None:
    (tmp_path / "img").mkdir()

    found, problem = look(tmp_path, file)

    assert problem is None
    assert found is not None
    assert (found.file, found.width, found.height) == (file, 3, 2)
    assert (found.bytes, found.type) == (len(GIF), "image/gif")


@pytest.mark.parametrize("suffix", ["?v=2", "#top", "?a=1#b?c"])
def test_a_query_behind_the_name_is_no_part_of_it(tmp_path: Path, suffix: str) -> None:
    (tmp_path / "kite.gif").write_bytes(GIF)

    found, problem = look(tmp_path, f"kite.gif{suffix}", None)

    assert problem is None
    assert found is not None
    assert (found.file, found.width) == ("kite.gif", 3)


@pytest.mark.parametrize(
    "file",
    [
        "../kite.gif",
        "img/../../kite.gif",
        "../site/kite.gif",
        "/etc/passwd",
        "../../../../etc/passwd",
    ],
)
def test_a_file_outside_the_site_is_not_looked_at(tmp_path: Path, file: str) -> None:
    root = tmp_path / "site"
    (root / "img").mkdir(parents=True)
    for folder in (tmp_path, root):
        (folder / "kite.gif").write_bytes(GIF)

    found, problem = measured(post(file), root)

    assert found is None
    assert f"the hero image {file} lies outside the site" in str(problem)


def test_a_link_is_followed_as_generators_do(tmp_path: Path) -> None:
    root = tmp_path / "site"
    root.mkdir()
    (tmp_path / "kite.gif").write_bytes(GIF)
    (root / "kite.gif").symlink_to(tmp_path / "kite.gif")

    found, _ = measured(post("kite.gif"), root)

    assert found is not None
    assert found.width == 3


def test_a_link_to_itself_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "kite.gif").symlink_to("kite.gif")

    found, problem = measured(post("kite.gif"), tmp_path)

    assert found is None
    assert "cannot be read" in str(problem)


@pytest.mark.parametrize("file", ["kite\0.gif", "k" * 300 + ".gif"])
def test_a_name_that_no_file_can_have_is_a_warning(tmp_path: Path, file: str) -> None:
    found, problem = measured(post(file), tmp_path)

    assert found is None
    assert "cannot be read" in str(problem)


def test_a_pipe_is_no_picture_and_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "kite.gif")

    found, problem = measured(post("kite.gif"), tmp_path)

    assert found is None
    assert "it is no file" in str(problem)


def test_a_folder_is_no_picture(tmp_path: Path) -> None:
    (tmp_path / "kite.gif").mkdir()

    assert "it is no file" in str(measured(post("kite.gif"), tmp_path)[1])


def test_a_file_that_cannot_be_read_is_a_warning(tmp_path: Path) -> None:
    too_long = "k" * 300 + ".gif"

    assert "cannot be read" in str(measured(post(too_long), tmp_path)[1])


@pytest.mark.parametrize("content", [b"", b"no picture", GIF[:8], b"BM" + b"\0" * 60])
def test_a_file_that_is_no_picture_is_a_warning_on_the_line_that_names_it(
    tmp_path: Path, content: bytes
) -> None:
    found, problem = look(tmp_path, "kite.gif", content)

    assert found is None
    assert "2025-01-20-a.md:3: the hero image kite.gif cannot be read: it" in str(problem)


def test_a_drawing_needs_its_name_as_servers_go_by_that(tmp_path: Path) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>'

    found, _ = look(tmp_path, "kite.SVG", drawing)
    assert found is not None
    assert (found.type, found.width, found.height) == ("image/svg+xml", 4, 3)
    assert "of the kind its name says" in str(look(tmp_path, "kite.png", drawing)[1])


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_that_only_looks_the_same_is_told_apart(tmp_path: Path, form: str) -> None:
    other = "NFD" if form == "NFC" else "NFC"
    (tmp_path / unicodedata.normalize(other, "größe.gif")).write_bytes(GIF)  # type: ignore[arg-type]
    if (tmp_path / unicodedata.normalize(form, "größe.gif")).exists():  # type: ignore[arg-type]
        pytest.skip("this file system takes both names for one")

    found, problem = measured(post(unicodedata.normalize(form, "größe.gif")), tmp_path)  # type: ignore[arg-type]

    assert found is None
    assert problem is not None
    assert "other characters that only look the same" in problem.fix


def test_a_picture_that_is_missing_with_its_folder_is_a_warning(tmp_path: Path) -> None:
    found, problem = measured(post("img/kite.gif"), tmp_path)

    assert found is None
    assert "the hero image img/kite.gif does not exist" in str(problem)


def test_a_picture_elsewhere_is_given_as_it_is(tmp_path: Path) -> None:
    elsewhere = post(None)

    assert measured(elsewhere, tmp_path) == (elsewhere.image, None)
