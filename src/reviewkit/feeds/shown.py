"""HTML with words, links and pictures for what feed readers do not show or run."""

import re
from collections.abc import Callable
from html import escape
from typing import Final, NamedTuple

from reviewkit.feeds.absolute import srcset_addresses
from reviewkit.feeds.frames import link_to
from reviewkit.feeds.nesting import Nesting, is_regular
from reviewkit.feeds.tags import AFTER_COMMENT, RAW_TEXT, TAG, attributes_of, start_tag

__all__ = ["as_shown"]

_WORTH_A_LOOK: Final = re.compile(
    r"<[!?]|</?(?:applet|audio|datalist|embed|iframe|input|math|no(?:embed|frames|script)"
    r"|object|optgroup|option|plaintext|r[pt]|script|select|style|svg|template|textarea|title|video|xmp)\b"
    r"|\sdata-|\ssrcset",
    re.IGNORECASE,
)

_LAZY: Final = {
    "src": ("data-src", "data-lazy-src", "data-original", "data-lazy", "data-url"),
    "srcset": ("data-srcset", "data-lazy-srcset", "data-original-set"),
    "poster": ("data-poster",),
}
"""Where scripts that load pictures late find the address, the most common first."""
_PLAYERS: Final = frozenset({"audio", "video"})
_GONE: Final = frozenset({"datalist", "template"})
_FOREIGN: Final = frozenset({"math", "svg"})
_BREAKS_OUT: Final = frozenset(
    {
        "b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em",
        "embed", "h1", "h2", "h3", "h4", "h5", "h6", "head", "hr", "i", "img", "li", "listing",
        "menu", "meta", "nobr", "ol", "p", "pre", "ruby", "s", "small", "span", "strike",
        "strong", "sub", "sup", "table", "tt", "u", "ul", "var",
    }
)  # fmt: skip
"""Start tags that end a drawing or formula that was left open (HTML, 13.2.6.5)."""
_NO_ELEMENT: Final = frozenset(
    {"datalist", "math", "object", "optgroup", "option", "select", "svg", "template"} | RAW_TEXT
)
_CHECKS: Final = {"checkbox": "☐☑", "radio": "○◉"}
_WORDS: Final = re.compile(r"\S")
_NO_PICTURE: Final = re.compile(r"\s*(?:data:|about:|$)", re.IGNORECASE)
_NOSCRIPT: Final = re.compile(r"\s*<noscript[\s>]", re.IGNORECASE)
_TEX: Final = re.compile(r"tex|latex", re.IGNORECASE)


class _Plugin(NamedTuple):
    """An `object` that was opened: what to link to when nothing in it can be shown."""

    address: str
    attributes: dict[str, str]
    shown_before: int


class _Hidden:
    """An element whose tags are left out, and the words that stand for it."""

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.depth = 1
        self.silent = name in _GONE or attributes.get("aria-hidden") == "true"
        self.label = _label(attributes)
        self.words: list[str] = []


def as_shown(html: str) -> str:
    """Replace what a feed reader cannot show by what it can.

    Frames, plug-ins and players become links, check boxes signs, formulas and drawings their words;
    pictures that a script would load get their address; what was for browsers without scripts is
    shown; comments go; and no element is too deep in others. Nothing else changes. The result is
    for a sanitizer: it is neither safe nor well-formed by itself.
    """
    if not _WORTH_A_LOOK.search(html) and is_regular(html):
        return html
    return _Rewriter(html).rewritten()


