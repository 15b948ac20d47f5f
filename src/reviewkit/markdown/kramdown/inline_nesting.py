"""Spans that hold spans: emphasis, deleted words, links, images and HTML elements."""

import re
from dataclasses import replace
from typing import Final

from markdown_it.token import Token

from reviewkit.markdown.kramdown.entities import without_backslashes
from reviewkit.markdown.kramdown.html_tags import (
    BLOCK_ELEMENTS,
    PARSE_AS,
    VOID_ELEMENTS,
    Tag,
    scan_tag,
)
from reviewkit.markdown.kramdown.html_text import Written, source_of
from reviewkit.markdown.kramdown.inline_nodes import Element, Frame, Kind
from reviewkit.markdown.kramdown.inline_state import SpanState
from reviewkit.markdown.kramdown.link_target import Target
from reviewkit.markdown.kramdown.words import is_alphanumeric, is_letter

__all__ = ["bracket", "closes", "emphasis", "html", "reach_end"]

_FOOTNOTE: Final = re.compile(r"\[\^([A-Za-z0-9_][A-Za-z0-9_-]*)\]")
_SPACES: Final = frozenset(" \t\r\n\f\v")
_LINE_BREAKS: Final = re.compile(r"\n+")
_NOWHERE: Final = -1
_EMPHASIS: Final = Kind.EMPHASIS | Kind.STRONG


def closes(state: SpanState) -> bool:
    """Close the innermost span if its end stands at the position, or leave it if it has none."""
    frame = state.frame
    if frame.kind in _EMPHASIS and frame.kind:
        return _closes_emphasis(state, frame)
    if frame.kind is Kind.LINK:
        return _closes_link(state, frame)
    if frame.kind is Kind.HTML and state.text.startswith("</", state.pos):
        tag = scan_tag(state.text, state.pos)
        if tag is not None and frame.opener is not None and tag.name == frame.opener.tag:
            _close_html(state, frame, tag.end)
            return True
    return False


def reach_end(state: SpanState) -> None:
    """End the innermost span where the text ends."""
    frame = state.frame
    if frame.kind is Kind.HTML:
        if frame.opener is not None:
            frame.opener.meta["unclosed"] = True
        _close_html(state, frame, state.pos)
    elif frame.kind is Kind.LINK:
        _fail_links(state)
    else:
        _fail_emphasis(state, frame)


def emphasis(state: SpanState) -> bool:
    """Open what `*`, `**`, `_` or `__` begins, unless it is open already."""
    character = state.text[state.pos]
    marker = character * (2 if state.text.startswith(character, state.pos + 1) else 1)
    kind = Kind.EMPHASIS if len(marker) == 1 else Kind.STRONG
    after = state.text[state.pos + len(marker) : state.pos + len(marker) + 1]
    if after in _SPACES or kind in state.frame.inside or _inside_word(state, character):
        state.skip(len(marker))
    else:
        _open_emphasis(state, kind, marker, len(marker))
    return True


def _inside_word(state: SpanState, character: str) -> bool:
    if character != "_" or state.pos == 0:
        return False
    before = state.text[max(0, state.pos - 2) : state.pos]
    return is_letter(before[-1]) or (before[-1] == "-" and is_letter(before[0]))


def _open_emphasis(state: SpanState, kind: Kind, marker: str, run: int) -> None:
    inside = state.frame.inside | kind
    frame = Frame(kind, state.pos, marker, inside, run=run)
    frame.hopeless = state.dead.setdefault((kind, marker, inside), set())
    state.push(frame)


def _closes_emphasis(state: SpanState, frame: Frame) -> bool:
    if state.pos in frame.hopeless:
        _fail_emphasis(state, frame)
        return True
    frame.seen.append(state.pos)
    if not state.text.startswith(frame.marker, state.pos) or not _may_close(state, frame):
        return False
    state.flush()
    tag = "em" if frame.kind is Kind.EMPHASIS else "strong"
    opener = Token(f"{tag}_open", tag, 1, markup=frame.marker)
    closer = Token(f"{tag}_close", tag, -1, markup=frame.marker)
    state.close(Element(opener, closer, frame.items), state.pos + len(frame.marker))
    return True


def _may_close(state: SpanState, frame: Frame) -> bool:
    """Say whether the marker at the position may end a span, by the characters around it."""
    if state.is_empty() or state.text[state.pos - 1] in _SPACES:
        return False
    character = frame.marker[0]
    after = state.text[state.pos + 1 : state.pos + 3]
    if frame.kind is Kind.EMPHASIS and after[:1] == character and after[1:] != character:
        return False
    following = state.text[state.pos + len(frame.marker) :][:1]
    return character != "_" or not is_alphanumeric(following)


def _fail_emphasis(state: SpanState, frame: Frame) -> None:
    """Take the marker for text; of two characters, the second may still be emphasis."""
    frame.hopeless.update(frame.seen)
    state.give_up(frame.run)
    if frame.kind is Kind.STRONG and state.frame.kind is not Kind.EMPHASIS:
        state.pos = frame.start
        _open_emphasis(state, Kind.EMPHASIS, frame.marker[0], frame.run)


def bracket(state: SpanState) -> bool:
    """Open what `[` or `![` begins: a footnote, a link, an image."""
    image = state.text[state.pos] == "!"
    if image and state.text.startswith("^", state.pos + 2):
        return False
    if not image and state.text.startswith("[^", state.pos):
        return _footnote(state)
    marker = "![" if image else "["
    inside = state.frame.inside | Kind.LINK
    end = state.bracket_ends.get((inside, state.pos))
    start = state.pos + len(marker)
    if Kind.LINK in state.frame.inside and not image:
        state.skip(1)
    elif end == _NOWHERE or (end is not None and state.targets.read(start, end) is None):
        state.skip(len(marker))
    else:
        state.push(Frame(Kind.LINK, state.pos, marker, inside))
    return True


