"""What each network gets: within its limits, its hashtags marked, nothing given away."""

from collections.abc import Callable

import jinja2
import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reviewkit.announce import NETWORKS, Material, Message
from reviewkit.announce.counting import byte_length, graphemes, mastodon_length
from reviewkit.announce.hashtags import hashtags
from reviewkit.config import AnnounceSettings, MastodonSettings
from reviewkit.errors import TemplateError

NewMaterial = Callable[..., Material]
SiteEnvironment = Callable[[str, str], jinja2.Environment]

SETTINGS = AnnounceSettings()
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
SHORT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
LONG = st.one_of(
    TEXT,
    st.builds(lambda piece, times: piece * times, TEXT, st.integers(1, 700)),
    st.builds(" ".join, st.lists(st.sampled_from(["rain", "fog.", "夜", "👨‍👩‍👧"]), max_size=200)),
    st.sampled_from(["a" * 2000, "ab " * 700, "Z" + "\u0337" * 4000, "🏳️‍🌈" * 400, "क्षि" * 400]),
)


def made(
    network: str,
    material: Material,
    environment: jinja2.Environment,
    settings: AnnounceSettings = SETTINGS,
) -> Message:
    return NETWORKS[network].message(material, environment, settings, None)


def within_limits(message: Message) -> bool:
    """Count the text anew and compare it with what the message says of itself."""
    if message.network == "mastodon":
        length = mastodon_length(message.content_warning or "") + mastodon_length(message.text)
        return message.length == length <= 500
    length = len(graphemes(message.text))
    return message.length == length <= 300 and message.bytes == byte_length(message.text) <= 3000


def test_mastodon_gets_title_sentence_hashtags_and_link(
    new_material: NewMaterial, environment: jinja2.Environment
) -> None:
    message = made("mastodon", new_material(), environment)

    assert message.text == (
        "Harbour Lights\n\nA patient film about a harbour.\n\n#Drama #TrueCrime\n\n"
        "https://films.example/posts/harbour-lights/"
    )
    assert (message.length, message.limit) == (14 + 2 + 31 + 2 + 17 + 2 + 23, 500)
    assert message.card is None
    assert message.picture is None
    assert not message.shortened


def test_bluesky_gets_the_link_as_a_card(
    new_material: NewMaterial, environment: jinja2.Environment
) -> None:
    material = new_material()

    message = made("bluesky", material, environment)

    assert message.text == (
        "Harbour Lights\n\nA patient film about a harbour.\n\n#Drama #TrueCrime"
    )
    assert message.card is not None
    assert message.card.uri == "https://films.example/posts/harbour-lights/"
    assert message.card.title == "Harbour Lights"
    assert message.card.description == "What the rain does to a town."
    assert message.card.thumb == material.image
    assert (message.limit, message.byte_limit) == (300, 3000)


def test_a_card_without_description_has_the_sentence(
    new_material: NewMaterial, environment: jinja2.Environment
) -> None:
    message = made("bluesky", new_material(description=""), environment)

    assert message.card is not None
    assert message.card.description == "A patient film about a harbour."


@pytest.mark.parametrize(("attach", "attached"), [("card", False), ("image", True)])
def test_mastodon_gets_the_picture_only_when_it_is_asked_for(
    new_material: NewMaterial, environment: jinja2.Environment, attach: str, *, attached: bool
) -> None:
    given_settings = {"mastodon": {"attach": attach}}
    settings = msgspec.convert(given_settings, AnnounceSettings)

    message = made("mastodon", new_material(), environment, settings)

    assert (message.picture is not None) is attached


def test_mastodon_gets_the_visibility_of_the_settings(
    new_material: NewMaterial, environment: jinja2.Environment
) -> None:
    settings = AnnounceSettings(mastodon=MastodonSettings(visibility="unlisted"))

    assert made("mastodon", new_material(), environment, settings).visibility == "unlisted"


