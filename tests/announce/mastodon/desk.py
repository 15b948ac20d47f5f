"""What the tests of the Mastodon network sit at: a server, an account, a token, an order."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from tests.announce.world import a_message, a_post
from tests.servers.asking import SCOPES
from tests.servers.mastodon import Mastodon
from tests.servers.mastodon_oauth import Account

from reviewkit.announce.kind import Facts, Means, Session
from reviewkit.announce.mastodon.kind import MastodonKind
from reviewkit.announce.mastodon.patience import Patience
from reviewkit.announce.message import Message
from reviewkit.announce.ports import Later, Order, Query, Refused
from reviewkit.announce.secret import Secret
from reviewkit.config import AnnounceSettings, MastodonSettings
from reviewkit.errors import Problem
from reviewkit.model import Image

STATUSES: Final = "/api/v1/statuses"
MEDIA: Final = "/api/v2/media"
VERIFY: Final = "/api/v1/accounts/verify_credentials"
INSTANCE: Final = "/api/v2/instance"
PAGE: Final = "https://films.example/fog/"
PICTURE: Final = Image(url="https://films.example/fog.jpg", file="fog.jpg", alt="A foghorn")
SHORT: Final = Patience(request=0.6, media=0.6)
"""For tests in which something is waited for in vain."""


def new_message(*, picture: Image | None = None, **changes: str | None) -> Message:
    """Make a message about the fog, with a link."""
    message = a_message(a_post("fog"))
    material = replace(message.material, lang=changes.pop("lang", "en"))
    text = changes.pop("text", None) or f"Good.\n\n{PAGE}"
    return replace(
        message,
        material=material,
        text=text,
        picture=picture,
        visibility=changes.pop("visibility", "public"),
        content_warning=changes.pop("content_warning", None),
    )


def new_order(message: Message | None = None, key: str = "rk1-fog") -> Order:
    created = dt.datetime(2025, 1, 20, 12, tzinfo=dt.UTC)
    return Order(message=message or new_message(), key=key, created_at=created)


def query(since: dt.datetime | None = None, *links: str) -> Query:
    return Query(key="rk1-fog", links=links or (PAGE,), since=since)


@dataclass
class Desk:
    """A server with an account, and everything to log in with."""

    server: Mastodon
    account: Account
    file: bytes | Problem
    token: str = ""
    patience: Patience | None = None
    visibility: str = "public"
    needs_pictures: bool = False
    warnings: list[Problem] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.allow(*SCOPES)

    def allow(self, *scopes: str) -> None:
        """Take a token with other scopes."""
        self.token = self.server.add_token(self.account, *scopes)

    @property
    def means(self) -> Means:
        return Means(
            picture=lambda _: self.file,
            warn=self.warnings.append,
            clock=self.server.now,
            needs_pictures=self.needs_pictures,
        )

    def settings(self, **changes: str) -> AnnounceSettings:
        mastodon = {"server": self.server.url, "visibility": self.visibility, **changes}
        return AnnounceSettings(mastodon=MastodonSettings(**mastodon))  # type: ignore[arg-type]

    def try_to_connect(
        self, known: Facts | None = None, patience: Patience | None = None, **changes: str
    ) -> Session | Refused | Later:
        kind = MastodonKind(patience or self.patience)
        answer = kind.connect(self.settings(**changes), Secret(self.token), known, self.means)
        if not isinstance(answer, Refused | Later):
            self.sessions.append(answer)
        return answer

    def connect(
        self, known: Facts | None = None, patience: Patience | None = None, **changes: str
    ) -> Session:
        session = self.try_to_connect(known, patience, **changes)
        assert not isinstance(session, Refused | Later), session
        return session

    def texts(self) -> Sequence[str]:
        """Give the texts of what is on the server."""
        return [status.text for status in self.server.statuses]

    @property
    def listing(self) -> str:
        """Give the path of the account's statuses."""
        return f"/api/v1/accounts/{self.account.id}/statuses"
