"""The networks there are. A new one is a file that gives a `Kind`, and a line here."""

from collections.abc import Mapping
from typing import Final

from reviewkit.announce.bluesky.kind import BlueskyKind
from reviewkit.announce.kind import Kind
from reviewkit.announce.mastodon.kind import MastodonKind

__all__ = ["NETWORKS"]

_KINDS: Final[tuple[Kind, ...]] = (
    MastodonKind(),
    BlueskyKind(),
)

NETWORKS: Final[Mapping[str, Kind]] = {kind.name: kind for kind in _KINDS}
