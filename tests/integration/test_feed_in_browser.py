"""A feed opened in a browser is a page to read: Chromium lays it out, and says what it shows."""

import html
import json
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image

from reviewkit.assets import as_written
from reviewkit.feeds.stylesheet import STYLESHEET, stylesheet_instruction

pytestmark = pytest.mark.integration

Run = Callable[..., subprocess.CompletedProcess[str]]
Seen = Mapping[str, Any]
Chromium = Callable[..., str]

ATOM = """\
<a:feed xmlns:a="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" {lang}>
<a:id>https://films.example/id</a:id><a:title>The sea</a:title>
<a:updated>2025-01-20T00:00:00Z</a:updated>{entries}</a:feed>"""
ENTRY = """\
<a:entry {lang}><a:link href="https://films.example/1"/><a:id>https://films.example/id/1</a:id>
<a:content type="html">&lt;p>raw</a:content><a:summary>{summary}</a:summary>
<media:title>picture</media:title><a:updated>2025-01-20T00:00:00Z</a:updated>
<a:title>{title}</a:title></a:entry>"""
RSS = """\
<rss version="2.0"><channel><title>The sea</title><description>Films</description>{items}
</channel></rss>"""
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 2

MADE = {
    "prefixed.xml": ATOM.format(
        lang="", entries=ENTRY.format(lang="", title="Fog", summary="It lifts.")
    ),
    "bare.xml": RSS.format(
        items="<item><pubDate>Mon, 20 Jan 2025 17:42:44 +0100</pubDate>"
        "<description>It lifts.</description><title>Fog</title></item>"
    ),
    "long.xml": ATOM.format(lang="", entries=ENTRY.format(lang="", title=LONG, summary=LONG)),
    "hebrew.xml": ATOM.format(
        lang='xml:lang="he"', entries=ENTRY.format(lang="", title="ערפל", summary="הוא עולה.")
    ),
    "empty.xml": ATOM.format(lang="", entries=""),
    "many.xml": ATOM.format(
        lang="",
        entries="".join(
            ENTRY.format(lang="", title=f"Fog {n}", summary="It lifts.") for n in range(200)
        ),
    ),
}

LOOK = """\
<!DOCTYPE html><title>Look</title>
<style>iframe { width: WIDTHpx; height: 600px; border: 0 }</style>
FRAMES<pre id="seen"></pre>
<script>
const part = (node, end) => {
  const range = node.ownerDocument.createRange();
  range.setStart(node.firstChild, 0);
  range.setEnd(node.firstChild, end);
  return range.getBoundingClientRect().width;
};
const place = (node) => {
  const box = node.getBoundingClientRect();
  return node.getClientRects().length && box.height
    ? {text: node.textContent, top: box.top, left: box.left, right: box.right, width: box.width}
    : null;
};
const look = (frame) => {
  const root = frame.contentDocument.documentElement;
  const chosen = frame.contentWindow.getSelection();
  chosen.selectAllChildren(root);
  const style = frame.contentWindow.getComputedStyle(root);
  const entries = [...root.querySelectorAll("entry, item")].map((entry) => {
    const names = [...entry.children].filter((child) => !child.prefix || child.prefix === "a");
    const named = (...wanted) =>
      names.filter((child) => wanted.includes(child.localName) && place(child));
    const [date] = named("published", "updated", "pubDate");
    return {
      title: named("title").map(place), summary: named("summary", "description").map(place),
      date: date && {...place(date), day: part(date, date.localName === "pubDate" ? 16 : 10)},
      right: entry.getBoundingClientRect().right,
    };
  });
  return {
    text: chosen.toString(), entries, width: root.scrollWidth, room: root.clientWidth,
    notice: frame.contentWindow.getComputedStyle(root, "::before").content,
    paper: style.backgroundColor, ink: style.color,
  };
};
window.onload = () => {
  const frames = [...document.querySelectorAll("iframe")];
  const seen = Object.fromEntries(frames.map((frame) => [frame.id, look(frame)]));
  document.getElementById("seen").textContent = JSON.stringify(seen);
};
</script>
"""


