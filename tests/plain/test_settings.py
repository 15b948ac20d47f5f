"""The settings of a plain site are checked before anything is read."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
NewSite = Callable[..., Path]
POST = {"content/a.md": "---\ntitle: A\ndate: 2025-01-20\n---\n{{ x }}\n"}


@pytest.mark.parametrize(
    ("changed", "line", "what"),
    [
        ('permalink = "/:sluk/"', 5, "site.permalink: :sluk does not exist"),
        ('permalink = "reviews"', 5, "site.permalink: 'reviews' does not begin with a slash"),
        ('permalink = "/reviews/"', 5, "gives many posts the same address"),
        ('content = "../x"', 5, "site.content: '../x' is no folder inside the site"),
        ('content = "."', 5, "site.content: '.' is no folder inside the site"),
        ('content = "/x"', 5, "site.content: '/x' is no folder inside the site"),
        ('content = ["content", ""]', 5, "site.content: '' is no folder"),
        ("content = []", 5, "site.content: "),
        ('destination = "../x"', 6, "site.destination: '../x' is no folder inside the site"),
        ('timezone = "Europe/Rom"', 6, "the timezone 'Europe/Rom' does not exist"),
        ('url = "https://films.example/?a"', 5, "is more than an address"),
        ('slugs = "nice"', 6, "site.slugs: "),
        ('dialect = "markdown"', 6, "site.dialect: "),
    ],
)
def test_a_wrong_setting_is_an_error_on_its_line(
    run: Run, new_site: NewSite, changed: str, line: int, what: str
) -> None:
    result = run("list", new_site(POST, changed))

    assert result.returncode == 2
    assert result.stderr.startswith(f"error: reviewkit.toml:{line}: ")
    assert what in result.stderr
    assert "fix: " in result.stderr


def test_the_fix_of_a_timezone_is_the_one_that_was_meant(run: Run, new_site: NewSite) -> None:
    result = run("list", new_site(POST, 'timezone = "Europe/Rom"'))

    assert "write Europe/Rome" in result.stderr


@pytest.mark.parametrize("key", ["url", "content", "permalink"])
def test_what_has_to_be_set_is_named(run: Run, tmp_path: Path, key: str) -> None:
    lines = {
        "url": 'url = "https://films.example"',
        "content": 'content = "content"',
        "permalink": 'permalink = "/:slug/"',
    }
    del lines[key]
    text = "\n".join(["[site]", 'kind = "plain"', *lines.values()])
    (tmp_path / "reviewkit.toml").write_text(text)

    result = run("list", tmp_path)

    assert result.returncode == 2
    assert f"reviewkit.toml:2: a plain site needs site.{key}" in result.stderr
    assert f"add {key} = " in result.stderr


@pytest.mark.parametrize("key", ["content", "permalink", "title", "timezone", "destination"])
def test_keys_of_plain_sites_are_refused_in_a_jekyll_site(
    run: Run, make_site: Callable[..., Path], key: str
) -> None:
    result = run("list", make_site({"reviewkit.toml": f'[site]\n{key} = "x"\n'}))

    assert result.returncode == 2
    assert f'reviewkit.toml:2: site.{key} is for kind = "plain"' in result.stderr


def test_a_configuration_of_jekylls_does_not_make_a_site_plain(
    run: Run, make_site: Callable[..., Path]
) -> None:
    result = run("list", make_site({}, "reviewkit:\n  site:\n    kind: plain\n"))

    assert result.returncode == 2
    assert "_config.yml:7: " in result.stderr
    assert "write it in reviewkit.toml" in result.stderr


def test_a_plain_site_may_have_a_configuration_of_jekylls_beside_it(
    run: Run, new_site: NewSite
) -> None:
    result = run("list", new_site({**POST, "_config.yml": "url: https://old.example\n"}))

    assert "https://films.example/reviews/a/" in result.stdout


def test_configuration_files_of_jekylls_are_refused(run: Run, new_site: NewSite) -> None:
    site = new_site({**POST, "_config.yml": "x: y\n"})

    result = run("list", site, "--config", site / "_config.yml")

    assert result.returncode == 2
    assert "--config names files of Jekyll's" in result.stderr


@pytest.mark.parametrize(
    ("sign", "name"),
    [
        ("hugo.toml", "Hugo"),
        ("eleventy.config.js", "Eleventy"),
        ("astro.config.mjs", "Astro"),
        ("pelicanconf.py", "Pelican"),
        ("config.toml", "Zola or Hugo"),
    ],
)
def test_the_way_for_another_generator_is_shown(
    run: Run, tmp_path: Path, sign: str, name: str
) -> None:
    (tmp_path / sign).write_text("")

    result = run("feed", tmp_path)

    assert result.returncode == 2
    assert f"looks like a site of {name}'s" in result.stderr
    assert 'kind = "plain"' in result.stderr


def test_template_tags_are_pointed_out_on_their_line(run: Run, new_site: NewSite) -> None:
    result = run("list", new_site(POST), "--json")

    assert "content/a.md:5: the post holds shortcodes or template tags" in result.stderr


@pytest.mark.parametrize("link", ["{static}/images/a.png", "|filename|b.md", "<{attach}a b.png>"])
def test_links_that_only_pelican_resolves_are_pointed_out(
    run: Run, new_site: NewSite, link: str
) -> None:
    post = f"Title: A\nDate: 2025-01-20\n\nText\n\n![a]({link})\n"
    result = run("list", new_site({"content/a.md": post}), "--json")

    assert "content/a.md:6: the post has links such as {static}" in result.stderr


def test_other_links_with_braces_are_not(run: Run, new_site: NewSite) -> None:
    post = "Title: A\nDate: 2025-01-20\n\n[a](/{static}/a) `{static}/a` [b](/c|static|)\n"
    result = run("list", new_site({"content/a.md": post}), "--json")

    assert result.stderr == ""


def test_posts_are_read_as_commonmark_unless_the_settings_say_kramdown(
    run: Run, new_site: NewSite
) -> None:
    post = {"content/a.md": '---\ntitle: A\ndate: 2025-01-20\n---\n"x" {:.y}\n'}
    html = [
        json.loads(run("list", new_site(post, changed), "--json", "--html").stdout)[0]["html"]
        for changed in ("", 'dialect = "kramdown"')
    ]

    assert html == ["<p>&quot;x&quot; {:.y}</p>\n", "<p>“x” {:.y}</p>\n"]


def test_a_single_file_is_rendered_as_its_site_is_written(run: Run, new_site: NewSite) -> None:
    site = new_site({"content/a.md": '+++\ntitle = "A"\n+++\n"x"\n'})

    assert run("render", site / "content/a.md", "--site", site).stdout == "<p>&quot;x&quot;</p>\n"


def test_feed_and_announce_work_on_a_plain_site(run: Run, new_site: NewSite) -> None:
    sentence = "---\ntitle: A\ndate: 2025-01-20\n---\n**One sentence review:** Good.\n"
    site = new_site({"content/a.md": sentence})

    feed, again = run("feed", site, "--json"), run("feed", site, "--check")
    announced = json.loads(run("announce", site, "--dry-run", "--json").stdout)["messages"]

    assert (feed.returncode, again.returncode) == (0, 0)
    (item,) = json.loads((site / "public" / "feed.json").read_text())["items"]
    assert item["url"] == item["id"] == "https://films.example/reviews/a/"
    assert {message["url"] for message in announced} == {item["url"]}
