"""Real kramdown as an oracle: what Jekyll makes of a text, and how two answers differ."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self
from xml.etree.ElementTree import Comment, Element

import html5lib

__all__ = [
    "Kramdown",
    "KramdownError",
    "KramdownRefusedError",
    "byte_equal",
    "canonical",
    "first_difference",
]

_SERVER: Final = Path(__file__).with_name("kramdown_server.rb")

_INDENT: Final = "  "

_KEEPS_SPACE: Final = frozenset({"pre", "script", "style", "textarea"})

_BLOCKS: Final = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "center"),
        *("colgroup", "col", "dd", "details", "dialog", "div", "dl", "dt", "fieldset"),
        *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("header", "hgroup", "hr", "legend", "li", "main", "nav", "noscript", "ol", "p", "pre"),
        *("script", "section", "style", "summary", "table", "tbody", "td", "tfoot", "th"),
        *("thead", "tr", "ul"),
    )
)
"""Elements beside which white space is not shown."""

_SPACE: Final = re.compile(r"[ \t\n\f\r]+")


class KramdownError(Exception):
    """There is no kramdown to ask, or it ended."""


class KramdownRefusedError(KramdownError):
    """kramdown raised an error for this text; it can be asked for another."""


class Kramdown:
    """A running kramdown under Jekyll's default configuration.

    Use it as a context manager; one process answers all questions.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        ruby = shutil.which("ruby")
        if ruby is None:
            raise KramdownError("real Jekyll is needed: make oracles")
        self._process = subprocess.Popen(
            [ruby, str(_SERVER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process is not None:
            with self._process:
                self._process.kill()
            self._process = None

    def convert(self, text: str, **options: object) -> str:
        """Convert a text to HTML; `options` are keys of a site's `kramdown:` block.

        Raises KramdownRefusedError with kramdown's own words if it cannot.
        """
        self.send(text, **options)
        return self.receive()

    def send(self, text: str, **options: object) -> None:
        """Ask for a text without waiting; `receive` gives the answers in order."""
        pipe = self._pipes()[0]
        pipe.write(json.dumps({"text": text, "options": options}) + "\n")
        pipe.flush()

    def receive(self) -> str:
        """Give the next answer; raises KramdownRefusedError as `convert` does."""
        answer = json.loads(self._line())
        if "error" in answer:
            raise KramdownRefusedError(answer["error"])
        return str(answer["html"])

    def versions(self) -> dict[str, str]:
        """Give the versions of `jekyll`, `kramdown` and `gfm`, its parser."""
        pipe = self._pipes()[0]
        pipe.write('{"versions": true}\n')
        pipe.flush()
        versions: dict[str, str] = json.loads(self._line())
        return versions

    def _line(self) -> str:
        line = self._pipes()[1].readline()
        if not line:
            raise KramdownError("kramdown ended; its last words are on the standard error")
        return line

    def _pipes(self) -> tuple[IO[str], IO[str]]:
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise KramdownError("use Kramdown in a with statement")
        return process.stdin, process.stdout


def byte_equal(ours: str, theirs: str) -> bool:
    """Tell whether two answers are the same but for line breaks at the end."""
    return ours.rstrip("\n") == theirs.rstrip("\n")


def canonical(html: str) -> str:
    """Write the elements and texts of a fragment one a line, indented by depth.

    Attributes are sorted, white space that is not shown is folded, and the colours inside code
    are dropped: reviewkit leaves them to the site.
    """
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    return "\n".join(_lines(tree, 0, keeps_space=False, coloured=False))


def first_difference(ours: str, theirs: str) -> str | None:
    """Show where the elements of two fragments differ first: the path, then one line of each."""
    if byte_equal(ours, theirs):
        return None
    path: list[str] = []
    for our_line, their_line in zip_longest(
        canonical(ours).splitlines(), canonical(theirs).splitlines(), fillvalue=""
    ):
        if our_line != their_line:
            depth = max(_depth(our_line), _depth(their_line))
            where = " > ".join(path[:depth]) or "top"
            return f"in {where}\n  ours:   {our_line.strip()}\n  theirs: {their_line.strip()}"
        depth = _depth(their_line)
        path[depth:] = [their_line.split()[0].strip("<>")]
    return None


def _depth(line: str) -> int:
    return (len(line) - len(line.lstrip(" "))) // len(_INDENT)


def _lines(element: Element, depth: int, *, keeps_space: bool, coloured: bool) -> Iterator[str]:
    """Give the lines of what is inside an element."""
    margin = _INDENT * depth
    for kind, value in _children(element, keeps_space=keeps_space, coloured=coloured):
        if isinstance(value, str):
            yield f"{margin}{kind}{value!r}"
            continue
        attributes = "".join(f" {k}={v!r}" for k, v in sorted(value.attrib.items()))
        yield f"{margin}<{kind}{attributes}>"
        yield from _lines(
            value,
            depth + 1,
            keeps_space=keeps_space or kind in _KEEPS_SPACE,
            coloured=coloured or _is_coloured(value),
        )


def _is_coloured(element: Element) -> bool:
    return element.tag in {"pre", "code"} and bool(
        {"highlight", "highlighter-rouge"} & set(element.get("class", "").split())
    )


def _children(
    element: Element, *, keeps_space: bool, coloured: bool
) -> Iterator[tuple[str, str | Element]]:
    """Give the texts, comments and elements inside an element, texts folded and joined."""
    parts = list(_flat(element, coloured=coloured))
    joined: list[str | Element] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    edge = element.tag in _BLOCKS or element.tag == "DOCUMENT_FRAGMENT"
    for index, part in enumerate(joined):
        if isinstance(part, str):
            before = joined[index - 1] if index else None
            after = joined[index + 1] if index + 1 < len(joined) else None
            text = part if keeps_space else _folded(part, before, after, edge=edge)
            if text:
                yield "", text
        elif _is_comment(part):
            yield "comment ", part.text or ""
        else:
            yield part.tag, part


def _is_comment(element: Element) -> bool:
    tag: object = element.tag
    return tag is Comment


def _flat(element: Element, *, coloured: bool) -> Iterator[str | Element]:
    """Give what is inside an element, in order; coloured spans are opened."""
    if element.text:
        yield element.text
    for child in element:
        if coloured and child.tag == "span":
            yield from _flat(child, coloured=True)
        else:
            yield child
        if child.tail:
            yield child.tail


def _folded(
    text: str, before: str | Element | None, after: str | Element | None, *, edge: bool
) -> str:
    """Fold white space as a browser does, and drop it where it is not shown."""
    text = _SPACE.sub(" ", text)
    if _is_edge(before, edge=edge):
        text = text.removeprefix(" ")
    if _is_edge(after, edge=edge):
        text = text.removesuffix(" ")
    return text


def _is_edge(neighbour: str | Element | None, *, edge: bool) -> bool:
    if isinstance(neighbour, Element):
        return neighbour.tag in _BLOCKS
    return edge
