"""`reviewkit render --worker` stays up, whatever it is sent."""

import gc
import json
import signal
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.cli.worker import Request, serve
from reviewkit.errors import OutputError, PostError, Where
from reviewkit.markdown import make_parser

Run = Callable[..., subprocess.CompletedProcess[str]]
COMMAND = [sys.executable, "-m", "reviewkit", "render", "--worker"]


def answers(*lines: bytes, longest: int = 1000) -> list[dict[str, Any]]:
    """Give the answers of a worker that shouts to lines of requests."""

    def shouted(request: Request) -> dict[str, object]:
        if request.text == "bad":
            raise ValueError(f"{request.path} is bad")
        if request.text == "post":
            raise PostError("it is bad", where=Where(request.path, 3), fix="make it good")
        return {"html": request.text.upper()}

    output = BytesIO()
    serve(shouted, BytesIO(b"\n".join(lines)), output, longest=longest)
    return [
        json.loads(line, parse_constant=pytest.fail)
        for line in output.getvalue().split(b"\n")
        if line
    ]


def echoed(request: Request) -> dict[str, object]:
    """Answer with the text itself."""
    return {"html": request.text}


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


def test_a_fault_of_a_post_is_told_with_its_place() -> None:
    (answer,) = answers(b'{"id": 1, "text": "post", "path": "p.md"}')
    assert answer == {"id": 1, "error": "p.md:3: it is bad"}


@pytest.mark.parametrize(
    "name", ["7", "1.5", '"a"', "null", "true", '[1, {"a": null}]', '"\\ud800"']
)
def test_the_id_may_be_any_json_value(name: str) -> None:
    (answer,) = answers(f'{{"text": "a", "id": {name}}}'.encode())
    assert answer == {"id": json.loads(name), "html": "A"}


@pytest.mark.parametrize("name", ["NaN", "Infinity", "-Infinity", "1e999", "[" * 9000 + "]" * 9000])
def test_an_id_that_cannot_be_written_is_answered_with_an_error(name: str) -> None:
    (answer,) = answers(f'{{"id": {name}, "text": "a"}}'.encode(), longest=20_000)
    assert answer["id"] is None
    assert answer["error"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": 7, "text": "a"', "not JSON"),
        (b'{"id": 7, text: "a"}', "not JSON"),
        (b'{"id": 7, "text": "\xff"}', "not UTF-8"),
        (b'\xef\xbb\xbf{"id": 7, "text": "\xff"}', "not UTF-8"),
        (b'{"id": 7, "text": ' + b"[" * 50_000, "too deeply"),
        (b'{"id": 7, "text": "' + b"a" * 200_000 + b'"}', "longer than 100000 bytes"),
        (b'{"id": 7}', "id and text"),
        (b'{"id": 7, "text": null}', "id and text"),
        (b'{"id": 7, "text": ["a"]}', "id and text"),
    ],
    ids=[
        *("unfinished", "no string", "not UTF-8", "not UTF-8 behind a mark", "nested too deeply"),
        *("too long", "no text", "no words", "a list"),
    ],
)
def test_a_line_that_cannot_be_read_is_answered_with_its_id(line: bytes, reason: str) -> None:
    first, second = answers(line, b'{"id": 8, "text": "b"}', longest=100_000)
    assert first["id"] == 7
    assert reason in first["error"]
    assert second == {"id": 8, "html": "B"}


@pytest.mark.parametrize("line", [b'{"text": "a", "id": 7', b'{"id": "a\xff", ', b'{"id": 07, '])
def test_an_id_that_is_not_sure_is_null(line: bytes) -> None:
    assert [answer["id"] for answer in answers(line)] == [None]


def test_other_keys_are_ignored() -> None:
    assert answers(b'{"id": 1, "text": "a", "more": [1]}') == [{"id": 1, "html": "A"}]


@pytest.mark.parametrize(
    ("line", "html"),
    [
        (b'{"id": 1, "text": "a"}\r', "A"),
        (b'\xef\xbb\xbf{"id": 1, "text": "a"}', "A"),
        (b'{"id": 1, "text": "\\ufeffa"}', "A"),
        (b'{"id": 1, "text": "a\tb"}', "A\tB"),
        (b'{"id": 1, "text": "a\0b"}', "A\0B"),
        (b'{"id": 1, "text": "\\u0000"}', "\0"),
        (b'{"id": 1, "text": "\\ud83d\\ude00"}', "😀"),
        (b'{"id": 1, "text": "\\ud83da\\ude00"}', "\ufffdA\ufffd"),
    ],
    ids=[
        *(
            "carriage return",
            "byte order mark",
            "byte order mark in the text",
            "raw tab",
            "raw null",
        ),
        *("null", "two halves of a character", "halves that do not meet"),
    ],
)
def test_what_hosts_do_to_lines_does_no_harm(line: bytes, html: str) -> None:
    assert answers(line) == [{"id": 1, "html": html}]


