"""Which generator builds a folder, told by its files; for advice only, never for an address."""

from pathlib import Path
from typing import Final

__all__ = ["data_folder_of", "generator_of"]

_SIGNS: Final = {
    "hugo.toml": "Hugo",
    "hugo.yaml": "Hugo",
    "hugo.json": "Hugo",
    "config/_default": "Hugo",
    "archetypes": "Hugo",
    "eleventy.config.js": "Eleventy",
    "eleventy.config.mjs": "Eleventy",
    "eleventy.config.cjs": "Eleventy",
    ".eleventy.js": "Eleventy",
    "astro.config.mjs": "Astro",
    "astro.config.js": "Astro",
    "astro.config.ts": "Astro",
    "pelicanconf.py": "Pelican",
    "config.toml": "Zola or Hugo",
}

_DATA: Final = {"Eleventy": "_data", "Astro": "src/data"}
"""Where data files lie; with the others, and where nothing is known, in `data`."""


def generator_of(root: Path) -> str | None:
    """Name the generator whose configuration lies in a folder; None where none is known."""
    return next((name for sign, name in _SIGNS.items() if (root / sign).exists()), None)


def data_folder_of(root: Path) -> str:
    """Give the folder, below the site's, from which the templates of its generator take data.

    Hugo reads all of `data` (gohugo.io/content-management/data-sources), Eleventy all of `_data`
    (11ty.dev/docs/data-global) unless its configuration names another folder, which is a program
    and not read here; Astro imports and Zola loads a file from anywhere inside the site.
    """
    return _DATA.get(generator_of(root) or "", "data")
