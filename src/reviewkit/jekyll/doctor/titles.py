"""Titles that YAML takes for something else, cuts, or loses."""

from collections.abc import Iterator

from reviewkit.errors import Problem
from reviewkit.jekyll.doctor.written import Keys, Written, meaning, warning
from reviewkit.model import Post

__all__ = ["title_problems"]


def title_problems(post: Post, keys: Keys) -> Iterator[Problem]:
    """Find a title that is not the text that stands there: `No`, `2:22`, `[REC]`, `Ocean #11`."""
    written = keys.get("title")
    if written is None:
        return
    what = _fault(post, written)
    if what:
        meant = _source(post, written) or written.text or "..."
        quoted = meant.replace("\\", "\\\\").replace('"', '\\"')
        yield warning(post, written.line, what, f'put quotes around it: title: "{quoted}"')
    elif post.title == "":
        yield warning(
            post,
            written.line,
            "the title is empty, so the post has no name in lists and feeds",
            "write a title, or remove the line: Jekyll then makes one of the file's name",
        )


def _fault(post: Post, written: Written) -> str:
    if written.quoted:
        return ""
    fault = _lost(post, written)
    if not fault and written.text != post.title:
        value = meaning(written.text) if written.text else post.front_matter.get("title")
        if not isinstance(value, str) and (value is not None or written.text):
            shown = f"{written.text} is no text" if written.text else "is a list or a mapping"
            fault = f"the title {shown} to YAML"
    return fault and f"{fault}, so Jekyll calls the post {post.title!r}"


def _lost(post: Post, written: Written) -> str:
    """Say which signs of YAML's own stand there: a tag, an anchor, a comment."""
    rest = post.head[written.end : _line_end(post.head, written.end)].strip()
    if written.tag:
        return f"{written.tag} is a tag to YAML and no text"
    if rest.startswith("#"):
        return f"YAML takes {rest} for a comment" if rest[1:2].strip() else ""
    shown = _source(post, written) if written.is_empty and not written.is_list else ""
    return f"{shown} is no text to YAML" if shown else ""


def _source(post: Post, written: Written) -> str:
    """Give what stands behind `title:` on its line."""
    line = post.head.splitlines()[written.line - 1] if post.head else ""
    return line.partition(":")[2].strip()


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end
