"""The renderer that stays up: JSON lines in, JSON lines out, one bad document ends nothing."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, Final, NoReturn

from reviewkit.config import Markup
from reviewkit.errors import OutputError, ReviewkitError
from reviewkit.markdown import MARKUPS

__all__ = ["LONGEST", "WANTED", "Request", "serve"]

LONGEST: Final = 64 * 1024 * 1024
"""How many bytes a request may have; the rest of a longer line is read and thrown away."""

WANTED: Final = ("html", "review", "json_ld", "about")
"""What a request can ask for."""

_CHUNK: Final = 1024 * 1024
_ID: Final = re.compile(
    rb'\s*\{\s*"id"\s*:\s*("(?:[^"\\\x00-\x1f]|\\.)*"|-?\d{1,18}(?:\.\d{1,18})?)\s*[,}]'
)
_BYTE_ORDER_MARK: Final = "\ufeff"
_SURROGATES: Final = re.compile("[\ud800-\udfff]")


class _RequestError(ValueError):
    """A line is no request; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked of the worker.

    `head` is the front matter as it stands in the file, its dashes included, and empty where there
    is none; where it is None, the front matter stands in the text, if it has one. `markup` is None
    where it is that of the worker.
    """

    text: str
    path: str
    head: str | None
    want: tuple[str, ...]
    markup: Markup | None


def serve(
    answer: Callable[[Request], Mapping[str, object]],
    requests: BinaryIO,
    answers: BinaryIO,
    *,
    longest: int = LONGEST,
) -> None:
    """Answer each line of `requests` with a line of `answers`, until there are no more.

    A request is `{"id": ..., "text": "...", "path": "...", "head": "...", "want": [...]}`. `path`
    is named in messages, and tells which post of the site the text is; `text` is rendered, whatever
    is saved there. `head` is that of `Request`, `want` some words of `WANTED`, without it "html",
    and `markup` one of `MARKUPS`. All but `text` are optional, and other keys are ignored. The
    answer has `id` and what `answer` gives, or it is `{"id": ..., "error": "..."}` for a request
    that cannot be read or rendered, or is longer than `longest` bytes. `id` is any JSON value. Of a
    line that is not JSON it is still found if it is a text or a number and stands first; otherwise
    it is null. Every answer is one line of ASCII and flushed, so that a host can wait for it. Empty
    lines are not answered. It also ends when nobody reads the answers any more.

    Raises OutputError if they cannot be written for another reason.
    """
    for line in _lines(requests, longest):
        written = _answered(answer, line, longest)
        try:
            answers.write(written.encode("ascii") + b"\n")
            answers.flush()
        except BrokenPipeError:
            return
        except OSError as error:
            raise OutputError(
                f"the answers cannot be written: {error.strerror or error}",
                fix="make room where stdout leads, and start the worker again",
            ) from error


def _lines(stream: BinaryIO, longest: int) -> Iterator[bytes]:
    """Give the lines that are not empty, each cut off behind the longest that is read."""
    while line := stream.readline(longest + 1):
        rest = line
        while len(rest) and not rest.endswith(b"\n"):
            rest = stream.readline(_CHUNK)
        if line.strip():
            yield line


def _answered(answer: Callable[[Request], Mapping[str, object]], line: bytes, longest: int) -> str:
    """Give the answer to one line as JSON."""
    name: object = None
    try:
        request = _parsed(line, longest)
        name = request.get("id")
        return json.dumps({"id": name, **answer(_request(request))}, allow_nan=False)
    except Exception as error:  # noqa: BLE001 -- one bad document must not end the worker
        if name is None:
            name = _salvaged_id(line)
        return json.dumps({"id": name, "error": _message(error)})


def _message(error: Exception) -> str:
    if isinstance(error, ReviewkitError | _RequestError):
        return str(error)
    return f"{type(error).__name__}: {error}"


def _parsed(line: bytes, longest: int) -> dict[str, Any]:
    """Read a request; raises _RequestError."""
    if len(line) > longest:
        raise _RequestError(f"the request is longer than {longest} bytes")
    try:
        # Control characters in a text are no JSON, but there is no doubt what they mean.
        request = json.loads(
            line.decode("utf-8-sig"),
            strict=False,
            parse_constant=_not_json,
            parse_float=_finite,
        )
        json.dumps(request)  # what cannot be written cannot be answered
    except UnicodeDecodeError as error:
        raise _RequestError(f"the line is not UTF-8: {error.reason}, byte {error.start}") from error
    except RecursionError as error:
        raise _RequestError("the JSON is nested too deeply") from error
    except _RequestError:
        raise
    except ValueError as error:
        raise _RequestError(f"the line is not JSON: {error}") from error
    if not isinstance(request, dict):
        raise _RequestError("a request is a JSON object with id and text")
    return request


def _not_json(name: str) -> NoReturn:
    raise _RequestError(f"the line is not JSON: {name} is no JSON value")


def _finite(number: str) -> float:
    value = float(number)
    if value in {float("inf"), float("-inf")}:
        raise _RequestError(f"the line is not JSON that can be answered: {number} is too large")
    return value


def _request(data: dict[str, Any]) -> Request:
    """Read what is asked; halves of characters become the replacement character."""
    want = data.get("want", ["html"])
    if not isinstance(want, list) or not want or not all(word in WANTED for word in want):
        raise _RequestError(f"want is a list of {', '.join(WANTED)}")
    text = data.get("text", "" if want == ["about"] else None)
    if not isinstance(text, str):
        raise _RequestError("a request is a JSON object with id and text, and the text is a string")
    path, head, markup = data.get("path"), data.get("head"), data.get("markup")
    if markup is not None and markup not in MARKUPS:
        raise _RequestError(f"markup is one of {', '.join(MARKUPS)}")
    return Request(
        text=_SURROGATES.sub("\ufffd", text.removeprefix(_BYTE_ORDER_MARK)),
        path=path if isinstance(path, str) and path else "-",
        head=_SURROGATES.sub("\ufffd", head) if isinstance(head, str) else None,
        want=tuple(want),
        markup=markup,
    )


def _salvaged_id(line: bytes) -> object:
    """Find the id of a line that cannot be read, if it stands first."""
    found = _ID.match(line.removeprefix(_BYTE_ORDER_MARK.encode()))
    try:
        name: object = json.loads(found[1]) if found else None
    except ValueError:
        return None
    return name
