"""The direction of imports in the house: down only, and no subject knows another."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

LAYERS = (
    {"__main__"},
    {"cli"},
    {"announce", "feeds", "jekyll", "markdown", "plain"},
    {"config", "files", "identity", "images", "locking", "reader", "templating", "text", "years"},
    {"assets", "lines", "model", "picture_size", "urls", "yaml_faults"},
    {"errors"},
)
"""Top to bottom; a module imports only from layers below its own, or from its own subject."""

PURE = (
    "announce/choose.py",
    "announce/claim.py",
    "announce/compose.py",
    "announce/counting.py",
    "announce/bluesky/identity.py",
    "announce/bluesky/message.py",
    "announce/bluesky/record.py",
    "announce/hashtags.py",
    "announce/keys.py",
    "announce/kind.py",
    "announce/ledger.py",
    "announce/loop.py",
    "announce/machine.py",
    "announce/mastodon/answers.py",
    "announce/mastodon/grant.py",
    "announce/mastodon/limits.py",
    "announce/mastodon/listing.py",
    "announce/mastodon/message.py",
    "announce/mastodon/patience.py",
    "announce/mastodon/request.py",
    "announce/message.py",
    "announce/page.py",
    "announce/ports.py",
    "announce/sharing.py",
    "announce/shorten.py",
    "announce/sign_in.py",
    "feeds",
    "identity.py",
    "jekyll/dates.py",
    "jekyll/permalink.py",
    "jekyll/slugify.py",
    "jekyll/terms.py",
    "lines.py",
    "markdown/rating.py",
    "plain/dates.py",
    "plain/permalink.py",
    "plain/portable.py",
    "plain/values.py",
    "text.py",
    "urls.py",
    "years.py",
    "yaml_faults.py",
)
"""Modules and folders of them that decide; they see no clock, network, file or environment."""

IMPURE_NAMES = {
    "http", "httpx", "io", "locale", "os", "pathlib", "random", "requests", "secrets", "shutil",
    "socket", "subprocess", "sys", "tempfile", "time", "tzlocal", "urllib.request", "uuid",
}  # fmt: skip
IMPURE_CALLS = {"now", "open", "today", "utcnow"}

MAX_LINES = 400


def part_of(module: str) -> str:
    """Give the part of the house a dotted name belongs to: `cli`, `feeds`, `errors` ..."""
    return module.split(".")[1] if "." in module else "__init__"


def level_of(part: str) -> int:
    """Give the place of a part in `LAYERS`; the package itself, with the version, is the lowest."""
    if part == "__init__":
        return len(LAYERS)
    return next(number for number, layer in enumerate(LAYERS) if part in layer)


def imports(source: str) -> Iterator[str]:
    """Yield every name a module imports, also inside functions, as a dotted name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide the direction"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def wrong_imports(module: str, source: str) -> list[str]:
    """Give the imports of `module` that go up or sideways."""
    own = part_of(module)
    wrong = []
    for name in imports(source):
        if name.split(".")[0] != "reviewkit":
            continue
        target = "__init__" if name == "reviewkit.__version__" else part_of(name)
        if target != own and level_of(target) <= level_of(own):
            wrong.append(name)
    return wrong


def impurities(source: str) -> list[str]:
    """Give what a pure module must not have: impure imports, and calls that ask the world."""
    found = [
        name
        for name in imports(source)
        if name.split(".")[0] in IMPURE_NAMES or name.startswith("urllib.request")
    ]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            function = node.func
            called = (
                function.attr
                if isinstance(function, ast.Attribute)
                else function.id
                if isinstance(function, ast.Name)
                else ""
            )
            if called in IMPURE_CALLS:
                found.append(f"{called}()")
    return found


def modules(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the dotted name and the source of every module of the package."""
    for path in sorted((root / "src" / "reviewkit").rglob("*.py")):
        relative = path.relative_to(root / "src").with_suffix("")
        yield ".".join(relative.parts).removesuffix(".__init__"), path.read_text()


def test_imports_go_down_only(project: Path) -> None:
    wrong = {name: bad for name, source in modules(project) if (bad := wrong_imports(name, source))}
    assert wrong == {}


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("reviewkit.feeds.atom", "from reviewkit.markdown import make_parser"),
        ("reviewkit.announce.choose", "import reviewkit.jekyll.reader"),
        ("reviewkit.plain.reader", "from reviewkit.jekyll import read_site"),
        ("reviewkit.config", "from reviewkit.feeds import atom"),
        ("reviewkit.model", "from reviewkit.config import Settings"),
        ("reviewkit.errors", "from reviewkit.model import Post"),
        ("reviewkit.jekyll.reader", "def f():\n    from reviewkit.cli import main"),
    ],
)
def test_a_wrong_import_is_found(module: str, line: str) -> None:
    assert wrong_imports(module, line) != []


def test_the_pure_modules_ask_nothing_of_the_world(project: Path) -> None:
    package = project / "src" / "reviewkit"
    pure = [
        file
        for name in PURE
        for file in (*(package / name).rglob("*.py"), package / name)
        if file.is_file()
    ]
    found = {file.name: bad for file in pure if (bad := impurities(file.read_text()))}
    assert found == {}


@pytest.mark.parametrize(
    "line", ["import os", "from pathlib import Path", "import datetime as dt\ndt.datetime.now()"]
)
def test_an_impurity_is_found(line: str) -> None:
    assert impurities(line) != []


def test_no_file_has_grown_too_long(project: Path) -> None:
    long = {name: n for name, text in modules(project) if (n := text.count("\n")) > MAX_LINES}
    assert long == {}
