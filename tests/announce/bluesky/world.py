"""What the tests of Bluesky say and send."""

import datetime as dt
import io
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from PIL import Image as Picture
from tests.announce.alone import Alone
from tests.announce.bluesky.pds import HANDLE
from tests.announce.conftest import new_material
from tests.announce.world import PATIENCE, Disk, World
from tests.servers.wire import Cut, Fault, Reply, answered, lost, redirected, refused

from reviewkit.announce import Material, Message
from reviewkit.announce.bluesky.identity import Identity, IdentityError
from reviewkit.announce.bluesky.kind import BlueskyKind
from reviewkit.announce.bluesky.resolve import Resolver
from reviewkit.announce.bluesky.session import BlueskySession, connected
from reviewkit.announce.choose import Wish, choose
from reviewkit.announce.kind import Facts, Means
from reviewkit.announce.loop import Result, Task, run
from reviewkit.announce.ports import Later, Order, PageLive, Ports, Query, Refused
from reviewkit.announce.secret import Secret
from reviewkit.config import AnnounceSettings, BlueskySettings
from reviewkit.errors import Problem
from reviewkit.model import Image, Post
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
    needs_pictures: bool = False

    @property
    def means(self) -> Means:
        return Means(
            picture=self._picture,
            warn=self.warned.append,
            clock=lambda: NOW,
            needs_pictures=self.needs_pictures,
        )

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


@dataclass
class Site:
    """A site that announces: its posts, its ledger, and a clock that sleeping moves."""

    place: str
    password: str
    posts: list[Post]
    handle: str = HANDLE
    bag: Bag = field(default_factory=Bag)
    world: World = field(default_factory=lambda: World(random.Random(1)))  # noqa: S311 -- no secret
    disk: Disk = field(init=False)

    def __post_init__(self) -> None:
        self.disk = Disk(self.world)

    def run(self) -> list[Result] | Refused | Later:
        """Announce once, as a process of its own would."""
        opened = log_in(self.place, self.password, self.bag, handle=self.handle)
        if not isinstance(opened, BlueskySession):
            return opened
        try:
            return self._run_on(opened)
        finally:
            opened.close()

    def _run_on(self, opened: BlueskySession) -> list[Result]:
        target = KIND.target(opened.facts)
        records = self.disk.read()
        wish = Wish(targets=[target], now=self.world.now)
        plan = choose(self.posts, records, AnnounceSettings(max_age_days=60), wish, lambda _: True)
        tasks = [Task(job=job, message=_message(job.post)) for job in plan.jobs]
        ports = Ports(
            ledger=self.disk,
            page=lambda _, __: PageLive(),
            clock=self._clock,
            chance=self.world.dice.random,
            crew=Alone(self._sleep),
        )
        return run(tasks, records, {target: opened}, ports, PATIENCE)

    def states(self) -> dict[str, list[str]]:
        """Give what the ledger says of each post."""
        files = self.disk.files.items()
        return {name: [entry.state for entry in record.entries] for name, record in files}

    def _clock(self) -> dt.datetime:
        self.world.now += dt.timedelta(milliseconds=137)
        return self.world.now

    def _sleep(self, until: dt.datetime) -> None:
        self.world.now = max(self.world.now, until)


def _message(post: Post | None) -> Message | None:
    if post is None:
        return None
    material = new_material(slug=post.slug, source=post.source, url=post.url, title=post.title)
    return KIND.message(material, make_environment(None), settings(None), None)


def link_of(record: Mapping[str, Any]) -> str:
    """Give the address that the card of a post has."""
    return str(record["embed"]["external"]["uri"])


def faults(key: str) -> tuple[Fault, ...]:
    """Give what may go wrong with a request; `key` is that of a post that is not ours."""
    stranger = {"uri": f"at://did:plc:other/app.bsky.feed.post/{key}"}
    cut = tuple(
        lost(way, accepted=accepted)
        for way in (Cut.RESET, Cut.CLOSED, Cut.HALF)
        for accepted in (True, False)
    )
    odd = tuple(
        answered(reply, accepted=accepted)
        for reply in (Reply.html("<h1>Welcome</h1>"), Reply.json([]), Reply(), Reply.json(stranger))
        for accepted in (True, False)
    )
    refusals = (
        refused(500, "InternalServerError"),
        refused(502),
        refused(503),
        refused(429, "RateLimitExceeded", retry_after="30"),
        answered(Reply.json({"error": "ExpiredToken", "message": "Token has expired"}, 400)),
        redirected(302, "https://elsewhere.example/"),
        answered(Reply.json({"error": "InternalServerError"}, 500), accepted=True),
        answered(Reply.json({"error": "x"}, 504), accepted=True),
    )
    return cut + odd + refusals