class _Rewriter:
    """Walks once over the text, from tag to tag."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._out: list[str] = []
        self._at = 0
        self._shown = 0
        self._nesting = Nesting()
        self._hidden: _Hidden | None = None
        self._plugins: list[_Plugin] = []
        self._media: list[str] = []
        self._options = 0
        self._in_noscript = False
        self._late: set[str] = set()
        self._handlers: dict[str, Callable[[str, dict[str, str]], None]] = {
            **dict.fromkeys(_GONE | _FOREIGN, self._hide),
            **dict.fromkeys(_PLAYERS, self._player),
            **dict.fromkeys(("embed", "iframe"), self._frame),
            **dict.fromkeys(("image", "img"), self._image),
            **dict.fromkeys(("plaintext", "textarea", "xmp"), self._as_text),
            "input": self._input,
            "noscript": self._noscript,
            "object": self._object,
            "option": self._option,
            "param": self._param,
            "select": self._select,
            "source": self._source,
        }

    def rewritten(self) -> str:
        """Give the new text."""
        while (start := self._html.find("<", self._at)) >= 0:
            self._text(self._html[self._at : start])
            tag = TAG.match(self._html, start)
            if tag is None:
                self._at = self._after_no_tag(start)
            else:
                self._at = tag.end()
                self._tag(tag)
        self._text(self._html[self._at :])
        return "".join(self._out)

    def _after_no_tag(self, start: int) -> int:
        """Give where to go on after `<` that begins no whole tag: comments and the like go."""
        html, after = self._html, self._html[start + 1 : start + 3]
        if html.startswith("<!--", start):
            end = AFTER_COMMENT.search(html, start + 4)
            return end.end() if end else len(html)
        if after[:1] in {"!", "?"} or (after[:1] == "/" and not after[1:].isalpha()):
            return html.find(">", start) + 1 or len(html)
        if after.lstrip("/")[:1].isalpha() and after.lstrip("/")[:1].isascii():
            return len(html)  # a tag that the text ends in is dropped
        self._text("&lt;")
        return start + 1

    def _text(self, text: str) -> None:
        if not text:
            return
        if self._hidden is None:
            self._out.append(text)
            self._shown += bool(_WORDS.search(text))
        elif self._hidden.name == "math" and text.strip():
            self._hidden.words.append(text.strip())

    def _tag(self, tag: re.Match[str]) -> None:
        name = tag["name"].lower()
        if self._hidden is not None and not self._leaves(self._hidden, name, tag):
            return
        if tag["end"]:
            self._end(name, tag[0])
        elif name in _FOREIGN and tag["attributes"].endswith("/"):
            return  # the only elements that such a slash closes
        elif handler := self._handlers.get(name):
            handler(name, attributes_of(tag))
        elif name in RAW_TEXT:
            self._raw_text(name)
        else:
            self._keep(name, tag[0])

    def _leaves(self, hidden: _Hidden, name: str, tag: re.Match[str]) -> bool:
        """Follow the tags inside a hidden element; give whether this one stands outside of it."""
        if not tag["end"] and hidden.name in _FOREIGN and name in _BREAKS_OUT:
            self._reveal(hidden)
            return True
        if name == hidden.name:
            self_closing = tag["attributes"].endswith("/")
            hidden.depth += -1 if tag["end"] else int(not self_closing)
            if hidden.depth == 0:
                self._reveal(hidden)
        elif name == "title" and not tag["end"]:
            title = self._raw_text(name)
            hidden.label = hidden.label or title.strip()
        elif name == "annotation" and not tag["end"]:
            text = self._raw_text(name)
            if _TEX.search(attributes_of(tag).get("encoding", "")):
                hidden.label = hidden.label or text.strip()
        elif name in {"script", "style"} and not tag["end"]:
            self._raw_text(name)
        return False

    def _reveal(self, hidden: _Hidden) -> None:
        self._hidden = None
        words = hidden.label or " ".join(hidden.words)
        if words and not hidden.silent:
            self._text(f"<code>{words}</code>" if hidden.name == "math" else words)

    def _end(self, name: str, written: str) -> None:
        if name == "object" and self._plugins:
            plugin = self._plugins.pop()
            if self._shown == plugin.shown_before:
                self._link(link_to(plugin.address, plugin.attributes))
        elif name == "noscript":
            self._in_noscript = False
        elif name not in _NO_ELEMENT and self._nesting.closes(name):
            self._out.append(written)
            if name in _PLAYERS and self._media and (link := self._media.pop()):
                self._player_link(link)

    def _keep(self, name: str, written: str) -> None:
        if self._nesting.opens(name):
            self._out.append(written)

    def _raw_text(self, name: str) -> str:
        """Skip the text of an element up to its end, and give it."""
        end = re.compile(rf"</{name}(?=[\s/>])[^>]*>?", re.IGNORECASE).search(self._html, self._at)
        text = self._html[self._at : end.start() if end else len(self._html)]
        self._at = end.end() if end else len(self._html)
        return text

    def _frame(self, name: str, attributes: dict[str, str]) -> None:
        if name == "iframe":
            self._raw_text(name)
        address = attributes.get("data-src") or attributes.get("src", "")
        self._link(link_to(address, attributes))

    def _link(self, link: str) -> None:
        """Write a link; two in a row stand on two lines, and in another link there is none."""
        if link and not self._nesting.inside("a"):
            follows_another = bool(self._out) and self._out[-1].endswith("</a>")
            self._text(f"<br>{link}" if follows_another else link)

    def _object(self, _name: str, attributes: dict[str, str]) -> None:
        address = attributes.get("data") or attributes.get("src", "")
        self._plugins.append(_Plugin(address, attributes, self._shown))
        if attributes.get("type", "").startswith("image/") and address:
            self._image("img", {"src": address, "alt": _label(attributes)})

    def _param(self, _name: str, attributes: dict[str, str]) -> None:
        if attributes.get("name", "").lower() in {"movie", "src", "url"} and self._plugins:
            plugin = self._plugins[-1]
            address = plugin.address or attributes.get("value", "")
            self._plugins[-1] = plugin._replace(address=address)

    def _noscript(self, _name: str, _attributes: dict[str, str]) -> None:
        self._in_noscript = True

    def _image(self, _name: str, attributes: dict[str, str]) -> None:
        """Give a picture the address that a script would have given it, and show it once."""
        late = any(key in attributes for keys in _LAZY.values() for key in keys)
        attributes = _loaded(attributes)
        address = attributes.get("src", "")
        if _NO_PICTURE.match(address):
            sources = srcset_addresses(attributes.get("srcset", ""))
            address = sources[0] if sources else ""
            if not address and _NOSCRIPT.match(self._html, self._at):
                return
            attributes["src"] = address
        if self._in_noscript and address in self._late:
            return
        if late:
            self._late.add(address)
        self._shown += 1
        self._keep("img", start_tag("img", attributes))

    def _source(self, name: str, attributes: dict[str, str]) -> None:
        attributes = _loaded(attributes)
        if self._media and not self._media[-1]:
            self._media[-1] = link_to(attributes.get("src", ""), attributes, short=True)
        self._keep(name, start_tag(name, attributes))

    def _player(self, name: str, attributes: dict[str, str]) -> None:
        attributes = _loaded(attributes)
        if self._nesting.opens(name):
            self._shown += 1
            self._media.append(link_to(attributes.get("src", ""), attributes, short=True))
            self._out.append(start_tag(name, attributes))

    def _player_link(self, link: str) -> None:
        """Put a link behind a player, which not every reader shows, unless one is there."""
        address = link.partition(">")[0]
        if not self._html.startswith(address, self._at):
            self._link(link)

    def _input(self, _name: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("type", "").lower()
        if kind in _CHECKS:
            sign = _CHECKS[kind]["checked" in attributes]
            self._text(sign if self._html[self._at : self._at + 1].isspace() else f"{sign} ")
        elif kind == "image":
            self._image("img", attributes)

    def _select(self, _name: str, _attributes: dict[str, str]) -> None:
        self._options = 0

    def _option(self, _name: str, _attributes: dict[str, str]) -> None:
        self._text(", " if self._options else "")
        self._options += 1

    def _as_text(self, name: str, _attributes: dict[str, str]) -> None:
        text = self._raw_text(name) if name != "plaintext" else self._rest()
        if name == "textarea":
            self._text(text.replace("<", "&lt;"))
        else:
            self._text(f"<pre>{escape(text, quote=False)}</pre>")

    def _rest(self) -> str:
        rest, self._at = self._html[self._at :], len(self._html)
        return rest

    def _hide(self, name: str, attributes: dict[str, str]) -> None:
        self._hidden = _Hidden(name, attributes)


def _label(attributes: dict[str, str]) -> str:
    words = attributes.get("alttext") or attributes.get("aria-label") or attributes.get("title", "")
    return escape(words.strip(), quote=False)


def _loaded(attributes: dict[str, str]) -> dict[str, str]:
    """Give the attributes after the script that loads pictures late has run."""
    result = dict(attributes)
    for name, keys in _LAZY.items():
        late = next((attributes[key] for key in keys if attributes.get(key, "").strip()), None)
        if late is not None:
            result[name] = late
    return {name: value for name, value in result.items() if not name.startswith("data-")}
