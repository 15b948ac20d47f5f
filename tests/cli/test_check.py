"""`reviewkit check` says what is wrong in the form that is asked for, and exits 1."""

import json
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
