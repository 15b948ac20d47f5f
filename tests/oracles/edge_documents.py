"""The documents of the edge-case sites: everything odd that people write, in our own words.

Each is a file name and its content. Nothing here stops Jekyll: what does has its own list.
"""

from collections.abc import Iterator, Mapping
from typing import Final

__all__ = ["FATAL", "documents"]

Files = Mapping[str, str | bytes]

_TEXT: Final = "A short film about nothing.\n\nIt goes on for a while.\n"

_DATES: Final = (
    *("2025-01-20 17:42:44 +0100", "2025-01-20 17:42:44", "2025-01-20 17:42", "2025-01-20"),
    *("2025-01-20T17:42:44Z", "2025-01-20T17:42:44+01:00", "2025-01-20 17:42:44 +1", "20250120"),
    *("2025-01-20T23:30:00-05:00", "2025-01-20 17:42:44.25 -03:30", "'2025-01-20 17:42:44'"),
    *("25-01-02", '"2025-01-20, 17:42"', "June 2023", "2023-152", "18-01-2026", "06/01/2023"),
    *("13/06/2023", "'2013, June 7'", "June", "20230601", "2023-06-31", "12345", "3.4.2021"),
    *("7 June 2019", "June 7th, 2019", "Sat, 8 Jun 2019 10:11:12 GMT", "2019-06-08 10:11 PM"),
    *("2019-06-08 10pm", "2019-06-08 10h15", "2019-06-08 22:15 CET", "2019-06-08 22:15 EST"),
    *("2019-06-08 22:15 BST", "2019-06-08 22:15 UTC+2", "2019-06-08 22:15 +2", "20190608T101112Z"),
    *("2023-10-29 02:30", "2023-03-26 02:30", "2023-11-05 01:30", "2023-03-12 02:30"),
    *("2023-10-29 02:30:00", "2023-04-02 02:10", "1969-12-31", "1912-04-15 02:20", "69-01-01"),
    *("68-01-01", "1888-10-14 12:00", "0999-01-01", "2024-02-30", "2019-06-08 24:00", "'10:30'"),
    *("2023-6-1", "2023/6/1", "8 Juni 2019", "1 Jan '09", "Jan 5", "2019.06.08"),
    *("2019-06-08 22:15:00 -0000", "2019-06-08 22:15 Z", "2019-06-08T22:15", "2007-W02-3 10:00"),
    *("2019-06-08 -0700", "2015-12-31 23:59:60 +0000", "2020-12-31 23:59:59 -1000", "2021-01-03"),
    *("!!str 2019-06-08 01:02:03", "&d 2019-06-08 01:02:03 +0000", "2026-01-01 00:00:00 +0000"),
    *("June 8, 2019 11:23 PM", '"2019-06-08 12:25:PM"', "2019-06-08 Sat 10:28 PM", "8th June 2019"),
    *("2019-06-08 13:30 PM", "2019-06-08 00:00:00 IST", "2019-06-31 20:54:41", "2019/6/8 9:53:31"),
    *(
        "!binary MjAxOS0wNi0wOCAwMTowMjowMyArMDkwMA==",
        "2019. 06. 08. 15:30",
        "2019-06-08 오후 3:00",
    ),
)
_TITLES: Final = (
    *("No", "2:22", "1917", "[REC]", "12:08", "1,000", "1e3", "08", "'No'", '"2:22"', "~", "null"),
    *("false", "true", "yes", '""', "''", ".5", "1_000", "0x1F", "010", ".inf", "-.inf", ".nan"),
    *("2001-01-01", "2001-01-01 10:00:00", "Amélie", "ΑΣ", "½ Nelson", "映画", "🎬", "'a: b'"),
    *(
        "&t Anchored",
        "!!str 5",
        "!odd 5",
        "!odd",
        "{a: 1, b: [x]}",
        "[a, [b, 1.5], null]",
        "'a\"b'",
    ),
    *(
        '"tab\\there"',
        "3.0",
        "1e20",
        "100000000000000000000",
        "1.0e+20",
        "=",
        "<<",
        "-",
        "Title # no",
    ),
    *("!binary TG90dXM=", "! '[2] Lotus'", "【映画】Lotus & Co", "？Lotus？", "-Lotus"),
    *("|\n  Two\n  lines", ">\n  Folded\n  lines", '"é\\u00e9"', "0o17", "1:2:3", "190:20:30.15"),
)
_SLUGS: Final = (
    *("own-slug", "Own Slug", "Être & Avoir", "'a/b'", "''", "'1917'", "a.b.", "ΑΣ", "映画", "'½'"),
    *(
        "'--x--'",
        "'..'",
        "'a%20b'",
        "'a#b'",
        "'a?b'",
        "'[x]'",
        "a_b~c",
        "İstanbul",
        "null",
        "false",
    ),
    *("e\u0301te\u0301", "\u00a0x", "'.hidden'", "x'y", "a+b=c,d;e"),
)
_PERMALINKS: Final = (
    *("/fixed/", "/fixed/page", "/fixed/page.html", "fixed.htm", "/a b/é", "/:year/:title/", "''"),
    *("pretty", "date", "none", "/:categories/:slug", "/:month_:day/:title", "/x/:i_day-:i_month/"),
    *("/:short_month/:long_month/:short_year/:name/", "/w/:w_year-W:week-:w_day/:title:output_ext"),
    *(
        "/d/:short_day/:long_day/:y_day/:title",
        "/t/:hour:minute:second/:slug/",
        "/p/:path/",
        "null",
    ),
    *("/c/:collection/:title/", "/s/:slugified_categories/:title/", "/../up/:title/", "/a//b/./c/"),
    *(
        "/UP/:Title/",
        "/q?x=:title",
        "/f#:title",
        "/e.x/:title",
        "/end.",
        "/x.tar.gz",
        "/a/.b",
        "false",
    ),
    *("//double//:title//", "/:output_ext/", "/:year:month:day", "/perc%41nt/", "/%7Eme/:title"),
    *("/:categories/:categories/", "/:title.:title/", "/xml/:title.xml"),
)
_CATEGORIES: Final = (
    *(
        "films",
        "films drama",
        "[films, Drama]",
        "[films, Films, FILMS]",
        "[1, 2.5]",
        "[a, null, b]",
    ),
    *(
        "[[a, b], c]",
        "''",
        "'  '",
        "[]",
        "null",
        "[Sci-Fi, 'Sci Fi']",
        "['a/b', '../up']",
        "[é, 'ΑΣ']",
    ),
    *("['a#b', 'c?d']", "['10%']", "[true, No]", "['x.', '.y']", "[2023-01-01]", "'a,b c'"),
    *("['dune: two']", "'{}'", "[{k: v}]"),
)
_CATEGORY: Final = ("films", "films drama", "[a, b]", "''", "null", "false", "5", "{k: v}")
_TAGS: Final = (
    *(
        "a b",
        "a, b",
        "[a, b, a]",
        "[A, a]",
        "2023",
        "[1, 2.5, true, null]",
        "[[a], [b, [c]]]",
        "''",
    ),
    *("null", "{a: 1}", "['two words']", "[2001-01-01]", "true", "\n  - x\n  - y"),
)
_TAG: Final = ("one", "two words", "[x, y]", "''", "null", "7", "false")
_PUBLISHED: Final = ("true", "false", "'false'", "0", "null", "no", "''", "off", "[]")
_BROKEN: Final = (
    *("title: a: b", "title: 'x", "- a\n- b", "just text", "title: :sym", "categories: 2023"),
    *(
        "categories: false",
        "categories: {}",
        "a: *nobody",
        'title: "x\\q"',
        "x: [1, 2",
        "a:\n\t- b",
    ),
    *(
        "title: !ruby/object:Object {}",
        "categories: 2023-01-01",
        "a: 0x_",
        "a: 2023-01-01\t10:00:00",
    ),
    *("5", "true", "title: @x", "title: `x`", "categories: 1.5\npublished: false", "!!set {a}"),
)
_EXCERPTS: Final = (
    "One.\n\nTwo.\n",
    "One.\n\n",
    "One [a][1].\n\nTwo.\n\n[1]: https://a.example\n[2]: https://b.example\n",
    "{% if a %}One.\n\nTwo.{% endif %}\n",
    "{% if a %}{% for b in c %}One.\n\nTwo.{% endfor %}{% endif %}\n",
    "{% raw %}One{% endraw %} {% highlight ruby %}\n\nTwo.{% endhighlight %}\n",
    "One.\n<!--more-->\n\nTwo.\n",
    "\n\nLate.\n\nTwo.\n",
    "",
    "One.\r\n\r\nTwo.\r\n",
)
_NAMES: Final = (
    *(
        "2023-05-08-plain.md",
        "2023-5-8-short-numbers.md",
        "23-05-08-two-digits.md",
        "2023-05-08-.md",
    ),
    *("70-05-08-last-century.md", "230-05-08-early.md", "2023-05-08-Capital Letters.MD"),
    *("2023-05-08-dots.in.name.md", "2023-05-08-trailing...md", "2023-05-08-film.markdown"),
    *("2023-05-08-text.txt", "2023-05-08-page.html", "2023-05-08-noext", "2023-05-08noslug.md"),
    *("2023-05-08-é.md", "2023-05-08-e\u0301.md", "2023-05-08-映画.md", "2023-05-08-a&b's.md"),
    *("2023-05-08-#hash.md", "2023-05-08-q?.md", "2023-05-08-100%.md", "2023-05-08-[x].md"),
    *("2023-05-08--two--hyphens-.md", "2023-05-08-x.mkd", "2023-05-08-data.yml", "notes.md"),
    *("2023-05-08-backup.md~", "#2023-05-08-auto.md", "_2023-05-08-under.md", ".2023-05-08-dot.md"),
    *("2023-05-08-dir.with.dots.md", "sub/2023-05-08-below.md", "sub/_x/2023-05-08-under-below.md"),
    *("_x/2023-05-08-hidden.md", "sub/.y/2023-05-08-dot-below.md", "2023-06-31-july.md"),
    *("Sub Folder/2023-05-08-spaces.md", "2099-12-31-far.md", "2023-05-08-style.scss"),
    *(
        "sub/sub/2023-05-08-deep.md",
        "2023-05-08-UPPER.Md",
        "12023-05-08-five.md",
        "2023-05-08-a:b.md",
    ),
)
_PLACES: Final = (
    *("films/_posts/2022-01-01-below-films.md", "Films/Horror/_posts/2022-01-02-two-folders.md"),
    *("films/_posts/old/2022-01-03-sub.md", "_hidden/_posts/2022-01-04-hidden.md"),
    *(
        ".dot/_posts/2022-01-05-dot.md",
        "a b/é/_posts/2022-01-06-odd.md",
        "~x/_posts/2022-01-07-t.md",
    ),
    *("drop/_posts/2022-01-08-excluded.md", "dropped/_posts/2022-01-09-prefix.md"),
    *("my_posts/_drafts/draft-in-my-posts.md", "films/_drafts/draft-below-films.md"),
    *("vendor/bundle/_posts/2022-01-10-vendored.md", "_site/_posts/2022-01-11-built.md"),
    *("old~/_posts/2022-01-12-backup.md", "node_modules/x/_posts/2022-01-13-node.md"),
    *("films/_posts/films/_posts/2022-01-14-again.md", "dot./_posts/2022-01-15-ends-with-dot.md"),
    *("_drafts/2022-01-16-dated-draft.md", "_drafts/undated-draft.md", "_drafts/sub/another.md"),
    *("_drafts/no-extension", "films/_posts/drop.md/2022-01-17-in-dotted.md"),
    *("_films/one.md", "_films/2020-02-02-dated.md", "_films/sub/two.md", "_films/Ünï cödé.md"),
    *("_films/no-front-matter.md", "_films/three.txt", "_films/.hidden.md", "_films/_under.md"),
    *("_films/data.yml", "_films/sub/.h/deep.md", "_films/noext", "_films/dots.in.name.md"),
    *("_games/one.md", "_games/2019-03-03-dated.md", "_books/one.md", "_books/deep/er/two.md"),
    *("_tabs/about.md", "_data/not-a-document.md", "_nobody/knows.md", "_musicalbums/lp.md"),
    *("col/_posts/2022-02-01-in-col.md", "col/films/_posts/2022-02-02-films-in-col.md"),
    *("col/_films/in-col.md", "col/_games/in-col.md", "col/_drafts/draft-in-col.md"),
)


