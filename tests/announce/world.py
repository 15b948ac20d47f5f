"""A small world to announce in: clock, disk and servers, in fair weather and foul, by a seed."""

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.announce.turns import KilledError, Turns, Workers

from reviewkit.announce import Material, Message
from reviewkit.announce.choose import Job, Wish, choose
from reviewkit.announce.ledger import Record, Target, parse_record, record_bytes
from reviewkit.announce.loop import Result, Task, run
from reviewkit.announce.ports import (
    Absent,
    Done,
    Expired,
    Found,
    Later,
    Ledger,
    LoggedIn,
    Nature,
    NotLive,
    Order,
    PageLive,
    Ports,
    Query,
    Refused,
    Unclear,
    Unread,
)
from reviewkit.config import AnnounceSettings
from reviewkit.model import Post

START = dt.datetime(2025, 1, 20, 12, tzinfo=dt.UTC)
PATIENCE = dt.timedelta(minutes=10)
NEVER = dt.timedelta(0)
ALWAYS = dt.timedelta.max
MASTODON_TRUST = dt.timedelta(minutes=50)

LONGEST_DELAY = 45.0
"""Seconds a server may take to accept what it got, after its client has given up."""
LONGEST_LAG = 70.0
"""Seconds until a post is in the list of the account's posts."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of server, and what it does with a key that comes twice."""

    name: str
    network: str = "mastodon"
    trust: dt.timedelta = NEVER
    keeps: dt.timedelta = NEVER
    repeat: str = "same"
    reach: dt.timedelta = ALWAYS
    is_slow: bool = True

    @property
    def target(self) -> Target:
        server = None if self.network == "bluesky" else f"{self.name}.example"
        return Target(network=self.network, server=server, account=f"id:{self.name}")

    @property
    def can_always_be_settled(self) -> bool:
        return ALWAYS in {self.trust, self.reach}


HOUR = dt.timedelta(hours=1)
SHORT = dt.timedelta(minutes=30)
KINDS = (
    Kind(name="honours", trust=MASTODON_TRUST, keeps=HOUR),
    Kind(name="error", trust=MASTODON_TRUST, keeps=HOUR, repeat="500"),
    Kind(name="ignores"),
    Kind(name="short", trust=MASTODON_TRUST, keeps=HOUR, reach=SHORT),
    Kind(name="blind", reach=SHORT),
    Kind(name="refuses", trust=MASTODON_TRUST, keeps=HOUR, repeat="422", is_slow=False),
    Kind(name="pds", network="bluesky", trust=ALWAYS, keeps=ALWAYS, repeat="500", is_slow=False),
    Kind(name="arroba", network="bluesky", trust=ALWAYS, keeps=ALWAYS, is_slow=False),
)


@dataclass(frozen=True)
class Sent:
    """A post that a server has."""

    key: str
    link: str
    at: dt.datetime
    visible: dt.datetime


@dataclass
class World:
    """The time, the weather, and when the running process dies."""

    dice: random.Random
    is_stormy: bool = False
    life: int | None = None
    points: int = 0
    turns: Turns = field(init=False)

    def __post_init__(self) -> None:
        self.turns = Turns(self.dice, START)

    @property
    def now(self) -> dt.datetime:
        return self.turns.now

    @now.setter
    def now(self, moment: dt.datetime) -> None:
        self.turns.now = moment

    def point(self) -> None:
        """Mark a point at which a process may be killed, or another one have its turn."""
        self.points += 1
        self.turns.point()
        if self.life is not None:
            self.life -= 1
            if self.life < 0:
                raise KilledError

    def passes(self, seconds: float) -> None:
        """Take some time, in which others may go on."""
        self.turns.rest(self.now + dt.timedelta(seconds=self.up_to(seconds)))

    def up_to(self, seconds: float) -> float:
        """Give any number up to `seconds`, and often the highest: faults live at the ends."""
        return seconds * min(1, self.dice.random() * 1.5)

    def is_bad(self, odds: float) -> bool:
        return self.is_stormy and self.dice.random() < odds


