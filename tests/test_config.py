"""Settings have defaults, are checked, and name the line of what is wrong."""

from collections.abc import Mapping
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.config import SETTINGS_FILE, Settings, json_schema, load_settings
from reviewkit.errors import ConfigurationError, Where


def settings(folder: Path, text: str) -> Settings:
    (folder / SETTINGS_FILE).write_text(text, encoding="utf-8")
    return load_settings(folder)


def refused(folder: Path, text: str | bytes) -> ConfigurationError:
    content = text if isinstance(text, bytes) else text.encode()
    (folder / SETTINGS_FILE).write_bytes(content)
    with pytest.raises(ConfigurationError) as caught:
        load_settings(folder)
    return caught.value


def refused_block(folder: Path, text: str, block: object) -> ConfigurationError:
    (folder / "_config.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_settings(folder, block)
    return caught.value


def test_without_a_file_the_defaults_count(tmp_path: Path) -> None:
    found = load_settings(tmp_path)

    assert found == Settings()
    assert (found.site.kind, found.site.collections) == ("jekyll", ("posts",))
    assert found.review.label_class == "reviewsection"
    assert (found.review.markup, found.review.item_type) == ("faithful", "Movie")
    assert (found.feed.formats, found.feed.limit) == (("atom", "rss", "json"), 20)
    assert (found.feed.paths.atom, found.feed.paths.rss) == ("feed.xml", "rss.xml")
    assert (found.announce.max_per_run, found.announce.max_age_days) == (3, 7)
    assert found.announce.ledger == "_data/announcements"
    assert (found.announce.picture, found.announce.networks) == ("optional", {})
    assert found.announce.mastodon.server is None


@pytest.mark.parametrize("text", ["", "# nothing\n", "[feed]\n"])
def test_an_empty_file_changes_nothing(tmp_path: Path, text: str) -> None:
    assert settings(tmp_path, text) == Settings()


def test_every_table_is_read(tmp_path: Path) -> None:
    found = settings(
        tmp_path,
        """
        [site]
        url = "https://films.example"
        [review]
        rating = ["Score", "Rating"]
        markup = "semantic"
        item_type = "Book"
        [feed]
        formats = ["rss"]
        limit = 5
        paths = { rss = "feeds/rss.xml" }
        [announce]
        max_age_days = 30
        picture = "required"
        [announce.mastodon]
        server = "https://mastodon.example"
        attach = "image"
        [announce.bluesky]
        handle = "reviewer.example"
        [announce.networks.toy]
        place = "https://toy.example"
        """,
    )

    assert found.site.url == "https://films.example"
    assert found.review.rating == ("Score", "Rating")
    assert (found.review.markup, found.review.item_type) == ("semantic", "Book")
    assert (found.feed.formats, found.feed.limit) == (("rss",), 5)
    assert (found.feed.paths.rss, found.feed.paths.atom) == ("feeds/rss.xml", "feed.xml")
    assert found.announce.max_age_days == 30
    assert found.announce.mastodon.server == "https://mastodon.example"
    assert found.announce.mastodon.attach == "image"
    assert found.announce.bluesky.handle == "reviewer.example"
    assert found.announce.picture == "required"
    assert found.announce.networks == {"toy": {"place": "https://toy.example"}}


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert settings(tmp_path, "\ufefffeed.limit = 5\n").feed.limit == 5


def test_the_block_of_the_sites_configuration_counts_as_the_file(tmp_path: Path) -> None:
    assert load_settings(tmp_path, {"feed": {"limit": 5}}).feed.limit == 5


def test_settings_in_two_places_are_refused(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).write_text("", encoding="utf-8")

    with pytest.raises(ConfigurationError, match=r"reviewkit block of other\.yml"):
        load_settings(tmp_path, {}, "other.yml")


@pytest.mark.parametrize(
    ("text", "line"),
    [("[feed]\nlimit = \n", 2), ("a = b\n", 1), ("[feed]\nlimit = 5\nlimit = 6\n", 3)],
)
def test_broken_toml_is_an_error_on_its_line(tmp_path: Path, text: str, line: int) -> None:
    error = refused(tmp_path, text)

    assert str(error).startswith(f"{SETTINGS_FILE}:{line}: this is not valid TOML")
    assert error.problem.fix


def test_a_file_that_is_not_utf_8_is_an_error(tmp_path: Path) -> None:
    error = refused(tmp_path, b'site.url = "https://caf\xe9.example"\n')

    assert str(error).startswith(f"{SETTINGS_FILE}: the settings cannot be read")


def test_a_folder_in_the_place_of_the_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).mkdir()

    with pytest.raises(ConfigurationError, match="the settings cannot be read"):
        load_settings(tmp_path)


