"""Where Rouge's classes differ from Pygments', and by what to tell: data, language by language.

Found by comparing the two on source files and on the code of documents; see
`tests/oracles/check_colours.py`, which measures what is left.
"""

from typing import Final

__all__ = ["RULES", "Row"]

Row = tuple[str, str, str]
"""Pygments' classes, Rouge's class, and a regular expression that has to match at the token.

`-` is no class. `a+b+c` divides the token by the groups of the expression, one class for each.
`a/b` is `a`, with `b` for what a backslash escapes. The first row that fits counts; after
them come the pairs of `colour_classes`.
"""


def _words(text: str, end: str = r"\b") -> str:
    """Give an expression that matches one of the words, and after it `end`."""
    return f"(?:{'|'.join(text.split())}){end}"


_JS_NAMES: Final = "n nx nb ne k kc kd kr kn kt ow fm"
_JS_END: Final = r"(?![\w$])"
_JS_SIGNS: Final[tuple[Row, ...]] = (
    ("mf", "mi", r"\d+(?![\d.eExX])"),
    ("s1", "dl+s1/se+dl", r"(')((?:[^'\\]|\\.)*)(')"),
    ("s2", "dl+s2/se+dl", r'(")((?:[^"\\]|\\.)*)(")'),
    ("p", "o", r"=>"),
    ("o", "p", r"[:?](?![.?])"),
)
_JS_KEYWORDS: Final = _words(
    "as async await break case catch continue debugger default delete do else export finally for"
    " from if import in instanceof new of return super switch this throw try typeof void while"
    " yield",
    _JS_END,
)
_JS_START: Final[tuple[Row, ...]] = (
    *_JS_SIGNS,
    (_JS_NAMES, "k", _JS_KEYWORDS),
    (_JS_NAMES, "na", r"[\w$]+:(?!:)"),
)
_JS_WORDS: Final[tuple[Row, ...]] = (
    (
        _JS_NAMES,
        "kd",
        _words("class const constructor extends function get let set static var with", _JS_END),
    ),
    (
        _JS_NAMES,
        "kr",
        _words("enum implements interface package private protected public", _JS_END),
    ),
)
_TS_WORDS: Final[tuple[Row, ...]] = (
    (_JS_NAMES, "nb", _words("Partial Pick Readonly Record", _JS_END)),
    (_JS_NAMES, "nl", r"[\w$]+(?=\?:)"),
    (
        _JS_NAMES,
        "kd",
        _words(
            "abstract class const constructor extends function get let set type var with", _JS_END
        ),
    ),
    (
        _JS_NAMES,
        "kr",
        _words("any declare enum interface keyof module number package string", _JS_END),
    ),
    (
        _JS_NAMES,
        "k",
        _words("static is implements namespace private protected public readonly", _JS_END),
    ),
)
_JS_REST: Final[tuple[Row, ...]] = (
    (_JS_NAMES, "kc", _words("false Infinity NaN null true undefined", _JS_END)),
    (
        _JS_NAMES,
        "nb",
        _words(
            "Array ArrayBuffer Boolean DataView Date decodeURI decodeURIComponent document"
            " encodeURI encodeURIComponent Error eval Float32Array Float64Array Function global"
            " Int16Array Int32Array Int8Array isFinite isNaN Map Math navigator Number Object"
            " parseFloat parseInt Promise Proxy Reflect RegExp self Set String Symbol Uint16Array"
            " Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakSet window",
            _JS_END,
        ),
    ),
    (_JS_NAMES, "nx", r""),
)
_JSX: Final[tuple[Row, ...]] = (
    ("nt", "nc", r"[A-Z]"),
    ("p", "si", r"(?<=[=>])\{"),
    ("p", "si", r"\}(?=\s*/?[<>])"),
    ("o", "p", r'=(?=["{])'),
)

_SHELL_BUILTINS: Final = _words(
    r"alias arch awk b2sum base32 base64 basename bg bind cat chcon chgrp chmod chown chroot cksum"
    r" comm command cp csplit cut date dd df dir dircolors dirname du env expand expr factor fmt"
    r" fold grep groups gunzip gzip head hostid hostname id install join kill link ln logname ls"
    r" md5sum mkdir mkfifo mknod mktemp mv nice nl nohup nproc numfmt od paste pathchk pr printenv"
    r" printf ptx pwd readlink realpath rm rmdir runcon sed seq sha(?:1|224|256|384|512)sum shred"
    r" shuf sleep sort split stat stdbuf stty sudo sum sync tac tail tar tee timeout touch tr"
    r" truncate tsort tty uname unexpand uniq unlink uptime users vdir wc who whoami yes \.",
    r"(?![\w./=-])",
)