@dataclass
class Server:
    """An account on a server of some kind."""

    world: World
    kind: Kind
    posts: list[Sent] = field(default_factory=list)
    coming: list[Sent] = field(default_factory=list)

    def describe(self) -> Nature:
        return Nature(key_lasts=self.kind.trust)

    def find(self, query: Query) -> Found | Absent | Unread:
        world = self.world
        world.point()
        self._settle()
        if world.is_bad(0.15):
            world.passes(30)
            return Unread("no answer", self._reset())
        asked, seen = world.now, [one for one in self.posts if self._shows(one, query)]
        world.passes(20)
        world.point()
        if seen:
            return Found(str(self.posts.index(seen[0])), f"https://{self.kind.name}/{seen[0].key}")
        if self.kind.network == "bluesky":
            return Absent(covers=True)
        edge = self._edge(asked)
        return Absent(covers=query.since is not None and query.since >= edge)

    def send(self, order: Order) -> Done | Refused | Later | Expired | Unclear:
        world = self.world
        world.point()
        self._settle()
        if world.is_bad(0.1):
            return Later("too many requests", self._reset())
        if world.is_bad(0.1):
            world.passes(60)
            return Unclear("502")
        if world.is_bad(0.15):
            world.passes(60)
            self._accept(order, delay=LONGEST_DELAY)
            world.point()
            return Unclear("timed out")
        world.passes(10)
        post = self._accept(order)
        world.point()
        world.passes(50)
        world.point()
        if world.is_bad(0.25):
            return Unclear("connection reset")
        if post is None:
            is_refused = self.kind.repeat == "422"
            return Refused("it is a duplicate") if is_refused else Unclear("500")
        return Done(post.key, f"https://{self.kind.name}/{post.key}")

    def _accept(self, order: Order, delay: float = 0) -> Sent | None:
        """Take an order, now or after a delay; None where the answer is an error."""
        at = self.world.now + dt.timedelta(seconds=self.world.up_to(delay))
        lag = self.world.up_to(LONGEST_LAG) if self.kind.is_slow else 0
        new = Sent(order.key, order.message.material.url, at, at + dt.timedelta(seconds=lag))
        if delay:
            self.coming.append(new)
            return None
        return self._add(new)

    def _add(self, new: Sent) -> Sent | None:
        for old in self.posts:
            if old.key == new.key and new.at - old.at < self.kind.keeps:
                return old if self.kind.repeat == "same" else None
        self.posts.append(new)
        return new

    def _settle(self) -> None:
        """Accept what has been on its way until now."""
        for new in sorted(self.coming, key=lambda one: one.at):
            if new.at <= self.world.now:
                self.coming.remove(new)
                self._add(new)

    def _shows(self, post: Sent, query: Query) -> bool:
        if self.kind.network == "bluesky":
            return post.key == query.key
        now = self.world.now
        edge = max(self._edge(now), query.since or START - dt.timedelta(days=30))
        return post.link in query.links and post.visible <= now and post.at >= edge

    def _edge(self, now: dt.datetime) -> dt.datetime:
        """Give how far back the list of posts goes."""
        is_whole = self.kind.reach == ALWAYS
        return START - dt.timedelta(days=30) if is_whole else now - self.kind.reach

    def _reset(self) -> dt.datetime | None:
        seconds = self.world.dice.choice([None, -600, 30, 200, 10_800])
        return None if seconds is None else self.world.now + dt.timedelta(seconds=seconds)

    def count(self, link: str) -> int:
        """Count the posts of a link, with those that are still on their way."""
        self.world.now += dt.timedelta(seconds=LONGEST_DELAY)
        self._settle()
        return sum(post.link == link for post in self.posts)


