"""kramdown's dialect: blocks and spans as markdown-it tokens, HTML as Jekyll gives it."""

from reviewkit.markdown.kramdown.document import KramdownOptions
from reviewkit.markdown.kramdown.plugin import kramdown_plugin

__all__ = ["KramdownOptions", "kramdown_plugin"]
