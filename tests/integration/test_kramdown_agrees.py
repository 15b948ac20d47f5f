"""Real kramdown, as Jekyll calls it, is asked whether the fixtures still say what it answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.kramdown.option_cases import FOLDER as OPTIONS_FOLDER
from tests.markdown.fixtures import read_cases
from tests.oracles.kramdown import Kramdown
from tests.oracles.write_fixtures import FOLDER, answered

pytestmark = pytest.mark.integration

FILES = sorted((*FOLDER.glob("*.md"), *OPTIONS_FOLDER.glob("*.md")))


@pytest.fixture(scope="module")
def oracle() -> Iterator[Kramdown]:
    """Give a running kramdown."""
    with Kramdown() as running:
        yield running


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name}/{path.stem}" for path in FILES])
def test_kramdown_still_gives_the_expected_answers(path: Path, oracle: Kramdown) -> None:
    wrong = [(case, now) for case in read_cases(path) if (now := answered(case, oracle)) != case]
    assert wrong == []


def test_it_is_the_version_that_the_dialect_follows(oracle: Kramdown) -> None:
    assert oracle.versions() == {"jekyll": "4.3.1", "kramdown": "2.4.0", "gfm": "1.1.0"}
