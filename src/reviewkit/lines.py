"""Where a key stands in a text that has been read already: the line a message can point at."""

import re

__all__ = ["key_line", "setting_line"]


def key_line(head: str, key: str) -> int:
    """Give the line (from 1) on which a front matter sets `key`; 1 where only defaults set it.

    A key at the left edge comes before one that is indented, as in JSON or in a table below.
    """
    name = rf"[\"']?{re.escape(key)}[\"']?\s*"
    for form, flags in ((f"^{name}[:=]", 0), (rf"^[ \t{{]*{name}[:=]", re.IGNORECASE)):
        if match := re.search(form, head, re.MULTILINE | flags):
            return head.count("\n", 0, match.start()) + 1
    return 1


def setting_line(text: str, key: str, *, toml: bool) -> int | None:
    """Find the line where a dotted key of the settings is set; None if it is not seen.

    `text` is reviewkit's own TOML file, or else YAML with a block `reviewkit:`.
    """
    *tables, last = key.split(".")
    start = 0
    if toml:
        if tables:
            header = re.search(rf"^\s*\[+{re.escape('.'.join(tables))}\]", text, re.MULTILINE)
            start = header.end() if header else 0
    elif block := re.search(r"^reviewkit\s*:", text, re.MULTILINE):
        start = block.start()
    found = re.compile(rf"^[ \t]*\[?[\"']?{re.escape(last)}[\"']?\s*[=:\]]", re.MULTILINE).search(
        text, start
    )
    return text.count("\n", 0, found.start()) + 1 if found else None
