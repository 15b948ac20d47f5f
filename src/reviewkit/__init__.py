"""reviewkit: feeds and announcements for review blogs.

Nothing is imported here, so that `reviewkit --version` answers at once; the public
names live in `reviewkit.model`, `reviewkit.errors`, `reviewkit.markdown`,
`reviewkit.jekyll`, `reviewkit.feeds` and `reviewkit.announce`.
"""

__all__ = ["__version__"]

__version__ = "0.1.0"
