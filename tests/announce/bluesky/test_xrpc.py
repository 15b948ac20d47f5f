"""A call is one request, goes nowhere else, and has an end whatever the server does."""

import pytest
from tests.announce.bluesky.pds import GET, Pds
from tests.servers.wire import Cut, Fault, lost

from reviewkit.announce.bluesky.xrpc import Xrpc
from reviewkit.announce.within import OverdueError


@pytest.mark.parametrize(
    "fault",
    [
        Fault(accepted=True, cut=Cut.DRIBBLED, delay=0.05),
        Fault(accepted=True, delay=30),
        lost(Cut.SILENT, accepted=True),
    ],
)
def test_no_server_holds_a_call_longer_than_its_limit(pds: Pds, fault: Fault) -> None:
    pds.posts["3abc"] = {"text": "x" * 10_000}
    pds.fail("GET", GET, fault)
    xrpc = Xrpc(pds.url, longest=0.2)

    with pytest.raises(OverdueError):
        xrpc.query("com.atproto.repo.getRecord", rkey="3abc")
    xrpc.close()


def test_parameters_arrive_as_they_are(pds: Pds) -> None:
    pds.posts["3abc"] = {}
    xrpc = Xrpc(pds.url)
    xrpc.query("com.atproto.repo.getRecord", repo="did:plc:x", rkey="3abc", limit=7)
    xrpc.close()

    assert pds.requests[0].query == {"repo": ["did:plc:x"], "rkey": ["3abc"], "limit": ["7"]}