def documents() -> dict[str, str | bytes]:
    """Give every document: about four hundred, the same every time."""
    files: dict[str, str | bytes] = {}
    for number, (key, value) in enumerate(_fields()):
        day = f"20{10 + number % 14}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        name = f"_posts/{day}-{key}-{number}.md"
        files[name] = f"---\n{key}: {value}\n---\n{_TEXT}"
    for number, block in enumerate(_BROKEN):
        files[f"_posts/2021-03-{number + 1:02}-broken-{number}.md"] = f"---\n{block}\n---\n{_TEXT}"
    for number, text in enumerate(_EXCERPTS):
        name = f"_posts/2021-04-{number + 1:02}-excerpt-{number}.md"
        files[name] = f"---\ntitle: Excerpt\n---\n{text}"
    for name in _NAMES:
        files[f"_posts/{name}"] = f"---\nfrom: names\n---\n{_TEXT}"
    for name in _PLACES:
        bare = name.endswith(("no-front-matter.md", "noext"))
        files[name] = _TEXT if bare else f"---\nfrom: places\n---\n{_TEXT}"
    return files | dict(_forms())


def _fields() -> Iterator[tuple[str, str]]:
    for key, values in (
        ("date", _DATES),
        ("title", _TITLES),
        ("slug", _SLUGS),
        ("permalink", _PERMALINKS),
        ("categories", _CATEGORIES),
        ("category", _CATEGORY),
        ("tags", _TAGS),
        ("tag", _TAG),
        ("published", _PUBLISHED),
    ):
        yield from ((key, value) for value in values)
    yield from (
        ("categories", "[a]\ncategory: b"),
        ("tags", "[a]\ntag: b"),
        ("draft", "true"),
        ("layout", "none"),
        ("lang", "pt"),
        ("last_modified_at", "2024-02-02"),
        ("excerpt", "Written by hand."),
        ("excerpt", "''"),
        ("excerpt", "[a, b]"),
        ("excerpt_separator", "goes"),
        ("excerpt_separator", "''"),
        ("excerpt_separator", "7"),
        ("ext", ".txt"),
        ("date", "2024-02-02\nslug: both\ntitle: Both\npermalink: /both/:year/:slug/"),
        ("title", "first\ntitle: second"),
        ("base", "&b\n  title: merged\n<<: *b"),
        ("1", "number\nnull: nothing\ntrue: yes"),
        ("future", "true\ndate: 2088-01-01"),
        ("date", "2088-01-01 10:00\npublished: false"),
        ("image", "{path: a.png, alt: A}"),
    )