class Handler(SimpleHTTPRequestHandler):
    """Serves files as the usual hosts do: `.xml` as application/xml."""

    extensions_map = {".xml": "application/xml", ".css": "text/css", ".html": "text/html"}  # noqa: RUF012 -- as its base has it

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def folder(run: Run, moviesite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder of feeds that name the stylesheet: the example site's, and the made ones."""
    folder = tmp_path_factory.mktemp("feeds")
    run("feed", moviesite, "--output", folder, "--quiet")
    for name, text in MADE.items():
        (folder / name).write_text(text, encoding="utf-8")
    for path in folder.glob("*.xml"):
        text = stylesheet_instruction("feed.css", path.name)
        root = etree.fromstring(path.read_bytes())
        if root.getprevious() is None:
            root.addprevious(etree.ProcessingInstruction("xml-stylesheet", text))
        path.write_bytes(etree.tostring(root.getroottree(), encoding="utf-8"))
    (folder / "feed.css").write_bytes(as_written(moviesite, STYLESHEET))
    for width in (320, 1000):
        names = [path.name for path in sorted(folder.glob("*.xml"))]
        frames = "".join(f'<iframe id="{name}" src="{name}"></iframe>\n' for name in names)
        page = LOOK.replace("WIDTH", str(width)).replace("FRAMES", frames)
        (folder / f"look-{width}.html").write_text(page, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Give the address at which the folder is served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Chromium:
    """Give a function that runs Chromium once, with a profile of its own."""
    program = shutil.which("chromium")
    assert program, "Chromium is needed: make oracles"
    quiet = ["--no-first-run", "--disable-background-networking", "--disable-component-update"]
    fixed = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-sync", *quiet]

    def run_browser(*arguments: str) -> str:
        profile = tmp_path_factory.mktemp("profile")
        command = [program, *fixed, f"--user-data-dir={profile}", *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    return run_browser


def seen(chromium: Chromium, url: str, *arguments: str) -> Seen:
    """Open the page that looks at the feeds; give what it saw of each."""
    page = chromium("--dump-dom", *arguments, url)
    found = re.search(r'<pre id="seen">(.+?)</pre>', page, re.DOTALL)
    assert found, page
    saw: Seen = json.loads(html.unescape(found[1]))
    return saw


@pytest.fixture(scope="module")
def wide(chromium: Chromium, address: str) -> Seen:
    """Give what is seen on a wide screen with light colours."""
    return seen(chromium, f"{address}/look-1000.html", "--blink-settings=preferredColorScheme=1")


@pytest.fixture(scope="module")
def narrow(chromium: Chromium, address: str) -> Seen:
    """Give what is seen on a narrow screen with dark colours."""
    return seen(chromium, f"{address}/look-320.html", "--blink-settings=preferredColorScheme=0")


def brightness(colour: str) -> int:
    return sum(int(number) for number in re.findall(r"\d+", colour)[:3])


@pytest.mark.parametrize("name", ["feed.xml", "rss.xml"])
def test_title_subtitle_and_every_post_are_shown(wide: Seen, name: str) -> None:
    feed = wide[name]

    assert "The Back Row" in feed["text"]
    assert "Short reviews of films nobody has seen" in feed["text"]
    assert len(feed["entries"]) == 17
    assert all(len(entry["title"]) == len(entry["summary"]) == 1 for entry in feed["entries"])
    assert all(entry["date"] for entry in feed["entries"])


@pytest.mark.parametrize("name", ["feed.xml", "rss.xml"])
def test_no_markup_id_link_or_name_is_shown(wide: Seen, name: str) -> None:
    text = wide[name]["text"]

    unwanted = ("<p", "</", "class=", "http", "reviewkit", "Pat Lumen", "understudy.png")
    assert [words for words in unwanted if words in text] == []


def test_it_says_that_it_is_a_feed(wide: Seen) -> None:
    assert all("This is a feed." in feed["notice"] for feed in wide.values())


@pytest.mark.parametrize("name", ["feed.xml", "rss.xml", "prefixed.xml", "bare.xml"])
def test_title_date_and_summary_stand_in_this_order(wide: Seen, name: str) -> None:
    for entry in wide[name]["entries"]:
        tops = [entry["title"][0]["top"], entry["date"]["top"], entry["summary"][0]["top"]]
        assert tops == sorted(set(tops))


@pytest.mark.parametrize("name", ["feed.xml", "rss.xml", "prefixed.xml", "bare.xml"])
def test_of_a_date_the_day_is_shown_and_the_hour_is_not(wide: Seen, name: str) -> None:
    for entry in wide[name]["entries"]:
        assert entry["date"]["width"] == pytest.approx(entry["date"]["day"], abs=0.5)


@pytest.mark.parametrize("name", ["prefixed.xml", "bare.xml"])
def test_names_with_and_without_a_namespace_are_shown_alike(wide: Seen, name: str) -> None:
    (entry,) = wide[name]["entries"]

    assert [entry["title"][0]["text"], entry["summary"][0]["text"]] == ["Fog", "It lifts."]
    assert "picture" not in wide[name]["text"]


def test_nothing_is_wider_than_the_screen(narrow: Seen, wide: Seen) -> None:
    for feed in (*narrow.values(), *wide.values()):
        assert feed["width"] <= feed["room"]


def test_the_colours_are_those_the_reader_prefers(narrow: Seen, wide: Seen) -> None:
    for light, dark in zip(wide.values(), narrow.values(), strict=True):
        assert brightness(light["paper"]) - brightness(light["ink"]) > 600
        assert brightness(dark["ink"]) - brightness(dark["paper"]) > 550


def test_a_post_in_hebrew_begins_at_the_right(wide: Seen) -> None:
    (entry,) = wide["hebrew.xml"]["entries"]

    assert entry["date"]["right"] == pytest.approx(entry["right"], abs=0.5)
    (english,) = wide["prefixed.xml"]["entries"]
    assert english["date"]["right"] < english["right"] / 2


def test_a_feed_may_hold_no_post_or_many(wide: Seen) -> None:
    assert wide["empty.xml"]["text"].split() == ["The", "sea"]
    assert len(wide["many.xml"]["entries"]) == 200


@pytest.mark.parametrize("name", ["feed.xml", "rss.xml"])
def test_the_window_itself_shows_the_page(
    chromium: Chromium, address: str, tmp_path: Path, name: str
) -> None:
    shot = tmp_path / "shot.png"

    chromium(
        "--window-size=800,600",
        "--force-color-profile=srgb",
        "--blink-settings=preferredColorScheme=1",
        f"--screenshot={shot}",
        f"{address}/{name}",
    )

    with Image.open(shot) as picture:
        colours = {colour: n for n, colour in picture.convert("RGB").getcolors(1 << 20) or []}
    assert colours[253, 253, 251] > 200_000, "the paper"
    assert colours[255, 244, 214] > 10_000, "the notice"
    assert colours[29, 31, 33] > 500, "the ink of the words"
