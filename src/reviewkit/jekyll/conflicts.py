"""Documents that would be built to one file, of which Jekyll keeps whichever it writes last."""

from collections.abc import Iterable

from reviewkit.errors import Problem, Where
from reviewkit.jekyll.front_matter import key_line
from reviewkit.model import Post

__all__ = ["conflict_problems", "conflicts"]


def conflicts(documents: Iterable[Post]) -> tuple[tuple[Post, ...], ...]:
    """Give the groups of documents that Jekyll builds to the same file, each in order of source."""
    groups: dict[str, list[Post]] = {}
    for document in documents:
        if document.state in {"published", "broken"} and document.output_path is not None:
            groups.setdefault(document.output_path, []).append(document)
    return tuple(
        tuple(sorted(group, key=lambda document: document.source))
        for group in groups.values()
        if len(group) > 1
    )


def conflict_problems(documents: Iterable[Post]) -> list[Problem]:
    """Give a warning for each group, at the first of its documents."""
    return [
        Problem(
            severity="warning",
            what=f"{' and '.join(document.source for document in group)} have the same URL, "
            f"{group[0].path}: only one of them can be read there",
            where=Where(group[0].source, key_line(group[0].head, "permalink")),
            fix="give one of them another slug, date or permalink",
        )
        for group in conflicts(documents)
    ]
