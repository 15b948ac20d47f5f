"""What the tests of the Markdown plug-ins share: the cases of a fixture file, and bare parsers."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from markdown_it import MarkdownIt

_HERE = Path(__file__).parent
_FIXTURE_FILES = _HERE.parent / "fixtures" / "markdown"


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"_{path.stem}_of_markdown", path)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_reader = _load(_HERE / "fixtures.py")


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker of this folder."""
    config.addinivalue_line(
        "markers",
        "fixture_file(name): run once for each case of the file, with `source` and `expected`",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test marked `fixture_file("x.md")` every case of that file."""
    marker = metafunc.definition.get_closest_marker("fixture_file")
    if marker is not None:
        metafunc.parametrize(
            ("source", "expected"),
            [
                pytest.param(case.source, case.expected, id=case.title)
                for case in _reader.read_cases(_FIXTURE_FILES / marker.args[0])
            ],
        )


@pytest.fixture
def read_cases() -> Callable[[Path], list[tuple[str, str, str]]]:
    """Give the reader of fixture files."""
    reader: Callable[[Path], list[tuple[str, str, str]]] = _reader.read_cases
    return reader


@pytest.fixture(params=["commonmark", "gfm-like", "js-default"])
def bare_parser(request: pytest.FixtureRequest) -> MarkdownIt:
    """Give a parser of each preset without any plug-in; raw HTML on, as labels need it."""
    return MarkdownIt(request.param, {"html": True, "linkify": False, "xhtmlOut": True})
