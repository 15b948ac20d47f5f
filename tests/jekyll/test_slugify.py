"""Slugs are made of the characters that Jekyll leaves standing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.jekyll.slugify import Mode, slugify, titleize


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Red Kite", "red-kite"),
        ("Red  --  Kite!", "red-kite"),
        ("-a-", "a"),
        ("8½", "8"),
        ("Mr. Robot", "mr-robot"),
        ("a_b~c", "a-b-c"),
        ("Hélène", "hélène"),
        ("cafe\u0301", "cafe\u0301"),
        ("日本語 2", "日本語-2"),
        ("٤٢", "٤٢"),
        ("ΑΣ", "ασ"),
        ("İ", "i\u0307"),
        ("🎬", ""),
        ("", ""),
        ("a\n b", "a-b"),
        ("Ⅳ²", ""),
    ],
)
def test_letters_marks_and_digits_stay(text: str, slug: str) -> None:
    assert slugify(text) == slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Mr. Robot", "mr.-robot"),
        ("Red.Kite!-(2)", "red.kite!-(2)"),
        ("a_b~c$d&e'f+g,h;i=j@k", "a_b~c$d&e'f+g,h;i=j@k"),
        ("a/b?c#d%e:f*g", "a-b-c-d-e-f-g"),
        ("-_-", "_"),
    ],
)
def test_the_pretty_mode_keeps_some_signs(text: str, slug: str) -> None:
    assert slugify(text, "pretty") == slug


def test_a_cased_slug_keeps_its_capitals() -> None:
    assert slugify("Red Kite", "pretty", cased=True) == "Red-Kite"


@pytest.mark.parametrize(
    ("slug", "title"),
    [
        ("red-kite", "Red Kite"),
        ("RED-kITE", "Red Kite"),
        ("mr.-robot", "Mr. Robot"),
        ("élan-2", "Élan 2"),
        ("a b", "A b"),
        ("", ""),
    ],
)
def test_a_title_is_the_slugs_words_with_capitals(slug: str, title: str) -> None:
    assert titleize(slug) == title


@given(st.text(), st.sampled_from(("default", "pretty")), st.booleans())
def test_a_slug_of_a_slug_is_the_slug(text: str, mode: Mode, cased: bool) -> None:  # noqa: FBT001 -- drawn by Hypothesis
    once = slugify(text, mode, cased=cased)

    assert slugify(once, mode, cased=cased) == once


@given(st.text())
def test_a_slug_needs_no_quotes_in_a_path(text: str) -> None:
    slug = slugify(text)

    assert not set(slug) & set(" /?#%:\\\n\t")
    assert not slug.startswith("-")
    assert not slug.endswith("-")
    assert "--" not in slug
