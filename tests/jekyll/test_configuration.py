"""The configuration is Jekyll's, and an error in it names file and line."""

import datetime as dt
import zoneinfo
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewkit.errors import ConfigurationError
from reviewkit.jekyll import Configuration, read_configuration
from reviewkit.model import Author

NewSite = Callable[..., Path]


def configuration(new_site: NewSite, text: str) -> Configuration:
    return read_configuration(new_site({"_config.yml": text}))


def refused(root: Path, *files: Path) -> ConfigurationError:
    with pytest.raises(ConfigurationError) as caught:
        read_configuration(root, files)
    return caught.value


def test_an_empty_file_gives_the_defaults_of_jekyll(new_site: NewSite) -> None:
    found = configuration(new_site, "")

    assert (found.text("permalink"), found.text("destination")) == ("date", "_site")
    assert (found.url, found.baseurl) == ("", "")
    assert found.markdown_extensions == {".markdown", ".mkdown", ".mkdn", ".mkd", ".md"}


def test_a_setting_without_a_value_keeps_the_default(new_site: NewSite) -> None:
    assert configuration(new_site, "permalink:\n").text("permalink") == "date"


def test_the_other_extension_of_yaml_is_found(tmp_path: Path) -> None:
    (tmp_path / "_config.yaml").write_text("title: Films\n", encoding="utf-8")

    found = read_configuration(tmp_path)

    assert (found.text("title"), found.file) == ("Films", "_config.yaml")


def test_a_byte_order_mark_is_no_part_of_the_first_key(new_site: NewSite) -> None:
    assert configuration(new_site, "\ufefftitle: Films\n").text("title") == "Films"


def test_windows_line_ends_are_no_part_of_a_value(new_site: NewSite) -> None:
    found = configuration(new_site, "title: Films\r\nlang: pt\r\n")

    assert (found.text("title"), found.text("lang")) == ("Films", "pt")


def test_a_ruby_symbol_is_text(new_site: NewSite) -> None:
    found = configuration(new_site, "permalink: :categories/:title\nsass:\n  style: :compressed\n")

    assert found.text("permalink") == ":categories/:title"
    assert found.data["sass"] == {"style": ":compressed"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [("https://a.example/", "https://a.example"), ("https://a.example/b", "https://a.example/b")],
)
def test_the_address_has_no_slash_at_its_end(new_site: NewSite, given: str, expected: str) -> None:
    assert configuration(new_site, f"url: {given}\n").url == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [("/blog", "/blog"), ("blog", "/blog"), ("/blog/", "/blog"), ("/a/b", "/a/b"), ("/", "")],
)
def test_the_base_begins_with_a_slash_and_ends_without(
    new_site: NewSite, given: str, expected: str
) -> None:
    assert configuration(new_site, f"baseurl: {given}\n").baseurl == expected


def test_markdown_extensions_are_a_list_with_commas(new_site: NewSite) -> None:
    assert configuration(new_site, "markdown_ext: 'MD,txt'\n").markdown_extensions == {
        ".md",
        ".txt",
    }


def test_what_jekyll_always_excludes_stays_excluded(new_site: NewSite) -> None:
    found = configuration(new_site, "exclude: [private]\n").exclude

    assert found[0] == "private"
    assert {"node_modules", "vendor/bundle/", "Gemfile"} < set(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("author: Ada\n", Author(name="Ada")),
        (
            "author:\n  name: Ada\n  url: https://ada.example\n  email: a@ada.example\n",
            Author(name="Ada", uri="https://ada.example", email="a@ada.example"),
        ),
        (
            "social:\n  name: Ada\n  email: a@ada.example\n  links: [https://ada.example, x]\n",
            Author(name="Ada", uri="https://ada.example", email="a@ada.example"),
        ),
        ("author: Ada\nsocial:\n  name: Bob\n", Author(name="Ada")),
        ("title: Films\n", None),
        ("author: {url: https://ada.example}\nsocial: {links: []}\n", None),
    ],
)
def test_the_author_is_jekylls_or_chirpys(
    new_site: NewSite, text: str, expected: Author | None
) -> None:
    assert configuration(new_site, text).author == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {"syntax_highlighter": "rouge"}),
        ("highlighter: none", {"syntax_highlighter": "none"}),
        ("highlighter: false", {"syntax_highlighter": "rouge"}),
        (
            "highlighter: none\nkramdown: {syntax_highlighter: rouge}",
            {"syntax_highlighter": "rouge"},
        ),
        ("highlighter: none\nkramdown: {syntax_highlighter: null}", {"syntax_highlighter": "none"}),
        ("kramdown: {auto_ids: false}", {"auto_ids": False, "syntax_highlighter": "rouge"}),
        ("kramdown: x", {"syntax_highlighter": "rouge"}),
    ],
)
def test_kramdown_has_the_highlighter_that_jekyll_gives_it(
    new_site: NewSite, text: str, expected: dict[str, object]
) -> None:
    assert configuration(new_site, text).kramdown == expected


