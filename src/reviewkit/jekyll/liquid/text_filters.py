"""Filters on text: Liquid's own and Jekyll's, with Ruby's idea of letters and white space."""

import html
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote_plus, unquote_plus

import regex

from reviewkit.jekyll.liquid.addresses import absolute_url, escaped, relative_url
from reviewkit.jekyll.liquid.context import MOST_ITEMS, MOST_TEXT, Context, FilterFunction
from reviewkit.jekyll.liquid.drops import DocumentDrop
from reviewkit.jekyll.liquid.errors import JekyllStopsError, NeedsJekyllError, TooMuchError
from reviewkit.jekyll.liquid.values import SPACE, as_json, as_text, inspected, integer
from reviewkit.jekyll.ruby import downcase
from reviewkit.jekyll.slugify import MODES, Mode, slugify

__all__ = ["TEXT_FILTERS", "required_text"]

_BLOCKS: Final = re.compile(r"<script.*?</script>|<!--.*?-->|<style.*?</style>", re.DOTALL)
_TAGS: Final = re.compile(r"<.*?>", re.DOTALL)
_LONE: Final = re.compile(r"[\"><']|&(?!(?:[a-zA-Z]+|#\d+);)")
_CJK: Final = regex.compile(r"[\p{Han}\p{Katakana}\p{Hiragana}\p{Hangul}]")
_WORDS: Final = regex.compile(r"[^\p{Han}\p{Katakana}\p{Hiragana}\p{Hangul}\s]+")
_REFERENCE: Final = re.compile(r"\\([0-9&`'\\])")
_SPACES: Final = re.compile(r"[ \t\n\v\f\r]+")
_XML_QUOTES: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"}
)


def required_text(value: object) -> str:
    """Give a text; raises JekyllStopsError for anything else, which Ruby refuses here."""
    if not isinstance(value, str):
        raise JekyllStopsError(f"{as_text(value) or 'nil'} is no text")
    return value


def _escape(_context: Context, value: object) -> str | None:
    return None if value is None else html.escape(as_text(value)).replace("&#x27;", "&#39;")


def _escape_once(_context: Context, value: object) -> str:
    named = {"&": "&amp;", ">": "&gt;", "<": "&lt;", '"': "&quot;", "'": "&#39;"}
    return _LONE.sub(lambda match: named[match[0]], as_text(value))


def _url_encode(_context: Context, value: object) -> str | None:
    return None if value is None else quote_plus(as_text(value))


def _url_decode(_context: Context, value: object) -> str | None:
    if value is None:
        return None
    try:
        return unquote_plus(as_text(value), errors="strict")
    except UnicodeDecodeError as error:
        raise JekyllStopsError("what is decoded is no text") from error


def _slice(_context: Context, value: object, start: object, length: object = None) -> object:
    begin, count = integer(start), 1 if length is None or length is False else integer(length)
    whole = value if isinstance(value, list) else as_text(value)
    begin = begin + len(whole) if begin < 0 else begin
    return whole[begin : begin + count] if begin >= 0 and count >= 0 else whole[:0]


def _truncate(
    _context: Context, value: object, length: object = 50, ending: object = "..."
) -> str | None:
    if value is None:
        return None
    text, longest, tail = as_text(value), integer(length), as_text(ending)
    return text if len(text) <= longest else text[: max(longest - len(tail), 0)] + tail


def _truncate_words(
    _context: Context, value: object, count: object = 15, ending: object = "..."
) -> str | None:
    if value is None:
        return None
    text, most = as_text(value), max(integer(count), 1)
    words = _SPACES.split(text.lstrip(SPACE), most)
    return text if len(words) <= most else " ".join(words[:most]) + as_text(ending)


def _split(_context: Context, value: object, separator: object) -> list[str]:
    text, mark = as_text(value), as_text(separator)
    if mark == " ":
        return [word for word in _SPACES.split(text) if word]
    if not mark and len(text) > MOST_ITEMS:
        raise TooMuchError("split gives an endless list")
    parts = text.split(mark) if mark else list(text)
    while parts and not parts[-1]:
        parts.pop()
    return parts


def _strip_html(_context: Context, value: object) -> str:
    return _TAGS.sub("", _BLOCKS.sub("", as_text(value)))


def _replace(_context: Context, value: object, old: object, new: object = "") -> str:
    return _replaced(as_text(value), as_text(old), as_text(new), -1)


def _replace_first(_context: Context, value: object, old: object, new: object = "") -> str:
    return _replaced(as_text(value), as_text(old), as_text(new), 1)


def _remove(_context: Context, value: object, old: object) -> str:
    return _replaced(as_text(value), as_text(old), "", -1)


def _remove_first(_context: Context, value: object, old: object) -> str:
    return _replaced(as_text(value), as_text(old), "", 1)


def _replaced(text: str, old: str, new: str, count: int) -> str:
    if len(text) * max(len(new), 1) > MOST_TEXT and text.count(old) * len(new) > MOST_TEXT:
        raise TooMuchError("replace gives an endless text")
    if "\\" in new:
        return _with_references(text, old, new, count)
    return text.replace(old, new, count)


def _with_references(text: str, old: str, new: str, count: int) -> str:
    r"""Replace as Ruby's `gsub` does, which fills `\0`, `\&` and the like in the new text."""

    def fill(match: re.Match[str]) -> str:
        around = {
            **dict.fromkeys("0&", match[0]),
            "`": text[: match.start()],
            "'": text[match.end() :],
            "\\": "\\",
        }
        return _REFERENCE.sub(lambda one: around.get(one[1], ""), new)

    return re.sub(re.escape(old), fill, text, count=max(count, 0))


