"""A picture attached to a post on Mastodon; none of its faults loses the post."""

from dataclasses import replace

import pytest
from tests.announce.mastodon.desk import (
    MEDIA,
    PICTURE,
    SHORT,
    STATUSES,
    Desk,
    new_message,
    new_order,
)
from tests.servers.mastodon_kinds import Media, Processing, RateLimit
from tests.servers.wire import Cut, Fault, Reply, answered, lost, redirected, refused

from reviewkit.announce.mastodon.kind import MastodonKind
from reviewkit.announce.mastodon.patience import Patience
from reviewkit.announce.picture import PictureLimits
from reviewkit.announce.ports import Done, Later, Refused
from reviewkit.errors import Problem

ORDER = new_order(new_message(picture=PICTURE))


def sent_without(desk: Desk, patience: Patience | None = None) -> str:
    """Send with a picture, hold that the post is there without it, and give the warning."""
    assert isinstance(desk.connect(patience=patience).send(ORDER), Done)
    (status,) = desk.server.statuses
    assert status.media == ()
    (warning,) = desk.warnings
    assert warning.severity == "warning"
    return warning.what


def test_a_picture_is_attached_with_its_alt_text(desk: Desk) -> None:
    assert isinstance(desk.connect().send(ORDER), Done)
    (status,) = desk.server.statuses
    upload = desk.server.uploads[status.media[0]]
    assert (upload.description, upload.mime_type) == ("A foghorn", "image/jpeg")
    assert desk.warnings == []


def test_an_upload_is_one_request(desk: Desk) -> None:
    session = desk.connect()
    before = len(desk.server.requests)
    session.send(ORDER)
    asked = [request.path for request in desk.server.requests[before:]]
    assert asked == [MEDIA, STATUSES]


def test_an_upload_asks_nothing_of_a_server_whose_limits_fail(desk: Desk) -> None:
    session = desk.connect()
    for version in ("v1", "v2"):
        desk.server.fail("GET", f"/api/{version}/instance/", refused(503), always=True)
    assert isinstance(session.send(ORDER), Done)
    assert desk.warnings == []


def test_an_alt_text_is_cut_to_the_limit_of_the_server(desk: Desk) -> None:
    desk.server.kind = replace(desk.server.kind, description_limit=5)
    assert isinstance(desk.connect().send(ORDER), Done)
    (upload,) = desk.server.uploads.values()
    assert upload.description == "A fo…"


def test_a_picture_that_is_worked_on_is_waited_for(desk: Desk) -> None:
    desk.server.media = Media(processing=Processing.READY, checks=2)
    assert isinstance(desk.connect().send(ORDER), Done)
    assert len(desk.server.statuses[0].media) == 1


@pytest.mark.parametrize("processing", [Processing.FAILED, Processing.REJECTED])
def test_a_picture_that_the_server_cannot_take_is_left_out(
    desk: Desk, processing: Processing
) -> None:
    desk.server.media = Media(processing=processing, checks=1)
    assert "File content type is invalid" in sent_without(desk)


def test_a_picture_that_is_never_ready_is_left_out(desk: Desk) -> None:
    desk.server.media = Media(processing=Processing.NEVER)
    assert "was not done with it" in sent_without(desk, SHORT)


def test_a_token_without_the_right_to_upload_posts_without_the_picture(desk: Desk) -> None:
    desk.allow("write:statuses", "profile")
    assert "outside the authorized scopes" in sent_without(desk)


@pytest.mark.parametrize(
    "fault",
    [
        refused(413),
        refused(500),
        refused(503),
        redirected(302, "https://else.example/"),
        answered(Reply.json([])),
        answered(Reply.html("<h1>No</h1>")),
        lost(Cut.RESET, accepted=True),
    ],
)
def test_a_picture_that_does_not_arrive_is_left_out(desk: Desk, fault: Fault) -> None:
    desk.server.fail("POST", MEDIA, fault)
    assert sent_without(desk).startswith("no picture fog.jpg on Mastodon: ")


def test_a_picture_that_was_taken_back_is_left_out(desk: Desk) -> None:
    desk.server.fail("POST", STATUSES, refused(422, "Media not found"))
    assert "Media not found" in sent_without(desk)


def test_a_post_that_is_refused_for_itself_is_refused(desk: Desk) -> None:
    session = desk.connect()
    desk.server.fail("POST", STATUSES, refused(422), refused(422, "Too long"))
    answer = session.send(ORDER)
    assert isinstance(answer, Refused)
    assert "Too long" in answer.reason
    assert desk.warnings == []


def test_a_file_that_is_no_picture_is_left_out(desk: Desk) -> None:
    desk.file = b"<html>Not found</html>"
    assert "it is a page (HTML)" in sent_without(desk)
    assert desk.server.uploads == {}


def test_a_file_that_cannot_be_had_is_left_out(desk: Desk) -> None:
    desk.file = Problem(severity="warning", what="no fog.jpg", where=None, fix="make one")
    assert sent_without(desk) == "no fog.jpg"


def test_a_limit_of_uploads_puts_the_post_off(desk: Desk) -> None:
    session = desk.connect()
    desk.server.limit(RateLimit(seconds=600), left=0)
    answer = session.send(ORDER)
    assert isinstance(answer, Later)
    assert answer.not_before is not None
    assert desk.server.asked("POST", STATUSES) == []


def test_a_token_that_was_revoked_uploads_nothing(desk: Desk) -> None:
    session = desk.connect()
    desk.server.revoke(desk.token)
    answer = session.send(ORDER)
    assert isinstance(answer, Refused)
    assert answer.is_whole_account
    assert desk.warnings == []


def test_a_picture_keeps_the_limits_of_the_server(desk: Desk) -> None:
    desk.server.kind = replace(desk.server.kind, image_size_limit=9_000, mime_types=("image/png",))
    limits = MastodonKind().picture_limits(desk.connect().facts)
    assert limits == PictureLimits(max_bytes=9_000, types=frozenset({"image/png"}))


def test_the_picture_of_a_message_is_what_is_attached() -> None:
    kind = MastodonKind()
    assert kind.picture_of(ORDER.message) == PICTURE
    assert kind.picture_of(new_message()) is None


@pytest.mark.parametrize("fault", [None, refused(500), refused(413)])
def test_a_post_waits_for_a_picture_that_is_needed(desk: Desk, fault: Fault | None) -> None:
    desk.needs_pictures = True
    if fault:
        desk.server.fail("POST", MEDIA, fault)
    else:
        desk.file = b"<html>Not found</html>"
    answer = desk.connect().send(ORDER)
    assert isinstance(answer, Later)
    assert "fog.jpg" in answer.reason
    assert desk.texts() == []


def test_a_post_with_the_picture_it_needs_goes_out(desk: Desk) -> None:
    desk.needs_pictures = True
    assert isinstance(desk.connect().send(ORDER), Done)
    assert len(desk.server.statuses[0].media) == 1
