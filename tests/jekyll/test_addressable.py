"""URLs have the form that Jekyll gives them through Addressable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.jekyll.addressable import encoded, normalized
from reviewkit.jekyll.permalink import collection_template, document_url, url_start


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("plain/a-b.c", "plain/a-b.c"),
        ("a b/é", "a%20b/%C3%A9"),
        ("a%20b", "a%2520b"),
        ("a?b&c", "a?b&c"),
        ("a#b#c", "a%23b%23c"),
        ("[x]", "%5Bx%5D"),
        ("films: a", "films:%20a"),
        ("", ""),
    ],
)
def test_a_value_is_encoded_as_a_whole_url(value: str, expected: str) -> None:
    assert encoded(value) == expected


@pytest.mark.parametrize("value", ["2001: a", "a b: c", ":a", "//a b/c", "http:", "x://h:p/"])
def test_a_value_like_an_impossible_url_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r"protocol|host|port"):
        encoded(value)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://Films.EXAMPLE:443/a", "https://films.example/a"),
        ("http://x.example:80", "http://x.example/"),
        ("http://x.example:8080/", "http://x.example:8080/"),
        ("https://füms.example/", "https://xn--fms-hoa.example/"),
        ("https://x.example./a", "https://x.example/a"),
        ("https://U%73er:p%40w@x.example/", "https://User:p%40w@x.example/"),
        ("/e\u0301", "/%C3%A9"),
        ("/ﬁ", "/fi"),
        ("/a%7eb%2fc", "/a~b%2Fc"),
        ("/a/./b/../c/..", "/a/"),
        ("/%FF", "/%FF"),
        ("/a?b=c d&e=%2b#f g", "/a?b=c%20d&e=%2b#f%20g"),
        ("/a?#", "/a"),
    ],
)
def test_a_url_has_one_form(url: str, expected: str) -> None:
    assert normalized(url) == expected


@pytest.mark.parametrize(
    ("site", "base", "path", "expected"),
    [
        ("https://A.example", "/b", "/c/", "https://a.example/b/c/"),
        ("", "/b", "/c", "/b/c"),
        ("", "", "/é", "/%C3%A9"),
        ("https://a.example", "", "/e\u0301/", "https://a.example/%C3%A9/"),
        ("https://a.example", "/é", "/", "https://a.example/%C3%A9/"),
    ],
)
def test_the_address_of_a_document_is_normal(
    site: str, base: str, path: str, expected: str
) -> None:
    assert document_url(url_start(site, base), path) == expected


@given(st.text(alphabet="abc/.:?#[]%é \u0301&=+", max_size=20))
def test_a_normal_url_stays_as_it_is(text: str) -> None:
    once = normalized(f"https://a.example/{text}")

    assert normalized(once) == once


@pytest.mark.parametrize(
    ("style", "template"),
    [
        ("date", "/:collection/:path:output_ext"),
        ("none", "/:collection/:path:output_ext"),
        ("pretty", "/:collection/:path/"),
        ("weekdate", "/:collection/:path"),
        ("/:title/", "/:collection/:path/"),
        ("/:title:output_ext", "/:collection/:path:output_ext"),
        ("", "/:collection/:path"),
    ],
)
def test_a_collection_ends_its_urls_as_the_site_does(style: str, template: str) -> None:
    assert collection_template(style) == template
