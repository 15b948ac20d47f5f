"""Code in posts: kramdown's own answers with all their colours, and the options of the site."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.markdown.fixtures import Case, read_cases
from tests.oracles.kramdown import colours, first_difference
from tests.oracles.write_fixtures import site_of

from reviewkit.jekyll import Configuration
from reviewkit.markdown import make_parser

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
COLOURS = read_cases(FIXTURES / "kramdown" / "highlighting.md")
SITES = FIXTURES / "kramdown_sites" / "highlighting.md"
CODE = "```ruby\nputs 1\n```\n"


@pytest.mark.parametrize("case", COLOURS, ids=[case.title for case in COLOURS])
def test_code_has_the_colours_that_kramdown_gives_it(case: Case) -> None:
    assert colours(make_parser().render(case.source)) == colours(case.expected)


@pytest.mark.parametrize("case", read_cases(SITES), ids=[case.title for case in read_cases(SITES)])
def test_the_options_of_a_site_are_followed(case: Case) -> None:
    data, text = site_of(SITES, case)
    options = Configuration(data, "_config.yml").kramdown
    html = make_parser("kramdown", options=options).render(text)
    assert first_difference(html, case.expected) is None
    assert colours(html) == colours(case.expected)


@pytest.mark.parametrize("value", ["x", 1.5, None, ["a"], {"a": "b"}])
def test_an_option_that_makes_no_sense_changes_nothing(value: object) -> None:
    options = {
        "syntax_highlighter_opts": {"block": value, "line_numbers": True, "start_line": value}
    }
    html = make_parser("kramdown", options=options).render(CODE)
    assert '<pre class="lineno">1\n</pre>' in html


@pytest.mark.parametrize(
    "value", ["a: 2025-13-45", "[" * 3000, "a: &a [*a]", "x", "2025-01-02", "a: b: c"]
)
def test_options_in_a_text_that_cannot_be_read_change_nothing(value: str) -> None:
    text = f'{{::options syntax_highlighter_opts="{value}" /}}\n\n'
    assert '<span class="nb">puts</span>' in make_parser().render(text + CODE)


def test_without_highlighting_the_same_elements_hold_plain_code() -> None:
    options = {"syntax_highlighter_opts": {"line_numbers": True}}
    html = make_parser("kramdown", options=options, highlight=False).render(CODE)
    assert html == (
        '<div class="language-ruby highlighter-rouge"><div class="highlight">'
        '<pre class="highlight"><code>puts 1\n</code></pre></div></div>\n'
    )


def test_texts_of_strangers_and_commonmark_have_no_colours() -> None:
    for parser in (make_parser(safe=True), make_parser("commonmark")):
        html = parser.render(CODE)
        assert ("puts 1" in html, "<span" in html) == (True, False)


def test_a_language_cannot_leave_its_attribute() -> None:
    html = make_parser().render('```x"><script>\na\n```\n')
    assert '<code class="language-x&quot;&gt;&lt;script&gt;">' in html


def test_tokens_rendered_without_their_text_have_the_options_of_the_parser() -> None:
    parser = make_parser("kramdown", options={"syntax_highlighter": "none"})
    html = parser.renderer.render(parser.parse(CODE), parser.options, {})
    assert html == '<pre><code class="language-ruby">puts 1\n</code></pre>\n'


@pytest.mark.parametrize(
    ("text", "loaded"),
    [
        ('# A *film*\n\nIt is `good`, $$x$$ and "long".\n\n    plain < code\n', False),
        ("```text\nplain\n```\n\n```sandworm\nunknown\n```\n", False),
        (CODE, True),
    ],
)
def test_pygments_is_loaded_for_code_with_colours_only(text: str, *, loaded: bool) -> None:
    program = (
        "import sys; from reviewkit.markdown import make_parser;"
        f"make_parser().render({text!r}); print('pygments' in sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert result.stdout == f"{loaded}\n"
