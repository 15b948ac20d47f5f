"""What the tests of Bluesky say and send."""

import datetime as dt
import io
from dataclasses import dataclass, field

from PIL import Image as Picture
from tests.announce.bluesky.pds import HANDLE
from tests.announce.conftest import new_material

from reviewkit.announce import Material
from reviewkit.announce.bluesky.identity import Identity, IdentityError
from reviewkit.announce.bluesky.kind import BlueskyKind
from reviewkit.announce.bluesky.resolve import Resolver
from reviewkit.announce.bluesky.session import BlueskySession, connected
from reviewkit.announce.kind import Facts, Means
from reviewkit.announce.ports import Later, Order, Query, Refused
from reviewkit.announce.secret import Secret
from reviewkit.config import AnnounceSettings, BlueskySettings
from reviewkit.errors import Problem
from reviewkit.model import Image
from reviewkit.templating import make_environment

NOW = dt.datetime(2025, 1, 20, 12, 0, 0, 123_000, tzinfo=dt.UTC)
DAY = dt.date(2025, 1, 20)
KIND = BlueskyKind()


def a_jpeg() -> bytes:
    """Give a small picture."""
    file = io.BytesIO()
    Picture.new("RGB", (16, 9), "teal").save(file, "JPEG")
    return file.getvalue()


@dataclass
class Bag:
    """The means of a session: what pictures there are, and what was warned of."""

    given: bytes | Problem = field(default_factory=a_jpeg)
    warned: list[Problem] = field(default_factory=list)

    @property
    def means(self) -> Means:
        return Means(picture=self._picture, warn=self.warned.append, clock=lambda: NOW)

    def _picture(self, image: Image) -> bytes | Problem:
        assert image.url
        return self.given


def settings(place: str | None, handle: str = HANDLE) -> AnnounceSettings:
    return AnnounceSettings(bluesky=BlueskySettings(handle=handle, pds=place))


def nobody(settings: BlueskySettings) -> Identity:
    """Find no account."""
    raise IdentityError(f"no account {settings.handle} is to be found")


def an_order(material: Material | None = None, account: str = "did:plc:x") -> Order:
    """Give what to send of a review, under the key that it has on the account."""
    material = material or new_material()
    message = KIND.message(material, make_environment(None), settings(None), None)
    target = KIND.target(Facts(place="", asked=NOW, account=account))
    return Order(message=message, key=KIND.key(target, material.url, 1, DAY), created_at=NOW)


def a_query(order: Order, since: dt.datetime | None = None) -> Query:
    return Query(key=order.key, links=(order.message.material.url,), since=since)


def log_in(
    place: str | None,
    password: str,
    bag: Bag | None = None,
    *,
    handle: str = HANDLE,
    known: Facts | None = None,
    resolver: Resolver = nobody,
) -> BlueskySession | Refused | Later:
    wanted, means = settings(place, handle).bluesky, (bag or Bag()).means
    return connected(wanted, Secret(password), known, means, resolver)


def session(
    place: str, password: str, bag: Bag | None = None, handle: str = HANDLE
) -> BlueskySession:
    """Log in where that goes well."""
    opened = log_in(place, password, bag, handle=handle)
    assert isinstance(opened, BlueskySession), opened
    return opened
