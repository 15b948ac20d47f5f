"""An account on the fake Mastodon with a client of it, and a picture to upload."""

import ssl
from collections.abc import Iterator
from io import BytesIO

import httpx
import pytest
from PIL import Image
from tests.servers.asking import SCOPES
from tests.servers.mastodon import Mastodon
from tests.servers.mastodon_oauth import Account


@pytest.fixture
def account(mastodon: Mastodon) -> Account:
    """Give an account on the server."""
    return mastodon.add_account("reviewer")


@pytest.fixture
def client(mastodon: Mastodon, account: Account) -> Iterator[httpx.Client]:
    """Give a client with a token that may do all there is to do."""
    token = mastodon.add_token(account, *SCOPES)
    headers = {"Authorization": f"Bearer {token}"}
    # An empty context, because reading all certificates takes longer than a test.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    with httpx.Client(base_url=mastodon.url, headers=headers, verify=context) as session:
        yield session


@pytest.fixture
def listing(account: Account) -> str:
    """Give the path of the account's statuses."""
    return f"/api/v1/accounts/{account.id}/statuses"


@pytest.fixture(scope="session")
def jpeg() -> bytes:
    """Give a small picture."""
    file = BytesIO()
    Image.new("RGB", (16, 9), "teal").save(file, "JPEG")
    return file.getvalue()