@pytest.mark.parametrize("network", NETWORKS)
@given(title=LONG, sentence=LONG, tags=st.lists(SHORT, max_size=12).map(tuple))
@example(title="T", sentence="Aaaa \u2068\u2068bb.\u2069\u2069 cc " * 30, tags=())
def test_every_message_keeps_the_limits(
    network: str,
    new_material: NewMaterial,
    environment: jinja2.Environment,
    title: str,
    sentence: str,
    tags: tuple[str, ...],
) -> None:
    material = new_material(title=title, sentence=sentence, tags=tags)

    assert within_limits(made(network, material, environment))


@pytest.mark.parametrize("network", NETWORKS)
@given(warning=SHORT.filter(str.strip), sentence=LONG)
def test_a_message_with_a_warning_keeps_the_limits_together_with_it(
    network: str,
    new_material: NewMaterial,
    environment: jinja2.Environment,
    warning: str,
    sentence: str,
) -> None:
    material = new_material(sentence=sentence, content_warning=warning)

    assert within_limits(made(network, material, environment))


@pytest.mark.parametrize("network", NETWORKS)
def test_a_spoiler_with_a_very_long_title_keeps_the_limits(
    network: str, new_material: NewMaterial, environment: jinja2.Environment
) -> None:
    title = "The Very Long Title " * 30
    material = new_material(title=title, content_warning=f"Spoilers: {title}")

    assert within_limits(made(network, material, environment))


@given(title=LONG, sentence=LONG, tags=st.lists(SHORT, max_size=12).map(tuple))
@example(title="🎬 映画 #Drama", sentence="#Drama", tags=("drama", "été", "日本 映画", "हिन्दी"))
def test_every_facet_is_exactly_its_hashtag_in_the_bytes(
    new_material: NewMaterial,
    environment: jinja2.Environment,
    title: str,
    sentence: str,
    tags: tuple[str, ...],
) -> None:
    material = new_material(title=title, sentence=sentence, tags=tags)

    message = made("bluesky", material, environment)

    data = message.text.encode()
    assert [data[facet.start : facet.end].decode() for facet in message.facets] == [
        f"#{facet.tag}" for facet in message.facets
    ]
    named = (*(facet.tag for facet in message.facets), *message.dropped_hashtags)
    assert named == hashtags(tags)


def test_a_word_of_the_title_is_never_taken_for_a_hashtag(
    new_material: NewMaterial, environment: jinja2.Environment
) -> None:
    message = made("bluesky", new_material(title="#Drama", tags=("drama",)), environment)

    (facet,) = message.facets
    assert facet.start == message.text.encode().rindex(b"#Drama")


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("mark", ["\ue000", "\ue001", "\ue000#Fake\ue001"])
def test_private_characters_in_the_users_words_make_no_hashtag(
    network: str, new_material: NewMaterial, environment: jinja2.Environment, mark: str
) -> None:
    material = new_material(title=f"a{mark}b", sentence=f"c{mark}d", tags=())

    message = made(network, material, environment)

    assert message.facets == ()
    assert "\ue000" not in message.text
    assert "\ue001" not in message.text


@pytest.mark.parametrize("network", NETWORKS)
def test_hashtags_go_before_the_sentence_is_cut(
    network: str, new_material: NewMaterial, environment: jinja2.Environment
) -> None:
    room = {"mastodon": 500 - 14 - 2 - 2 - 23 - 10, "bluesky": 300 - 14 - 2 - 10}[network]
    sentence = ("rain " * 200)[: room - 1] + "."
    material = new_material(sentence=sentence, tags=("drama", "true crime", "comedy"))

    message = made(network, material, environment)

    assert sentence in message.text
    assert "#Drama" in message.text
    assert message.dropped_hashtags == ("TrueCrime", "Comedy")
    assert not message.shortened


