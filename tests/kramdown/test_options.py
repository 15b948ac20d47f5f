"""The options of a site's `kramdown:` block: with kramdown's own answers, and what it refuses."""

from typing import Any

import pytest
from markdown_it import MarkdownIt
from tests.kramdown.option_cases import FOLDER, options_of
from tests.markdown.fixtures import Case, read_cases
from tests.oracles.kramdown import byte_equal

from reviewkit.errors import ConfigurationError
from reviewkit.markdown import kramdown_plugin, make_parser
from reviewkit.markdown.kramdown.options import changed_options, options_from

CASES = [
    pytest.param(case, id=f"{path.stem}: {case.title}")
    for path in sorted(FOLDER.glob("*.md"))
    for case in read_cases(path)
]


def rendered(text: str, **options: object) -> str:
    """Give the HTML of a text under options."""
    return str(MarkdownIt("commonmark").use(kramdown_plugin, **options).render(text))


@pytest.mark.parametrize("case", CASES)
def test_an_option_does_what_it_does_in_kramdown(case: Case) -> None:
    html = make_parser("kramdown", options=options_of(case)).render(case.source)
    assert byte_equal(html, case.expected)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("footnote_nr", "x"),
        ("footnote_nr", 2.5),
        ("header_offset", None),
        ("header_offset", True),
        ("toc_levels", 2),
        ("toc_levels", "2-3"),
        ("toc_levels", ""),
        ("toc_levels", "0..9"),
        ("toc_levels", [7]),
        ("smart_quotes", "lsquo,rsquo"),
        ("smart_quotes", "lsquo, rsquo, ldquo, rdquo"),
        ("smart_quotes", 5),
        ("typographic_symbols", "hellip"),
        ("typographic_symbols", "hellip: ..., mdash: ---"),
        ("typographic_symbols", ["hellip"]),
        ("typographic_symbols", None),
        ("link_defs", {"a": "/u"}),
        ("link_defs", {"a": []}),
        ("link_defs", {"a": ["/u", "t", "x"]}),
        ("link_defs", None),
        ("gfm_quirks", None),
        ("gfm_quirks", 5),
        ("forbidden_inline_options", "auto_ids"),
        ("input", "gfm"),
        ("input", ""),
    ],
)
def test_a_value_with_which_jekyll_builds_no_site_is_an_error(name: str, value: object) -> None:
    with pytest.raises(ConfigurationError, match=f"^kramdown: {name}: "):
        options_from({name: value})


def test_what_is_no_option_of_kramdown_is_passed_over() -> None:
    assert options_from({"show_warnings": True, "template": "x", "nothing": []}) == options_from({})


def test_wrong_values_in_a_text_change_nothing() -> None:
    now = options_from({"toc_levels": "2..3"})
    given = {"toc_levels": "x", "header_offset": "1e5", "smart_quotes": "a", "input": "GFM"}
    assert changed_options(now, given) == now


@pytest.mark.parametrize(
    "value",
    ["[" * 5000, "&a [*a]", "{a: {b: c}}", "{a: &x [1, 1], b: &y [*x, *x], c: [*y, *y]}"],
)
def test_yaml_made_to_be_expensive_changes_nothing(value: str) -> None:
    now = options_from({})
    assert changed_options(now, {"typographic_symbols": value, "link_defs": value}) == now


@pytest.mark.parametrize(
    ("text", "name"), [("Tête-à-tête", "tete-a-tete"), ("Straße", "strasse"), ("日本", "section")]
)
def test_headings_are_transliterated_where_they_are_not_githubs(text: str, name: str) -> None:
    options: dict[str, Any] = {"transliterated_header_ids": True, "input": "kramdown"}
    assert rendered(f"# {text}\n", **options) == f'<h1 id="{name}">{text}</h1>\n'


def test_a_formula_for_an_engine_that_writes_html_is_left_as_it_is() -> None:
    html = rendered("a $$b<c$$\n", math_engine="katex")
    assert html == '<p>a <span class="kdmath">$b<c$</span></p>\n'
