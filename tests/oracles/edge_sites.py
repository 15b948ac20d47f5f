"""The edge-case sites: the same four hundred odd documents under many configurations."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.oracles.edge_documents import documents

__all__ = ["NOW", "SITES", "EdgeSite", "write_site"]

NOW: Final = 1767225600
"""The clock of both sides: the first second of 2026, in UTC."""

_MTIME: Final = 1700000000
"""When every file was changed last, which is the date of an undated draft."""


@dataclass(frozen=True, slots=True)
class EdgeSite:
    """A configuration: one or several files, and the zone of the computer.

    The documents lie in `folder`.
    """

    name: str
    configs: tuple[str, ...]
    machine_zone: str = "UTC"
    folder: str = "."


_COLLECTIONS: Final = """\
collections:
  films:
    output: true
  games:
    output: false
  books:
    output: true
    permalink: /b/:path/
  tabs:
    output: true
    permalink: /:title/
  "music albums!":
    output: true
  data:
    output: true
"""
_DEFAULTS: Final = """\
defaults:
  - scope: {path: "", type: posts}
    values: {permalink: "/posts/:title/", image: {alt: none, size: {w: 1}}, tags: [from-defaults]}
  - scope: {path: "_posts/2021"}
    values: {categories: from-path, image: {size: {h: 2}}}
  - scope: {path: "_posts/20*/**"}
    values: {glob: never}
  - scope: {path: "films/*/2022*"}
    values: {categories: [globbed], title: null}
  - scope: {path: "_posts/sub", type: posts}
    values: {title: Below sub, excerpt_separator: "goes"}
  - scope: {path: "/_posts/sub"}
    values: {title: Never}
  - scope: {path: "", type: drafts}
    values: {title: Not for drafts}
  - scope: {path: "", type: post}
    values: {lang: pt, category: old-type}
  - scope: {type: films}
    values: {permalink: "/f/:name/", published: true}
  - scope: {path: "_films/sub"}
    values: {published: false}
  - scope: {path: "_posts/2011"}
    values: {date: "2011-11-11 11:11"}
  - scope: {path: "_posts/2012", type: posts}
    values: {date: 2012-12-12 12:12:12, slug: from-defaults}
  - values_without: {a: 1}
  - scope: {path: "_posts/201[4-5]*"}
    values: {tag: bracket}
  - scope: {path: "{films,Films}/**/_posts"}
    values: {tag: braces}
