"""What is public: `__all__` is sorted, true and complete in every package."""

import ast
import importlib
from pathlib import Path

import pytest

PACKAGES = (
    "reviewkit",
    "reviewkit.announce",
    "reviewkit.errors",
    "reviewkit.feeds",
    "reviewkit.jekyll",
    "reviewkit.markdown",
    "reviewkit.model",
    "reviewkit.plain",
)


@pytest.mark.parametrize("name", PACKAGES)
def test_all_is_sorted_and_every_name_is_there(name: str) -> None:
    module = importlib.import_module(name)
    ordered = sorted(module.__all__, key=lambda n: (not n.isupper(), n[0].islower(), n))
    assert list(module.__all__) == ordered
    assert all(hasattr(module, public) for public in module.__all__)


def test_every_module_says_why_it_exists(project: Path) -> None:
    silent = [
        str(path)
        for path in (project / "src").rglob("*.py")
        if not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []


def test_every_public_name_is_documented() -> None:
    for name in PACKAGES:
        module = importlib.import_module(name)
        for public in module.__all__:
            thing = getattr(module, public)
            if callable(thing) and getattr(thing, "__module__", "").startswith("reviewkit"):
                assert thing.__doc__, f"{name}.{public}"