@pytest.mark.parametrize("network", NETWORKS)
def test_a_sentence_is_cut_when_no_hashtag_is_left_to_go(
    network: str, new_material: NewMaterial, environment: jinja2.Environment
) -> None:
    message = made(network, new_material(sentence="rain and fog " * 60), environment)

    assert message.text.startswith("Harbour Lights\n\nrain and fog rain")
    assert "…" in message.text
    assert "#" not in message.text
    assert message.dropped_hashtags == ("Drama", "TrueCrime")
    assert message.shortened
    assert message.length > message.limit - 15


@pytest.mark.parametrize("network", NETWORKS)
def test_a_text_that_is_cut_never_leaves_gaps(
    network: str, new_material: NewMaterial, environment: jinja2.Environment
) -> None:
    message = made(network, new_material(sentence="", tags=()), environment)

    assert "\n\n\n" not in message.text
    assert message.text == message.text.strip()


@given(sentence=LONG)
def test_the_link_is_never_cut(
    new_material: NewMaterial, environment: jinja2.Environment, sentence: str
) -> None:
    message = made("mastodon", new_material(sentence=sentence), environment)

    assert message.text.endswith("\n\nhttps://films.example/posts/harbour-lights/")


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("text", ["a\x00b", "a\x07b", "a\x1bb", "a\ud83d"])
def test_characters_that_no_server_takes_do_not_stop_an_announcement(
    network: str, new_material: NewMaterial, environment: jinja2.Environment, text: str
) -> None:
    message = made(network, new_material(title=text, sentence=text), environment)

    assert message.text.encode()
    assert not {"\x00", "\x07", "\x1b"} & set(message.text)


def test_the_users_words_mention_nobody_on_mastodon(
    new_material: NewMaterial, environment: jinja2.Environment
) -> None:
    material = new_material(
        title="@ada and #1film", sentence="See https://evil.example :heart:", content_warning="@bo"
    )

    message = made("mastodon", material, environment)

    assert "@ada" not in message.text
    assert "#1film" not in message.text
    assert "https://evil" not in message.text
    assert ":heart:" not in message.text
    assert "@bo" not in (message.content_warning or "")
    assert "#Drama" in message.text


def test_bluesky_gets_the_users_words_as_they_are(
    new_material: NewMaterial, environment: jinja2.Environment
) -> None:
    message = made("bluesky", new_material(sentence="Thanks, @ada, for #1!"), environment)

    assert "Thanks, @ada, for #1!" in message.text


def test_with_a_warning_bluesky_gives_nothing_away(
    new_material: NewMaterial, environment: jinja2.Environment
) -> None:
    material = new_material(
        sentence="The butler did it.",
        description="The butler, of all people.",
        rating="7 for the butler",
        content_warning="Spoilers",
    )

    message = made("bluesky", material, environment)

    assert message.card is not None
    shown = f"{message.text} {message.card.title} {message.card.description}"
    assert "butler" not in shown
    assert message.card.thumb is None
    assert message.picture is None
    assert message.text.startswith("Harbour Lights")


@given(sentence=st.text(st.characters(categories=["L"]), min_size=12, max_size=400))
def test_with_a_warning_the_sentence_is_nowhere_on_bluesky(
    new_material: NewMaterial, environment: jinja2.Environment, sentence: str
) -> None:
    material = new_material(sentence=sentence, description="", content_warning="Spoilers")

    message = made("bluesky", material, environment)

    assert message.card is not None
    assert sentence[:10] not in message.text + message.card.title + message.card.description


def test_with_a_warning_a_template_of_the_site_gives_nothing_away_on_bluesky(
    new_material: NewMaterial, site_environment: SiteEnvironment
) -> None:
    own = site_environment(
        "announce/bluesky.txt.j2", "{{ title }}|{{ sentence }}|{{ description }}|{{ rating }}"
    )

    message = made("bluesky", new_material(content_warning="Spoilers"), own)

    assert message.text == "Harbour Lights|||"


