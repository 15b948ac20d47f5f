"""`reviewkit render --worker` stays up, whatever it is sent."""

import json
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.cli.worker import serve

Run = Callable[..., subprocess.CompletedProcess[str]]


def answers(*lines: bytes) -> list[dict[str, Any]]:
    """Give the answers of a worker that shouts to lines of requests."""

    def render(text: str, path: str) -> str:
        if text == "bad":
            raise ValueError(f"{path} is bad")
        return text.upper()

    output = BytesIO()
    serve(render, BytesIO(b"\n".join(lines)), output)
    return [json.loads(line) for line in output.getvalue().splitlines()]


def test_each_request_is_answered_in_order() -> None:
    requests = (b'{"id": 1, "text": "a"}', b'{"id": "x", "text": "b"}')
    assert answers(*requests) == [{"id": 1, "html": "A"}, {"id": "x", "html": "B"}]


def test_a_bad_document_answers_with_an_error_and_ends_nothing() -> None:
    first, second = answers(b'{"id": 1, "text": "bad", "path": "p.md"}', b'{"id": 2, "text": "b"}')
    assert first == {"id": 1, "error": "ValueError: p.md is bad"}
    assert second == {"id": 2, "html": "B"}


@pytest.mark.parametrize("line", [b"[]", b"1", b"{}", b'{"id": 7}', b'{"text": 3}', b"{", b"\xff"])
def test_what_is_no_request_is_answered_with_an_error(line: bytes) -> None:
    (answer,) = answers(line)
    assert set(answer) == {"id", "error"}


def test_empty_lines_are_no_requests() -> None:
    assert answers(b"", b"  ", b'{"id": 1, "text": "a"}', b"") == [{"id": 1, "html": "A"}]


@given(st.lists(st.binary(max_size=30).filter(lambda line: b"\n" not in line and line.strip())))
def test_every_line_has_one_answer(lines: list[bytes]) -> None:
    assert len(answers(*lines)) == len(lines)


def test_the_command_renders_reviews_and_waits_for_the_next(run: Run) -> None:
    command = [sys.executable, "-m", "reviewkit", "render", "--worker"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as worker:
        assert worker.stdin
        assert worker.stdout
        for number, text in enumerate(("a ~~b~~", "---\n[\n---\n", "é")):
            worker.stdin.write(json.dumps({"id": number, "text": text}) + "\n")
            worker.stdin.flush()
            answer = json.loads(worker.stdout.readline())
            assert answer["id"] == number
            assert ("error" in answer) is (number == 1)
        worker.stdin.close()
        assert worker.wait() == 0
    assert run("render", "--worker", stdin="").stdout == ""


def test_the_path_is_named_in_messages(run: Run, tmp_path: Path) -> None:
    request = json.dumps({"id": 1, "text": '<span class="reviewsection">Open', "path": "a.md"})
    result = run("render", "--worker", cwd=tmp_path, stdin=request + "\n")
    assert "a.md:1: the label is never closed" in result.stderr
    assert json.loads(result.stdout)["id"] == 1


def test_the_markup_is_chosen_for_all_requests(run: Run, make_site: Callable[..., Path]) -> None:
    label = '<span class="reviewsection">Rating:</span> 7/10'
    path = "_posts/2025-01-02-a.md"
    site = make_site({path: "saved"})
    requests = [
        {"id": 1, "text": label},
        {"id": 2, "text": f"---\ntitle: Not saved yet\n---\n{label}", "path": path},
        {"id": 3, "text": "---\ntitle: x\n", "path": path},
    ]
    stdin = "".join(json.dumps(request) + "\n" for request in requests)
    options = ("--worker", "--markup", "semantic", "--site", ".")
    result = run("render", *options, cwd=site, stdin=stdin)
    options = ("--worker", "--markup", "semantic", "--site", site.name)
    assert run("render", *options, cwd=site.parent, stdin=stdin).stdout == result.stdout
    alone, saved, broken = (json.loads(line)["html"] for line in result.stdout.splitlines())
    assert alone.startswith('<article class="h-entry h-review">\n<data class="p-best" value="10">')
    assert '<data class="p-name" value="Not saved yet"></data>' in saved
    assert '<data class="u-url" value="https://films.example/posts/a/"></data>' in saved
    assert broken.startswith('<article class="h-entry">')
    faithful = run("render", "--worker", stdin=stdin).stdout.splitlines()
    assert "<article" not in json.loads(faithful[0])["html"]
