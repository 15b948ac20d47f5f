"""An excerpt is what Jekyll cuts from a text."""

import pytest

from reviewkit.jekyll import excerpt
from reviewkit.jekyll.excerpt import excerpt_source

BLANK = "\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.\n", "One."),
        ("One.\n", "One.\n"),
        ("One.\n\n", "One."),
        ("", ""),
        ("One.\r\n\r\nTwo.\r\n", "One.\r\n\r\nTwo.\r\n"),
        ("\n\nOne.\n", ""),
    ],
)
def test_it_is_what_stands_above_the_separator(text: str, expected: str) -> None:
    assert excerpt_source(text, BLANK) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A [b][1].\n\nC.\n\n[1]: /x\n[2]: /y\n", "A [b][1].\n\n[1]: /x"),
        ("A [b], [c].\n\n[b]: /x\n   [c]: /y 'z'\n", "A [b], [c].\n\n[b]: /x\n[c]: /y 'z'"),
        ("A [b].\n\n    [b]: /x\n", "A [b]."),
        ("A.\n\n[b]: /x\n", "A."),
    ],
)
def test_links_keep_their_definitions(text: str, expected: str) -> None:
    assert excerpt_source(text, BLANK) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{% if a %}B.\n\nC.{% endif %}", "{% if a %}B.\n{% endif %}"),
        ("{%- for a in b -%}\n\nC", "{%- for a in b -%}\n{% endfor %}"),
        ("{% if a %}{% raw %}B\n\nC", "{% if a %}{% raw %}B\n{% endraw %}\n{% endif %}"),
        ("{% if a %}{% if b %}C\n\nD", "{% if a %}{% if b %}C\n{% endif %}"),
        ("{% if a %}B{% endif %}\n\nC", "{% if a %}B{% endif %}"),
        ("{% include a.html %}\n\nC", "{% include a.html %}"),
    ],
)
def test_open_liquid_blocks_are_closed(text: str, expected: str) -> None:
    assert excerpt_source(text, BLANK) == expected


@pytest.mark.parametrize(
    ("data", "separator", "expected"),
    [
        ({}, BLANK, "One."),
        ({}, "Two", "One.\n\n"),
        ({}, "", None),
        ({}, None, None),
        ({"excerpt_separator": "ne"}, BLANK, "O"),
        ({"excerpt_separator": ""}, BLANK, None),
        ({"excerpt_separator": None}, "Two", "One.\n\n"),
        ({"excerpt_separator": 2}, BLANK, "One.\n\nTwo.\n"),
        ({"excerpt": "Mine."}, BLANK, "Mine."),
        ({"excerpt": ""}, BLANK, ""),
        ({"excerpt": ["a", 1]}, BLANK, '["a", 1]'),
        ({"excerpt": False}, BLANK, "One."),
    ],
)
def test_the_front_matter_has_the_first_word(
    data: dict[str, object], separator: object, expected: str | None
) -> None:
    assert excerpt("One.\n\nTwo.\n", data, separator) == expected
