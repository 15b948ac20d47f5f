"""What the comparison with kramdown calls the same, and what it does not."""

import pytest
from tests.oracles.kramdown import byte_equal, canonical, colours, first_difference


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("<p>a</p>", "<p>a</p>\n\n"),
        ("<p>a\nb</p>", "<p>a b</p>"),
        ("<ul><li>a</li></ul>", "<ul>\n  <li>a</li>\n</ul>\n"),
        ("<p>a<br>b</p>", "<p>a<br />\nb</p>"),
        ('<p id="a" class="b">c</p>', '<p class="b" id="a">c</p>'),
        ("<p>&copy; &quot;</p>", '<p>© "</p>'),
        (
            '<pre class="highlight"><code>puts 1\n</code></pre>',
            '<pre class="highlight"><code><span>puts</span> <span>1</span>\n</code></pre>',
        ),
        (
            '<code class="language-ruby highlighter-rouge">puts</code>',
            '<code class="language-ruby highlighter-rouge"><span class="nb">puts</span></code>',
        ),
    ],
)
def test_these_are_the_same(ours: str, theirs: str) -> None:
    assert canonical(ours) == canonical(theirs)
    assert first_difference(ours, theirs) is None


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("<p>a</p>", "<p>b</p>"),
        ("<p>a</p>", "a"),
        ("<p>a <b>c</b></p>", "<p>a<b>c</b></p>"),
        ("<p>a\u00a0b</p>", "<p>a b</p>"),
        ('<p class="a b">c</p>', '<p class="b a">c</p>'),
        ("<pre>a\n\nb</pre>", "<pre>a\nb</pre>"),
        ("<p>a</p><!-- b -->", "<p>a</p>"),
        ("<p><span>a</span></p>", "<p>a</p>"),
        ("<p>a</p>", "<p>a</p><p>b</p>"),
    ],
)
def test_these_are_not_the_same(ours: str, theirs: str) -> None:
    assert canonical(ours) != canonical(theirs)
    assert first_difference(ours, theirs) is not None


def test_a_difference_is_shown_with_its_path() -> None:
    ours = "<ul><li>a</li><li>b <em>c</em></li></ul>"
    theirs = "<ul><li>a</li><li>b <em>d</em></li></ul>"
    assert first_difference(ours, theirs) == "in ul > li > em\n  ours:   'c'\n  theirs: 'd'"


def test_what_one_does_not_have_is_shown_as_nothing() -> None:
    assert first_difference("<p>a</p>", "<p>a</p><hr>") == "in top\n  ours:   \n  theirs: <hr>"


def test_only_line_breaks_at_the_end_are_no_bytes() -> None:
    assert byte_equal("<p>a</p>\n", "<p>a</p>")
    assert not byte_equal("<p>a<br>b</p>", "<p>a<br />b</p>")


def test_colours_are_the_classes_in_code_joined_and_without_white_space() -> None:
    html = (
        '<p><span class="x">a</span></p><pre class="highlight"><code><span class="k">if </span>'
        '<span class="w">\n</span><span class="k">not</span> b\n</code></pre>'
        '<p>c <code class="highlighter-rouge">d</code></p>'
    )
    assert colours(html) == [("k", "ifnot"), ("", "bd")]
