"""The renderer that stays up: JSON lines in, JSON lines out, one bad document ends nothing."""

import json
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

__all__ = ["serve"]


def serve(render: Callable[[str, str], str], requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer each line of `requests` with a line of `answers`, until there are no more.

    A request is `{"id": ..., "text": "...", "path": "..."}`. `path` is optional; it is named in
    messages, and tells which post of the site the text is. `text` is rendered, whatever is saved
    there, with the dialect and the markup the command was started with. The answer is
    `{"id": ..., "html": "..."}`, or `{"id": ..., "error": "..."}` for a request that cannot be read
    or rendered; the id is null where none could be read. Every answer is flushed, so that a host
    can wait for it.
    """
    for line in _lines(requests):
        answer = _answer(render, line)
        answers.write(json.dumps(answer, ensure_ascii=True).encode("ascii") + b"\n")
        answers.flush()


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    while line := stream.readline():
        if line.strip():
            yield line


def _answer(render: Callable[[str, str], str], line: bytes) -> dict[str, Any]:
    name: object = None
    try:
        request = json.loads(line.decode("utf-8"))
        name = request.get("id") if isinstance(request, dict) else None
        return {"id": name, "html": render(_text(request), str(request.get("path") or "-"))}
    except Exception as error:  # noqa: BLE001 -- one bad document must not end the worker
        return {"id": name, "error": f"{type(error).__name__}: {error}"}


def _text(request: object) -> str:
    text = request.get("text") if isinstance(request, dict) else None
    if not isinstance(text, str):
        raise TypeError("a request is a JSON object with id and text")
    return text