def test_of_several_files_the_later_one_wins_and_mappings_are_merged(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("title: A\nlang: en\nauthor: {name: Ada}\n", encoding="utf-8")
    (tmp_path / "b.yml").write_text(
        "title: B\nlang:\nauthor: {email: a@b.example}\n", encoding="utf-8"
    )

    found = read_configuration(tmp_path, [tmp_path / "a.yml", tmp_path / "b.yml"])

    assert (found.text("title"), found.text("lang")) == ("B", "en")
    assert found.author == Author(name="Ada", email="a@b.example")


def test_named_files_take_the_place_of_the_usual_one(new_site: NewSite) -> None:
    root = new_site({"_config.yml": "lang: pt\n", "other.yml": "title: Other\n"})

    found = read_configuration(root, [root / "other.yml"])

    assert (found.text("title"), found.text("lang")) == ("Other", "")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("title: a\ndescription: b: c\n", 2),
        ("title: a\n\n\turl: x\n", 3),
    ],
)
def test_broken_yaml_is_an_error_with_its_line(new_site: NewSite, text: str, line: int) -> None:
    error = refused(new_site({"_config.yml": text}))

    assert str(error).startswith(f"_config.yml:{line}: this is not valid YAML")
    assert error.problem.fix


def test_a_quote_that_is_never_closed_is_reported_where_it_opens(new_site: NewSite) -> None:
    error = refused(new_site({"_config.yml": "title: 'Films\nlang: en\n"}))

    assert str(error).startswith("_config.yml:1: this is not valid YAML")


@pytest.mark.parametrize("text", ["- a\n", "just text\n"])
def test_a_file_that_holds_no_settings_is_an_error(new_site: NewSite, text: str) -> None:
    error = refused(new_site({"_config.yml": text}))

    assert str(error).startswith("_config.yml:1: ")


@pytest.mark.parametrize(
    "text", ["x: !!int abc\n", "x: !!bool maybe\n", "x: 9999-12-31 24:00:00\n"]
)
def test_a_value_that_makes_no_sense_is_no_crash(new_site: NewSite, text: str) -> None:
    root = new_site({"_config.yml": "title: Films\n" + text})

    try:
        found = read_configuration(root).text("title")
    except ConfigurationError as error:
        found = str(error)

    assert found.startswith(("Films", "_config.yml:2: "))


def test_a_file_that_is_not_utf_8_is_an_error(new_site: NewSite) -> None:
    error = refused(new_site({"_config.yml": b"title: caf\xe9\n"}))

    assert str(error).startswith("_config.yml: the configuration cannot be read")


def test_a_configuration_that_is_a_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").mkdir()

    assert str(refused(tmp_path)).startswith("_config.yml: the configuration cannot be read")


def test_a_named_file_that_is_missing_is_an_error_that_names_it(new_site: NewSite) -> None:
    root = new_site({})

    assert "nope.yml: the configuration cannot be read" in str(refused(root, root / "nope.yml"))


def test_a_folder_without_configuration_is_no_jekyll_site(tmp_path: Path) -> None:
    error = refused(tmp_path)

    assert "is not a Jekyll site: it has no _config.yml" in str(error)
    assert "_config.yml" in error.problem.fix


def test_a_folder_that_does_not_exist_is_an_error_of_its_own(tmp_path: Path) -> None:
    assert "there is no folder" in str(refused(tmp_path / "nowhere"))


def test_the_timezone_of_the_site_beats_that_of_the_machine(new_site: NewSite) -> None:
    found = configuration(new_site, "timezone: Europe/Rome\n").zone(dt.UTC)

    assert found == zoneinfo.ZoneInfo("Europe/Rome")


def test_without_a_timezone_that_of_the_machine_counts(new_site: NewSite) -> None:
    assert configuration(new_site, "timezone:\n").zone(dt.UTC) is dt.UTC


@pytest.mark.parametrize("name", ["Europe/Roma", "../secret", "/etc/passwd", "Europe", "a" * 300])
def test_a_timezone_that_does_not_exist_is_an_error_in_the_file(
    new_site: NewSite, name: str
) -> None:
    found = configuration(new_site, f"timezone: {name}\n")

    with pytest.raises(ConfigurationError, match="does not exist") as caught:
        found.zone(dt.UTC)

    assert str(caught.value).startswith("_config.yml")


def test_a_mistyped_timezone_comes_with_a_suggestion(new_site: NewSite) -> None:
    found = configuration(new_site, "timezone: Europe/Roma\n")

    with pytest.raises(ConfigurationError) as caught:
        found.zone(dt.UTC)

    assert caught.value.problem.fix == "write Europe/Rome"


def test_a_timezone_that_does_not_exist_names_the_line(new_site: NewSite) -> None:
    found = configuration(new_site, "title: Films\ntimezone: Europe/Roma\n")

    with pytest.raises(ConfigurationError) as caught:
        found.zone(dt.UTC)

    assert caught.value.problem.where is not None
    assert caught.value.problem.where.line == 2
