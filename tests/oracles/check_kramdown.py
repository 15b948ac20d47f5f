"""Compare reviewkit's kramdown dialect with real kramdown on many texts, and show what differs.

python tests/oracles/check_kramdown.py --count 5000 --seed 3
python tests/oracles/check_kramdown.py --kind snippets --show 5 --grep 'footnote'
python tests/oracles/check_kramdown.py --options '{"input": "kramdown"}'
python tests/oracles/check_kramdown.py post.md -
"""

# ruff: noqa: T201 -- a command prints its result

import argparse
import json
import re
import signal
import sys
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FrameType
from typing import Final, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.oracles.corpus import KINDS, Text, texts
from tests.oracles.kramdown import (
    Kramdown,
    KramdownRefusedError,
    byte_equal,
    colours,
    first_difference,
)

from reviewkit.markdown import make_parser

SECONDS_FOR_ONE_TEXT: Final = 5
TRIES_TO_SHRINK: Final = 3000


class Verdict(NamedTuple):
    """What came of one text; no `difference` if both gave the same elements."""

    text: Text
    ours: str
    theirs: str
    difference: str | None

    @property
    def is_coloured(self) -> bool:
        """Tell whether kramdown coloured any code of the text."""
        return any(name for name, _ in colours(self.theirs))

    @property
    def has_their_colours(self) -> bool:
        """Tell whether all code has the same colours."""
        return colours(self.ours) == colours(self.theirs)

    @property
    def group(self) -> str:
        """Name what differs without the words that are different in every text."""
        lines = (self.difference or "").splitlines()
        if len(lines) < 3:
            return lines[0] if lines else ""
        parent = lines[0].rsplit(" > ", 1)[-1].removeprefix("in ")
        ours, theirs = (line.split(":", 1)[1].strip() for line in lines[1:])
        kinds = _kind(ours), _kind(theirs)
        if kinds[0] != kinds[1]:
            return f"in {parent}: {kinds[0]} for {kinds[1]}"
        if kinds[0] == "text":
            return f"in {parent}: text with {_sign(ours, theirs)} for {_sign(theirs, ours)}"
        return f"in {parent}: {kinds[0]} with another {_attribute(ours, theirs)}"


def _kind(line: str) -> str:
    if line.startswith(("<", "comment")):
        return line.split(maxsplit=1)[0].strip("<>")
    return "text" if line else "nothing"


def _sign(line: str, other: str) -> str:
    """Name the first character of a text that is not in the other's place."""
    for mine, yours in zip(line[1:-1], other[1:-1], strict=False):
        if mine != yours:
            return "a letter" if mine.isalnum() else mine
    return "more" if len(line) > len(other) else "an end"


def _attribute(ours: str, theirs: str) -> str:
    """Name the first attribute that differs."""
    mine, yours = (
        set(re.findall(r" ([^\s=]+=(?:'[^']*'|\"[^\"]*\"))", line)) for line in (ours, theirs)
    )
    return min(mine ^ yours, default="text").split("=")[0]


class Comparison:
    """Both parsers, side by side, under the same options of a site's `kramdown:` block."""

    def __init__(self, oracle: Kramdown, options: Mapping[str, object]) -> None:
        self._oracle = oracle
        self._options = options
        self._render = make_parser("kramdown", options=options).render
        signal.signal(signal.SIGALRM, _too_long)

    def compare(self, text: Text) -> Verdict | None:
        """Let both convert a text; None if kramdown itself refuses it."""
        self._oracle.send(text.text, **self._options)
        ours, failure = self._ours(text.text)
        try:
            theirs = self._oracle.receive()
        except KramdownRefusedError:
            return None
        if failure is None:
            failure = first_difference(ours, theirs)
        return Verdict(text, ours, theirs, failure)

    def _ours(self, text: str) -> tuple[str, str | None]:
        signal.setitimer(signal.ITIMER_REAL, SECONDS_FOR_ONE_TEXT)
        try:
            return self._render(text), None
        except TimeoutError:
            return "", "time limit"
        except Exception as error:  # noqa: BLE001 -- whatever it is, the next text has its turn
            return "", _where(error)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def shrunk(self, verdict: Verdict) -> Verdict:
        """Delete lines, then characters, for as long as the same kind of difference stays."""
        smallest = verdict

        def differs(text: str) -> bool:
            nonlocal smallest
            now = self.compare(verdict.text._replace(text=text))
            if now is None or now.group != verdict.group:
                return False
            smallest = now
            return True

        if verdict.difference != "time limit":
            _shrink(verdict.text.text, differs)
        return smallest


