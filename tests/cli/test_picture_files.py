"""The file of a picture comes from the site or from the web, and is a warning where it cannot."""

import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.servers.wire import Cut, Fault, Reply, Request, Wire, lost, redirected, slow

from reviewkit.cli.picture_files import Pictures
from reviewkit.errors import Problem, Where
from reviewkit.model import Image

LONG, SHORT = 20.0, 0.4
"""Seconds: more than a slow computer needs, and as few as a test may wait."""

DATA = b"\xff\xd8\xff a picture"


class Host(Wire):
    """Another host, which has pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.files: Mapping[str, bytes] = {"/a.jpg": DATA}

    def answer(self, request: Request) -> Reply:
        data = self.files.get(request.path)
        return Reply(status=404) if data is None else Reply(body=data)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reach this computer directly, also where the environment names a proxy."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    monkeypatch.delenv("no_proxy", raising=False)


@pytest.fixture
def host() -> Iterator[Host]:
    with Host() as server:
        yield server


def at(url: str) -> Image:
    return Image(url=url, file=None, alt=None)


def of(file: str) -> Image:
    return Image(url=f"https://films.example/{file}", file=file, alt=None)


def downloaded(host: Host, *, seconds: float = LONG) -> bytes | Problem:
    return Pictures(Path("nowhere"), seconds=seconds)(at(f"{host.url}/a.jpg"))


def warned(found: bytes | Problem) -> str:
    assert isinstance(found, Problem)
    assert (found.severity, found.what.isprintable(), bool(found.fix)) == ("warning", True, True)
    return found.what


# In the site


def test_a_picture_of_the_site_is_read_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "a b.jpg").write_bytes(DATA)

    assert Pictures(tmp_path)(of("assets/a b.jpg")) == DATA


def test_what_only_the_browser_reads_is_no_part_of_the_name(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(DATA)

    assert Pictures(tmp_path)(of("a.jpg?v=2")) == DATA


def test_a_link_in_the_site_is_followed_as_generators_do(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.jpg").write_bytes(DATA)
    site = tmp_path / "site"
    site.mkdir()
    (site / "a.jpg").symlink_to(tmp_path / "elsewhere.jpg")

    assert Pictures(site)(of("a.jpg")) == DATA


@pytest.mark.parametrize("file", ["../a.jpg", "x/../../a.jpg", "/etc/hostname"])
def test_a_file_outside_the_site_is_not_opened(tmp_path: Path, file: str) -> None:
    site = tmp_path / "site"
    (site / "x").mkdir(parents=True)
    (tmp_path / "a.jpg").write_bytes(DATA)

    assert warned(Pictures(site)(of(file))) == f"the picture {file} lies outside the site"


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("none.jpg", "cannot be read: it does not exist"),
        ("folder", "cannot be read: it is no file"),
        ("a\0.jpg", "cannot be read: "),
    ],
)
def test_a_file_that_cannot_be_read_is_a_warning(tmp_path: Path, file: str, reason: str) -> None:
    (tmp_path / "folder").mkdir()

    assert reason in warned(Pictures(tmp_path)(of(file)))


def test_a_file_of_fifty_million_bytes_is_enough(tmp_path: Path) -> None:
    with (tmp_path / "a.jpg").open("wb") as file:
        file.truncate(50_000_001)

    assert "it has more than 50,000,000 bytes" in warned(Pictures(tmp_path)(of("a.jpg")))


def test_a_warning_says_where_the_picture_is_named(tmp_path: Path) -> None:
    place = Where("_posts/2025-01-20-a.md", 4)

    found = Pictures(tmp_path, {of("a.jpg"): place})(of("a.jpg"))

    assert isinstance(found, Problem)
    assert str(found).startswith("_posts/2025-01-20-a.md:4: the picture a.jpg ")


# On the web


def test_a_picture_of_another_host_is_downloaded(host: Host) -> None:
    assert downloaded(host) == DATA


def test_nothing_is_told_to_the_other_host(host: Host) -> None:
    downloaded(host)

    (request,) = host.requests
    assert not {"cookie", "authorization", "referer"} & set(request.headers)


def test_a_redirect_is_followed(host: Host) -> None:
    host.files = {"/b.jpg": DATA}
    host.fail("GET", "/a.jpg", redirected(302, "/b.jpg"))

    assert downloaded(host) == DATA


def test_redirects_come_to_an_end(host: Host) -> None:
    host.fail("GET", "/a.jpg", redirected(302, "/a.jpg"), always=True)

    assert warned(downloaded(host)).endswith("leads on more than 5 times")
    assert len(host.requests) == 6


def test_plain_http_is_for_this_computer_only() -> None:
    found = Pictures(Path("nowhere"), seconds=LONG)(at("http://pictures.example/a.jpg"))

    assert warned(found).endswith("is not asked for without https: http://pictures.example/a.jpg")


def test_a_redirect_may_not_leave_https(host: Host) -> None:
    host.fail("GET", "/a.jpg", redirected(301, "http://pictures.example/a.jpg"))

    assert "is not asked for without https" in warned(downloaded(host))


def test_a_picture_that_is_missing_is_a_warning(host: Host) -> None:
    host.files = {}

    assert warned(downloaded(host)) == f"the picture {host.url}/a.jpg answers 404"


@pytest.mark.parametrize("cut", [Cut.CLOSED, Cut.RESET, Cut.HALF])
def test_a_download_that_breaks_off_is_a_warning(host: Host, cut: Cut) -> None:
    host.fail("GET", "/a.jpg", lost(cut, accepted=True))

    assert warned(downloaded(host))


@pytest.mark.parametrize(
    "fault",
    [
        lost(Cut.SILENT, accepted=True),
        slow(30),
        Fault(accepted=True, cut=Cut.DRIBBLED, delay=SHORT / 4),
    ],
)
def test_a_download_that_does_not_end_is_a_warning(host: Host, fault: Fault) -> None:
    host.fail("GET", "/a.jpg", fault)

    assert warned(downloaded(host, seconds=SHORT)).endswith(
        f"did not answer within {SHORT} seconds"
    )


def test_more_than_fifty_million_bytes_are_not_taken(host: Host) -> None:
    host.files = {"/a.jpg": bytes(50_000_001)}

    assert warned(downloaded(host)).endswith("has more than 50,000,000 bytes")


@pytest.mark.parametrize("url", ["", "ftp://a.example/x", "https://[", "data:image/png;base64,eA"])
def test_what_is_no_address_is_a_warning(url: str) -> None:
    assert warned(Pictures(Path("nowhere"))(at(url)))


# Once


def test_a_picture_is_got_once(host: Host) -> None:
    pictures = Pictures(Path("nowhere"), seconds=LONG)

    assert {pictures(at(f"{host.url}/a.jpg")) for _ in range(3)} == {DATA}
    assert len(host.requests) == 1


def test_a_picture_that_cannot_be_had_is_asked_for_once(host: Host) -> None:
    host.files = {}
    pictures = Pictures(Path("nowhere"), seconds=LONG)

    assert len({pictures(at(f"{host.url}/a.jpg")) for _ in range(3)}) == 1
    assert len(host.requests) == 1


def test_networks_that_ask_at_the_same_time_share_one_download(host: Host) -> None:
    pictures = Pictures(Path("nowhere"), seconds=LONG)
    together = threading.Barrier(4, timeout=LONG)

    def get(_: int) -> bytes | Problem:
        together.wait()
        return pictures(at(f"{host.url}/a.jpg"))

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(get, range(4)))

    assert found == [DATA] * 4
    assert len(host.requests) == 1
