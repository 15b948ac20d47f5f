"""reviewkit in Pelican: reviews as data on articles; on request its Markdown and its feeds.

    REVIEWKIT_MARKDOWN = True     articles and pages are rendered by reviewkit
    REVIEWKIT_FEEDS = True        feeds are written with the site

Without either, every page is the same to the byte. Nothing is ever announced from here.
"""

from pelican import Pelican, signals  # type: ignore[attr-defined]  # mypy finds only our own part of the namespace
from pelican.plugins.reviewkit import feeds, reading, review
from pelican.readers import Readers

__all__ = ["register"]


def register() -> None:
    """Connect to Pelican, which calls this once."""
    signals.initialized.connect(_begin)
    signals.readers_init.connect(_use_reader)
    signals.content_object_init.connect(review.attach)
    signals.get_generators.connect(_generators)


def _begin(pelican: Pelican) -> None:
    """Read the settings anew, as they may have changed since the last build of this process."""
    reading.workshop.cache_clear()
    reading.workshop(reading.site_root(pelican.settings))


def _use_reader(readers: Readers) -> None:
    if readers.settings.get("REVIEWKIT_MARKDOWN"):
        for extension in reading.ReviewReader.file_extensions:
            readers.reader_classes[extension] = reading.ReviewReader


def _generators(pelican: Pelican) -> type[feeds.FeedsGenerator] | None:
    return feeds.FeedsGenerator if pelican.settings.get("REVIEWKIT_FEEDS") else None
