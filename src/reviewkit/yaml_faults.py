"""What is wrong with a YAML text, on which line, and how to mend it, in a writer's words."""

import re
from typing import Final, NamedTuple

import yaml

__all__ = ["YamlFault", "yaml_fault"]

_OPENED: Final = ("a quoted scalar", "a flow sequence", "a flow mapping", "a simple key")
"""What is opened and not closed, or begun and not finished: the mistake is where it begins."""

_TEXT_BEHIND: Final = re.compile(r".*[\]}]\s*[^\s\]},#]")
"""A line that goes on behind its last bracket, so that the brackets are part of a text."""

_SIGNED: Final = re.compile(
    r"\s*(?:-\s+)*(?:[^\s:#'\"\[{][^:]*:\s+)?(?P<sign>[\[{}\]*&!|>%@`:,'\"]|[-?](?=\s))"
)
"""A line whose value begins with a letter that YAML takes for its own."""


class YamlFault(NamedTuple):
    """Why a text is no YAML, the line (from 1) of the mistake if it has one, and what to do."""

    reason: str
    line: int | None
    fix: str


def yaml_fault(error: Exception, text: str) -> YamlFault:
    """Explain an error that PyYAML raised for `text`, or what else kept it from being read."""
    if isinstance(error, yaml.reader.ReaderError):
        line = text.encode()[: error.position].count(b"\n") + 1
        return YamlFault(str(error.reason), line, "delete the control character")
    reason = getattr(error, "problem", None) or str(error).partition("\n")[0]
    mark = getattr(error, "problem_mark", None)
    context = str(getattr(error, "context", None) or "")
    opened = getattr(error, "context_mark", None)
    if opened is not None and context.endswith(_OPENED):
        mark = opened
        if "quoted" in context:
            reason = f"{reason} ({context})"
    if mark is None:
        return YamlFault(reason, None, "correct the YAML")
    lines = text.split("\n")
    written = lines[mark.line] if mark.line < len(lines) else ""
    return YamlFault(reason, mark.line + 1, _fix(reason, written))


def _fix(reason: str, written: str) -> str:
    if "expected ':'" in reason:
        return "write a key, a colon, a blank and a value, as in title: My film"
    if written.lstrip(" ").startswith("\t"):
        return "indent with blanks instead of tabs"
    sign = match["sign"] if (match := _SIGNED.match(written)) else None
    if sign in {'"', "'"}:
        other = "'" if sign == '"' else '"'
        return f"put {other} around the whole value, and write each {other} in it twice"
    if sign in {"[", "{"} and not _TEXT_BEHIND.match(written):
        return "close the bracket, and put quotes around a word in it that holds a sign"
    if sign is not None:
        return f"put quotes around a value that begins with {sign}"
    return "put quotes around a value that holds a colon, a quote or a # sign"
