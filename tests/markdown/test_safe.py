"""Texts of strangers: with `safe`, nothing that could run a script is left in the HTML."""

import json
import re
from pathlib import Path

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.config import ReviewSettings
from reviewkit.markdown import DIALECTS, Dialect, make_parser, understand

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
ATTACKS: list[str] = json.loads((FIXTURES / "attacks.json").read_text())
"""Ways to smuggle a script past a filter, as OWASP's cheat sheet collects them, and our own."""

PARSERS = {dialect: make_parser(dialect, safe=True) for dialect in DIALECTS}

FORBIDDEN = frozenset(
    (
        *("applet", "base", "body", "button", "embed", "form", "frame", "frameset", "iframe"),
        *("input", "link", "math", "meta", "noscript", "object", "script", "select", "style"),
        *("svg", "template", "textarea"),
    )
)
ADDRESSES = frozenset({"action", "background", "cite", "data", "formaction", "href", "src"})


def dangers(html: str) -> list[str]:
    """Give what a browser could run of some HTML."""
    found = []
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in FORBIDDEN:
            found.append(element.tag)
        for name, value in element.attrib.items():
            address = re.sub("[\t\r\n]", "", value).lstrip("".join(map(chr, range(33)))).lower()
            runs = address.startswith(("javascript:", "vbscript:", "livescript:", "data:"))
            if str(name).startswith("on") or (name in ADDRESSES and runs):
                found.append(f"{element.tag} {name}={value}")
            if name == "style" and value.replace(" ", "").partition(":")[0] != "text-align":
                found.append(f"style={value}")
    return found


def test_dangers_are_seen() -> None:
    seen = dangers("<script></script><a onclick=x href=' java\nscript:x'>y</a><p style='a:b'>")
    assert len(seen) == 4


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("attack", ATTACKS)
def test_no_script_survives(attack: str, dialect: Dialect) -> None:
    assert dangers(PARSERS[dialect].render(attack)) == []


@pytest.mark.parametrize("dialect", DIALECTS)
@settings(deadline=None)
@given(st.lists(st.sampled_from(ATTACKS), min_size=1, max_size=4).map("".join))
def test_no_script_survives_in_company(dialect: Dialect, text: str) -> None:
    assert dangers(PARSERS[dialect].render(text)) == []


def test_a_review_stays_what_it_is() -> None:
    text = (
        '<span class="reviewsection">Trivia ~~x~~:</span>\n> *a* [b](https://c.example/ "d")\n\n'
        "| e |\n|--:|\n| f |\n\n# g\n"
    )
    html = PARSERS["kramdown"].render(text)
    for part in (
        '<span class="reviewsection">Trivia <del>x</del>:</span>',
        '<a href="https://c.example/" title="d">b</a>',
        '<td style="text-align:right">f</td>',
        '<h1 id="g">g</h1>',
        "<blockquote>",
    ):
        assert part in html


@pytest.mark.parametrize(
    ("style", "kept"),
    [
        ("text-align: right", "text-align:right"),
        ("position:fixed; text-align:center", "text-align:center"),
        ("text-align:expression(alert(1))", None),
        ("position:fixed", None),
    ],
)
def test_of_a_style_only_the_alignment_of_a_cell_is_left(style: str, kept: str | None) -> None:
    html = PARSERS["commonmark"].render(f'<table><tr><td style="{style}">x</td></tr></table>')
    assert ("style" in html) is bool(kept)
    assert f' style="{kept}"' in html or not kept


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_sections_of_a_review_are_safe_too(dialect: Dialect) -> None:
    bad = "<img src=x onerror=alert(1)><script>alert(1)</script><a href='javascript:alert(1)'>x</a>"
    label = f'<span class="reviewsection" onclick="alert(1)">Trivia {bad}</span>'
    found = understand(PARSERS[dialect], f"{label} {bad}\n> {bad}\n\n{bad}", ReviewSettings())
    (section,) = found.review.sections if found.review else ()
    assert section.trivia
    trivia = section.trivia.quote_html + section.trivia.remark_html
    assert dangers(found.html + section.html + section.label_html + trivia) == []
