"""Authors come from the post, the site's list, or the site."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from reviewkit.errors import ConfigurationError
from reviewkit.jekyll import read_configuration
from reviewkit.jekyll.authors import AuthorList
from reviewkit.model import Author

NewSite = Callable[..., Path]
LIST = """\
ada:
  name: Ada Ribeiro
  url: https://ada.example
  email: ada@ada.example
  twitter: ada
bob:
  url: https://bob.example
carla: just text
"""


def authors(
    new_site: NewSite, front_matter: Mapping[str, object], listed: str = LIST, config: str = ""
) -> tuple[Author, ...]:
    root = new_site({"_data/authors.yml": listed}, config)
    return AuthorList(root, read_configuration(root)).of(front_matter)


def test_a_name_in_the_list_stands_for_its_entry(new_site: NewSite) -> None:
    assert authors(new_site, {"author": "ada"}) == (
        Author(name="Ada Ribeiro", uri="https://ada.example", email="ada@ada.example"),
    )


def test_an_entry_without_a_name_keeps_the_name_it_is_called_by(new_site: NewSite) -> None:
    assert authors(new_site, {"author": "bob"}) == (Author(name="bob", uri="https://bob.example"),)


@pytest.mark.parametrize("name", ["Zoe Diaz", "carla"])
def test_any_other_name_is_the_name_itself(new_site: NewSite, name: str) -> None:
    assert authors(new_site, {"author": name}) == (Author(name=name),)


def test_several_authors_keep_their_order(new_site: NewSite) -> None:
    found = authors(new_site, {"authors": ["zoe", "ada"], "author": "bob"})

    assert [author.name for author in found] == ["zoe", "Ada Ribeiro"]


def test_an_author_may_be_written_out_in_the_post(new_site: NewSite) -> None:
    assert authors(new_site, {"author": {"name": "Zoe", "uri": "https://z.example"}}) == (
        Author(name="Zoe", uri="https://z.example"),
    )


@pytest.mark.parametrize("given", [{"author": {"url": "https://z.example"}}, {"authors": [None]}])
def test_an_author_without_a_name_is_none(new_site: NewSite, given: Mapping[str, object]) -> None:
    assert authors(new_site, given) == ()


@pytest.mark.parametrize("given", [{}, {"author": None}, {"author": ""}, {"authors": []}])
def test_a_post_without_an_author_has_the_sites(
    new_site: NewSite, given: Mapping[str, object]
) -> None:
    assert authors(new_site, given, config="author: Site\n") == (Author(name="Site"),)


def test_a_site_without_an_author_has_none(new_site: NewSite) -> None:
    assert authors(new_site, {}) == ()


def test_without_a_list_a_name_is_a_name(new_site: NewSite) -> None:
    root = new_site({})

    assert AuthorList(root, read_configuration(root)).of({"author": "ada"}) == (Author(name="ada"),)


@pytest.mark.parametrize("listed", ["- a\n", "text\n", ""])
def test_a_list_that_is_no_mapping_knows_nobody(new_site: NewSite, listed: str) -> None:
    assert authors(new_site, {"author": "ada"}, listed) == (Author(name="ada"),)


def test_the_list_lies_in_the_sites_data_folder(new_site: NewSite) -> None:
    root = new_site({"facts/authors.yml": LIST}, "data_dir: facts\n")

    found = AuthorList(root, read_configuration(root)).of({"author": "ada"})

    assert found[0].name == "Ada Ribeiro"


def test_a_broken_list_is_an_error_on_its_line(new_site: NewSite) -> None:
    with pytest.raises(ConfigurationError) as caught:
        authors(new_site, {"author": "ada"}, "ada:\n  name: a: b\n")

    assert str(caught.value).startswith("_data/authors.yml:2: ")


def test_a_broken_list_is_named_by_its_own_folder(new_site: NewSite) -> None:
    root = new_site({"facts/authors.yml": "a: b: c\n"}, "data_dir: facts\n")

    with pytest.raises(ConfigurationError) as caught:
        AuthorList(root, read_configuration(root)).of({"author": "ada"})

    assert str(caught.value).startswith("facts/authors.yml:1: ")


def test_a_broken_list_harms_nobody_who_needs_no_list(new_site: NewSite) -> None:
    assert authors(new_site, {}, "a: b: c\n") == ()
