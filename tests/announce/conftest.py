"""A review to announce: whole and plausible unless the test asks for something else."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jinja2
import pytest
from hypothesis import settings

from reviewkit.announce import Material
from reviewkit.assets import SITE_TEMPLATES
from reviewkit.model import Image
from reviewkit.templating import make_environment

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def new_material(**changes: Any) -> Material:  # noqa: ANN401 -- any field of a material
    """Make what there is to say about a review."""
    material = Material(
        slug="harbour-lights",
        source="_posts/2025-01-20-harbour-lights.md",
        url="https://films.example/posts/harbour-lights/",
        title="Harbour Lights",
        sentence="A patient film about a harbour.",
        rating="7/10",
        description="What the rain does to a town.",
        tags=("drama", "true crime"),
        lang="en",
        image=Image(
            url="https://films.example/assets/harbour.jpg",
            file="assets/harbour.jpg",
            alt="A lighthouse in the fog",
        ),
        content_warning=None,
    )
    return replace(material, **changes)


@pytest.fixture(scope="session", name="new_material")
def _new_material() -> Callable[..., Material]:
    return new_material


@pytest.fixture(scope="session")
def environment() -> jinja2.Environment:
    """Give the templates of the package."""
    return make_environment(None)


@pytest.fixture
def site_environment(tmp_path: Path) -> Callable[[str, str], jinja2.Environment]:
    """Give a maker of environments for a site with a template of its own."""

    def make(name: str, text: str) -> jinja2.Environment:
        file = tmp_path / SITE_TEMPLATES / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return make_environment(tmp_path)

    return make
