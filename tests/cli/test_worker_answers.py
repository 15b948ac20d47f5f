"""A host asks `reviewkit render --worker` for more than HTML."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reviewkit import __version__

Run = Callable[..., subprocess.CompletedProcess[str]]

SENTENCE = '<span class="reviewsection">One sentence review:</span> Tick, *tock*.'
PATH = "_posts/2025-01-02-a.md"


def asked(
    run: Run, *requests: dict[str, Any], site: Path | None = None, options: tuple[str, ...] = ()
) -> list[dict[str, Any]]:
    """Give the answers of a worker, of a site if one is named."""
    place = ("--site", site) if site else ()
    stdin = "".join(json.dumps(request) + "\n" for request in requests)
    result = run("render", "--worker", "-q", *place, *options, stdin=stdin)
    assert result.returncode == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_only_what_is_wanted_is_answered(run: Run) -> None:
    both, one = asked(
        run,
        {"id": 1, "text": SENTENCE, "want": ["html", "review"]},
        {"id": 2, "text": SENTENCE, "want": ["review"]},
    )
    assert set(both) == {"id", "html", "review"}
    assert set(one) == {"id", "review"}


def test_a_review_is_told_as_list_tells_it(run: Run, make_site: Callable[..., Path]) -> None:
    site = make_site({PATH: f"---\nrating: 7/10\n---\n{SENTENCE}"})
    listed = json.loads(run("list", site, "--json").stdout)[0]["review"]
    (answer,) = asked(
        run,
        {"id": 1, "text": SENTENCE, "head": "---\nrating: 7/10\n---\n", "want": ["review"]},
        site=site,
    )
    assert answer["review"] == listed
    assert listed["rating"]["value"] == 7


def test_a_text_without_labels_is_no_review(run: Run, make_site: Callable[..., Path]) -> None:
    site = make_site({PATH: "---\n---\nA cat."})
    request = {"id": 1, "text": "A cat.", "path": PATH, "want": ["review", "json_ld"]}
    assert asked(run, request, site=site) == [{"id": 1, "review": None, "json_ld": None}]


def test_a_post_of_the_site_is_told_as_json_ld(run: Run, make_site: Callable[..., Path]) -> None:
    site = make_site({PATH: "saved"})
    head = "---\ntitle: </b>\n---\n"
    request = {"id": 1, "text": SENTENCE, "path": PATH, "head": head, "want": ["json_ld"]}
    (answer,) = asked(run, request, site=site)
    data = json.loads(answer["json_ld"])
    assert data["url"] == "https://films.example/posts/a/"
    assert data["description"] == "Tick, tock."
    assert "<" not in answer["json_ld"]


def test_json_ld_is_null_for_what_is_no_post(run: Run, make_site: Callable[..., Path]) -> None:
    request = {"id": 1, "text": SENTENCE, "path": "about.md", "want": ["json_ld"]}
    assert asked(run, request, site=make_site()) == [{"id": 1, "json_ld": None}]


def test_a_rule_at_the_beginning_of_a_text_is_no_front_matter(run: Run) -> None:
    text = "---\n\na\n\n---\n"
    apart, together = asked(run, {"id": 1, "text": text, "head": ""}, {"id": 2, "text": text})
    assert apart["html"] == "<hr />\n\n<p>a</p>\n\n<hr />\n"
    assert "front matter" in together["error"]


def test_a_fault_below_a_head_has_the_line_of_the_file(run: Run) -> None:
    request = {"id": 1, "text": '<span class="reviewsection">Open', "head": "---\na: b\n---\n"}
    result = run("render", "--worker", stdin=json.dumps(request) + "\n")
    assert "-:4: the label is never closed" in result.stderr


def test_a_host_learns_who_answers_and_what_is_set(
    run: Run, make_site: Callable[..., Path]
) -> None:
    site = make_site(
        config="collections: [films]\n"
        "reviewkit:\n  review:\n    markup: semantic\n  site:\n    collections: [films]\n"
    )
    (answer,) = asked(run, {"id": 0, "want": ["about"]}, site=site)
    assert answer["about"] == {
        "version": __version__,
        "worker": 1,
        "markup": "semantic",
        "collections": ["films"],
        "ledger": "_data/announcements",
    }


@pytest.mark.parametrize("want", [[], "html", ["css"], {"html": 1}, None])
def test_what_cannot_be_wanted_is_an_error(run: Run, want: object) -> None:
    (answer,) = asked(run, {"id": 1, "text": "a", "want": want})
    assert answer == {"id": 1, "error": "want is a list of html, review, json_ld, about"}


def test_a_request_may_have_its_own_markup(run: Run) -> None:
    requests = [
        {"id": 1, "text": "a", "markup": "semantic"},
        {"id": 2, "text": "a"},
        {"id": 3, "text": "a", "markup": "bold"},
    ]
    semantic, plain, wrong = asked(run, *requests)
    assert semantic["html"].startswith('<article class="h-entry">')
    assert plain["html"] == "<p>a</p>\n"
    assert wrong["error"] == "markup is one of faithful, semantic"


def test_configuration_files_are_named_as_for_jekyll(
    run: Run, make_site: Callable[..., Path]
) -> None:
    site = make_site({PATH: "a", "_more.yml": "baseurl: /films"})
    files = ("--config", f"{site / '_config.yml'},{site / '_more.yml'}")
    request = {"id": 1, "text": SENTENCE, "path": PATH, "want": ["json_ld"]}
    (answer,) = asked(run, request, site=site, options=files)
    assert json.loads(answer["json_ld"])["url"] == "https://films.example/films/posts/a/"


def test_configuration_files_need_a_site(run: Run) -> None:
    result = run("render", "--worker", "--config", "a.yml", stdin="")
    assert result.returncode == 2
    assert "--site" in result.stderr
