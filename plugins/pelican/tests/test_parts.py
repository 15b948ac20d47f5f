"""The parts of the plug-in that need no build: dividing files, the site's folder, the parser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pelican.plugins.reviewkit.reading import Divided, divide, site_root, workshop

from markdown import Markdown


def divided(content: str) -> Divided:
    """Divide a file as Pelican's reader with no extensions set does."""
    return divide(content, Markdown(extensions=["meta"]))


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """Have no test see the parser of another."""
    workshop.cache_clear()
    yield
    workshop.cache_clear()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Title: Fog\n\nText\n", ({"title": ["Fog"]}, "Text\n", 3)),
        ("Title: Fog\r\n\r\nText\r\n", ({"title": ["Fog"]}, "Text\r\n", 3)),
        ("---\ntitle: Fog\n---\nText", ({"title": ["Fog"]}, "Text", 4)),
        ("Tags: a,\n    b,\n\tc\n\nText", ({"tags": ["a,", "b,", "c"]}, "Text", 5)),
        ("Text\n\nMore", ({}, "Text\n\nMore", 1)),
        ("Title: Fog\n\na\tb", ({"title": ["Fog"]}, "a\tb", 3)),
    ],
    ids=["blank line", "carriage returns", "hyphens", "continued", "no metadata", "tabs stay"],
)
def test_a_file_is_divided_as_pelican_does(
    content: str, expected: tuple[dict[str, list[str]], str, int]
) -> None:
    assert divided(content) == expected


@pytest.mark.parametrize("content", ["", "Title: Fog", "Title: Fog\n"])
def test_a_file_may_have_no_text(content: str) -> None:
    assert divided(content).text == ""


def test_the_site_is_the_folder_above_the_content(tmp_path: Path) -> None:
    assert site_root({"PATH": str(tmp_path / "content")}) == tmp_path


@pytest.mark.parametrize("name", ["pelicanconf.py", "reviewkit.toml"])
def test_the_site_is_the_content_where_the_settings_lie_in_it(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert site_root({"PATH": str(tmp_path)}) == tmp_path


@pytest.mark.parametrize("dialect", ["commonmark", "kramdown"])
@pytest.mark.parametrize("link", ["{filename}/fog.md", "{static}img/f.png#a", "{index}"])
def test_links_of_pelicans_own_stay_in_every_dialect(
    tmp_path: Path, dialect: str, link: str
) -> None:
    (tmp_path / "reviewkit.toml").write_text(f'[site]\ndialect = "{dialect}"\n')
    html = workshop(tmp_path).parser.render(f"[a]({link}) ![b]({link})")
    assert f'href="{link}"' in html
    assert f'src="{link}"' in html


def test_other_links_are_written_as_ever(tmp_path: Path) -> None:
    html = workshop(tmp_path).parser.render("[a](/é) [b](/{x})")
    assert html == '<p><a href="/%C3%A9">a</a> <a href="/%7Bx%7D">b</a></p>\n'


def test_wrong_settings_are_told_with_their_line_and_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "reviewkit.toml").write_text("[review]\nlabel_clas = 1\n")
    message = r"reviewkit.toml:2: .*label_clas\n  fix: did you mean label_class\?"
    with pytest.raises(RuntimeError, match=message):
        workshop(tmp_path)
