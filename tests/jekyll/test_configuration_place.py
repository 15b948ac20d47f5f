"""A message about a setting points at the file and the line where it stands."""

import pytest

from reviewkit.jekyll.configuration_place import configuration_place

YAML = """\
title: Films
defaults:
  - scope: {path: ""}
    values:
      layout: post
  - scope:
      path: films
    values: {layout: film,
             tags: [a]}
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (["title"], 1),
        (["defaults"], 2),
        (["defaults", 0], 3),
        (["defaults", 0, "values", "layout"], 5),
        (["defaults", 1, "values", "tags"], 9),
        (["defaults", 1, "values", "author"], 8),
        (["defaults", 7], 2),
    ],
)
def test_a_setting_is_found_by_the_path_that_leads_to_it(path: list[str | int], line: int) -> None:
    where = configuration_place({"_config.yml": YAML}, path)
    assert str(where) == f"_config.yml:{line}"


def test_the_last_file_that_sets_a_key_is_meant() -> None:
    texts = {"a.yml": "url: a\ntitle: a\n", "b.yml": "title: b\n"}
    assert str(configuration_place(texts, ["title"])) == "b.yml:1"
    assert str(configuration_place(texts, ["url"])) == "a.yml:1"


def test_a_key_that_no_file_sets_has_no_place() -> None:
    assert configuration_place({"_config.yml": YAML}, ["url"]) is None
    assert configuration_place({"_config.yml": YAML}, ["collections", "films"]) is None


def test_toml_has_lines_too() -> None:
    texts = {"_config.toml": 'title = "a"\n[[defaults]]\nvalues = {}\n'}
    assert str(configuration_place(texts, ["title"])) == "_config.toml:1"
    assert str(configuration_place(texts, ["defaults", 0, "values"])) == "_config.toml:2"
