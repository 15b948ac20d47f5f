"""Files taken as they are written: the site's own wins, and a broken one is an error."""

from pathlib import Path

import pytest

from reviewkit.assets import SITE_TEMPLATES, as_written
from reviewkit.errors import TemplateError


def put(site: Path, data: bytes) -> None:
    file = site / SITE_TEMPLATES / "feeds" / "feed.css"
    file.parent.mkdir(parents=True)
    file.write_bytes(data)


def test_the_file_of_the_site_wins_and_is_taken_as_it_is(tmp_path: Path) -> None:
    text = b"@media print {#menu {display: none}}\r\n{{ no name }}\n"
    put(tmp_path, text)

    assert as_written(tmp_path, "feeds/feed.css") == text


def test_a_site_without_the_file_has_that_of_the_package(tmp_path: Path) -> None:
    assert b"entry > title" in as_written(tmp_path, "feeds/feed.css")


def test_a_file_that_is_no_utf_8_is_an_error_that_names_it(tmp_path: Path) -> None:
    put(tmp_path, b'title::before {content: "\xe9"}')

    with pytest.raises(TemplateError) as raised:
        as_written(tmp_path, "feeds/feed.css")

    assert f"{SITE_TEMPLATES}/feeds/feed.css" in str(raised.value)


def test_a_folder_in_the_place_of_the_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / SITE_TEMPLATES / "feeds" / "feed.css").mkdir(parents=True)

    with pytest.raises(TemplateError):
        as_written(tmp_path, "feeds/feed.css")