def test_mastodon_hides_the_sentence_behind_the_warning_and_counts_both(
    new_material: NewMaterial, environment: jinja2.Environment
) -> None:
    plain = made("mastodon", new_material(), environment)

    message = made("mastodon", new_material(content_warning="Violence"), environment)

    assert message.content_warning == "Violence"
    assert message.text == plain.text
    assert message.length == plain.length + 8


@pytest.mark.parametrize("network", NETWORKS)
def test_a_template_of_the_site_wins(
    network: str, new_material: NewMaterial, site_environment: SiteEnvironment
) -> None:
    own = site_environment(
        f"announce/{network}.txt.j2", "New: {{ title }} ({{ rating }})\n{{ hashtags | join(' ') }}"
    )

    message = made(network, new_material(), own)

    assert message.text == "New: Harbour Lights (7/10)\n#Drama #TrueCrime"


def test_a_template_of_the_site_for_one_network_leaves_the_other(
    new_material: NewMaterial,
    site_environment: SiteEnvironment,
    environment: jinja2.Environment,
) -> None:
    own = site_environment("announce/mastodon.txt.j2", "{{ title }}")

    assert made("bluesky", new_material(), own) == made("bluesky", new_material(), environment)


def test_a_template_of_the_site_may_place_hashtags_anywhere(
    new_material: NewMaterial, site_environment: SiteEnvironment
) -> None:
    own = site_environment(
        "announce/bluesky.txt.j2", "{{ hashtags[0] | upper }} 🎬 {{ title }}, {{ hashtags[1] }}!"
    )

    message = made("bluesky", new_material(), own)

    data = message.text.encode()
    assert message.text == "#DRAMA 🎬 Harbour Lights, #TrueCrime!"
    assert [data[facet.start : facet.end].decode() for facet in message.facets] == [
        "#DRAMA",
        "#TrueCrime",
    ]


@pytest.mark.parametrize("network", NETWORKS)
def test_markup_characters_are_not_escaped(
    network: str, new_material: NewMaterial, environment: jinja2.Environment
) -> None:
    message = made(network, new_material(title="Tom & <Jerry>"), environment)

    assert message.text.startswith("Tom & <Jerry>\n")


@pytest.mark.parametrize("network", NETWORKS)
def test_a_broken_template_is_an_error_with_file_and_line(
    network: str, new_material: NewMaterial, site_environment: SiteEnvironment
) -> None:
    own = site_environment(f"announce/{network}.txt.j2", "{{ title }}\n\n{{ sentense }}\n")

    with pytest.raises(TemplateError, match="sentense") as raised:
        made(network, new_material(), own)

    where = raised.value.problem.where
    assert where is not None
    assert where.file.endswith(f"announce/{network}.txt.j2")
    assert where.line == 3


@pytest.mark.parametrize("network", NETWORKS)
def test_a_template_that_is_itself_too_long_is_an_error(
    network: str, new_material: NewMaterial, site_environment: SiteEnvironment
) -> None:
    own = site_environment(f"announce/{network}.txt.j2", "{{ title }}" + " so much to say" * 50)

    with pytest.raises(TemplateError, match="too long") as raised:
        made(network, new_material(), own)

    where = raised.value.problem.where
    assert where is not None
    assert where.file.endswith(f"announce/{network}.txt.j2")


@pytest.mark.parametrize(
    ("network", "table", "account"),
    [
        ("mastodon", {"server": "https://social.example"}, "https://social.example"),
        ("bluesky", {"handle": "ada.example"}, "ada.example"),
        ("mastodon", {}, None),
        ("bluesky", {}, None),
    ],
)
def test_a_message_says_for_which_account_it_is(
    new_material: NewMaterial,
    environment: jinja2.Environment,
    network: str,
    table: dict[str, str],
    account: str | None,
) -> None:
    settings = msgspec.convert({network: table}, AnnounceSettings)

    assert made(network, new_material(), environment, settings).account == account
