"""Whether a post's page is live, judged from what its server answers; networks look only once."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

import regex

from reviewkit.announce.message import Message
from reviewkit.announce.ports import NotLive
from reviewkit.model import Post
from reviewkit.text import PHRASING, printable
from reviewkit.urls import ascii_url, is_web_address, resolved

if TYPE_CHECKING:
    from lxml import etree

__all__ = [
    "Answer",
    "Expected",
    "Shown",
    "expected",
    "is_same_page",
    "judged",
    "judged_picture",
    "past_caches",
]

_OK: Final = 200
_PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})
_TYPE: Final = re.compile(r"\s*([\w.+-]+/[\w.+-]+)\s*(?:;|\Z)")

_BUSTER: Final = "reviewkit"
"""The name of the query field that no cache knows."""
_PORTS: Final = {"http": 80, "https": 443}
_ENCODED: Final = re.compile("%[0-9A-Fa-f]{2}")
_UNRESERVED: Final = re.compile("[A-Za-z0-9._~-]")
"""What needs no percent-encoding (RFC 3986, section 2.3)."""
_SAME_FILE: Final = re.compile(r"(?:/index\.html?|\.html?|/+)?\Z")
"""The ends of a path that servers add and take away; some hosts do so with .html."""

_BYTE_ORDER_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\xff\xfe", "utf-16-le"),
)
_CHARSET: Final = re.compile(r"""(?:charset|encoding)\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
_HEAD: Final = 1024
"""Where a page says its encoding (HTML, section 13.2.3.2)."""

_UNSEEN: Final = frozenset({"iframe", "noscript", "script", "style", "template", "title"})
_STRUCK: Final = frozenset({"del", "s", "strike"})
"""Words in these are not said, so they are no part of the sentence either."""
_JOINING: Final = PHRASING | _STRUCK
_NOTE: Final = "#fn"
"""How the links to footnotes begin that Markdown's programs write; their numbers are not said."""

_IGNORED: Final = regex.compile(r"[\p{Cf}\p{Default_Ignorable_Code_Point}]+")
_WORDS: Final = regex.compile(r"[\p{L}\p{M}\p{N}\p{So}\p{Sc}]+")
_APOSTROPHES: Final = str.maketrans("´ʼ", "''")
"""A letter and an accent that stand for an apostrophe."""
_SURE: Final = 16
"""So many letters are not on another page by chance; fewer have to stand there as whole words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said at the end of all redirects.

    `type` is the header Content-Type as sent; `is_whole` tells whether `body` is all there was.
    """

    url: str
    status: int
    type: str
    body: bytes = b""
    is_whole: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the page of a post has to show; `sentence` is empty where it is not to be said."""

    url: str
    title: str
    sentence: str
    has_picture: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """The page shows its post; `picture` is the address that has to answer too, if any."""

    picture: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What counts of a page: the addresses it names, resolved where they can be, and its words."""

    canonical: str | None
    picture: str | None
    words: tuple[str, ...]


def expected(post: Post, message: Message) -> Expected:
    """Give what must be on the page before `message` is sent."""
    about = message.material
    return Expected(
        url=post.url,
        title=post.title,
        sentence=about.sentence,
        has_picture=about.image is not None,
    )


def past_caches(url: str, token: str) -> str:
    """Give an address of the same page that no cache has seen; `token` is new each time."""
    page = url.partition("#")[0]
    return f"{page}{'&' if '?' in page else '?'}{_BUSTER}={token}"


def is_same_page(url: str, other: str) -> bool:
    """Tell whether two addresses name one page.

    The scheme, the host's case, a default port, percent-encoding (RFC 3986, section 6.2), a slash
    or `index.html` or `.html` at the end, the field of `past_caches` and the fragment do not count.
    """
    try:
        return _place(url) == _place(other)
    except ValueError:
        return False


def judged(answer: Answer, wanted: Expected) -> Shown | NotLive:
    """Say whether an answer is the live page of a post, or in one sentence why not."""
    if fault := _fault_of_answer(answer, wanted.url):
        return NotLive(fault)
    page = _read(answer)
    if fault := _fault_of_page(page, wanted):
        return NotLive(fault)
    return Shown(page.picture if wanted.has_picture else None)


def judged_picture(answer: Answer, asked: str) -> NotLive | None:
    """Say why the answer for the page's picture, at the address `asked`, is none; None if it is."""
    picture = f"the page's picture {printable(asked)}"
    if answer.status != _OK:
        return NotLive(f"{picture} answers {answer.status}")
    if not _type(answer).startswith("image/"):
        return NotLive(f"{picture} is {_named_type(answer)} and no picture")
    return None


def _fault_of_answer(answer: Answer, wanted: str) -> str:
    """Say what is wrong before the page is read; empty if nothing is."""
    url = printable(wanted)
    if answer.status != _OK:
        return f"{url} answers {answer.status}"
    if not _is_at(answer.url, wanted):
        return f"{url} leads to {printable(answer.url)}"
    return "" if _type(answer) in _PAGES else f"{url} is {_named_type(answer)} and no page"


def _fault_of_page(page: _Page, wanted: Expected) -> str:
    """Say what is wrong with what the page says; empty if nothing is."""
    url = printable(wanted.url)
    if page.canonical is not None and not is_same_page(page.canonical, wanted.url):
        return f"the page {url} names another address as its own: {printable(page.canonical)}"
    if missing := _missing(page, wanted):
        return (
            f"the page {url} is there but does not show the review's {missing}: is the build that "
            "holds it published?"
        )
    if not wanted.has_picture:
        return ""
    if page.picture is None:
        return f"the page {url} names no picture (og:image), so its card would have none"
    if not is_web_address(page.picture):
        return f"the page {url} names a picture (og:image) that is no web address"
    return ""