def _capitalize(_context: Context, value: object) -> str:
    text = as_text(value)
    return text[:1].title() + downcase(text[1:])


def _newline_to_br(_context: Context, value: object) -> str:
    return re.sub(r"\r?\n", "<br />\n", as_text(value))


def _xml_escape(_context: Context, value: object) -> str:
    return as_text(value).translate(_XML_QUOTES)


def _cgi_escape(_context: Context, value: object) -> str:
    return quote_plus(required_text(value))


def _uri_escape(_context: Context, value: object) -> str | None:
    return None if value is None else escaped(required_text(value))


def _slugify(_context: Context, value: object, mode: object = None) -> str | None:
    """Make a slug; a mode that does not exist only lower-cases."""
    if value is None:
        return None
    wanted = "default" if mode is None else mode
    known: Mode = next((name for name in MODES if name == wanted), "none")
    return slugify(required_text(value), known)


def _normalize_whitespace(_context: Context, value: object) -> str:
    return _SPACES.sub(" ", as_text(value)).strip(SPACE)


def _number_of_words(_context: Context, value: object, mode: object = None) -> int:
    text = required_text(value)
    plain = len([word for word in _SPACES.split(text) if word])
    if mode not in ("cjk", "auto"):
        return plain
    signs = len(_CJK.findall(text))
    return plain if mode == "auto" and not signs else signs + len(_WORDS.findall(text))


def _sentence(_context: Context, value: object, connector: object = "and") -> str:
    if isinstance(value, str) and len(value) < 3:  # noqa: PLR2004 -- Ruby joins the rest, which text cannot
        value = list(value)
    if not isinstance(value, list):
        raise JekyllStopsError("array_to_sentence_string needs a list")
    words = [as_text(item) for item in value]
    if len(words) < 3:  # noqa: PLR2004 -- from three on, commas
        return f" {as_text(connector)} ".join(words)
    return f"{', '.join(words[:-1])}, {as_text(connector)} {words[-1]}"


def _markdownify(context: Context, value: object) -> str:
    return context.world.converters.markdown(as_text(value))


def _smartify(context: Context, value: object) -> str:
    return context.world.converters.smartify(as_text(value))


def _sass(_context: Context, _value: object) -> str:
    raise NeedsJekyllError("style sheets are compiled by Jekyll only")


def _strip_index(_context: Context, value: object) -> object:
    if value is None or not as_text(value):
        return None
    return re.sub(r"/index\.html?$", "/", required_text(value), count=1, flags=re.MULTILINE)


def _relative_url(context: Context, value: object) -> object:
    return None if value is None else relative_url(_address(value), context.world.baseurl)


def _absolute_url(context: Context, value: object) -> object:
    if value is None:
        return None
    return absolute_url(_address(value), context.world.url, context.world.baseurl)


def _address(value: object) -> str:
    return value.document.url if isinstance(value, DocumentDrop) else as_text(value)


def _default(
    _context: Context,
    value: object,
    other: object = "",
    options: object = None,
) -> object:
    allow_false = options.get("allow_false") if isinstance(options, Mapping) else None
    empty = value is None or (value in ("", [], {}) and not isinstance(value, bool | int | float))
    false = value is False and allow_false in (None, False)
    return other if empty or false else value


def _jsonify(_context: Context, value: object) -> str:
    return as_json(value)


def _inspect(_context: Context, value: object) -> str:
    return inspected(value).translate(_XML_QUOTES)


def _size(_context: Context, value: object) -> int:
    if isinstance(value, str | list | tuple | range | Mapping):
        return len(value)
    return 8 if isinstance(value, int) and not isinstance(value, bool) else 0


def _plain(function: Any) -> FilterFunction:  # noqa: ANN401 -- a function of text
    def apply(_context: Context, value: object) -> str:
        return str(function(as_text(value)))

    return apply


TEXT_FILTERS: Final[Mapping[str, FilterFunction]] = {
    "size": _size,
    "downcase": _plain(downcase),
    "upcase": _plain(str.upper),
    "capitalize": _capitalize,
    "escape": _escape,
    "h": _escape,
    "escape_once": _escape_once,
    "url_encode": _url_encode,
    "url_decode": _url_decode,
    "slice": _slice,
    "truncate": _truncate,
    "truncatewords": _truncate_words,
    "split": _split,
    "strip": _plain(lambda text: text.strip(SPACE)),
    "lstrip": _plain(lambda text: text.lstrip(SPACE)),
    "rstrip": _plain(lambda text: text.rstrip(SPACE)),
    "strip_html": _strip_html,
    "strip_newlines": _plain(lambda text: re.sub(r"\r?\n", "", text)),
    "newline_to_br": _newline_to_br,
    "replace": _replace,
    "replace_first": _replace_first,
    "remove": _remove,
    "remove_first": _remove_first,
    "append": lambda _, value, other: as_text(value) + as_text(other),
    "prepend": lambda _, value, other: as_text(other) + as_text(value),
    "default": _default,
    "xml_escape": _xml_escape,
    "cgi_escape": _cgi_escape,
    "uri_escape": _uri_escape,
    "slugify": _slugify,
    "normalize_whitespace": _normalize_whitespace,
    "number_of_words": _number_of_words,
    "array_to_sentence_string": _sentence,
    "markdownify": _markdownify,
    "smartify": _smartify,
    "sassify": _sass,
    "scssify": _sass,
    "strip_index": _strip_index,
    "relative_url": _relative_url,
    "absolute_url": _absolute_url,
    "jsonify": _jsonify,
    "inspect": _inspect,
}
"""The filters on text by name."""
