"""The doctor at a site of one post, or of many files."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.jekyll.conftest import NOW, Files

from reviewkit.errors import Problem
from reviewkit.jekyll import read_configuration
from reviewkit.jekyll.doctor import examine
from reviewkit.model import Site

ROME = "timezone: Europe/Rome\n"


@pytest.fixture(scope="session")
def look(
    new_site: Callable[..., Path], read_folder: Callable[..., Site]
) -> Callable[..., list[Problem]]:
    """Give a function that writes a site and examines it on the first day of 2026."""

    def examine_files(files: Files, config: str = ROME) -> list[Problem]:
        root = new_site(files, config)
        return examine(read_folder(root), read_configuration(root), now=NOW)

    return examine_files


@pytest.fixture(scope="session")
def doctor(look: Callable[..., list[Problem]]) -> Callable[..., list[Problem]]:
    """Give a function that examines a site of one post with a front matter."""

    def examine_post(
        front_matter: str, config: str = ROME, name: str = "_posts/2025-01-20-dune.md"
    ) -> list[Problem]:
        return look({name: f"---\n{front_matter}\n---\nText.\n"}, config)

    return examine_post