def _place(address: str) -> tuple[str, int | None, str, str]:
    parts = urlsplit(ascii_url(address))
    port = None if parts.port == _PORTS.get(parts.scheme) else parts.port
    path = _SAME_FILE.sub("", _decoded_path(parts.path), count=1)
    fields = (_decoded_path(field) for field in parts.query.split("&"))
    query = "&".join(field for field in fields if not field.startswith(f"{_BUSTER}="))
    return (parts.hostname or "").removesuffix("."), port, path, query


def _decoded_path(path: str) -> str:
    def plain(found: re.Match[str]) -> str:
        character = unquote(found[0])
        return character if _UNRESERVED.fullmatch(character) else found[0].upper()

    return _ENCODED.sub(plain, path)


def _is_at(found: str, url: str) -> bool:
    """Tell whether a page was found where it should be; one that has left https was not."""
    secure = urlsplit(url).scheme == "https"
    return is_same_page(found, url) and (not secure or urlsplit(found).scheme == "https")


def _type(answer: Answer) -> str:
    found = _TYPE.match(answer.type)
    return found[1].lower() if found else ""


def _named_type(answer: Answer) -> str:
    return printable(_type(answer)) or "of no known type"


def _read(answer: Answer) -> _Page:
    root = _tree(_text(answer))
    if root is None:
        return _Page(canonical=None, picture=None, words=())
    base = _resolved(_first(root, "base", "href"), answer.url)
    if base is None or not is_web_address(base):
        base = answer.url
    canonical = next(
        (
            link.get("href")
            for link in root.iter("link")
            if "canonical" in (link.get("rel") or "").lower().split() and link.get("href")
        ),
        None,
    )
    picture = next(
        (
            meta.get("content")
            for meta in root.iter("meta")
            if "og:image" in {_key(meta, "property"), _key(meta, "name")} and meta.get("content")
        ),
        None,
    )
    return _Page(
        canonical=_resolved(canonical, base),
        picture=_resolved(picture, base),
        words=_words(_seen(root)),
    )


def _text(answer: Answer) -> str:
    """Decode a page: byte order mark, header, its own word, or UTF-8 (HTML, section 13.2.3.2)."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if answer.body.startswith(mark):
            return answer.body[len(mark) :].decode(encoding, "replace")
    head = answer.body[:_HEAD].decode("ascii", "replace")
    found = _CHARSET.search(answer.type) or _CHARSET.search(head)
    try:
        return answer.body.decode(found[1] if found else "utf-8", "replace")
    except (LookupError, ValueError):
        return answer.body.decode("utf-8", "replace")


def _tree(text: str) -> "etree._Element | None":
    """Parse HTML as it comes; None where there is none."""
    from lxml import etree  # noqa: PLC0415 -- slow to import, and a dry run reads no pages

    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root: etree._Element | None = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None
    return root


def _key(element: "etree._Element", name: str) -> str:
    return (element.get(name) or "").strip().lower()


def _first(root: "etree._Element", tag: str, name: str) -> str | None:
    return next(filter(None, (element.get(name) for element in root.iter(tag))), None)


def _resolved(address: str | None, base: str) -> str | None:
    """Resolve an address of a page; one that cannot be is given as it is."""
    try:
        return resolved(address, base) if address else None
    except ValueError:
        return address


def _seen(root: "etree._Element") -> str:
    """Give the text a reader sees; pictures say their alt text."""
    from lxml import etree  # noqa: PLC0415 -- see above

    pieces = []
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        pieces.append("" if element.tag in _JOINING else " ")
        if event == "end":
            pieces.append(element.tail or "")
        elif element.tag in _UNSEEN | _STRUCK or _is_note(element):
            walker.skip_subtree()
        else:
            pieces.append((element.get("alt") if element.tag == "img" else element.text) or "")
    return "".join(pieces)


def _is_note(element: "etree._Element") -> bool:
    return element.tag == "a" and (element.get("href") or "").startswith(_NOTE)


def _missing(page: _Page, wanted: Expected) -> str:
    """Say what of the review the page does not show; the title counts for a short sentence too."""
    sentence = _words(wanted.sentence)
    if sentence and not _shows(page, sentence):
        return "sentence"
    if _is_sure(sentence):
        return ""
    # Themes put a title into the page as it is, so it may hold entities and tags.
    tree = _tree(wanted.title)
    forms = (wanted.title, _seen(tree) if tree is not None else "")
    titles = [words for words in map(_words, forms) if words]
    return "title" if titles and not any(_shows(page, words) for words in titles) else ""


def _is_sure(words: Sequence[str]) -> bool:
    return sum(map(len, words)) >= _SURE


def _shows(page: _Page, words: Sequence[str]) -> bool:
    if _is_sure(words):
        return "".join(words) in "".join(page.words)
    return f" {' '.join(words)} " in f" {' '.join(page.words)} "


def _words(text: str) -> tuple[str, ...]:
    """Give the words of a text, and nothing of how they are set.

    Renderers and themes change quotes, dashes, dots, spaces, soft hyphens, ligatures and case.
    """
    form = unicodedata.normalize("NFKC", text.translate(_APOSTROPHES))
    return tuple(_WORDS.findall(_IGNORED.sub("", form).casefold()))
