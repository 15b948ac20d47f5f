"""Titles that YAML takes for something else, cuts, or loses."""

from collections.abc import Iterator

from reviewkit.errors import Problem
from reviewkit.jekyll.doctor.written import Keys, Written, warning
from reviewkit.jekyll.psych import load_yaml
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
    called = f"so Jekyll calls the post {post.title!r}"
    if written.quoted:
        return ""
    if written.tag:
        return f"{written.tag} is a tag to YAML and no text, {called}"
    rest = post.head[written.end : _line_end(post.head, written.end)].lstrip(" ")
    if written.text and rest.startswith("#") and rest[1:2].strip():
        return f"YAML takes {rest.rstrip()} for a comment, {called}"
    if written.text == post.title:
        return ""
    value = load_yaml(written.text) if written.text else post.front_matter.get("title")
    if isinstance(value, str) or (value is None and not written.text):
        return ""
    shown = f"{written.text} is no text" if written.text else "is a list or a mapping"
    return f"the title {shown} to YAML, {called}"


def _source(post: Post, written: Written) -> str:
    """Give what stands behind `title:` on its line."""
    line = post.head.splitlines()[written.line - 1] if post.head else ""
    return line.partition(":")[2].strip()


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end
