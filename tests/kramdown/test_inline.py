"""Running text in kramdown's dialect; what is expected was written by kramdown 2.4.0 itself."""

# ruff: noqa: E501 -- HTML is compared as it is, not cut into lines

import pytest
from markdown_it import MarkdownIt

from reviewkit.markdown.kramdown.document import (
    Document,
    Footnote,
    KramdownOptions,
    LinkDefinition,
)
from reviewkit.markdown.kramdown.inline import apply_abbreviations, parse_inline
from reviewkit.markdown.kramdown.render_code import add_code_rules
from reviewkit.markdown.kramdown.render_inline import add_inline_rules


def document(**options: object) -> Document:
    """Give a document with some definitions: links `r` and `two words`, the footnote `f`."""
    made = Document(KramdownOptions(**options))  # type: ignore[arg-type]  # the tests name options
    made.links["r"] = LinkDefinition("/u", "t")
    made.links["two words"] = LinkDefinition("/v", None)
    made.links["*em*"] = LinkDefinition("/w", None, [".defined"])
    made.footnotes["f"] = Footnote("f", "foot", 1)
    made.attribute_lists["list"] = ['.q k="w"']
    return made


def rendered(text: str, made: Document | None = None) -> str:
    """Give the HTML of running text."""
    md = MarkdownIt()
    add_inline_rules(md)
    add_code_rules(md, (made or document()).options)
    made = made or document()
    tokens = apply_abbreviations(parse_inline(text, made), made)
    return str(md.renderer.render(tokens, md.options, {}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x a *b* **c** d", "x a <em>b</em> <strong>c</strong> d"),
        ("x *b _c_ d* e", "x <em>b _c_ d</em> e"),
        ("x *b **c** d* e", "x <em>b <strong>c</strong> d</em> e"),
        ("x a ***b*** c", "x a <strong><em>b</em></strong> c"),
        ("x ***b** c* d", "x <em><strong>b</strong> c</em> d"),
        ("x ***b* c** d", "x <strong><em>b</em> c</strong> d"),
        ("x ***b** c", "x <strong>*b</strong> c"),
        ("x ****b**** c", "x <strong>**b</strong>** c"),
        ("x a **** b", "x a <em>**</em> b"),
        ("x ★ **** a", "x ★ <em>**</em> a"),
        ("x a ***** b", "x a ***** b"),
        ("x **Film:**text", "x <strong>Film:</strong>text"),
        ("x **Film: **text", "x **Film: **text"),
        ("x 2*3*4", "x 2<em>3</em>4"),
        ("x a_b_c", "x a_b_c"),
        ("x a_b c_ _d_", "x a_b c_ <em>d</em>"),
        ("x _a b_c d_", "x <em>a b_c d</em>"),
        ("x a-_b_ 1_c_", "x a-_b_ 1<em>c</em>"),
        ("x *a*b*c*", "x <em>a</em>b<em>c</em>"),
        ("x *b \\* c\\** d", "x <em>b * c*</em> d"),
        (
            "x *`b*` c* d",
            'x <em><code class="language-plaintext highlighter-rouge">b*</code> c</em> d',
        ),
        ("x *[b*](x)* c", 'x <em><a href="x">b*</a></em> c'),
        ("x *b [c* d](x)", 'x *b <a href="x">c* d</a>'),
        ("x *a <b>*b*</b> c* d", "x <em>a <b>*b*</b> c</em> d"),
        ("x *b** c*", "x <em>b** c</em>"),
        ("x a * b * c", "x a * b * c"),
        ("x *b\nc*", "x <em>b\nc</em>"),
        ("x **a *b***", "x <strong>a <em>b</em></strong>"),
        ("x ~~a *b*~~ ~c~", "x <del>a <em>b</em></del> ~c~"),
        ("x ~~a~b~~", "x <del>a~b</del>"),
        ("x ~~~a~~~", "x ~<del>a</del>~"),
        ("x ~~ a~~ ~~b ~~", "x ~~ a~~ ~~b ~~"),
        ("x ~~a <b>c~~ d</b>", "x <del>a <b>c</b></del> d&lt;/b&gt;"),
        ("x ~~a~~~~b~~", "x <del>a</del><del>b</del>"),
        ("x *a ~~b* c~~", "x *a <del>b* c</del>"),
        ('x **"x"**y', "x <strong>“x”</strong>y"),
    ],
)
def test_emphasis_is_found_by_its_markers(text: str, expected: str) -> None:
    assert rendered(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x [a](b)", 'x <a href="b">a</a>'),
        ('x [a]( b c  "t" )', 'x <a href="b c" title="t">a</a>'),
        ("x [a](<b c> 't')", 'x <a href="b c" title="t">a</a>'),
        ('x [a](b "t" "u")', 'x <a href="b" title="t&quot; &quot;u">a</a>'),
        ("x [a](b(c)d)", 'x <a href="b(c)d">a</a>'),
        ("x [a](b(c)", "x [a](b(c)"),
        ('x [a](b "t)', "x [a](b “t)"),
        ("x [a] (b)", "x [a] (b)"),
        ("x [a [b](c) d](e)", 'x <a href="e">a [b](c) d</a>'),
        ("x [a ![b](c) d](e)", 'x <a href="e">a <img src="c" alt="b" /> d</a>'),
        ("x [a ![b *c*](d 't')](e)", 'x <a href="e">a <img src="d" alt="b *c*" title="t" /></a>'),
        ("x [a [b](c)", 'x [a <a href="c">b</a>'),
        (
            "x [a `]` b](c)",
            'x <a href="c">a <code class="language-plaintext highlighter-rouge">]</code> b</a>',
        ),
        ("x [*a*](b)", 'x <a href="b"><em>a</em></a>'),
        ("x [a\\]b](c)", 'x <a href="c">a]b</a>'),
        ("x [](b)", 'x <a href="b"></a>'),
        ("x [a]()", 'x <a href="">a</a>'),
        ("x ![a\nb](c)", 'x <img src="c" alt="a\nb" />'),
        ('x ![a \\* &amp; "b"](c)', 'x <img src="c" alt="a * &amp; &quot;b&quot;" />'),
        ("x [r]", 'x <a href="/u" title="t">r</a>'),
        ("x [R][]", 'x <a href="/u" title="t">R</a>'),
        (
            "x [a][r] [b] [r] [c]\n[R]",
            'x <a href="/u" title="t">a</a> <a href="/u" title="t">b</a> <a href="/u" title="t">c</a>',
        ),
        ("x [two\nwords]", 'x <a href="/v">two\nwords</a>'),
        ("x [ r ]", "x [ r ]"),
        ("x [a][nope]", "x [a][nope]"),
        ("x [r] [nope]", "x [r] [nope]"),
        ("x [*em*]", 'x <a class="defined" href="/w"><em>em</em></a>'),
        ("x ![r]", 'x <img src="/u" alt="r" title="t" />'),
        ("x [r](b)", 'x <a href="b">r</a>'),
        ("x [[r]]", 'x [<a href="/u" title="t">r</a>]'),
        ("x [a [r] b](c)", 'x <a href="c">a [r] b</a>'),
        (
            "x [^f] [^f] [^nope]",
            'x <sup id="fnref:f" role="doc-noteref"><a href="#fn:f" class="footnote" rel="footnote">1</a></sup> <sup id="fnref:f:1" role="doc-noteref"><a href="#fn:f" class="footnote" rel="footnote">1</a></sup> [^nope]',
        ),
        (
            "x [a[^f]b](c)",
            'x [a<sup id="fnref:f" role="doc-noteref"><a href="#fn:f" class="footnote" rel="footnote">1</a></sup>b](c)',
        ),
        (
            "x ![^f]",
            'x !<sup id="fnref:f" role="doc-noteref"><a href="#fn:f" class="footnote" rel="footnote">1</a></sup>',
        ),
        ("x [<http://x>](b)", 'x <a href="b"><a href="http://x">http://x</a></a>'),
        (
            "x <http://x.y/?a=b&c> <m@x.y>",
            'x <a href="http://x.y/?a=b&amp;c">http://x.y/?a=b&amp;c</a> <a href="mailto:m@x.y">m@x.y</a>',
        ),
        ("x <mailto:m@x.y>", 'x <a href="mailto:m@x.y">m@x.y</a>'),
        ("x <HTTP://x> http://x_y_z", "x &lt;HTTP://x&gt; http://x_y_z"),
        ('x [a](b&amp;c "d&copy;")', 'x <a href="b&amp;c" title="d&copy;">a</a>'),
    ],
)
def test_links_images_and_footnotes(text: str, expected: str) -> None:
    assert rendered(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "x <b>*a*</b> <kbd>*b*</kbd> <foo>*c*</foo>",
            "x <b><em>a</em></b> <kbd>*b*</kbd> <foo>*c*</foo>",
        ),
        ("x <B CLASS='x'>a</B> <Foo Bar=1>b</Foo>", 'x <b class="x">a</b> <Foo Bar="1">b</Foo>'),
        ("x <br> <BR/> <img src=\"a\" ALT='b'>", 'x <br /> <br /> <img src="a" alt="b" />'),
        ("x <b>c <i>d", "x <b>c <i>d</i></b>"),
        ("x <b>c <i>d</b> e</i>", "x <b>c <i>d&lt;/b&gt; e</i></b>"),
        ("x a </b> <div>b</div>", "x a &lt;/b&gt; &lt;div&gt;b&lt;/div&gt;"),
        ("x <a href=http://x>b</a>", "x &lt;a href=http://x&gt;b&lt;/a&gt;"),
        ("x <a href=\"x\"title='y'>b</a>", "x &lt;a href=”x”title=’y’&gt;b&lt;/a&gt;"),
        ("x <a href=b c>d</a>", 'x <a href="b" c="">d</a>'),
        ('x <a\nhref="x\ny">b</a>', 'x <a href="x y">b</a>'),
        ("x <b/>a <b x=1/>c", 'x <b></b>a <b x="1"></b>c'),
        (
            'x <b markdown="0">*a*</b> <kbd markdown="span">*b*</kbd>',
            "x <b>*a*</b> <kbd><em>b</em></kbd>",
        ),
        ('x <u>a &lt; <i>*b*</i> </s> "c"</u>', 'x <u>a &lt; <i>*b*</i> &lt;/s&gt; "c"</u>'),
        ("x <kbd>a &amp b &bogus; &lt</kbd>", "x <kbd>a &amp;amp b &bogus; &amp;lt</kbd>"),
        ("x a <!-- *b* --> *c* <!-- d", "x a <!-- *b* --> <em>c</em> &lt;!– d"),
        ("x a <?php *b* ?>", "x a &lt;?php <em>b</em> ?&gt;"),
        ("x <b>*c</b>* d", "x <b><em>c&lt;/b&gt;</em> d</b>"),
        ("x *<b>c* d</b>", "x *<b>c* d</b>"),
        ("x [a<b>](x) c</b>", "x [a<b>](x) c</b>"),
        ("x < b> 1<2 <3", "x &lt; b&gt; 1&lt;2 &lt;3"),
        ("x <b1>c</b1> <b:c>d</b:c> <b:>e", "x <b1>c</b1> <b:c>d</b:c> &lt;b:&gt;e"),
        ('x <script>a < "b"</script>', 'x <script>a &lt; "b"</script>'),
        (
            "x <details>a <summary>b</summary></details>",
            "x <details>a &lt;summary&gt;b&lt;/summary&gt;</details>",
        ),
        ("x <kbd><!-- a --></kbd>", "x <kbd><!-- a --></kbd>"),
        ("x a<b", "x a&lt;b"),
        ('x "<b>a</b>" <b>\'s</b>', "x “<b>a</b>” <b>’s</b>"),
    ],
)
def test_html_elements_are_read_as_elements(text: str, expected: str) -> None:
    assert rendered(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('x *a*{:.b #c k="v"}', 'x <em class="b" id="c" k="v">a</em>'),
        ("x **a**{:.b}{:.c} {:.d}", 'x <strong class="b c">a</strong> {:.d}'),
        ("x `a`{:.b}", 'x <code class="language-plaintext b highlighter-rouge">a</code>'),
        ("x `a`{:.language-nope .x}", 'x <code class="language-nope x">a</code>'),
        ('x [a](b){:.c title="u"}', 'x <a href="b" class="c" title="u">a</a>'),
        ('x ![a](b){: width="1" .c}', 'x <img src="b" alt="a" width="1" class="c" />'),
        ('x <b class="x">a</b>{:.y}', 'x <b class="x y">a</b>'),
        ("x <br>{:.y}", 'x <br class="y" />'),
        ("x ~~a~~{:.b}", 'x <del class="b">a</del>'),
        ("x a{:.b} {:.c}", "x a{:.b} {:.c}"),
        ("x *a*{:list .x}", 'x <em class="q x" k="w">a</em>'),
        ("x *a*{:nope}", "x <em>a</em>"),
        (
            "x *a*{: .b.c#d k='a\\'b' l=\"x\\}y\"}",
            'x <em class="b c" id="d" k="a\'b" l="x}y">a</em>',
        ),
        ("x *a*{: k=v #1 .ok}", 'x <em class="ok">a</em>'),
        ("x *a*{:} *b*{:/} *c*{:.d", "x <em>a</em>{:} <em>b</em>{:/} <em>c</em>{:.d"),
        ("x *a* {:.b}", "x <em>a</em> {:.b}"),
        ("x $$a$${:.b}", 'x <span class="b">$a$</span>'),
        ('x "{:.b} ...{:.c} &amp;{:.d}', "x “ … &amp;"),
        ("x a {::comment}b *c*{:/comment} d", "x a <!-- b *c* --> d"),
        ("x a {::nomarkdown}<b *c*{:/} d", "x a <b *c* d"),
        ('x a {::nomarkdown type="latex"}b{:/} c', "x a  c"),
        ("x a {::comment /} b {::foo} c {:/}", "x a  b {::foo} c {:/}"),
        ('x *a*{: k="a" k="b" class="x y" .z}', 'x <em k="b" class="x y z">a</em>'),
        ('x {::options smart_quotes="apos,apos,quot,quot" /}"a"', 'x "a"'),
    ],
)
def test_attribute_lists_and_extensions(text: str, expected: str) -> None:
    assert rendered(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x \"a\" 'b' \"'c'\" '\"d\"'", "x “a” ‘b’ “‘c’” ‘“d”’"),
        ("x it's dogs' the '90s 5'10\"", "x it’s dogs’ the ’90s 5’10”"),
        ('x 7" **x** "y"', "x 7” <strong>x</strong> “y”"),
        ('x **x**"y" ("z") —"w"', "x <strong>x</strong>“y” (“z”) —”w”"),
        ('x *"x*" "*x*" \'_y_\'', "x <em>“x</em>” “<em>x</em>” ‘<em>y</em>’"),
        ('x a"b" a"" ""a """', "x a”b” a”” ““a “””"),
        ('x "a-" "a"-"b"', "x “a-“ “a”-“b”"),
        ('x "! \'. ".a', "x “! ‘. “.a"),
        ('x \\"a" \\\\"b"', 'x "a” \\“b”'),
        ("x 'net 's 'sa", "x ‘net ‘s ‘sa"),
        ('x a\n"b"\n\'c', "x a\n“b”\n‘c"),
        ('x &nbsp;"a" &copy;\'s', "x \xa0“a” ©’s"),
        (
            'x ``a``\'s `b`"c"',
            'x <code class="language-plaintext highlighter-rouge">a</code>’s <code class="language-plaintext highlighter-rouge">b</code>“c”',
        ),
        ("x a -- b --- c ---- d", "x a – b — c —- d"),
        ("x a ... b .... c", "x a … b …. c"),
        ("x << a >> <<b>> \\<<c\\>>", "x «\xa0a\xa0» «b» &lt;&lt;c&gt;&gt;"),
        ("x \\-- \\... .\\..", "x -- ... ..."),
        ("x *a*--*b*...", "x <em>a</em>–<em>b</em>…"),
        ('x [a](b)\'s "[c](d)"', 'x <a href="b">a</a>’s “<a href="d">c</a>”'),
        ('x "a -- b" "...c"', "x “a – b” “…c”"),
        ("x x \"*b* '_' '*", "x x “<em>b</em> ‘_’ ‘*"),
    ],
)
def test_quotation_marks_and_symbols(text: str, expected: str) -> None:
    assert rendered(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "x `a` ``b`c`` `` d ``",
            'x <code class="language-plaintext highlighter-rouge">a</code> <code class="language-plaintext highlighter-rouge">b`c</code> <code class="language-plaintext highlighter-rouge">d</code>',
        ),
        (
            "x ` a` `b ` `c",
            'x ` a<code class="language-plaintext highlighter-rouge"> </code>b ` `c',
        ),
        (
            'x `<b>&amp;"`',
            'x <code class="language-plaintext highlighter-rouge">&lt;b&gt;&amp;amp;"</code>',
        ),
        ("x `a``", 'x <code class="language-plaintext highlighter-rouge">a</code>`'),
        ("x `a\nb`", 'x <code class="language-plaintext highlighter-rouge">a\nb</code>'),
        ("x \\`a` `\\`", 'x `a<code class="language-plaintext highlighter-rouge"> </code>`'),
        ("x \\* \\_ \\@ \\\\ \\~ \\&", "x * _ \\@ \\ ~ \\&amp;"),
        ("x &copy; &amp; &lt; &nbsp; &#65; &#x41; &#150;", "x © &amp; &lt; \xa0 A A –"),
        (
            "x &bogus; &check; &copy & &; &#X41;",
            "x &amp;bogus; &amp;check; &amp;copy &amp; &amp;; &amp;#X41;",
        ),
        ("x &quot;a&quot; &apos;", 'x "a" \''),
        ("x a  \nb   \nc\\\nd\\\\\ne \nf", "x a<br />\nb <br />\nc<br />\nd<br />\ne \nf"),
        ("x *a  \nb*", "x <em>a<br />\nb</em>"),
        ("x <br>\na", "x <br />\na"),
        ("x a\\\\\\\nb", "x a\\<br />\nb"),
        ("x <b>a\\\nb</b>", "x <b>a\\\nb</b>"),
        ("x $$a *b*$$ $c$ $$d", "x \\(a *b*\\) $c$ $$d"),
        ("x $$a<b$$", "x \\(a&lt;b\\)"),
        ("x \\$$a$$", "x $$a$$"),
        ("x a &lt;b&gt; > c", "x a &lt;b&gt; &gt; c"),
    ],
)
def test_code_entities_escapes_breaks_and_formulas(text: str, expected: str) -> None:
    assert rendered(text) == expected


