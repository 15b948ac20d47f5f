"""Liquid in posts, evaluated as Jekyll 4.3 does, without Ruby.

Nothing outside this package imports it before a post holds `{{` or `{%`: the engine below it,
python-liquid, takes longer to start than all the rest.
"""

from reviewkit.jekyll.liquid.engine import LiquidSite
from reviewkit.jekyll.liquid.errors import (
    JekyllStopsError,
    NeedsJekyllError,
    TooMuchError,
    UnevaluatedError,
)
from reviewkit.jekyll.liquid.trace import EvaluatedText
from reviewkit.jekyll.liquid.world import Converters

__all__ = [
    "Converters",
    "EvaluatedText",
    "JekyllStopsError",
    "LiquidSite",
    "NeedsJekyllError",
    "TooMuchError",
    "UnevaluatedError",
]