@pytest.mark.parametrize(
    ("text", "line", "key", "fix"),
    [
        ("[feed]\n\nlimt = 5\n", 3, "feed.limt", "did you mean limit?"),
        (
            "[feed]\nlimit = 5\n[review]\nlimit = 5\n",
            4,
            "review.limit",
            "known here: item_type, label_class, markup, one_sentence, rating, trivia",
        ),
        ("[feeds]\nlimit = 5\n", 1, "feeds", "did you mean feed?"),
        ("feeed = 5\n", 1, "feeed", "did you mean feed?"),
        (
            "[announce.mastodon]\nsrver = 'x'\n",
            2,
            "announce.mastodon.srver",
            "did you mean server?",
        ),
        (
            "[site]\nurl = 'https://a.example'\n[feed.paths]\natm = 'x'\n",
            4,
            "feed.paths.atm",
            "did you mean atom?",
        ),
    ],
)
def test_an_unknown_setting_is_an_error_with_line_and_suggestion(
    tmp_path: Path, text: str, line: int, key: str, fix: str
) -> None:
    error = refused(tmp_path, text)

    assert str(error) == f"{SETTINGS_FILE}:{line}: unknown setting {key}"
    assert error.problem.fix == fix


def test_a_setting_like_no_other_comes_with_those_that_exist(tmp_path: Path) -> None:
    assert refused(tmp_path, "[announce.bluesky]\nzzz = 1\n").problem.fix == (
        "known here: handle, pds"
    )


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("[feed]\nlimit = 'five'\n", 2, "feed.limit"),
        ("[feed]\nlimit = 0\n", 2, "feed.limit"),
        ("[feed]\nlimit = true\n", 2, "feed.limit"),
        ("[site]\nurl = 5\n[feed]\nlimit = 5\n", 2, "site.url"),
        ("[feed]\nid_scheme = 'guid'\n", 2, "feed.id_scheme"),
        ("[feed]\nformats = []\n", 2, "feed.formats"),
        ("[feed]\nhubs = 'https://a.example'\n", 2, "feed.hubs"),
        ("[feed]\nformats = ['atom', 'xml']\n", 2, "feed.formats"),
        ("[announce]\nledger = ''\n", 2, "announce.ledger"),
        ("[announce]\npicture = 'maybe'\n", 2, "announce.picture"),
        ("\n[announce.networks]\ntoy = 'x'\n", 2, "announce.networks"),
        ("\n[announce.networks.toy]\nplace = 5\n", 2, "announce.networks"),
        ("[announce.mastodon]\nvisibility = 'direct'\n", 2, "announce.mastodon.visibility"),
        ("feed = 5\n", 1, "feed"),
        ("[review]\nrating = []\n", 2, "review.rating"),
    ],
)
def test_a_value_of_the_wrong_kind_is_an_error_on_its_line(
    tmp_path: Path, text: str, line: int, key: str
) -> None:
    assert str(refused(tmp_path, text)).startswith(f"{SETTINGS_FILE}:{line}: {key}: ")


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("[site]\nurl = 'films.example'\n", 2, "site.url"),
        ("[site]\nurl = 'ftp://films.example'\n", 2, "site.url"),
        ("[site]\nurl = 'https://'\n", 2, "site.url"),
        ("[site]\nurl = 'http://['\n", 2, "site.url"),
        ("[announce.mastodon]\nserver = 'mastodon.example'\n", 2, "announce.mastodon.server"),
        ("[announce.bluesky]\npds = '@me'\n", 2, "announce.bluesky.pds"),
        ("[announce.bluesky]\npds = 'https://p.example/xrpc'\n", 2, "announce.bluesky.pds"),
        ("[announce.bluesky]\nhandle = 'reviewer'\n", 2, "announce.bluesky.handle"),
        ("[announce.bluesky]\nhandle = 'me@films.example'\n", 2, "announce.bluesky.handle"),
        ("[announce.bluesky]\nhandle = ''\n", 2, "announce.bluesky.handle"),
        ("[announce]\nledger = '../log'\n", 2, "announce.ledger"),
        ("[announce]\nledger = '/log'\n", 2, "announce.ledger"),
        ("[announce]\nledger = './'\n", 2, "announce.ledger"),
        ("\n[announce.networks.bluesky]\nhandle = 'a.b'\n", 2, "announce.networks.bluesky"),
    ],
)
def test_what_cannot_be_done_is_refused_on_its_line(
    tmp_path: Path, text: str, line: int, key: str
) -> None:
    error = refused(tmp_path, text)

    assert str(error).startswith(f"{SETTINGS_FILE}:{line}: {key}")
    assert error.problem.fix


