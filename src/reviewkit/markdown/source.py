"""Where a text comes from: its file for messages, its front matter for what it does not say."""

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Source"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a text stands: its file, its first line there (from 1), the post's front matter."""

    file: str = "-"
    first_line: int = 1
    front_matter: Mapping[str, object] = field(default_factory=dict)
