"""The page of a post is looked at over real HTTP: once past all caches, then as readers do."""

import gzip
import socket
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from tests.announce.world import a_message, a_post
from tests.servers.wire import Cut, Fault, Reply, Request, Wire, answered, lost, redirected, slow

from reviewkit.announce.message import Message
from reviewkit.announce.ports import NotLive, PageLive
from reviewkit.cli.live_page import LivePage
from reviewkit.model import Image, Post

SENTENCE = "A patient film about a harbour, and nobody minds."
HOME = "/posts/harbour-lights/"
PICTURE = "/assets/harbour.jpg"
LONG, SHORT = 20.0, 0.4
"""Seconds: more than a slow computer needs, and as few as a test may wait."""

LIVE = Reply.html(
    f'<meta property="og:image" content="{PICTURE}"><h1>Harbour Lights</h1><p>{SENTENCE}</p>'
)
JPEG = Reply(body=b"\xff\xd8\xff", headers={"Content-Type": "image/jpeg"})


class Site(Wire):
    """A site whose files are those of `pages`."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: Mapping[str, Reply] = {HOME: LIVE, PICTURE: JPEG}

    def answer(self, request: Request) -> Reply:
        return self.pages.get(request.path, Reply.html("<h1>Not found</h1>", 404))

    @property
    def addresses(self) -> list[str]:
        """Give what was asked for, with a `?` where there was a query."""
        return [f"{one.path}?" if one.query else one.path for one in self.requests]


class Cache(Site):
    """A site behind a cache, which goes on giving the answer that it gave an address first."""

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, bool], Reply] = {}

    def answer(self, request: Request) -> Reply:
        if request.query:
            return super().answer(request)
        return self.held.setdefault((request.path, False), super().answer(request))


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reach this computer directly, also where the environment names a proxy."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    monkeypatch.delenv("no_proxy", raising=False)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        yield server


@pytest.fixture
def cache() -> Iterator[Cache]:
    with Cache() as server:
        yield server


def review(address: str, *, pictured: bool = False) -> tuple[Post, Message]:
    """Make a review at an address, and what is said of it."""
    post = replace(a_post("harbour-lights"), url=address, title="Harbour Lights")
    message = a_message(post)
    image = Image(url=f"{address}x.jpg", file="x.jpg", alt=None) if pictured else None
    about = replace(message.material, sentence=SENTENCE, image=image)
    return post, replace(message, material=about)


def looked(site: Wire, *, pictured: bool = False, seconds: float = LONG) -> PageLive | NotLive:
    return LivePage(seconds=seconds)(*review(site.url + HOME, pictured=pictured))


def reason(found: PageLive | NotLive) -> str:
    assert isinstance(found, NotLive)
    assert found.reason.isprintable()
    return found.reason


# What is asked


def test_a_live_page_is_asked_for_past_caches_and_then_by_its_address(site: Site) -> None:
    assert looked(site) == PageLive()
    assert site.addresses == [f"{HOME}?", HOME]
    assert list(site.requests[0].query) == ["reviewkit"]


def test_each_look_goes_past_caches_anew(site: Site) -> None:
    looked(site)
    looked(site)

    first, second = (one.query["reviewkit"] for one in site.requests if one.query)
    assert first != second


def test_a_page_that_is_not_there_is_never_asked_for_by_its_address(site: Site) -> None:
    site.pages = {}

    assert reason(looked(site)) == f"{site.url}{HOME} answers 404"
    assert site.addresses == [f"{HOME}?"]


def test_the_picture_of_the_page_has_to_answer_too(site: Site) -> None:
    assert looked(site, pictured=True) == PageLive()
    assert site.addresses == [f"{HOME}?", HOME, PICTURE]


def test_the_server_learns_the_name_of_the_tool_and_gets_no_cookie_back(site: Site) -> None:
    goal = {"Location": "index.html", "Set-Cookie": "id=1; Path=/"}
    site.pages = {HOME: Reply(status=302, headers=goal), f"{HOME}index.html": LIVE, PICTURE: JPEG}

    assert looked(site, pictured=True) == PageLive()
    assert {one.headers["user-agent"].partition("/")[0] for one in site.requests} == {"reviewkit"}
    assert not any("cookie" in one.headers for one in site.requests)
    assert not any("authorization" in one.headers for one in site.requests)


def test_an_address_outside_ascii_is_asked_for_as_browsers_do(site: Site) -> None:
    site.pages = {"/%C3%A9/": LIVE}

    assert LivePage(seconds=LONG)(*review(f"{site.url}/é/")) == PageLive()


# What it says


def test_a_page_that_comes_later_is_live_then(site: Site) -> None:
    live = LivePage(seconds=LONG)
    pages, site.pages = site.pages, {}
    early = live(*review(site.url + HOME))
    site.pages = pages

    assert isinstance(early, NotLive)
    assert live(*review(site.url + HOME)) == PageLive()


def test_a_cache_that_holds_an_error_is_waited_for(cache: Cache) -> None:
    cache.held[HOME, False] = Reply.html("Not found", 404)

    assert reason(looked(cache)) == (
        f"{cache.url}{HOME} answers 404 (from a cache in front of the site, which will pass)"
    )


def test_looking_too_early_leaves_no_error_in_a_cache(cache: Cache) -> None:
    pages, cache.pages = cache.pages, {}
    early = looked(cache)
    cache.pages = pages

    assert isinstance(early, NotLive)
    assert looked(cache) == PageLive()


def test_a_page_without_the_review_is_not_live_although_it_answers(site: Site) -> None:
    site.pages = {HOME: Reply.html("<h1>Oh, nothing here</h1>")}

    assert "does not show the review's sentence" in reason(looked(site))


def test_a_page_of_another_post_is_not_live(site: Site) -> None:
    site.pages = {**site.pages, "/posts/other/": LIVE}
    site.fail("GET", HOME, redirected(301, "/posts/other/"), always=True)

    assert reason(looked(site)) == f"{site.url}{HOME} leads to {site.url}/posts/other/"


def test_a_redirect_to_the_same_page_is_followed(site: Site) -> None:
    site.pages = {"/posts/harbour-lights/index.html": LIVE}
    site.fail("GET", HOME, redirected(308, "index.html"), always=True)

    assert looked(site) == PageLive()


@pytest.mark.parametrize(("hops", "is_live"), [(5, True), (6, False)])
def test_five_redirects_are_followed_and_no_more(site: Site, hops: int, *, is_live: bool) -> None:
    for number in range(hops):
        goal = HOME if number == hops - 1 else f"/hop/{number + 1}"
        site.fail("GET", f"/hop/{number}", redirected(302, goal), always=True)
    site.fail("GET", "/posts/harbour-lights", redirected(302, "/hop/1"), always=True)

    found = LivePage(seconds=LONG)(*review(f"{site.url}/posts/harbour-lights"))

    assert (found == PageLive()) is is_live
    assert is_live or "leads on more than 5 times" in reason(found)


@pytest.mark.parametrize("goal", ["ftp://x/", "file:///etc/passwd", "http://[", "http://x:99999/"])
def test_a_redirect_that_leaves_the_web_is_not_followed(site: Site, goal: str) -> None:
    site.fail("GET", HOME, redirected(301, goal), always=True)

    assert f"{site.url}{HOME} " in reason(looked(site))


def test_a_page_that_names_another_address_is_not_live(site: Site) -> None:
    link = b'<link rel="canonical" href="https://old.example/">'
    site.pages = {HOME: replace(LIVE, body=link + LIVE.body)}

    assert "names another address as its own: https://old.example/" in reason(looked(site))


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply.html("no", 404), "answers 404"),
        (Reply.html("no"), "is text/html and no picture"),
    ],
)
def test_a_picture_that_is_missing_is_waited_for(site: Site, reply: Reply, said: str) -> None:
    site.pages = {HOME: LIVE, PICTURE: reply}

    assert reason(looked(site, pictured=True)) == f"the page's picture {site.url}{PICTURE} {said}"


def test_a_compressed_page_is_read(site: Site) -> None:
    packed = {**LIVE.headers, "Content-Encoding": "gzip"}
    site.pages = {HOME: Reply(body=gzip.compress(LIVE.body), headers=packed)}

    assert looked(site) == PageLive()


# What goes wrong


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (lost(Cut.CLOSED, accepted=True), "cannot be reached: "),
        (lost(Cut.RESET, accepted=True), "cannot be reached"),
        (lost(Cut.HALF, accepted=True), "breaks off: "),
        (
            answered(Reply(body=b"no gzip", headers={**LIVE.headers, "Content-Encoding": "gzip"})),
            "breaks off: ",
        ),
    ],
)
def test_a_broken_answer_is_a_reason_and_no_exception(site: Site, fault: Fault, said: str) -> None:
    site.fail("GET", HOME, fault, always=True)

    assert reason(looked(site)).startswith(f"{site.url}{HOME} {said}")


@pytest.mark.parametrize(
    "fault",
    [
        lost(Cut.SILENT, accepted=True),
        slow(30),
        Fault(accepted=True, cut=Cut.DRIBBLED, delay=SHORT / 4),
    ],
)
def test_a_server_that_does_not_come_to_an_end_is_left(site: Site, fault: Fault) -> None:
    site.fail("GET", HOME, fault, always=True)

    found = looked(site, seconds=SHORT)

    assert reason(found) == f"{site.url}{HOME} did not answer within {SHORT} seconds"


def test_of_a_page_without_end_the_beginning_is_read(site: Site) -> None:
    site.pages = {HOME: replace(LIVE, body=LIVE.body + b"<p>" * 3_000_000)}
    site.fail("GET", HOME, lost(Cut.HALF, accepted=True), always=True)

    assert looked(site) == PageLive()


def test_a_server_that_is_not_there_is_a_reason() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        found = LivePage(seconds=LONG)(*review(address))

    assert reason(found).startswith(f"{address} cannot be reached: ")


@pytest.mark.parametrize("address", ["", "no address", "https://[", "http://a..b/", "http:///x"])
def test_what_is_no_address_is_a_reason(address: str) -> None:
    assert reason(LivePage(seconds=LONG)(*review(address)))


def test_an_environment_with_an_unusable_proxy_is_a_reason_and_keeps_its_secrets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "gopher://ada:hush-hush@proxy.example:1")

    found = LivePage(seconds=LONG)(*review("https://films.example/"))

    assert "proxy" in reason(found)
    assert "hush" not in reason(found)


# Several networks


def test_a_page_that_was_live_is_not_asked_for_again(site: Site) -> None:
    live = LivePage(seconds=LONG)

    assert [live(*review(site.url + HOME)) for _ in range(3)] == [PageLive()] * 3
    assert len(site.requests) == 2


def test_a_network_that_shows_more_looks_for_more(site: Site) -> None:
    site.pages = {HOME: LIVE}
    live = LivePage(seconds=LONG)

    assert live(*review(site.url + HOME)) == PageLive()
    assert isinstance(live(*review(site.url + HOME, pictured=True)), NotLive)


def test_networks_that_ask_at_the_same_time_share_one_look(site: Site) -> None:
    live = LivePage(seconds=LONG)
    together = threading.Barrier(4, timeout=LONG)

    def look(_: int) -> PageLive | NotLive:
        together.wait()
        return live(*review(site.url + HOME))

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(look, range(4)))

    assert found == [PageLive()] * 4
    assert len(site.requests) == 2
