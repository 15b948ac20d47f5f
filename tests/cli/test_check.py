"""`reviewkit check` says what is wrong in the form that is asked for, and exits 1."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewkit.cli.check_command import annotation
from reviewkit.errors import Problem, Where

Run = Callable[..., subprocess.CompletedProcess[str]]
MakeSite = Callable[..., Path]

CONFIG = "timezone: Europe/Rome\n"
GOOD = '<span class="reviewsection">One sentence review:</span> Good.\n'


def test_a_site_without_problems(run: Run, make_site: MakeSite) -> None:
    result = run("check", make_site({"_posts/2025-01-20-a.md": GOOD}, CONFIG))
    assert (result.returncode, result.stdout) == (0, "")
    assert result.stderr == "1 posts checked: nothing to say\n"


def test_problems_as_text(run: Run, make_site: MakeSite) -> None:
    site = make_site({"_posts/2025-01-20-a.md": f"---\ntitle: No\n---\n{GOOD}"}, CONFIG)
    result = run("check", site)
    assert result.returncode == 1
    assert result.stdout == (
        "_posts/2025-01-20-a.md:2: warning: the title No is no text to YAML, so Jekyll calls the "
        "post 'A'\n"
        '  fix: put quotes around it: title: "No"\n'
    )
    assert result.stderr == "1 posts checked: 0 errors, 1 warnings\n"


def test_problems_as_json(run: Run, make_site: MakeSite) -> None:
    site = make_site({"_posts/2025-01-20-a.md": f"---\ntitle: [x\n---\n{GOOD}"}, CONFIG)
    result = run("check", site, "--format", "json")
    assert result.returncode == 1
    (problem,) = json.loads(result.stdout)
    assert problem["severity"] == "error"
    assert problem["file"] == "_posts/2025-01-20-a.md"
    assert "not valid YAML" in problem["what"]


def test_problems_as_annotations(run: Run, make_site: MakeSite) -> None:
    site = make_site({"_posts/2025-01-20-a.md": f"---\ntitle: No\n---\n{GOOD}"}, CONFIG)
    result = run("check", site.name, "--format", "github", cwd=site.parent)
    assert result.returncode == 1
    assert result.stdout.startswith(
        "::warning title=reviewkit check,file=site/_posts/2025-01-20-a.md,line=2::the title No"
    )


def test_every_kind_of_post_is_looked_at(run: Run, make_site: MakeSite) -> None:
    texts = dict.fromkeys(
        ["_posts/2199-01-20-a.md", "_drafts/b.md"], f"---\ntitle: No\n---\n{GOOD}"
    )
    places = [
        problem["file"]
        for problem in json.loads(run("check", make_site(texts, CONFIG), "--json").stdout)
    ]
    assert places == ["_drafts/b.md", "_posts/2199-01-20-a.md"]


def test_a_missing_picture_and_a_missing_sentence(run: Run, make_site: MakeSite) -> None:
    text = '---\nimage: /a.png\n---\n<span class="reviewsection">Premise:</span> Good.\n'
    result = run("check", make_site({"_posts/2025-01-20-a.md": text}, CONFIG))
    assert "a.png does not exist" in result.stdout
    assert "no one-sentence review" in result.stdout


@pytest.mark.parametrize(
    ("file", "written"), [("a,b.md", "file=a%2Cb.md"), ("a:b%.md", "file=a%3Ab%25.md")]
)
def test_an_annotation_is_one_line_with_every_sign_escaped(file: str, written: str) -> None:
    problem = Problem(severity="error", what="a\nb: 5%", where=Where(file, 3), fix="c")
    assert annotation(problem, ".") == (
        f"::error title=reviewkit check,{written},line=3::a%0Ab: 5%25. Fix: c"
    )


def test_an_annotation_without_a_place() -> None:
    problem = Problem(severity="warning", what="a", where=None, fix="b")
    assert annotation(problem, ".") == "::warning title=reviewkit check::a. Fix: b"


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_broken_configuration_is_a_finding_too(run: Run, make_site: MakeSite, form: str) -> None:
    site = make_site({}, "exclude: README.md\n")
    result = run("check", site.name, "--format", form, cwd=site.parent)
    assert (result.returncode, result.stderr) == (2, "")
    place = {
        "text": "_config.yml:5: error: exclude is README.md",
        "json": '"file": "_config.yml",\n    "line": 5',
        "github": "::error title=reviewkit check,file=site/_config.yml,line=5::exclude is",
    }[form]
    assert place in result.stdout


def test_an_annotation_names_the_file_from_where_the_command_runs(
    run: Run, make_site: MakeSite
) -> None:
    site = make_site({"_posts/2025-01-20-a.md": f"---\ntitle: No\n---\n{GOOD}"}, CONFIG)
    result = run("check", site, "--format", "github", cwd=site.parent)
    assert "file=site/_posts/2025-01-20-a.md,line=2" in result.stdout
    inside = run("check", "--format", "github", cwd=site)
    assert "file=_posts/2025-01-20-a.md,line=2" in inside.stdout


def test_an_annotation_of_a_configuration_file_outside_of_the_site(
    run: Run, make_site: MakeSite, tmp_path: Path
) -> None:
    site = make_site({"_posts/2025-01-20-a.md": GOOD})
    (tmp_path / "ci.yml").write_text("exclude: 1\n")
    configs = ["--config", f"{site}/_config.yml,ci.yml"]
    result = run("check", site, *configs, "--format", "github", cwd=tmp_path)
    assert "file=ci.yml,line=1" in result.stdout


@pytest.mark.parametrize("name", [b"2025-01-20-\xff.md", b"2025-01-20-a\nb.md", b"\x1b[31mx.md"])
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_every_file_name_can_be_shown(
    run: Run, make_site: MakeSite, name: bytes, form: str
) -> None:
    site = make_site({"_posts/2025-01-21-b.md": GOOD}, CONFIG)
    with open(os.fsencode(site / "_posts") + b"/" + name, "wb") as file:  # noqa: PTH123 -- a name that is no text
        file.write(b"---\ntitle: No\n---\n" + GOOD.encode())
    result = run("check", site, "--format", form)
    assert result.returncode == 1
    assert "\x1b" not in result.stdout
    if form == "json":
        assert json.loads(result.stdout)[0]["severity"] == "warning"
    else:
        assert len(result.stdout.splitlines()) == (2 if form == "text" else 1)


def test_a_post_for_later_is_no_problem(run: Run, make_site: MakeSite) -> None:
    site = make_site({"_posts/2099-12-31-a.md": GOOD}, CONFIG)
    result = run("check", site, "-v")
    assert (result.returncode, result.stdout) == (0, "")
    assert "_posts/2099-12-31-a.md waits until 2099-12-31 00:00:00 +0100" in result.stderr
    assert "1 posts checked (1 to be published later): nothing to say" in result.stderr


def test_a_mistyped_year(run: Run, make_site: MakeSite) -> None:
    text = f"---\ntitle: A\ndate: 2205-01-20\n---\n{GOOD}"
    site = make_site({"_posts/2025-01-20-a.md": text}, CONFIG)
    result = run("check", site, env={"SOURCE_DATE_EPOCH": "1767225600"})
    assert result.returncode == 1
    assert result.stdout.startswith(
        "_posts/2025-01-20-a.md:3: warning: the date is 2205-01-20, and the post waits until then\n"
        "  fix: write 2025, if that is the year\n"
    )


def test_files_that_jekyll_passes_over(run: Run, make_site: MakeSite) -> None:
    site = make_site({"_posts/2025-01-21-b.md": GOOD, "_posts/dune.md": GOOD}, CONFIG)
    result = run("check", site)
    assert "_posts/dune.md: warning: dune.md has not the form" in result.stdout


PLAIN = """\
[site]
kind = "plain"
url = "https://films.example"
content = "content"
permalink = "/:year/:slug/"
"""


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("---\ntitle: [x\n---\n", 2, "not valid YAML"),
        ("---\ntitle: A\ndate: 06/01/2025\n---\n", 3, "two ways"),
        ("---\ntitle: A\ndate: 2205-01-20\n---\n", 3, "2205-01-20, and the post waits"),
        ("---\ntitle: A\ntags: a, b\n---\n", 3, "tags is one name, commas and all"),
        ("---\ntitle: A\ndate: 2024-05-06\n---\n", 3, "the name says 2025-01-20"),
        ("---\ntitle: A\nimage: /gone.png\n---\n", 3, "hero image static/gone.png does not exist"),
        ("---\ntitle: A\nimage: ./gone.png\n---\n", 3, "hero image is not sure: ./gone.png"),
        (f"---\ntitle: A\n---\n{GOOD.replace('One sentence review', 'Plot')}", 4, "no one-sent"),
    ],
)
def test_a_plain_site_is_examined_too(
    run: Run, tmp_path: Path, text: str, line: int, what: str
) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "content").mkdir()
    (tmp_path / "reviewkit.toml").write_text(PLAIN)
    (tmp_path / "content" / "2025-01-20-a.md").write_text(text)
    result = run("check", tmp_path, "--json", env={"SOURCE_DATE_EPOCH": "1767225600"})
    assert result.returncode == 1
    problems = json.loads(result.stdout)
    places = [(one["file"], one["line"]) for one in problems if what in one["what"]]
    assert places == [("content/2025-01-20-a.md", line)], problems


def test_two_posts_at_one_address_of_a_plain_site(run: Run, tmp_path: Path) -> None:
    (tmp_path / "content" / "b").mkdir(parents=True)
    (tmp_path / "reviewkit.toml").write_text(PLAIN)
    for name in ("a.md", "b/a.md"):
        (tmp_path / "content" / name).write_text("---\ntitle: A\ndate: 2025-01-20\n---\n")
    result = run("check", tmp_path)
    assert result.returncode == 1
    assert "content/b/a.md has the same address, /2025/a/" in result.stdout