def _footnote(state: SpanState) -> bool:
    found = _FOOTNOTE.match(state.text, state.pos)
    if found is None:
        return False
    if found[1] in state.document.footnotes:
        state.add(Token("footnote_ref", "", 0, meta={"name": found[1]}), found.end())
    else:
        state.skip(len(found[0]))
    return True


def _closes_link(state: SpanState, frame: Frame) -> bool:
    """Count brackets; an image in the text of a link counts for its own."""
    text, depth = state.text, frame.count - frame.images
    if depth >= state.too_deep.get((frame.inside, state.pos), depth + 1):
        _fail_links(state)
        return True
    frame.depths[state.pos] = depth
    if text.startswith(("[", "!["), state.pos):
        frame.count += 1
        frame.brackets.append(state.pos)
    elif text.startswith("]", state.pos):
        frame.count -= 1
        if frame.brackets:
            frame.pairs[frame.brackets.pop()] = state.pos
    if frame.count != frame.images:
        return False
    target = state.targets.read(frame.content_start, state.pos)
    if target is None:
        _fail_link(state, frame, state.pos)
    else:
        _finish_link(state, frame, target)
    return True


def _finish_link(state: SpanState, frame: Frame, target: Target) -> None:
    state.flush()
    title = {} if target.title is None else {"title": target.title}
    meta = {"attribute_texts": target.attribute_texts} if target.attribute_texts else {}
    if frame.marker == "[":
        opener = Token("link_open", "a", 1, meta=meta)
        opener.attrs = {**target.attributes, "href": target.url, **title}
        state.close(Element(opener, Token("link_close", "a", -1), frame.items), target.end)
        return
    alt = Written.of(without_backslashes(state.text[frame.content_start : state.pos]))
    token = Token("image", "img", 0, content=alt, meta=meta)
    token.attrs = {**target.attributes, "src": target.url, "alt": alt, **title}
    token.children = [Token("text", "", 0, content=alt)]
    state.frames.pop()
    state.text_start = state.pos
    state.add(token, target.end)
    if state.frame.kind is Kind.LINK:
        state.frame.images += 1
        if state.frame.brackets:
            state.frame.brackets.pop()


def _fail_links(state: SpanState) -> None:
    """Fail the innermost link, and all directly around it: what has no end here has none there."""
    while state.frame.kind is Kind.LINK:
        frame = state.frame
        for pos, depth in frame.depths.items():
            key = frame.inside, pos
            state.too_deep[key] = min(depth, state.too_deep.get(key, depth))
        _fail_link(state, frame)


def _fail_link(state: SpanState, frame: Frame, end: int = _NOWHERE) -> None:
    """Take the bracket for text, and keep what its reading told about all brackets inside."""
    ends = state.bracket_ends
    ends[frame.inside, frame.start] = end
    ends |= {(frame.inside, start): close for start, close in frame.pairs.items()}
    if end == _NOWHERE:
        ends |= {(frame.inside, start): _NOWHERE for start in frame.brackets}
    state.give_up(len(frame.marker))


def html(state: SpanState) -> bool:
    """Read a comment or a tag; closing tags without an element and block tags are text."""
    if state.text.startswith("<!--", state.pos):
        end = state.lookahead.next("-->", state.pos + 4)
        if end is None:
            return False
        comment = state.text[state.pos : end[1]]
        state.add(Token("html_inline", "", 0, content=comment), end[1])
        return True
    tag = scan_tag(state.text, state.pos)
    if tag is None:
        return False
    if tag.closing or tag.name in BLOCK_ELEMENTS:
        state.add_text(tag.end)
    else:
        _open_html(state, tag)
    return True


def _open_html(state: SpanState, tag: Tag) -> None:
    raw = _is_raw(state, tag)
    attributes = {
        key: Written.of(_LINE_BREAKS.sub(" ", source_of(value))) if "\n" in value else value
        for key, value in tag.attributes.items()
        if key != "markdown"
    }
    if tag.name in VOID_ELEMENTS:
        state.add(Token("html_element", tag.name, 0, attrs={**attributes}), tag.end)
        return
    key = (state.pos, state.frame.inside, state.frame.raw)
    if (known := state.elements.get(key)) is not None:
        element, end, attrs = known
        state.add(replace(element, opener=element.opener.copy(attrs=attrs)), end)
        return
    opener = Token("html_element_open", tag.name, 1, attrs={**attributes}, meta={"raw": raw})
    if tag.self_closing:
        closer = Token("html_element_close", tag.name, -1)
        state.add(Element(opener, closer, []), tag.end)
        return
    marker = state.text[state.pos : tag.end]
    state.push(Frame(Kind.HTML, state.pos, marker, state.frame.inside, raw=raw, opener=opener))


def _is_raw(state: SpanState, tag: Tag) -> bool:
    """Say whether the content of an element is left alone."""
    raw = PARSE_AS.get(tag.name, "raw") == "raw"
    asked = tag.attributes.get("markdown")
    if asked in {"0", "span"}:
        return asked == "0"
    if asked == "1":
        return raw
    return raw or state.frame.raw or not state.document.options.parse_span_html


def _close_html(state: SpanState, frame: Frame, end: int) -> None:
    state.flush()
    assert frame.opener is not None  # noqa: S101 -- every HTML frame has one
    closer = Token("html_element_close", frame.opener.tag, -1)
    element = Element(frame.opener, closer, frame.items)
    state.close(element, end)
    key = (frame.start, frame.inside, state.frame.raw)
    state.elements[key] = element, end, {**frame.opener.attrs}
