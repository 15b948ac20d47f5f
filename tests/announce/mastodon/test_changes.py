"""Changing and deleting what is on Mastodon."""

import pytest
from tests.announce.mastodon.desk import (
    PAGE,
    PICTURE,
    SHORT,
    STATUSES,
    Desk,
    new_message,
    new_order,
)
from tests.servers.wire import Cut, Fault, Reply, answered, lost, refused

from reviewkit.announce.kind import Removed, Session
from reviewkit.announce.ports import Done, Later, Refused, Unclear

EDITED = new_order(new_message(text=f"Better.\n\n{PAGE}", content_warning="Fog", lang="de"))


def posted(session: Session) -> str:
    """Post with a picture, and give the id."""
    answer = session.send(new_order(new_message(picture=PICTURE)))
    assert isinstance(answer, Done)
    return answer.id


def test_an_edit_changes_the_text_the_warning_and_the_language(desk: Desk) -> None:
    session = desk.connect()
    post = posted(session)
    assert isinstance(session.edit(EDITED, post), Done)
    (status,) = desk.server.statuses
    changed = (status.id, status.text, status.spoiler, status.language)
    assert changed == (post, f"Better.\n\n{PAGE}", "Fog", "de")


def test_an_edit_takes_a_warning_away(desk: Desk) -> None:
    session = desk.connect()
    post = posted(session)
    session.edit(EDITED, post)
    session.edit(new_order(), post)
    (status,) = desk.server.statuses
    assert (status.spoiler, status.sensitive) == ("", False)


def test_an_edit_keeps_the_picture(desk: Desk) -> None:
    session = desk.connect()
    post = posted(session)
    before = desk.server.statuses[0].media
    session.edit(EDITED, post)
    assert desk.server.statuses[0].media == before != ()


def test_an_edit_leaves_a_picture_behind_its_warning(desk: Desk) -> None:
    fields = {"status": PAGE, "sensitive": "true"}
    post = desk.server.keep(desk.account, fields, None).id
    desk.connect().edit(new_order(), post)
    assert desk.server.statuses[0].sensitive


def test_an_edit_needs_no_right_to_read(desk: Desk) -> None:
    desk.allow("write:statuses", "write:media", "profile")
    session = desk.connect()
    post = posted(session)
    assert isinstance(session.edit(EDITED, post), Done)
    assert len(desk.server.statuses[0].media) == 1


def test_a_post_that_is_gone_cannot_be_edited(desk: Desk) -> None:
    assert isinstance(desk.connect().edit(EDITED, "1"), Refused)


@pytest.mark.parametrize(
    "fault", [refused(500), answered(Reply.json([])), lost(Cut.RESET, accepted=True)]
)
def test_a_post_that_cannot_be_read_is_not_touched(desk: Desk, fault: Fault) -> None:
    session = desk.connect()
    post = posted(session)
    desk.server.fail("GET", f"{STATUSES}/{post}", fault)
    assert isinstance(session.edit(EDITED, post), Later)
    assert desk.server.asked("PUT", f"{STATUSES}/{post}") == []


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (refused(422), Refused),
        (refused(429), Later),
        (refused(500), Unclear),
        (lost(Cut.CLOSED, accepted=True), Unclear),
        (answered(Reply.html("")), Unclear),
    ],
)
def test_an_edit_may_fail_as_a_post_may(desk: Desk, fault: Fault, kind: type) -> None:
    session = desk.connect()
    post = posted(session)
    desk.server.fail("PUT", f"{STATUSES}/{post}", fault)
    assert isinstance(session.edit(EDITED, post), kind)


def test_a_post_is_removed_once_and_is_removed_then(desk: Desk) -> None:
    session = desk.connect()
    post = posted(session)
    answers = [session.remove(post), session.remove(post)]
    assert answers == [Removed(), Removed()]
    assert desk.server.statuses == []


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (refused(403), Refused),
        (refused(429), Later),
        (refused(503), Unclear),
        (lost(Cut.SILENT, accepted=True), Unclear),
        (answered(Reply()), Unclear),
    ],
)
def test_a_removal_may_fail(desk: Desk, fault: Fault, kind: type) -> None:
    session = desk.connect(patience=SHORT)
    post = posted(session)
    desk.server.fail("DELETE", f"{STATUSES}/{post}", fault)
    assert isinstance(session.remove(post), kind)
