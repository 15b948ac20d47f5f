"""A server of AT Protocol that can be told to fail, and a session on it."""

from collections.abc import Iterator

import pytest
from tests.announce.bluesky.pds import Pds
from tests.announce.bluesky.world import Bag, session

from reviewkit.announce.bluesky.session import BlueskySession


@pytest.fixture
def pds() -> Iterator[Pds]:
    """Give a server with one account."""
    with Pds() as server:
        yield server


@pytest.fixture
def bag() -> Bag:
    """Give a picture to upload, and a place for warnings."""
    return Bag()


@pytest.fixture
def opened(pds: Pds, bag: Bag) -> Iterator[BlueskySession]:
    """Give a session of the account."""
    opened = session(pds.url, pds.password, bag)
    yield opened
    opened.close()
