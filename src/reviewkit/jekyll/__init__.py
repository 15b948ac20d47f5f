"""Jekyll: a folder with `_config.yml` and `_posts` read into a `Site`, as Jekyll itself sees it."""

from reviewkit.jekyll.adapter import JekyllReader
from reviewkit.jekyll.built_feed import built_html
from reviewkit.jekyll.configuration import Configuration, read_configuration
from reviewkit.jekyll.excerpt import excerpt
from reviewkit.jekyll.front_matter import key_line, read_front_matter
from reviewkit.jekyll.reader import read_post, read_site

__all__ = [
    "Configuration",
    "JekyllReader",
    "built_html",
    "excerpt",
    "key_line",
    "read_configuration",
    "read_front_matter",
    "read_post",
    "read_site",
]
