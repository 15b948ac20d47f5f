"""From which line of a post each line of its evaluated text comes."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.jekyll.liquid.conftest import open_liquid

from reviewkit.jekyll.liquid import EvaluatedText, LiquidSite
from reviewkit.model import Post

PIECES = (
    *("\n", "\n\n", " ", "text ", "mark\n", "mark ", "{{ 'a' }}", "{{- 'a' }}", "{{ 'a' -}}\n"),
    *("{% assign\n a = 1 %}", "{%- if true -%}\nmark\n{%- endif %}\n", "{% include three.html %}"),
    *("{% raw -%}\n{{ mark }}\n{% endraw %}", "{% for i in (1..2) %}\nmark\n{% endfor %}"),
    *("{% capture c %}\nx\n{% endcapture %}", "{% comment %}\n\nx{% endcomment -%}\n"),
    *("{{ 'one two' | replace: ' ', nl }}\n", "{{ page.content }}"),
)


@pytest.fixture(scope="module")
def liquid(tmp_path_factory: pytest.TempPathFactory) -> LiquidSite:
    """Give the Liquid of a site with one post and an include of three lines."""
    root = tmp_path_factory.mktemp("site")
    for name, text in {
        "_config.yml": "url: https://films.example\n",
        "_posts/2024-01-02-main.md": "---\ntitle: Main\n---\nText.\n",
        "_includes/three.html": "one\ntwo\nthree\n",
    }.items():
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return open_liquid(Path(root))[0]


def evaluated(liquid: LiquidSite, text: str) -> EvaluatedText:
    """Evaluate a text in the site's post."""
    post: Post = liquid.world.site.posts[0]
    return liquid.evaluate(post, text)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\nb\nc", [0, 1, 2]),
        ("a\n{% assign x = 1 %}\nb", [0, 1, 2]),
        ("a\n{%- assign x = 1 -%}\nb", [0]),
        ("{% comment %}\n\n{% endcomment -%}\nb\nc", [3, 4]),
        ("a\n{% include three.html %}\nb", [0, 1, 1, 1, 1, 2]),
        ("a\n{% for i in (1..2) %}\nx{% endfor %}\nb", [0, 1, 2, 2, 3]),
        ("{% raw %}\n{{ a }}\n{% endraw %}\nb", [0, 1, 2, 3]),
        ("{% capture x %}\n\nt\n{% endcapture %}\na\n{{ x }}", [3, 4, 5, 5, 5, 5]),
        ("{% if true -%}\n\n\na {{ 1 }}\n{%- endif %}\nb", [3, 5]),
        ("\n{{ 1 }} a\n\n  {{ 2 }}", [0, 1, 2, 3]),
        ("", [0]),
    ],
)
def test_each_line_knows_where_it_comes_from(
    text: str, lines: list[int], liquid: LiquidSite
) -> None:
    result = evaluated(liquid, text)
    assert [result.line_of(line) for line in range(len(result.text.split("\n")))] == lines


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_a_line_of_the_posts_own_text_is_found_again(liquid: LiquidSite, pieces: list[str]) -> None:
    number = iter(range(1000))
    text = re.sub("mark", lambda _: f"mark{next(number)}.", "".join(pieces))
    places = {
        mark: line
        for line, content in enumerate(text.split("\n"))
        for mark in re.findall(r"mark\d+\.", content)
    }
    result = evaluated(liquid, text)
    for line, content in enumerate(result.text.split("\n")):
        first = re.match(r"\s*(?:\{\{ )?(mark\d+\.)", content)
        if first:
            assert result.line_of(line) == places[first[1]]


@given(st.text(alphabet="ab \n\r", max_size=40))
def test_a_text_without_liquid_has_its_own_lines(liquid: LiquidSite, text: str) -> None:
    result = evaluated(liquid, text)
    lines = range(len(text.split("\n")))
    assert [result.line_of(line) for line in lines] == list(lines)