@pytest.mark.parametrize(
    "address",
    ["https://me:secret@mastodon.example", "http://127.0.0.1:secret@m.example"],
)
def test_a_password_in_the_address_of_a_server_is_refused_and_not_repeated(
    tmp_path: Path, address: str
) -> None:
    error = refused(tmp_path, f'announce.mastodon.server = "{address}"\n')

    assert str(error).startswith(f"{SETTINGS_FILE}:1: announce.mastodon.server")
    assert "secret" not in f"{error} {error.problem.fix}"


@pytest.mark.parametrize("handle", ["reviewer.example", "@reviewer.example", "did:plc:abc"])
def test_the_forms_of_a_handle_are_taken(tmp_path: Path, handle: str) -> None:
    found = settings(tmp_path, f'announce.bluesky.handle = "{handle}"\n')

    assert found.announce.bluesky.handle == handle


@pytest.mark.parametrize(
    "address",
    [
        *("http://mastodon.example", "http://127.evil.example", "http://127.0.0.1.evil.example"),
        *("http://localhost.evil.example", "HTTP://m.example"),
    ],
)
@pytest.mark.parametrize("key", ["mastodon.server", "bluesky.pds"])
def test_a_password_never_travels_in_the_open(tmp_path: Path, key: str, address: str) -> None:
    error = refused(tmp_path, f'announce.{key} = "{address}"\n')

    assert f"announce.{key}: a password would travel in the open to {address}" in str(error)


@pytest.mark.parametrize(
    "address",
    [
        *("https://m.example", "http://localhost:3000", "http://127.0.0.1:3000"),
        *("http://[::1]:3000", "http://127.8.9.1"),
    ],
)
def test_a_server_on_this_computer_may_do_without_https(tmp_path: Path, address: str) -> None:
    found = settings(tmp_path, f'[announce.mastodon]\nserver = "{address}"\n')

    assert found.announce.mastodon.server == address


@pytest.mark.parametrize(
    ("block", "line", "message"),
    [
        ({"feed": {"limt": 5}}, 4, "unknown setting feed.limt"),
        ({"feed": {"limit": 0}}, 5, "feed.limit: "),
        ({"feeed": {}}, 6, "unknown setting feeed"),
        ({1: 2}, 7, "unknown setting 1"),
    ],
)
def test_an_error_in_the_block_is_on_its_line_of_the_sites_configuration(
    tmp_path: Path, block: Mapping[object, object], line: int, message: str
) -> None:
    text = "limit: 1\nreviewkit:\n  feed:\n    limt: 5\n    limit: 0\n  feeed: {}\n  1: 2\n"

    assert str(refused_block(tmp_path, text, block)).startswith(f"_config.yml:{line}: {message}")


@pytest.mark.parametrize("block", [[], "text", 5, [{"feed": {}}]])
def test_a_block_that_is_no_table_is_an_error_on_its_line(tmp_path: Path, block: object) -> None:
    error = refused_block(tmp_path, "title: a\nreviewkit: x\n", block)

    assert str(error) == "_config.yml:2: the reviewkit block is no table of settings"


