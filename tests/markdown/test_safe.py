"""Texts of strangers: with `safe`, nothing that could run a script is left in the HTML."""

import re

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.markdown import DIALECTS, Dialect, make_parser

PARSERS = {dialect: make_parser(dialect, safe=True) for dialect in DIALECTS}

ATTACKS = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://evil.example/xss.js></SCRIPT>",
    "<SCRIPT SRC=//evil.example/.j>",
    "<SCRIPT/XSS SRC='https://evil.example/xss.js'></SCRIPT>",
    "<SCRIPT/SRC='https://evil.example/xss.js'></SCRIPT>",
    "<<SCRIPT>alert('x');//\\<</SCRIPT>",
    "<SCRIPT SRC=https://evil.example/xss.js?< B >",
    "<script>alert(1)",
    "</TITLE><SCRIPT>alert('x');</SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<SCRIPT a='>' SRC='https://evil.example/xss.js'></SCRIPT>",
    "<SCRIPT a=`>` SRC='https://evil.example/xss.js'></SCRIPT>",
    "<SCRIPT>document.write('<SCRI');</SCRIPT>PT SRC='https://evil.example/xss.js'></SCRIPT>",
    "<IMG SRC=\"javascript:alert('x');\">",
    "<IMG SRC=javascript:alert('x')>",
    "<IMG SRC=JaVaScRiPt:alert('x')>",
    "<IMG SRC=javascript:alert(&quot;x&quot;)>",
    "<IMG SRC=`javascript:alert('x')`>",
    '<IMG """><SCRIPT>alert("x")</SCRIPT>"\\>',
    "<IMG SRC=javascript:alert(String.fromCharCode(88,83,83))>",
    "<IMG SRC=# onmouseover=\"alert('x')\">",
    "<IMG SRC= onmouseover=\"alert('x')\">",
    "<IMG onmouseover=\"alert('x')\">",
    "<IMG SRC=/ onerror=\"alert('x')\"></img>",
    "<img src=x onerror=&#x22;&#0000106avascript:alert(1)&#x22;>",
    "<IMG SRC=&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)>",
    "<IMG SRC=&#0000106&#0000097&#0000118&#0000097&#0000115&#0000099&#0000114&#0000105&#0000112>",
    "<IMG SRC=&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A&#x61&#x6C&#x65&#x72&#x74>",
    "<IMG SRC=\"jav\tascript:alert('x');\">",
    "<IMG SRC=\"jav&#x09;ascript:alert('x');\">",
    "<IMG SRC=\"jav&#x0A;ascript:alert('x');\">",
    "<IMG SRC=\"jav&#x0D;ascript:alert('x');\">",
    "<IMG SRC=\" &#14; javascript:alert('x');\">",
    "<IMG SRC=\"javascript:alert('x')\"",
    "<IMG DYNSRC=\"javascript:alert('x')\">",
    "<IMG LOWSRC=\"javascript:alert('x')\">",
    "<IMG SRC='vbscript:msgbox(\"x\")'>",
    '<IMG SRC="livescript:[code]">',
    "<INPUT TYPE='IMAGE' SRC=\"javascript:alert('x');\">",
    "<BODY BACKGROUND=\"javascript:alert('x')\">",
    "<BODY ONLOAD=alert('x')>",
    "<BODY onload!#$%&()*~+-_.,:;?@[/|\\]^`=alert('x')>",
    "<BGSOUND SRC=\"javascript:alert('x');\">",
    "<BR SIZE=\"&{alert('x')}\">",
    "<LINK REL='stylesheet' HREF=\"javascript:alert('x');\">",
    "<LINK REL='stylesheet' HREF='https://evil.example/xss.css'>",
    "<STYLE>@import'https://evil.example/xss.css';</STYLE>",
    "<STYLE>li {list-style-image: url(\"javascript:alert('x')\");}</STYLE><UL><LI>x</br>",
    "<META HTTP-EQUIV='refresh' CONTENT='0;url=javascript:alert(1);'>",
    "<META HTTP-EQUIV='Set-Cookie' Content='USERID=<SCRIPT>alert(1)</SCRIPT>'>",
    "<IFRAME SRC=\"javascript:alert('x');\"></IFRAME>",
    '<IFRAME SRC=# onmouseover="alert(document.cookie)"></IFRAME>',
    "<FRAMESET><FRAME SRC=\"javascript:alert('x');\"></FRAMESET>",
    "<TABLE BACKGROUND=\"javascript:alert('x')\">",
    "<TABLE><TD BACKGROUND=\"javascript:alert('x')\">",
    "<DIV STYLE=\"background-image: url(javascript:alert('x'))\">",
    "<DIV STYLE=\"width: expression(alert('x'));\">",
    "<XSS STYLE=\"xss:expression(alert('x'))\">",
    "<XSS STYLE='behavior: url(xss.htc);'>",
    "<BASE HREF=\"javascript:alert('x');//\">",
    "<OBJECT TYPE='text/x-scriptlet' DATA='https://evil.example/scriptlet.html'></OBJECT>",
    "<EMBED SRC='data:image/svg+xml;base64,PHN2Zz4=' type='image/svg+xml' AllowScriptAccess='x'>",
    "<svg/onload=alert('x')>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mtext><script>alert(1)</script></mtext></math>",
    "<math href='javascript:alert(1)'>x</math>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror='alert(1)'></video>",
    "<form action='javascript:alert(1)'><input type=submit></form>",
    "<button formaction='javascript:alert(1)'>x</button>",
    "<isindex action='javascript:alert(1)' type=image>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='&#x6a;avascript:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<a onclick='alert(1)' href='#'>x</a>",
    "<!--[if gte IE 4]><SCRIPT>alert('x');</SCRIPT><![endif]-->",
    "<?='<SCRIPT>alert(1)</SCRIPT>'?>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<select><style></select><script>alert(1)</script>",
    "<textarea><script>alert(1)</script></textarea>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](vbscript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](javascript:alert(1))",
    '![x](a.png"onerror="alert(1))',
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "*x*{: onclick='alert(1)'}",
    "[x](a){: href='javascript:alert(1)'}",
    "{: onmouseover='alert(1)' style='position:fixed'}\nx",
    "# x {#y onclick=alert(1)}",
    "{::nomarkdown}<script>alert(1)</script>{:/}",
    "```<script>\nalert(1)\n```",
    "$$</script><script>alert(1)</script>$$",
    "| <script>alert(1)</script> | <img src=x onerror=alert(1)> |",
    "x[^1]\n\n[^1]: <script>alert(1)</script>",
    '*[x]: "><script>alert(1)</script>\n\nx',
)
"""Ways to smuggle a script past a filter, as OWASP's cheat sheet collects them, and our own."""

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