def _forms() -> Iterator[tuple[str, str | bytes]]:
    """Yield files whose form is odd rather than their values."""
    forms: tuple[tuple[str, str | bytes], ...] = (
        ("crlf", b"---\r\ntitle: CRLF\r\ntags: [a]\r\n---\r\n\r\nOne.\r\n\r\nTwo.\r\n"),
        ("bom", "\ufeff---\ntitle: BOM\n---\nText.\n".encode()),
        ("bom-bare", "\ufeffText.\n".encode()),
        ("none", "Text without front matter.\n\nMore.\n"),
        ("empty", ""),
        ("one-newline", "\n"),
        ("open-only", "---\ntitle: never closed\n"),
        ("dots", "---\ntitle: Dots\n...\nText.\n"),
        ("blanks-behind", "---  \t\ntitle: Blanks\n---   \nText.\n"),
        ("blank-lines", "---\n\n\ntitle: Blank\n\n\n---\n\n\n    code\n"),
        ("four", "----\ntitle: Four\n----\nText.\n"),
        ("late", "\n---\ntitle: Late\n---\nText.\n"),
        ("empty-block", "---\n---\nText.\n"),
        ("no-newline", "---\ntitle: End\n---"),
        ("comment-only", "---\n# nothing\n---\nText.\n"),
        ("inner-rule", "---\ntitle: Rule\n---\nText\n\n---\n\nMore\n"),
        ("indented-close", "---\ntitle: |\n  a\n  ---\n  b\n---\nText.\n"),
        ("tab", "---\ntitle:\tTab\n---\nText.\n"),
        ("nul", b"---\ntitle: Nul\n---\nText \x00 here.\n"),
        ("no-space", "---\ntitle:nospace\n---\nText.\n"),
        ("two-documents", "---\ntitle: First\n--- \ntitle: Second\n---\nText.\n"),
        ("null-block", "---\n~\n---\nText.\n"),
        ("false-block", "---\nfalse\n---\nText.\n"),
        ("quoted-keys", "---\n\"title\": 'Quoted'\n'tags': [q]\n---\nText.\n"),
        ("cr-only", b"---\rtitle: CR\r---\rText.\r"),
        ("unicode-space", "---\u00a0\ntitle: Nbsp\n---\nText.\n"),
        ("not-utf8", b"---\ntitle: \xff\n---\nText.\n"),
    )
    for number, (name, content) in enumerate(forms):
        yield f"_posts/2020-05-{number + 1:02}-form-{name}.md", content


