"""Code with Rouge's classes: the text never changes, whatever the code and its language are."""

import html
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES, Token

from reviewkit.markdown.kramdown.colour_classes import CLASSES, LEXERS, UNCOLOURED
from reviewkit.markdown.kramdown.colour_rules import RULES
from reviewkit.markdown.kramdown.colours import coloured_parts, lexed_parts
from reviewkit.markdown.kramdown.highlight import LONGEST_CODE, LineNumbers, highlight, language_of
from reviewkit.markdown.kramdown.html_text import escape_text
from reviewkit.markdown.kramdown.languages import LANGUAGES

OWN_NAMES: Final = sorted(set(LANGUAGES.values()))
PIECES: Final = (
    *("a", "Ab_1", "if ", "def ", "class ", "end", "import ", "<a b='c'>", "</a>", "<!--", "-->"),
    *("<?php ", "?>", "<%= ", "%>", "{{ ", "}}", "{% ", "%}", '"', "'", "`", "\\", "\\n", '"""'),
    *("#", "//", "/*", "*/", "--", ";", "$", "${", "$(", ")", "(", "[", "]", "{", "}", "@", ":"),
    *("::", "=>", "->", "=", "==", "+", "-", "*", "&", "&amp;", "<", ">", "|", "!", "?", ".", ","),
    *("0x1F", "1.5e3", "12", "é", "\u2028", "\u00a0", "\0", "\t", " ", "  ", "\n", "\n\n", "\r"),
    *("$ ", "# ", "...", "@@ -1 +1 @@", "```ruby\n", "~~~", "=begin\n", "<<EOF\n", "EOF\n", "%w["),
)
CODE: Final = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.text(max_size=60)
)
AWKWARD: Final = "".join(PIECES)


def plain(coloured: str) -> str:
    """Give the text of HTML that holds nothing but `span` elements."""
    return re.sub(r'<span class="[a-z0-9]+">|</span>', "", coloured)


@settings(deadline=None, max_examples=600)
@given(CODE, st.sampled_from(sorted(LANGUAGES)))
def test_the_text_of_code_never_changes(code: str, name: str) -> None:
    coloured = highlight(code, name)
    assert plain(coloured) == escape_text(code)
    assert html.unescape(plain(escape_text(plain(coloured)))) == escape_text(code)


@pytest.mark.parametrize("language", OWN_NAMES)
@pytest.mark.parametrize("code", [AWKWARD, "\n\n a \n\n", "\t\ta\n\tb", "a", "\n", " ", ""])
def test_awkward_code_of_every_language_keeps_its_text(code: str, language: str) -> None:
    assert plain(highlight(code, language)) == escape_text(code)


@settings(deadline=None, max_examples=300)
@given(CODE, st.sampled_from(OWN_NAMES))
def test_neighbours_have_different_classes_and_none_is_empty(code: str, language: str) -> None:
    parts = coloured_parts(code, language)
    assert all(text for _, text in parts)
    assert all(one != other for (one, _), (other, _) in pairwise(parts))


@settings(deadline=None, max_examples=200)
@given(CODE, st.integers(-5, 1000))
def test_every_line_has_a_number(code: str, first: int) -> None:
    table = highlight(code, "ruby", LineNumbers(first=first))
    numbers = re.search(r'<pre class="lineno">([^<]*)</pre>', table)
    assert numbers is not None
    lines = (code if code.endswith("\n") else f"{code}\n").count("\n")
    assert numbers[1] == "".join(f"{first + line}\n" for line in range(lines))


def test_the_classes_of_a_table_can_be_chosen() -> None:
    numbers = LineNumbers(first=7, table="t", gutter='"g"', code="c")
    assert highlight("1", "ruby", numbers) == (
        '<table class="t"><tbody><tr><td class="&quot;g&quot; gl"><pre class="lineno">7\n</pre>'
        '</td><td class="c"><pre><span class="mi">1</span>\n</pre></td></tr></tbody></table>'
    )


@pytest.mark.parametrize("name", ["", "sandworm", "Ruby", "text", "plaintext", "guess", "escape"])
def test_code_in_no_language_is_only_escaped(name: str) -> None:
    assert highlight("if 1 < 2 && '\"'", name) == "if 1 &lt; 2 &amp;&amp; '\"'"


def test_options_behind_a_language_do_not_count() -> None:
    assert highlight("$a;", "php?start_inline=1") == highlight("$a;", "php")
    assert (language_of("php?start_inline=1"), language_of("guess?")) == ("php", "guess")


def test_code_that_is_too_long_or_mostly_space_has_no_colours() -> None:
    longest = "puts 1\n" * (LONGEST_CODE // 7)
    assert "<span" in highlight(longest, "ruby")
    assert highlight(f"{longest}puts 1\n", "ruby") == f"{longest}puts 1\n"
    assert highlight("puts" + " " * 200 + "1", "ruby") == "puts" + " " * 200 + "1"


class Failing:
    """A lexer that fails in the middle."""

    def get_tokens_unprocessed(self, text: str, /) -> Iterator[tuple[int, Any, str]]:
        """Give one token and raise."""
        yield 0, Token.Keyword, text[:1]
        raise RecursionError


class Changing:
    """A lexer whose tokens are another text."""

    def get_tokens_unprocessed(self, text: str, /) -> Iterable[tuple[int, Any, str]]:
        """Give the text in capitals."""
        return [(0, Token.Keyword, text.upper())]


@pytest.mark.parametrize("lexer", [Failing(), Changing()])
def test_a_lexer_that_fails_leaves_code_without_colours(lexer: Failing | Changing) -> None:
    assert lexed_parts("abc", lexer, "ruby") == [("", "abc")]
    assert lexed_parts("", lexer, "ruby") == []


def test_every_language_has_a_lexer_or_is_known_to_have_none() -> None:
    for language in set(OWN_NAMES) - UNCOLOURED - {"console"}:
        assert get_lexer_by_name(LEXERS.get(language, language))
    assert set(OWN_NAMES) >= UNCOLOURED | LEXERS.keys() | CLASSES.keys() | RULES.keys()


def test_every_correction_can_apply() -> None:
    classes = {*STANDARD_TYPES.values(), "-"}
    for pairs in CLASSES.values():
        for pair in pairs.split():
            given, _, wanted = pair.partition(">")
            assert (given in classes, bool(wanted)) == (True, True)
    for rows in RULES.values():
        for given, wanted, pattern in rows:
            parts = wanted.split("+")
            assert classes >= set(given.split())
            assert len(parts) == 1 or re.compile(pattern).groups == len(parts)
