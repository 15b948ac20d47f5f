"""The example sites of other generators: where they lie, and the addresses of their posts."""

from pathlib import Path
from typing import Final

SITES: Final = Path(__file__).resolve().parent.parent / "fixtures" / "generators"

PATHS: Final = {
    "hugo": {
        "content/reviews/the-paper-lighthouse.md": "/reviews/the-paper-lighthouse/",
        "content/reviews/glass-orchard/index.md": "/reviews/glass-orchard/",
        "content/reviews/2025/2025-03-02-night-tram.md": "/reviews/2025/2025-03-02-night-tram/",
        "content/reviews/2025/second-helping.md": "/reviews/2025/seconds/",
        "content/reviews/old-address.md": "/archive/Old%20Address/",
    },
    "eleventy": {
        "reviews/the-tin-whistle.md": "/reviews/the-tin-whistle/",
        "reviews/2025-02-03-two-umbrellas.md": "/reviews/2025-02-03-two-umbrellas/",
        "reviews/harbour-lights/index.md": "/reviews/harbour-lights/",
        "reviews/moved.md": "/archive/moved.html",
    },
    "astro": {
        "src/content/reviews/the-glass-ladder.md": "/reviews/the-glass-ladder/",
        "src/content/reviews/2025/2025-03-02-seven-doors.md": (
            "/reviews/2025/2025-03-02-seven-doors/"
        ),
    },
    "zola": {
        "content/reviews/2025-01-20-the-slow-comet.md": "/reviews/the-slow-comet/",
        "content/reviews/stone-piano/index.md": "/reviews/stone-piano/",
        "content/reviews/renamed.md": "/reviews/the-renamed/",
        "content/reviews/elsewhere.md": "/archive/elsewhere/",
    },
    "pelican": {
        "content/clockwork.md": "/2025/the-clockwork-nightingales-cousin-1951/",
        "content/2025-02-03-salt.md": "/2025/salt-pepper-a-love-story/",
        "content/own-slug.md": "/2024/floor-three/",
        "content/elsewhere.md": "/archive/elsewhere.html",
    },
}
"""The path of every public post, by generator and file."""