@dataclass
class Login:
    """The session that one process has with a server: it may end, and the next one lasts."""

    server: Server
    is_over: bool = False
    is_new: bool = False

    def describe(self) -> Nature:
        return self.server.describe()

    def find(self, query: Query) -> Found | Absent | Unread:
        return self.server.find(query)

    def send(self, order: Order) -> Done | Refused | Later | Expired | Unclear:
        world = self.server.world
        self.is_over = self.is_over or (not self.is_new and world.is_bad(0.05))
        if self.is_over:
            world.point()
            return Expired("token expired")
        return self.server.send(order)

    def log_in(self) -> LoggedIn | Refused | Later:
        world = self.server.world
        world.point()
        if world.is_bad(0.3):
            return Later("no connection")
        self.is_over, self.is_new = False, True
        return LoggedIn()


@dataclass
class Disk:
    """The ledger as it survives the process."""

    world: World
    files: dict[str, Record] = field(default_factory=dict)

    def write(self, record: Record) -> None:
        self.world.point()
        self.files[record.name] = record
        self.world.point()

    def read(self) -> dict[str, Record]:
        """Read the records as a new process does, from bytes."""
        return {
            name: parse_record(record_bytes(record), name, name)
            for name, record in self.files.items()
        }


def a_message(post: Post) -> Message:
    """Make a message with as little in it as possible."""
    material = Material(
        slug=post.slug,
        source=post.source,
        url=post.url,
        title=post.title,
        sentence="Good.",
        rating="",
        description="",
        tags=(),
        lang=None,
        image=None,
        content_warning=None,
    )
    return Message(
        network="mastodon",
        account=None,
        material=material,
        text="Good.",
        length=5,
        limit=500,
        bytes=None,
        byte_limit=None,
        content_warning=None,
        visibility=None,
        facets=(),
        card=None,
        picture=None,
        dropped_hashtags=(),
        shortened=False,
    )


def a_post(slug: str) -> Post:
    """Make a review of the day."""
    return Post(
        source=f"_posts/{slug}.md",
        state="published",
        url=f"https://films.example/{slug}/",
        path=f"/{slug}/",
        id=f"/{slug}",
        absolute_id=f"https://films.example/{slug}",
        collection="posts",
        output_path=f"{slug}/index.html",
        slug=slug,
        title=slug,
        date=START - dt.timedelta(hours=1),
        updated=None,
        categories=(),
        tags=(),
        lang=None,
        image=None,
        description=None,
        authors=(),
        is_markdown=True,
        text=f"It rains for two hours in {slug}, and nobody minds.",
        text_line=1,
        head="",
        front_matter={},
    )


SETTINGS = AnnounceSettings(max_age_days=60)


def announced(
    world: World,
    disk: Disk,
    servers: Mapping[Target, Server],
    posts: Sequence[Post],
    only: Sequence[str] = (),
) -> list[Result]:
    """Run `announce` once, as a process would; raises KilledError when it dies."""
    records = disk.read()
    wish = Wish(targets=list(servers), now=world.now, only=only)
    plan = choose(posts, records, SETTINGS, wish, lambda _: True)
    for record in plan.renewed:
        disk.write(record)
        records[record.name] = record
    return ran(world, disk, servers, plan.jobs, records)


def ran(
    world: World,
    disk: Ledger,
    servers: Mapping[Target, Server],
    jobs: Sequence[Job],
    records: Mapping[str, Record],
    skew: dt.timedelta = dt.timedelta(0),
) -> list[Result]:
    """Do jobs as a process would whose clock goes wrong by `skew`."""
    tasks = [Task(job=job, message=a_message(job.post) if job.post else None) for job in jobs]

    def page(_: Post, __: Message) -> PageLive | NotLive:
        world.point()
        world.passes(5)
        return NotLive("404") if world.is_bad(0.1) else PageLive()

    def clock() -> dt.datetime:
        world.now += dt.timedelta(microseconds=137)
        return world.now + skew

    ports = Ports(
        ledger=disk,
        page=page,
        clock=clock,
        chance=world.dice.random,
        crew=Workers(world.turns, skew),
    )
    logins = {target: Login(server) for target, server in servers.items()}
    return run(tasks, records, logins, ports, PATIENCE)
