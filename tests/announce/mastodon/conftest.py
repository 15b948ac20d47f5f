"""A desk to log in to the fake Mastodon from."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image
from tests.announce.mastodon.desk import Desk
from tests.servers.mastodon import Mastodon


@pytest.fixture(scope="session")
def jpeg() -> bytes:
    """Give a small picture."""
    file = BytesIO()
    Image.new("RGB", (16, 9), "teal").save(file, "JPEG")
    return file.getvalue()


@pytest.fixture
def desk(mastodon: Mastodon, jpeg: bytes) -> Iterator[Desk]:
    """Give a server with an account, and everything to log in with."""
    desk = Desk(mastodon, mastodon.add_account("reviewer"), jpeg)
    yield desk
    for session in desk.sessions:
        session.close()
