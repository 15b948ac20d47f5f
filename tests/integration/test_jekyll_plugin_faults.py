"""What can go wrong between Jekyll and reviewkit ends with a right page or a clear message."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.oracles.jekyll_build import REVIEWKIT, JekyllSite

pytestmark = pytest.mark.integration

Fault = Callable[[str], list[str]]

CAT = """\
---
title: Cat
date: 2025-01-02
---
<span class="reviewsection">One sentence review:</span> Tick.
"""
FILES = {
    "_config.yml": "url: https://films.example\ntimezone: UTC\npermalink: /:title/\n",
    "index.html": "---\n---\n{% for post in site.posts %}{{ post.review.one_sentence.text }};"
    "{% endfor %}",
    "_posts/2025-01-02-cat.md": CAT,
    "_posts/2025-01-03-dog.md": CAT.replace("Tick", "Woof"),
    "_posts/2025-01-04-owl.md": CAT.replace("Tick", "Hoot"),
}
SEMANTIC = "reviewkit: {review: {markup: semantic}}"
FAULTY = '''\
"""The real program, with a fault at the post of the dog."""
import json, os, pathlib, subprocess, sys
place = pathlib.Path(__file__)
if "render" not in sys.argv:
    sys.exit(subprocess.run(REAL + sys.argv[1:]).returncode)
starts = int(place.with_suffix(".starts").read_text() or 0) + 1
place.with_suffix(".starts").write_text(str(starts))
worker = subprocess.Popen(REAL + sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
out = sys.stdout.buffer
for line in sys.stdin.buffer:
    request = json.loads(line)
    worker.stdin.write(line)
    worker.stdin.flush()
    answer = worker.stdout.readline()
    if b"Woof" in line:
        FAULT
    out.write(answer)
    out.flush()
'''


@pytest.fixture
def site(tmp_path: Path) -> JekyllSite:
    """Give a site of three reviews, whose index lists the sentences."""
    site = JekyllSite(tmp_path / "site")
    site.write(FILES)
    return site


@pytest.fixture
def fault(tmp_path: Path) -> Fault:
    """Give a function that makes a program which does something wrong, in words of Python."""

    def write(wrong: str) -> list[str]:
        place = tmp_path / "faulty.py"
        place.with_suffix(".starts").write_text("")
        text = FAULTY.replace("REAL", repr(list(REVIEWKIT))).replace("FAULT", wrong)
        place.write_text(text)
        return [sys.executable, str(place)]

    return write


def starts(command: list[str]) -> int:
    """Give how often a worker of that program was started."""
    return int(Path(command[1]).with_suffix(".starts").read_text())


def said_by(output: str) -> list[str]:
    """Give what the plug-in said."""
    return [line for line in output.splitlines() if "ReviewKit:" in line]


ONCE = "if starts == 1: os.kill(worker.pid, 9); os._exit(1)"
ALWAYS = "print('ImportError: no lxml', file=sys.stderr, flush=True); os._exit(1)"
NO = "answer = json.dumps({'id': request['id'], 'error': 'dog.md:6: a fault'}).encode() + b'\\n'"
LATIN = 'answer = b\'{"id": %d, "html": "\\xe9", "review": null}\\n\' % request[\'id\']'


@pytest.mark.parametrize("settings", ["", SEMANTIC], ids=["reviews", "semantic"])
def test_a_worker_that_is_killed_is_started_again_and_no_page_is_another(
    site: JekyllSite, fault: Fault, settings: str
) -> None:
    site.add_plugin(settings)
    site.build()
    right = site.pages()
    (site.root / "_config.yml").write_text(FILES["_config.yml"])
    command = fault(ONCE)
    site.add_plugin(settings, command)
    said = site.build()

    assert site.pages() == right
    assert said_by(said) == []
    assert starts(command) == 2


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (ALWAYS, "the reviewkit worker died: ImportError: no lxml."),
        (LATIN, "the reviewkit worker died: its answer is no JSON in UTF-8"),
    ],
    ids=["dies each time", "is not UTF-8"],
)
def test_a_worker_that_is_of_no_use_is_done_without_and_told_of_once(
    site: JekyllSite, fault: Fault, wrong: str, message: str
) -> None:
    site.build()
    plain = site.pages()
    site.add_plugin(SEMANTIC, fault(wrong))
    (said,) = said_by(site.build())

    assert message in said
    assert "built without it" in said
    assert "h-review" in site.page("cat/index.html")
    for page in ("dog/index.html", "owl/index.html"):
        assert site.pages()[page] == plain[page]


def test_without_the_fall_back_the_build_ends_with_the_message(
    site: JekyllSite, fault: Fault
) -> None:
    site.add_plugin(SEMANTIC, fault(ALWAYS), fallback=False)
    said = site.build(code=1)

    assert "ReviewKit: the reviewkit worker died: ImportError: no lxml" in said
    assert not (site.root / "_site").exists()


def test_a_text_that_cannot_be_rendered_is_as_kramdown_makes_it(
    site: JekyllSite, fault: Fault
) -> None:
    site.build()
    plain = site.page("dog/index.html")
    site.add_plugin(SEMANTIC, fault(NO))
    (said,) = said_by(site.build())

    assert "dog.md:6: a fault. The text stays as kramdown makes it, without a review" in said
    assert site.page("dog/index.html") == plain
    assert "h-review" in site.page("owl/index.html")
    assert site.page("index.html") == "Hoot.;;Tick.;"


@pytest.mark.parametrize("wrong", [NO, ALWAYS], ids=["one text", "the worker"])
def test_what_was_made_instead_is_not_kept(site: JekyllSite, fault: Fault, wrong: str) -> None:
    command = fault(wrong)
    site.add_plugin(SEMANTIC, command)
    site.build()
    Path(command[1]).write_text(Path(command[1]).read_text().replace("Woof", "never"))
    said = site.build()

    assert said_by(said) == []
    assert "h-review" in site.page("dog/index.html")
    assert site.page("index.html") == "Hoot.;Woof.;Tick.;"


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (["no-such-python"], "no-such-python cannot be run"),
        ([sys.executable, "-c", "import no_such_module"], "No module named 'no_such_module'"),
        (["cat"], "cat"),
    ],
    ids=["missing", "broken", "another program"],
)
@pytest.mark.parametrize("settings", ["", SEMANTIC], ids=["reviews", "semantic"])
def test_a_program_that_cannot_be_used_is_done_without_and_told_of_once(
    site: JekyllSite, settings: str, command: list[str], message: str
) -> None:
    site.add_plugin(settings, command)
    (said,) = said_by(site.build())

    assert message in said
    assert site.page("index.html") == ";;;"
    assert "h-review" not in site.page("cat/index.html")


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({"error": "the text is a string"}, "reviewkit is too old"),
        ({"about": {"version": "9.0", "worker": 9}}, "reviewkit 9.0 is of another time"),
    ],
    ids=["older", "newer"],
)
def test_another_version_is_told_as_that(
    site: JekyllSite, tmp_path: Path, answer: dict[str, object], message: str
) -> None:
    place = tmp_path / "other.py"
    place.write_text(f"input(); print('{json.dumps({'id': 1, **answer})}')")
    site.add_plugin(command=[sys.executable, str(place)])
    (said,) = said_by(site.build())

    assert message in said
    assert "pip install --upgrade reviewkit" in said
    assert site.page("index.html") == ";;;"


def test_ten_megabytes_are_a_post_like_any_other(site: JekyllSite) -> None:
    text = CAT + "\n" + (("A cat, and *another* one. " * 400) + "\n\n") * 1000
    site.write({"_posts/2025-01-02-cat.md": text})
    site.add_plugin()
    said = site.build()

    assert said_by(said) == []
    assert site.page("index.html") == "Hoot.;Woof.;Tick.;"


def test_settings_that_reviewkit_refuses_are_told_in_its_words(site: JekyllSite) -> None:
    site.add_plugin("reviewkit: {review: {mark: semantic}}")
    (said,) = said_by(site.build())

    assert "unknown setting review.mark" in said
    assert "did you mean markup?" in said


def test_an_option_that_does_not_exist_stops_the_build(site: JekyllSite) -> None:
    site.add_plugin(feed=True)
    said = site.build(code=1)

    assert "jekyll_reviewkit in _config.yml: feed is unknown; known are command," in said


def test_a_site_without_an_address_has_no_feeds_and_says_why(site: JekyllSite) -> None:
    site.write({"_config.yml": "timezone: UTC\n"})
    site.add_plugin(feeds=True)
    (said,) = said_by(site.build())

    assert "the site's address is not set" in said
