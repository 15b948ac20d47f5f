"""`reviewkit announce --dry-run` shows what would be sent, and sends nothing."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
MakeSite = Callable[..., Path]

SENTENCE = '<span class="reviewsection">One sentence review:</span> Good.\n'
POST = f"---\ntitle: One\n---\n{SENTENCE}"


def messages(result: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    """Give the messages a run printed as JSON."""
    found: list[dict[str, Any]] = json.loads(result.stdout)["messages"]
    return found


def test_people_see_text_counts_card_and_picture(run: Run, moviesite: Path) -> None:
    result = run("announce", moviesite, "--dry-run", "--only", "the-clockmakers-cat")
    assert result.returncode == 0
    assert "-- mastodon: 171 of 500 characters, public, en" in result.stdout
    assert "-- bluesky: 146 of 300 characters, 146 of 3000 bytes, en" in result.stdout
    assert "   | Nothing has ever made daylight saving time so moving" in result.stdout
    assert "   card      https://movies.example/posts/the-clockmakers-cat/" in result.stdout
    assert "cat.png, 1200 x 675, 16,146 bytes, alt: A black cat" in result.stdout
    assert "Nothing was sent." in result.stderr


def test_the_link_of_the_post_is_in_each_message(run: Run, moviesite: Path) -> None:
    for message in messages(run("announce", moviesite, "--dry-run", "--json")):
        if message["network"] == "mastodon":
            assert message["text"].endswith(message["url"])
        else:
            assert message["card"]["uri"] == message["url"]
            assert "https://" not in message["text"]


def test_every_message_of_the_example_site_is_within_limits(run: Run, moviesite: Path) -> None:
    slugs = [post["slug"] for post in json.loads(run("list", moviesite, "--json").stdout)]
    only = [word for slug in slugs for word in ("--only", slug)]
    found = messages(run("announce", moviesite, "--dry-run", "--json", *only))
    assert len(found) == 2 * 16
    assert all(message["length"] <= message["limit"] for message in found)
    assert all((message["bytes"] or 0) <= (message["byte_limit"] or 0) for message in found)


def test_the_newest_reviews_are_shown_as_many_as_a_run_may_send(
    run: Run, make_site: MakeSite
) -> None:
    posts = {f"_posts/2025-01-0{day}-p{day}.md": POST for day in range(1, 6)}
    site = make_site({**posts, "reviewkit.toml": "[announce]\nmax_per_run = 2\n"})
    found = messages(run("announce", site, "--dry-run", "--json", "--to", "bluesky"))
    assert [message["slug"] for message in found] == ["p5", "p4"]


def test_an_old_review_is_marked_as_such(run: Run, make_site: MakeSite) -> None:
    site = make_site({"_posts/2025-01-02-a.md": POST})
    epoch = {"SOURCE_DATE_EPOCH": "1735862400"}
    new = messages(run("announce", site, "--dry-run", "--json", env=epoch))
    old = messages(run("announce", site, "--dry-run", "--json"))
    assert [message["too_old"] for message in new + old] == [False, False, True, True]
    assert "--only a" in run("announce", site, "--dry-run").stdout


def test_what_must_not_be_announced_never_is(run: Run, make_site: MakeSite) -> None:
    site = make_site(
        {
            "_posts/2025-01-02-off.md": f"---\nannounce: false\n---\n{SENTENCE}",
            "_posts/2025-01-02-hidden.md": f"---\npublished: false\n---\n{SENTENCE}",
            "_posts/2199-01-02-future.md": SENTENCE,
            "_drafts/draft.md": SENTENCE,
        }
    )
    result = run("announce", site, "--dry-run")
    assert (result.returncode, result.stdout.count("--")) == (0, 0)
    assert "No published review" in result.stdout


def test_a_review_without_its_sentence_is_named_and_skipped(run: Run, make_site: MakeSite) -> None:
    site = make_site(
        {
            "_posts/2025-01-03-b.md": '<span class="reviewsection">Premise:</span> x\n',
            "_posts/2025-01-02-a.md": POST,
        }
    )
    result = run("announce", site, "--dry-run", "--json")
    assert {message["slug"] for message in messages(result)} == {"a"}
    assert "_posts/2025-01-03-b.md:1: the review has no one-sentence review" in result.stderr


def test_a_slug_that_does_not_exist_is_refused(run: Run, moviesite: Path) -> None:
    result = run("announce", moviesite, "--dry-run", "--only", "nope")
    assert (result.returncode, "no post with the slug nope" in result.stderr) == (2, True)


def test_a_draft_named_with_only_is_refused(run: Run, moviesite: Path) -> None:
    result = run("announce", moviesite, "--dry-run", "--only", "the-biscuit-heist")
    assert (result.returncode, "it is draft" in result.stderr) == (2, True)


def test_without_an_account_it_says_where_to_name_one(run: Run, moviesite: Path) -> None:
    result = run("announce", moviesite)
    assert (result.returncode, result.stdout) == (2, "")
    assert "[announce.mastodon]" in result.stderr


@pytest.mark.parametrize("word", ["init", "status", "resolve", "update", "retract"])
def test_the_first_word_decides(run: Run, word: str) -> None:
    assert f"reviewkit announce {word}" in run("announce", word, "--help").stdout


def test_a_folder_named_like_a_command_is_written_with_a_dot(run: Run, tmp_path: Path) -> None:
    (tmp_path / "init").mkdir()
    (tmp_path / "init/_config.yml").write_text("url: https://films.example\n")
    assert run("announce", "./init", "--dry-run", cwd=tmp_path).returncode == 0


def test_a_spoiler_warns_on_mastodon_and_is_kept_out_of_bluesky(
    run: Run, make_site: MakeSite
) -> None:
    site = make_site({"_posts/2025-01-02-a.md": POST.replace("One", "One\nspoiler: true", 1)})
    mastodon, bluesky = messages(run("announce", site, "--dry-run", "--json"))
    assert mastodon["content_warning"] == "Spoilers: One"
    assert "Good." in mastodon["text"]
    assert "Good." not in json.dumps(bluesky)


def test_the_sites_own_template_wins(run: Run, make_site: MakeSite) -> None:
    template = "_reviewkit/templates/announce/mastodon.txt.j2"
    site = make_site({"_posts/2025-01-02-a.md": POST, template: "NEW: {{ title }} {{ url }}"})
    mastodon, _ = messages(run("announce", site, "--dry-run", "--json"))
    assert mastodon["text"] == "NEW: One https://films.example/posts/a/"


def test_a_broken_template_names_file_and_line(run: Run, make_site: MakeSite) -> None:
    template = "_reviewkit/templates/announce/mastodon.txt.j2"
    site = make_site({"_posts/2025-01-02-a.md": POST, template: "\n{{ titel }}"})
    result = run("announce", site, "--dry-run")
    assert result.returncode == 2
    assert "mastodon.txt.j2:2" in result.stderr
    assert "titel" in result.stderr


def test_the_accounts_of_the_settings_are_shown(run: Run, make_site: MakeSite) -> None:
    settings = (
        '[announce.mastodon]\nserver = "https://m.example"\nvisibility = "unlisted"\n'
        'attach = "image"\n[announce.bluesky]\nhandle = "me.example"\n'
    )
    site = make_site({"_posts/2025-01-02-a.md": POST, "reviewkit.toml": settings})
    result = run("announce", site, "--dry-run")
    assert "-- mastodon (https://m.example): 35 of 500 characters, unlisted" in result.stdout
    assert "-- bluesky (me.example): 10 of 300" in result.stdout


def test_a_dry_run_loads_no_client_library(make_site: MakeSite) -> None:
    site = make_site(
        {
            "_posts/2025-01-02-a.md": POST,
            "reviewkit.toml": '[announce.mastodon]\nserver = "http://127.0.0.1:9"\n'
            '[announce.bluesky]\nhandle = "a.test"\npds = "http://127.0.0.1:9"\n',
        }
    )
    for more in ([], ["--offline"]):
        result = subprocess.run(
            [
                sys.executable,
                "-X",
                "importtime",
                "-m",
                "reviewkit",
                "announce",
                site,
                "--dry-run",
                *more,
            ],
            capture_output=True,
            text=True,
            check=True,
        )
        loaded = {line.rpartition("|")[2].strip() for line in result.stderr.splitlines()}
        assert "reviewkit.announce.networks" in loaded
        assert not {"atproto", "atproto_client", "mastodon"} & loaded
