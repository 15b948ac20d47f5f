"""What the judge of HTML calls a fault, and what a reader sees."""

import pytest
from tests.oracles.html_rules import faults, seen


@pytest.mark.parametrize(
    "html",
    [
        "<p>a <b>b</b></p><ul><li><p>c</p></li></ul>",
        "<dl><dt>a</dt><dd><p>b</p><h2>c</h2></dd></dl>",
        "<dl><div><dt>a</dt><dd></dd></div><div><dt>b</dt><dt>c</dt><dd>d</dd></div></dl>",
        "<dl></dl><dl><dt>a</dt><dd><dl><dt>b</dt><dd>c</dd></dl></dd></dl>",
        "<figure><blockquote><p>a</p></blockquote><figcaption><p>b</p></figcaption></figure>",
        "<figure><figcaption>a</figcaption><p>b</p><p>c</p></figure>",
        '<article><data value="a"></data><p id="b">c</p><p id="d"><!-- e --></p></article>',
    ],
)
def test_these_have_no_fault(html: str) -> None:
    assert faults(html) == []


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<div>a", "parse error"),
        ("<p>a</div></p>", "parse error"),
        ("<p><ul></ul></p>", "parse error"),
        ("<b><p>a</p></b>", "b with ['p']"),
        ("<dl><dt><h2>a</h2></dt><dd>b</dd></dl>", "dt with ['h2']"),
        ("<dl><dt>a</dt></dl>", "dl with ['dt']"),
        ("<dl><dd>a</dd></dl>", "dl with ['dd']"),
        ("<dl><p>a</p></dl>", "dl with ['p']"),
        ("<dl>a</dl>", "text in dl"),
        ("<dl><div><dt>a</dt></div></dl>", "div with ['dt']"),
        ("<dl><div><dt>a</dt><dd>b</dd>c</div></dl>", "text in div"),
        ("<dl><div><dt>a</dt><dd>b</dd></div><p>c</p></dl>", "dl with ['div', 'p']"),
        ("<section><dt>a</dt></section>", "dt or dd in section"),
        ("<div><dt>a</dt><dd>b</dd></div>", "dt or dd in div"),
        ("<figure><p>a</p><figcaption>b</figcaption><p>c</p></figure>", "neither first nor last"),
        ("<div><figcaption>b</figcaption></div>", "figcaption in div"),
        ("<ul><p>a</p></ul>", "ul with ['p']"),
        ("<data>a</data>", "data without a value"),
        ('<p id="a">b</p><p id="a">c</p>', "id a stands twice"),
    ],
)
def test_these_have_a_fault(html: str, fault: str) -> None:
    assert any(fault in one for one in faults(html))


def test_a_reader_sees_letters_and_pictures() -> None:
    assert seen('<p>a <b>b</b>\n c<!-- d --></p><img alt="e f">g') == "abc[ef]g"
