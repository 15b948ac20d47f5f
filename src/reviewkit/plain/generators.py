"""Which generator builds a folder, told by its files; for advice only, never for an address."""

from pathlib import Path
from typing import Final

__all__ = ["generator_of"]

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


def generator_of(root: Path) -> str | None:
    """Name the generator whose configuration lies in a folder; None where none is known."""
    return next((name for sign, name in _SIGNS.items() if (root / sign).exists()), None)