def test_every_answer_is_one_line_of_ascii() -> None:
    output = BytesIO()
    serve(echoed, BytesIO(b'{"id": 1, "text": "a\\n\\u2028\\u00e9"}'), output)
    assert output.getvalue() == b'{"id": 1, "html": "a\\n\\u2028\\u00e9"}\n'


def test_a_full_disk_is_told_as_what_it_is() -> None:
    class Full(BytesIO):
        def flush(self) -> None:
            raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="No space left on device"):
        serve(echoed, BytesIO(b'{"id": 1, "text": "a"}'), Full())


def test_thousands_of_documents_take_no_more_memory_than_the_first() -> None:
    text = "# {0}\n\na[^{0}] ~~b~~ [c{0}]\n\n[^{0}]: d\n\n[c{0}]: /e\n\n*[f{0}]: g\n"
    md = make_parser()

    def memory_after(numbers: range) -> int:
        lines = (json.dumps({"id": n, "text": text.format(n)}) for n in numbers)
        requests = BytesIO("\n".join(lines).encode())
        serve(lambda request: {"html": str(md.render(request.text))}, requests, BytesIO())
        del requests
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        before = memory_after(range(600))  # fills the caches, which are bounded
        after = memory_after(range(600, 1200))
    finally:
        tracemalloc.stop()
    assert after - before < 150_000  # 250 bytes a document, less than its text


def test_empty_lines_are_no_requests() -> None:
    assert answers(b"", b"  ", b'{"id": 1, "text": "a"}', b"") == [{"id": 1, "html": "A"}]


@given(st.lists(st.binary(max_size=30).filter(lambda line: b"\n" not in line and line.strip())))
def test_every_line_has_one_answer(lines: list[bytes]) -> None:
    assert len(answers(*lines)) == len(lines)


def test_the_command_renders_reviews_and_waits_for_the_next(run: Run) -> None:
    with subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
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


@pytest.mark.parametrize(
    ("number", "codes"), [(signal.SIGINT, {130}), (signal.SIGTERM, {-15, 143})]
)
def test_a_signal_ends_it_without_a_trace(number: signal.Signals, codes: set[int]) -> None:
    with subprocess.Popen(
        # A shell starts what runs in the background with the interrupt switched off.
        ["/usr/bin/env", "--default-signal=INT", *COMMAND],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as worker:
        assert worker.stdin
        assert worker.stdout
        assert worker.stderr
        worker.stdin.write('{"id": 1, "text": "a"}\n')
        worker.stdin.flush()
        assert json.loads(worker.stdout.readline())["id"] == 1
        worker.send_signal(number)
        assert worker.wait() in codes
        assert worker.stdout.read() == ""
        assert "Traceback" not in worker.stderr.read()


def test_it_ends_quietly_when_nobody_reads_the_answers() -> None:
    with subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as worker:
        assert worker.stdin
        assert worker.stdout
        assert worker.stderr
        worker.stdout.close()
        worker.stdin.write(b'{"id": 1, "text": "a"}\n')
        worker.stdin.flush()
        assert worker.wait() == 0
        assert worker.stderr.read() == b""


def test_a_closed_stderr_costs_no_document() -> None:
    open_label = json.dumps({"id": 1, "text": '<span class="reviewsection">Open'})
    with subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as worker:
        assert worker.stderr
        worker.stderr.close()
        assert worker.stdin
        assert worker.stdout
        worker.stdin.write(f"{open_label}\n")
        worker.stdin.close()
        assert "html" in json.loads(worker.stdout.readline())


def test_the_last_request_needs_no_line_end(run: Run) -> None:
    result = run("render", "--worker", stdin='{"id": 1, "text": "a"}\n{"id": 2, "text": "b"}')
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == [1, 2]


def test_a_long_document_is_answered_and_so_is_the_next(run: Run) -> None:
    requests = [{"id": 1, "text": "word " * 200_000}, {"id": 2, "text": "b"}]
    result = run("render", "--worker", stdin="\n".join(map(json.dumps, requests)))
    first, second = map(json.loads, result.stdout.splitlines())
    assert len(first["html"]) > 1_000_000 - 10
    assert second == {"id": 2, "html": "<p>b</p>\n"}


def test_a_worker_takes_no_file(run: Run) -> None:
    result = run("render", "--worker", "README.md")
    assert result.returncode == 2
    assert "README.md: a worker reads requests on stdin" in result.stderr


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
