"""Plain folders: the posts of any generator, their addresses from a pattern in `reviewkit.toml`."""

from reviewkit.plain.adapter import PlainReader, template_code
from reviewkit.plain.front_matter import read_front_matter
from reviewkit.plain.generators import data_folder_of, generator_of
from reviewkit.plain.permalink import PLACEHOLDERS
from reviewkit.plain.reader import read_site
from reviewkit.plain.settings import PlainSettings, plain_settings

__all__ = [
    "PLACEHOLDERS",
    "PlainReader",
    "PlainSettings",
    "data_folder_of",
    "generator_of",
    "plain_settings",
    "read_front_matter",
    "read_site",
    "template_code",
]
