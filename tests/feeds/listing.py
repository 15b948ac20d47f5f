"""Feeds as subscribers find them, for the tests of what names them."""

from hypothesis import strategies as st

from reviewkit.feeds.listed import FeedFile, FeedFormat, Listed

__all__ = ["HOME", "NASTY", "listed", "listings"]

HOME = "https://films.example/"
NASTY = 'Fog & "rain" <b>\x1b\x0b\nat \u202esea\ufffe'
"""A title with what HTML and XML must escape, and with what neither may hold."""

_FILES: dict[FeedFormat, str] = {"atom": "feed.xml", "rss": "rss.xml", "json": "feed.json"}


def listed(title: str = "Films by the Sea", *formats: FeedFormat, folder: str = "") -> Listed:
    """Make a feed with a file in each of `formats`."""
    paths = {name: f"{folder}{_FILES[name]}" for name in formats}
    files = (
        FeedFile(format=name, path=path, url=f"{HOME}{path}?a=1&b=2")
        for name, path in paths.items()
    )
    return Listed(title=title, files=tuple(files))


listings = st.lists(
    st.builds(
        lambda title, formats: listed(title, *formats),
        st.text(),
        st.lists(st.sampled_from(tuple(_FILES)), unique=True),
    ),
    max_size=4,
)
"""Lists of feeds with any title and any formats, also none."""
