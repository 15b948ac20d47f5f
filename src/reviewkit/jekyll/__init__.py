"""Jekyll: a folder with `_config.yml` and `_posts` read into a `Site`, as Jekyll itself sees it."""

from reviewkit.jekyll.configuration import Configuration, read_configuration
from reviewkit.jekyll.excerpt import excerpt
from reviewkit.jekyll.front_matter import key_line, read_front_matter
from reviewkit.jekyll.image import measured
from reviewkit.jekyll.reader import read_site

__all__ = [
    "Configuration",
    "excerpt",
    "key_line",
    "measured",
    "read_configuration",
    "read_front_matter",
    "read_site",
]