def _too_long(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError


def _where(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno} in {frame.name}"
    return f"{type(error).__name__} at {place}"


def _shrink(text: str, differs: Callable[[str], bool]) -> None:
    """Call `differs` with ever smaller texts, keeping those that it says yes to."""
    tries = 0
    before = None
    while before != text:
        before = text
        for split in (_split_lines, list):
            parts: list[str] = split(text)
            size = max(1, len(parts) // 2)
            while True:
                at = 0
                while at < len(parts):
                    fewer = parts[:at] + parts[at + size :]
                    tries += 1
                    if tries > TRIES_TO_SHRINK:
                        return
                    if differs("".join(fewer)):
                        parts = fewer
                    else:
                        at += size
                if size == 1:
                    break
                size //= 2
            text = "".join(parts)


def _split_lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _examples(verdicts: list[Verdict], number: int) -> Iterator[Verdict]:
    """Give the smallest of each group, groups with many first, then the second smallest."""
    groups: defaultdict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        groups[verdict.group].append(verdict)
    for group in groups.values():
        group.sort(key=lambda verdict: len(verdict.text.text))
    order = sorted(groups.values(), key=lambda group: -len(group))
    rounds = max((len(group) for group in order), default=0)
    ranked = (group[turn] for turn in range(rounds) for group in order if turn < len(group))
    for _, verdict in zip(range(number), ranked, strict=False):
        yield verdict


def _show(verdict: Verdict) -> None:
    text = verdict.text
    print(f"\n--- {text.kind}, {text.topic}: {text.text!r}")
    if verdict.difference is None:
        print("the same elements" if verdict.ours else "nothing")
        return
    print(verdict.difference)
    print("ours:", *verdict.ours.splitlines(), sep="\n  | ")
    print("theirs:", *verdict.theirs.splitlines(), sep="\n  | ")


def _percent(part: int, whole: int) -> str:
    return f"{part} of {whole}, {100 * part / max(1, whole):.2f} %"


def _report(verdicts: list[Verdict], refused: int, seconds: float) -> list[Verdict]:
    """Print the score, and give the verdicts that differ."""
    wrong = [verdict for verdict in verdicts if verdict.difference is not None]
    same_bytes = sum(byte_equal(verdict.ours, verdict.theirs) for verdict in verdicts)
    everything = Counter(_row(verdict) for verdict in verdicts)
    bad = Counter(_row(verdict) for verdict in wrong)
    for row, number in sorted(everything.items()):
        print(f"{row:40} {_percent(number - bad[row], number)}")
    groups = Counter(verdict.group for verdict in wrong)
    if groups:
        print("\nfirst difference of the others:")
    for group, number in groups.most_common(25):
        print(f"{number:6}  {group}")
    print(f"\nDOM equal:  {_percent(len(verdicts) - len(wrong), len(verdicts))}")
    print(f"byte equal: {_percent(same_bytes, len(verdicts))}")
    coloured = [verdict for verdict in verdicts if verdict.is_coloured]
    same_colours = sum(verdict.has_their_colours for verdict in coloured)
    print(f"same colours, of the texts with coloured code: {_percent(same_colours, len(coloured))}")
    print(f"{seconds:.1f} seconds; kramdown refused {refused} texts")
    return wrong


def _row(verdict: Verdict) -> str:
    text = verdict.text
    return f"{text.kind} {text.topic}" if text.kind == "snippets" else text.kind


def _asked_for(arguments: argparse.Namespace) -> Iterator[Text]:
    """Give the texts the command line asks for."""
    if arguments.files:
        for name in arguments.files:
            yield Text("documents", name, sys.stdin.read() if name == "-" else _read(name))
        return
    kinds = KINDS if arguments.kind == "all" else (arguments.kind,)
    wanted = re.compile(arguments.grep or "")
    for text in texts(arguments.count, arguments.seed, kinds):
        if wanted.search(text.text):
            yield text


def _read(name: str) -> str:
    with Path(name).open(encoding="utf-8", newline="") as file:
        return file.read()


def _parsed_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", help="compare these instead; - is the standard input")
    parser.add_argument("--count", type=int, default=3000, help="how many texts (3000)")
    parser.add_argument("--seed", type=int, default=0, help="of the combined and mutated (0)")
    parser.add_argument("--kind", choices=("all", *KINDS), default="all")
    parser.add_argument("--show", type=int, default=10, help="how many differences (10)")
    parser.add_argument("--options", type=json.loads, default={}, help="of the site, as JSON")
    parser.add_argument("--grep", metavar="RE", help="only texts in which this is found")
    return parser.parse_args()


def main() -> int:
    """Run the command; the exit status is 1 if a text differs."""
    arguments = _parsed_arguments()
    with Kramdown() as oracle:
        both = Comparison(oracle, arguments.options)
        start = time.monotonic()
        answers = [both.compare(text) for text in _asked_for(arguments)]
        verdicts = [verdict for verdict in answers if verdict is not None]
        refused = len(answers) - len(verdicts)
        wrong = _report(verdicts, refused, time.monotonic() - start)
        seen: set[str] = set()
        for verdict in _examples(wrong, arguments.show):
            small = verdict if arguments.files else both.shrunk(verdict)
            if small.text.text not in seen:
                seen.add(small.text.text)
                _show(small)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
