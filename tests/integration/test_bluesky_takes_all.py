"""A real Bluesky server takes every post that is composed, whatever the review is made of."""

import datetime as dt
import random

import jinja2
import pytest
from tests.announce.conftest import new_material
from tests.announce.test_budgets import WORDS, sentence
from tests.servers.bluesky.server import Account, Bluesky

from reviewkit.announce import NETWORKS, Message
from reviewkit.announce.bluesky.record import creation
from reviewkit.announce.keys import record_key
from reviewkit.announce.ports import Order
from reviewkit.config import AnnounceSettings
from reviewkit.templating import make_environment

pytestmark = pytest.mark.integration

POSTS = 320
TAGS = ("drama", "true crime", "夜の街", "قصة حب", "été 42", "🎬 sea", "Zürich", "a" * 300, "1984")
NOW = dt.datetime(2025, 1, 20, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def environment() -> jinja2.Environment:
    """Give the templates of the package."""
    return make_environment(None)


def composed(number: int, environment: jinja2.Environment) -> Message:
    """Compose the post of a generated review; some have a picture, a warning, a long address."""
    seeded = random.Random(number)  # noqa: S311 -- the same reviews each time
    material = new_material(
        title=sentence(seeded, 12) or "Rain",
        sentence=sentence(seeded, seeded.choice((20, 200))),
        description=sentence(seeded, 300),
        tags=tuple(seeded.sample(TAGS, k=seeded.randrange(len(TAGS)))),
        lang=seeded.choice(("en", "pt-BR", "zh-Hant-TW", "de_DE", "xx", None)),
        url=f"https://films.example/posts/{'long-' * seeded.randrange(40)}{number}/",
        image=None,
        content_warning=seeded.choice((None, None, "Spoilers")),
    )
    return NETWORKS["bluesky"].message(material, environment, AnnounceSettings(), None)


def test_it_takes_them_all_as_they_are(
    bluesky: Bluesky, reviewer: Account, environment: jinja2.Environment
) -> None:
    wanted = {}
    for number in range(POSTS):
        message = composed(number, environment)
        key = record_key(reviewer.did, message.material.url, 1, NOW.date())
        order = Order(message=message, key=key, created_at=NOW + dt.timedelta(seconds=number))
        answer = bluesky.call(
            "com.atproto.repo.createRecord",
            token=reviewer.token,
            data=creation(order, reviewer.did, None),
            counted=False,
        )
        assert answer.is_success, (message.text, answer.text)
        assert answer.json()["validationStatus"] == "valid"
        wanted[key] = message

    assert len(wanted) == POSTS
    for key, message in wanted.items():
        record = bluesky.record(reviewer, key)
        assert record is not None
        assert record["text"] == message.text
        data = record["text"].encode()
        for facet in record.get("facets", ()):
            place = facet["index"]
            tag = data[place["byteStart"] : place["byteEnd"]].decode()
            assert tag == f"#{facet['features'][0]['tag']}"


def test_the_reviews_are_as_odd_as_they_should_be(environment: jinja2.Environment) -> None:
    messages = [composed(number, environment) for number in range(POSTS)]
    assert sum(message.shortened for message in messages) > POSTS / 10
    assert sum(bool(message.facets) for message in messages) > POSTS / 4
    assert {word for word in WORDS if any(word in message.text for message in messages)} > {
        "🇩🇪🇫🇷",
        "مرحبا،",
        "映画。",
    }