def test_hard_wrap_breaks_every_line_outside_html_elements() -> None:
    html = rendered("a\nb *c\nd* <b>e\nf</b>", document(hard_wrap=True))
    assert html == "a<br />\nb <em>c<br />\nd</em> <b>e\nf</b>"


def test_symbols_and_quotes_can_be_chosen() -> None:
    made = document(typographic_symbols={"hellip": "..."}, smart_quotes=("<", ">", "«", "»"))
    assert rendered("\"a\" 'b'...", made) == "«a» &lt;b&gt;..."


def test_html_elements_can_be_left_unparsed() -> None:
    made = document(parse_span_html=False)
    assert rendered('<b>*a*</b> <b markdown="1">*b*</b>', made) == "<b>*a*</b> <b><em>b</em></b>"


def test_footnotes_are_counted_in_reading_order() -> None:
    made = document()
    made.footnotes["g"] = Footnote("g", "second", 2)
    parse_inline("*a [^g] b [^f] [^g]", made)
    assert [note.name for note in made.referred] == ["g", "f"]
    assert (made.footnotes["g"].number, made.footnotes["g"].references) == (1, 2)
    assert (made.footnotes["f"].number, made.footnotes["f"].references) == (2, 1)


def test_abbreviations_are_explained_outside_raw_elements() -> None:
    made = document()
    made.abbreviations = {"HT": ("short", []), "HTML": ("Hyper Text", [".x"])}
    html = rendered("HTML, HTMLs <kbd>HTML</kbd> *HT*", made)
    abbr = '<abbr class="x" title="Hyper Text">HTML</abbr>'
    expected = f'{abbr}, HTMLs <kbd>HTML</kbd> <em><abbr title="short">HT</abbr></em>'
    assert html == expected


def test_an_element_has_tokens_that_nest() -> None:
    tokens = parse_inline('<u x="&amp;">a</u><br>', document())
    assert [(t.type, t.tag, t.nesting, t.level) for t in tokens] == [
        ("html_element_open", "u", 1, 0),
        ("text", "", 0, 1),
        ("html_element_close", "u", -1, 0),
        ("html_element", "br", 0, 0),
    ]
    assert tokens[0].attrs == {"x": "&"}


def test_an_image_keeps_its_text_as_content() -> None:
    (image,) = parse_inline("![a *b*](c&amp;d 'e')", document())
    assert image.attrs == {"src": "c&d", "alt": "a *b*", "title": "e"}
    assert [child.content for child in image.children or ()] == ["a *b*"]


def test_deep_nesting_needs_no_recursion() -> None:
    depth = 5_000
    assert rendered("<b>" * depth) == "<b>" * depth + "</b>" * depth