FATAL: Final[Mapping[str, Files]] = {
    "no date at all": {"_posts/2023-01-01-a.md": "---\ndate: ''\n---\n"},
    "an empty date": {"_posts/2023-01-01-a.md": "---\ndate:\n---\n"},
    "a date that is words": {"_posts/2023-01-01-a.md": "---\ndate: soon\n---\n"},
    "a date in base 60": {"_posts/2023-01-01-a.md": "---\ndate: 10:30\n---\n"},
    "a week": {"_posts/2023-01-01-a.md": "---\ndate: 2023-W22-4\n---\n"},
    "a 13th month": {"_posts/2023-01-01-a.md": "---\ndate: 2023-13-01\n---\n"},
    "a month": {"_posts/2023-01-01-a.md": "---\ndate: 2019-06\n---\n"},
    "a list for a date": {"_posts/2023-01-01-a.md": "---\ndate: [x]\n---\n"},
    "a file date that is none": {"_posts/2055-21-31-a.md": "---\ntitle: A\n---\n"},
    "a number for a slug": {"_posts/2023-01-01-a.md": "---\nslug: 1917\n---\n"},
    "an unknown placeholder": {"_posts/2023-01-01-a.md": "---\npermalink: /a:b\n---\n"},
    "a number for a permalink": {"_posts/2023-01-01-a.md": "---\npermalink: 404\n---\n"},
    "a category like a protocol": {"_posts/2023-01-01-a.md": "---\ncategories: ['2001: x']\n---\n"},
}
"""Sites that Jekyll does not build because of one document."""