"""

SITES: Final[tuple[EdgeSite, ...]] = (
    EdgeSite("bare", ("title: Bare\n",)),
    EdgeSite(
        "chirpy",
        (
            (
                "timezone: Europe/Rome\nurl: https://Films.EXAMPLE:443\nbaseurl: /blog/\nlang: en\n"
                "defaults:\n  - scope: {path: '', type: posts}\n"
                "    values: {layout: post, permalink: '/posts/:title/'}\n"
                "collections:\n  tabs: {output: true, sort_by: order, permalink: '/:title/'}\n"
            ),
        ),
    ),
    EdgeSite("none", ("permalink: none\ntimezone: America/New_York\n" + _COLLECTIONS,)),
    EdgeSite("ordinal", ("permalink: ordinal\ntimezone: Asia/Kolkata\n" + _COLLECTIONS,)),
    EdgeSite("pretty", ("permalink: pretty\nfuture: true\nshow_drafts: true\n" + _COLLECTIONS,)),
    EdgeSite(
        "weekdate",
        ("permalink: weekdate\nunpublished: true\ntimezone: Australia/Lord_Howe\n" + _COLLECTIONS,),
    ),
    EdgeSite(
        "template",
        (
            "permalink: /:categories/:year/:short_month/:i_day/:title:output_ext\n"
            "timezone: America/St_Johns\n" + _COLLECTIONS,
        ),
    ),
    EdgeSite(
        "template-with-slash",
        (
            "permalink: /:w_year/W:week/:short_day/:hour-:minute/:slug/\n"
            "timezone: America/Santiago\nexcerpt_separator: '<!--more-->'\n" + _COLLECTIONS,
        ),
    ),
    EdgeSite(
        "posts-permalink",
        (
            (
                "permalink: pretty\ncollections:\n"
                "  posts: {permalink: /:slugified_categories/:slug}\n"
                "  films: {output: true, permalink: '/:collection/:year/:name:output_ext'}\n"
                "  games: {permalink: ''}\n"
            ),
        ),
    ),
    EdgeSite("posts-permalink-pretty", ("collections:\n  posts: {permalink: pretty}\n",)),
    EdgeSite("empty-permalink", ("permalink: ''\ncollections: [films, games]\n",)),
    EdgeSite("defaults", ("timezone: Pacific/Auckland\n" + _COLLECTIONS + _DEFAULTS,)),
    EdgeSite(
        "collections-dir",
        (
            "collections_dir: col\n" + _COLLECTIONS + "defaults:\n"
            "  - scope: {path: col/_posts}\n    values: {category: with-dir}\n"
            "  - scope: {path: films/_posts}\n    values: {category: without-dir}\n"
            "  - scope: {path: 'col/_films/*'}\n    values: {title: Globbed}\n",
        ),
        machine_zone="Europe/Lisbon",
    ),
    EdgeSite(
        "inside-collections-dir",
        (
            "collections_dir: in/side\npermalink: pretty\n" + _COLLECTIONS + "defaults:\n"
            "  - scope: {path: in/side/_posts/2014}\n    values: {category: with-dir}\n"
            "  - scope: {path: _posts/2015}\n    values: {category: without-dir}\n"
            "  - scope: {path: 'in/side/_posts/2013*'}\n    values: {tag: globbed}\n"
            "exclude: [in/side/_posts/sub, _films/sub]\n",
        ),
        machine_zone="Europe/Dublin",
        folder="in/side",
    ),
    EdgeSite(
        "include-exclude",
        (
            "include: [_hidden, .dot, '_under.md', '_2023*', 'drop/', '.hidden.md']\n"
            "exclude: [drop, '*/Horror', _posts/sub, 'films/_posts/old/', '/a b', "
            "'_films/*.txt', '[m]y_posts', 404]\n" + _COLLECTIONS,
        ),
    ),
    EdgeSite("limit", ("limit_posts: 20\nexcerpt_separator: ''\n",)),
    EdgeSite("time", ("time: 2021-04-05 12:00:00\ntimezone: Africa/Casablanca\n",)),
    EdgeSite(
        "several-files",
        (
            (
                "permalink: pretty\ntimezone: Asia/Kathmandu\nexclude: [films]\n"
                "collections: [films]\n"
                "url: http://a.example:80\n"
            ),
            (
                "permalink: /:title\ncollections:\n  films: {output: true}\nexclude: [Films]\n"
                "url:\nmarkdown_ext: md,txt\n"
            ),
        ),
    ),
    EdgeSite("machine-zone", ("permalink: date\n",), machine_zone="Pacific/Apia"),
    EdgeSite(
        "forgotten-slashes",
        (
            (
                "url: https://Films.GitHub.example\npermalink: ':categories/:title'\n"
                "timezone: Asia/Seoul\ndefaults:\n  - scope: {path: _posts/2020, type: posts}\n"
                "    values: {permalink: 'post/:title:output_ext'}\n"
            ),
        ),
    ),
    EdgeSite(
        "unicode",
        ("url: https://FÜMS.example\nbaseurl: /é\npermalink: /é/:categories/:title/\n",),
        machine_zone="Atlantic/Azores",
    ),
)


def write_site(folder: Path, site: EdgeSite) -> list[Path]:
    """Write the documents and the configuration below `folder`; give the configuration files."""
    for name, content in documents().items():
        path = folder / site.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        os.utime(path, (_MTIME, _MTIME))
    configs = []
    for number, text in enumerate(site.configs):
        path = folder / ("_config.yml" if number == 0 else f"_config_{number}.yml")
        path.write_text(text, encoding="utf-8")
        configs.append(path)
    return configs