def test_the_schema_accepts_what_is_accepted_and_refuses_what_is_refused() -> None:
    schema = json_schema()
    good: dict[str, object] = {"feed": {"formats": ["rss"], "limit": 5}, "site": {"url": None}}

    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)

    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert validator.is_valid({})
    assert validator.is_valid(good)
    assert not validator.is_valid({"feed": {"limit": 0}})
    assert not validator.is_valid({"feeds": {}})


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(("site", "feed", "announce", "url", "limit", "mastodon", "x"))
                | st.integers(),
                inner,
                max_size=3,
            )
        ),
        max_leaves=6,
    )
)
def test_any_block_gives_settings_or_a_configuration_error(block: object) -> None:
    try:
        found: object = load_settings(Path("nowhere"), block)
    except ConfigurationError as error:
        found = error.problem.where

    assert isinstance(found, Settings | Where)


@pytest.mark.parametrize(
    ("table", "line", "what"),
    [
        ("tga = 'x'", 5, "unknown setting feed.more.tga"),
        ("tag = 5", 5, "feed.more.tag: Expected"),
        ("tag = 'x'\nlimit = 0", 6, "feed.more.limit: Expected"),
        ("rating = 'good'", 5, "feed.more.rating: Expected"),
        ("rating = '11/10'", 5, "feed.more.rating: 11/10 is more than the best"),
        ("limit = 5", 4, "feed.more: this feed does not say which posts it shows"),
        ("by = 'tag'\ntitle = 'x'", 6, "feed.more: all the feeds of by would have one title"),
        ("by = 'folder'", 5, "feed.more.by: "),
        ("tag = ' '", 5, "feed.more.tag is empty"),
        ("tag = 'x'\nfolder = '../x'", 6, "feed.more.folder: '../x' is no place"),
        ("tag = 'x'\nfolder = '/x'", 6, "feed.more.folder: '/x' is no place"),
        ("tag = 'x'\nfolder = 'a\\b'", 6, "feed.more.folder: 'a\\\\b' is no place"),
        ('tag = "x"\nfolder = "a\\u0000"', 6, "feed.more.folder: 'a\\x00' is no place"),
    ],
)
def test_a_wrong_table_of_more_feeds_is_an_error_on_its_own_line(
    tmp_path: Path, table: str, line: int, what: str
) -> None:
    text = f"[[feed.more]]\ntag = 'first'\nlimit = 3\n[[feed.more]]\n{table}\n"

    error = refused(tmp_path, text)

    assert str(error).startswith(f"{SETTINGS_FILE}:{line}: {what}")
    assert error.problem.fix


def test_a_wrong_table_of_the_sites_configuration_is_an_error_on_its_own_line(
    tmp_path: Path,
) -> None:
    text = "reviewkit:\n  feed:\n    more:\n      - tag: a\n      - by: tag\n        limit: 0\n"
    block = {"feed": {"more": [{"tag": "a"}, {"by": "tag", "limit": 0}]}}

    assert str(refused_block(tmp_path, text, block)).startswith("_config.yml:6: feed.more.limit: ")


@pytest.mark.parametrize(
    "paths",
    [
        "atom = 'a.xml'\nrss = 'a.xml'",
        "atom = 'a.xml'\nrss = './a.xml'",
        "atom = 'a.xml'\nrss = 'A.XML'",
        "atom = 'f//a.xml'\nrss = 'f/a.xml'",
    ],
)
def test_two_formats_with_one_file_are_refused(tmp_path: Path, paths: str) -> None:
    error = refused(tmp_path, f"[feed.paths]\n{paths}\n")

    assert str(error) == f"{SETTINGS_FILE}:1: two feeds have the same path"


@pytest.mark.parametrize(
    "setting",
    [
        *("paths.atom = 'feeds/'", "paths.atom = ''", "paths.rss = '.'", "paths.json = '/x'"),
        *('paths.atom = "a\\u0000"', "ids = '../x'", "ids = '/x'", "folder = '..'", "folder = ''"),
        *("hubs = ['hub.example']", "hubs = ['https://a.example', 'ftp://b']"),
        *('hubs = ["https://a.example/\\u0000"]', "hubs = ['https://a.example/ b']"),
        *("archive_size = 0", "max_bytes = 5", "hero_in_content = 'no'", "opml = 'x'"),
    ],
)
def test_a_feed_setting_that_cannot_work_is_an_error_on_its_line(
    tmp_path: Path, setting: str
) -> None:
    error = refused(tmp_path, f"[feed]\nlimit = 3\n{setting}\n")

    assert str(error).startswith(f"{SETTINGS_FILE}:3: feed.")
    assert error.problem.fix