_CSS_COLOURS: Final = _words(
    "aqua black blue darkgreen fuchsia gray green lime magenta maroon navy olive orange pink purple"
    " red silver teal white yellow"
)

RULES: Final[dict[str, tuple[Row, ...]]] = {
    "c": (
        ("kt", "n", r"bool\b"),
        ("c1 cm", "cp", r"(?<=#endif )"),
    ),
    "cpp": (
        ("nc", "n", r"(?<=typename )"),
        ("nn", "n", r"(?<=namespace )"),
        ("k", "nl", _words("public private protected default", "(?=:)")),
        ("o p", "nl", r"(?:(?<=public)|(?<=private)|(?<=protected)|(?<=default)):(?!:)"),
        ("c1 cm", "cp", r"(?<=#endif )"),
    ),
    "csharp": (
        ("n", "nc", r"(?<=class )|(?<=interface )"),
        ("n", "nf", r"\w+\s*\("),
    ),
    "css": (
        ("nt k na nv n", "nl", _words("font-family src font-style font-weight", r"\s*:")),
        ("k", "py", r"(?:border|margin|padding)-(?:inline|block)"),
        ("k", "nl", r"[\w-]+\s*:"),
        ("kc", "no", _CSS_COLOURS),
        (
            "kc",
            "n",
            _words(
                "all border-box break-word column currentColor ease-in-out flex initial"
                " inline-block linear optimizeLegibility pre-wrap small table to"
            ),
        ),
        ("nv", "n", r"(?<=\()"),
        ("p", "nc", r"\.(?=[\w-])"),
        ("p", "nf", r"#"),
        ("p", "nd", r":+(?=[a-z-]+[^\w;-])"),
    ),
    "diff": (
        ("gu", "p+-", r"(@@.*?@@)(.*)"),
        ("-", "p", r"(?<![^\n])[^\s\\*+@-]"),
    ),
    "docker": (
        ("-", "nb", _words("cat chmod chown cp grep install ln ls mkdir mv rm sed tar")),
        ("-", "nt", r"-[\w-]+"),
        ("o", "s", r"="),
    ),
    "go": (("p", "o", r"[.:]"),),
    "html": (
        ("p", "nt", r"[</>]"),
        ("o", "na", r"=(?=[\"'\w#/])"),
        ("k", "k", _JS_KEYWORDS),
        ("kc", "kc", r"true|false|null|undefined"),
        *_JS_SIGNS,
    ),
    "java": (
        ("n", "nf", r"(?<=[\w\]>] )\w+\s*\("),
        ("n", "no", r"[A-Z][A-Z0-9_]*\b"),
        ("n", "nc", r"[A-Z]"),
    ),
    "javascript": (*_JS_START, *_JS_WORDS, *_JS_REST),
    "json": (("s2", "s2/se", r""),),
    "jsx": (*_JSX, *_JS_START, *_JS_WORDS, *_JS_REST),
    "liquid": (
        ("-", "p+w", r"(-)(\s+)"),
        ("-", "p", r"-"),
        ("-", "w", r"\s"),
        ("k nv", "kr", _words("if elsif else endif unless endunless case when endcase")),
        ("k nv", "ow", _words("and or contains")),
        ("nv", "-", r"(?<=include )"),
        ("nv", "p+nv", r"(\.)(.*)"),
        ("nv", "na", r"\w+[:=]"),
        ("nv", "kc", r"(?:true|false|nil)\b"),
        ("o", "p", r"[|,]|:(?=\s)"),
        ("o", "nv", r"[()]"),
    ),
    "make": (
        ("cp", "-+k+sx+-", r"([ \t]*)(-?include\b)([^\n]*)(\n?)"),
        ("cp", "-+k+-+nv+-", r"([ \t]*)(\S+)([ \t]*)([^\n]*)(\n?)"),
        ("nb", "p+nb", r"(@)(.*)"),
        ("-", "p+nb", r"(@)(\w+)"),
        ("-", "nv", r"(?<=\$[({])"),
        ("k", "nv", r"\$?[()]"),
        ("-", "nt", r"-[\w-]*"),
        ("-", "nb", _words("echo rm install sed mkdir cp mv")),
    ),
    "markdown": (
        ("ge", "-", r"_"),
        ("gu", "gh", r"(?!#)"),
        ("gh", "gu", r"(?!#)"),
        ("sb", "p+nl+-", r"(```+)(\w*)(\n?)"),
        ("-", "p", r"\[(?=[^\]\n]{1,200}\][\[(:])|\]|\)|(?<=\])\("),
    ),
    "php": (
        ("na", "nf", r"\w+\s?\("),
        ("na", "no", r"[A-Z_0-9]+\b"),
        ("k", "kc", r"(?i:true|false|null|E_\w+)\b"),
        ("k", "kn", _words("namespace use")),
        ("k", "kd", _words("class extends interface trait implements")),
        ("nb", "k", _words("isset unset empty")),
        ("nx", "k", _words("self parent static")),
        ("nx", "nc", r"(?<=new )"),
        ("nx", "nn", r"(?<=namespace )"),
        ("nx", "n", _words("double bool int float string array object", r"(?=\))")),
        ("nx", "nf", r"[\w\\]+\s?\("),
        ("nx", "no", r"[A-Z_0-9]+\b"),
    ),
    "python": (
        ("o", "p", r"[.,]"),
        ("fm", "nf", r"(?<=def )"),
        ("bp", "n", r"cls"),
        ("nb", "k", r"(?:print|exec)\b"),
        (
            "n",
            "nb",
            _words(
                "apply basestring buffer cmp coerce execfile file filter format hash id input"
                " intern long map next object open property range raw_input reduce reload set"
                " slice sum super type unichr unicode vars xrange zip"
            ),
        ),
        ("nd", "o+nb", r"(@)(classmethod|property|staticmethod)"),
        ("nd", "o+n", r"(@)(\w+)"),
        ("nd", "o+n+p+n", r"(@)(\w+)(\.)(\w+)"),
    ),
    "ruby": (
        ("ss", "n", r"\w+:[,)]"),
        ("p o", "ss", r"(?<=\w):(?=\s)"),
        ("n", "nf", r"(?<=\.)"),
        ("nb", "no", r"[A-Z]"),
        ("sr", "sr/se", r""),
        ("o", "p", r"[.?\[\]]"),
        ("n kp", "nb", _words("require_relative attr_reader attr_accessor attr_writer")),
    ),
    "rust": (
        ("n", "nd", r"\w+!"),
        ("n", "k", _words("Self self mut unsafe if")),
        ("p", "k", r"->"),
        ("o", "k", r"=>|->|(?<==)>"),
        ("o", "p", r"\|"),
        ("n nc nb", "nf", r"\w+\s*\("),
        ("n nc nb", "nn", r"\w+\s*::"),
        ("n", "py", r"(?<=\.)"),
        ("p", "nf", r"\.\w+\("),
        ("p", "py", r"\.\w"),
    ),
    "scss": (
        ("nt", "k", r"(?<=@)" + _words("each else extend forward function if import include")),
        ("nt", "k", r"(?<=@)" + _words("mixin return use")),
        ("nt n nb no", "nd", r"(?<=@include )"),
        ("nt n no k", "nt", r"(?<=\})[\w-]+:"),
        ("nt n no k", "n", r"(?<=\})[\w-]+"),
        ("nt k no nb n", "nl", r"[a-z-]+\s*:\s"),
        ("nt n nb", "nf", r"[\w-]+\("),
        ("nd", "p", r":(?=\s)"),
        ("nn", "si", r"#(?=\{)"),
        ("p o", "si", r"(?<=#)\{|\}(?=\S)"),
        ("nv", "nb", r"!default"),
        ("o", "p", r"[();:,]"),
        (
            "nt",
            "nb",
            _words(
                "absolute auto baseline block bold both bottom capitalize center collapse dashed"
                " dotted fixed hidden inherit inline italic left lowercase middle none normal"
                " nowrap pointer relative right scroll solid static top transparent underline"
                " uppercase visible",
                r"(?![\w-])",
            ),
        ),
        (
            "nt",
            "n",
            _words(
                "and false flex important in inline-block null screen true",
                r"(?![\w-])",
            ),
        ),
        ("nt", "o", r"--"),
        ("nt", "m", r"\d"),
    ),
    "shell": (
        ("s", "sh", r"<<"),
        ("k", "si", r"\$\(|\)"),
        ("-", "nv", r"\$(?=\s)"),
        ("o", "-", r"(?<=\S)\]"),
        ("-", "nt", r"-[\w-]*"),
        ("-", "o+-", r"(?<!\d)(>+|!)(\S*)"),
        ("-", "-+k+-", r"([^*\s]*)(\*)([^*\s]*)"),
        ("-", "nb", _SHELL_BUILTINS),
        ("p", "-", r"[&|]"),
        ("s2", "s2/se", r""),
    ),
    "toml": (("o", "p", r"="),),
    "tsx": (*_JSX, *_JS_START, *_TS_WORDS, *_JS_REST),
    "typescript": (*_JS_START, *_TS_WORDS, *_JS_REST),
    "yaml": (
        ("s", "s2", r'(?<=[\s\[{,])"'),
        ("s", "s1", r"(?<=[\s\[{,])'"),
        ("s", "se", r"\\."),
        ("l", "m", r"-?\d+(?:\.\d+)?(?![^\s,}\]])"),
        ("l", "no", r"(?:true|false|null|True|False|~)(?![^\s,}\]])"),
    ),
}
