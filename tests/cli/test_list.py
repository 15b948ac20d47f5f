"""`reviewkit list` keeps its promise to other programs and to people."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]
MakeSite = Callable[..., Path]

SENTENCE = '<span class="reviewsection">One sentence review:</span> Good.\n'
KEYS = {
    "source", "state", "url", "path", "id", "collection", "output_path", "slug", "title", "date",
    "updated", "categories", "tags", "lang", "image", "review",
}  # fmt: skip


def test_a_post_has_every_key_of_the_contract(run: Run, moviesite: Path) -> None:
    posts = json.loads(run("list", moviesite, "--json").stdout)
    assert len(posts) == 17
    assert all(set(post) == KEYS for post in posts)


def test_html_is_added_on_request(run: Run, make_site: MakeSite) -> None:
    site = make_site({"_posts/2025-01-02-a.md": SENTENCE})
    (post,) = json.loads(run("list", site, "--json", "--html").stdout)
    assert set(post) == KEYS | {"html"}
    assert post["html"].startswith('<p><span class="reviewsection">')


def test_the_setting_of_the_markup_changes_the_html_alone(run: Run, make_site: MakeSite) -> None:
    files = {"_posts/2025-01-02-a.md": SENTENCE}
    (faithful,) = json.loads(run("list", make_site(files), "--json", "--html").stdout)
    site = make_site({**files, "reviewkit.toml": '[review]\nmarkup = "semantic"\n'})
    (semantic,) = json.loads(run("list", site, "--json", "--html").stdout)
    assert semantic.pop("html").startswith('<article class="h-entry h-review">')
    faithful.pop("html")
    assert semantic == faithful


def test_code_in_the_html_has_the_colours_of_the_site(run: Run, make_site: MakeSite) -> None:
    site = make_site({"_posts/2025-01-02-a.md": "```ruby\nputs 1\n```\n"})
    (post,) = json.loads(run("list", site, "--json", "--html").stdout)
    assert '<span class="nb">puts</span>' in post["html"]


def test_posts_come_newest_first(run: Run, moviesite: Path) -> None:
    posts = json.loads(run("list", moviesite, "--json", "--all").stdout)
    dates = [post["date"][:10] for post in posts]
    assert dates == sorted(dates, reverse=True)


def test_what_is_not_published_is_listed_only_with_all(run: Run, moviesite: Path) -> None:
    usual = json.loads(run("list", moviesite, "--json").stdout)
    every = json.loads(run("list", moviesite, "--json", "--all").stdout)
    assert {post["state"] for post in usual} == {"published"}
    hidden = {post["slug"]: post["state"] for post in every if post not in usual}
    assert hidden == {
        "the-last-sequel": "future",
        "the-biscuit-heist": "draft",
        "unfinished-business": "unpublished",
    }


def test_source_date_epoch_is_the_clock(run: Run, make_site: MakeSite) -> None:
    site = make_site({"_posts/2025-01-02-a.md": SENTENCE})
    before = run("list", site, "--json", env={"SOURCE_DATE_EPOCH": "1735689600"})
    after = run("list", site, "--json", env={"SOURCE_DATE_EPOCH": "1735862400"})
    assert json.loads(before.stdout) == []
    assert len(json.loads(after.stdout)) == 1


def test_a_source_date_epoch_that_is_no_number_is_refused(run: Run, moviesite: Path) -> None:
    result = run("list", moviesite, env={"SOURCE_DATE_EPOCH": "yesterday"})
    assert result.returncode == 2
    assert "SOURCE_DATE_EPOCH" in result.stderr


def test_people_get_a_line_with_date_title_and_url(run: Run, make_site: MakeSite) -> None:
    site = make_site({"_posts/2025-01-02-a.md": "---\ntitle: Ärger\n---\n"})
    result = run("list", site)
    assert "2025-01-02  Ärger" in result.stdout
    assert "https://films.example/posts/a/" in result.stdout


def test_a_terminal_without_unicode_gets_escapes(run: Run, make_site: MakeSite) -> None:
    site = make_site({"_posts/2025-01-02-a.md": "---\ntitle: Ärger\n---\n"})
    result = run("list", site, env={"PYTHONIOENCODING": "ascii"})
    assert (result.returncode, r"\xc4rger" in result.stdout) == (0, True)


def test_one_broken_post_does_not_lose_the_others(run: Run, make_site: MakeSite) -> None:
    site = make_site(
        {"_posts/2025-01-02-a.md": SENTENCE, "_posts/2025-01-03-b.md": "---\nx: [\n---\n"}
    )
    result = run("list", site, "--json")
    assert result.returncode == 3
    assert [post["slug"] for post in json.loads(result.stdout)] == ["a"]
    assert "_posts/2025-01-03-b.md:3" in result.stderr
    assert "fix:" in result.stderr


def test_a_site_without_url_is_listed_with_a_warning(run: Run, tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("title: x\n")
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_posts/2025-01-02-a.md").write_text(SENTENCE)
    result = run("list", tmp_path, "--json")
    assert result.returncode == 0
    assert json.loads(result.stdout)[0]["url"] == "/2025/01/02/a.html"
    assert "address is not set" in result.stderr


def test_another_configuration_can_be_named(run: Run, make_site: MakeSite) -> None:
    site = make_site({"_posts/2025-01-02-a.md": SENTENCE, "extra.yml": "baseurl: /blog\n"})
    files = f"{site / '_config.yml'},{site / 'extra.yml'}"
    (post,) = json.loads(run("list", site, "--json", "--config", files).stdout)
    assert post["url"] == "https://films.example/blog/posts/a/"


def test_a_folder_that_is_no_site_is_refused(run: Run, tmp_path: Path) -> None:
    result = run("list", tmp_path)
    assert result.returncode == 2
    assert "is not a Jekyll site" in result.stderr
    assert "fix:" in result.stderr


def test_a_folder_that_does_not_exist_is_refused(run: Run, tmp_path: Path) -> None:
    result = run("list", tmp_path / "nowhere")
    assert (result.returncode, "there is no folder" in result.stderr) == (2, True)


def test_an_unreadable_configuration_names_its_line(run: Run, make_site: MakeSite) -> None:
    result = run("list", make_site(config='x: "open\n'))
    assert result.returncode == 2
    assert "_config.yml:" in result.stderr


def test_an_unclosed_label_is_named_with_its_line(run: Run, make_site: MakeSite) -> None:
    text = '---\ntitle: x\n---\n\n<span class="reviewsection">Premise: never closed\n'
    result = run("list", make_site({"_posts/2025-01-02-a.md": text}), "--json")
    assert result.returncode == 0
    assert "_posts/2025-01-02-a.md:5" in result.stderr
    assert "never closed" in result.stderr


def test_quiet_keeps_warnings_back_but_not_errors(run: Run, make_site: MakeSite) -> None:
    label = '<span class="reviewsection">Premise:</span> x\n'
    site = make_site(
        {"_posts/2025-01-02-a.md": label, "_posts/2025-01-03-b.md": "---\ndate: never\n---\n"}
    )
    result = run("list", site, "--json", "-q")
    assert "warning" not in result.stderr
    assert "_posts/2025-01-03-b.md:2" in result.stderr


def test_no_colour_reaches_a_pipe(run: Run, moviesite: Path) -> None:
    assert "\x1b" not in run("list", moviesite, "--json").stderr
