"""Which posts go to which targets, and why the others do not."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.announce import candidates
from reviewkit.announce.choose import BASELINE, Plan, Wish, baseline, choose, every_target
from reviewkit.announce.claim import new_claim
from reviewkit.announce.ledger import Claim, Entry, EntryState, Record, Target
from reviewkit.config import AnnounceSettings
from reviewkit.identity import known_form
from reviewkit.model import Post, State

NOW = dt.datetime(2025, 1, 20, 12, tzinfo=dt.UTC)
SETTINGS = AnnounceSettings()
HERE = Target(network="mastodon", server="mastodon.example", account="109")
THERE = Target(network="bluesky", server=None, account="did:plc:reviewer")
BEFORE = NOW - dt.timedelta(days=30)


def post(
    slug: str = "harbour-lights",
    *,
    age: dt.timedelta = dt.timedelta(days=1),
    state: State = "published",
    front_matter: Mapping[str, object] | None = None,
) -> Post:
    return Post(
        source=f"_posts/{slug}.md",
        state=state,
        url=f"https://films.example/posts/{slug}/",
        path=f"/posts/{slug}/",
        id=f"/posts/{slug}",
        absolute_id=f"https://films.example/posts/{slug}",
        collection="posts",
        output_path=f"posts/{slug}/index.html",
        slug=slug,
        title=slug,
        date=NOW - age,
        updated=None,
        categories=(),
        tags=(),
        lang=None,
        image=None,
        description=None,
        authors=(),
        is_markdown=True,
        text=f"It rains for two hours in {slug}, and nobody minds that.",
        text_line=1,
        head="",
        front_matter=front_matter or {},
    )


@pytest.mark.parametrize(
    ("state", "front_matter", "planned"),
    [
        ("published", {}, True),
        ("published", {"announce": True}, True),
        ("published", {"announce": False}, False),
        ("published", {"hidden": True}, True),
        ("draft", {}, False),
        ("draft", {"announce": True}, False),
        ("future", {}, False),
        ("unpublished", {}, False),
    ],
)
def test_only_public_posts_are_announced(
    state: State, front_matter: Mapping[str, object], *, planned: bool
) -> None:
    found = candidates([post(state=state, front_matter=front_matter)], SETTINGS, NOW)

    assert bool(found) is planned


@pytest.mark.parametrize(
    ("age", "too_old"),
    [
        (dt.timedelta(0), False),
        (dt.timedelta(days=7), False),
        (dt.timedelta(days=7, seconds=1), True),
        (dt.timedelta(days=4000), True),
    ],
)
def test_a_post_older_than_the_limit_is_too_old(age: dt.timedelta, *, too_old: bool) -> None:
    (found,) = candidates([post(age=age)], SETTINGS, NOW)

    assert found.too_old is too_old


def test_the_limit_is_a_setting() -> None:
    settings = AnnounceSettings(max_age_days=30)

    (found,) = candidates([post(age=dt.timedelta(days=29))], settings, NOW)

    assert not found.too_old


def test_age_is_a_matter_of_the_moment_and_not_of_the_zone() -> None:
    zone = dt.timezone(dt.timedelta(hours=14))

    (found,) = candidates([post(age=dt.timedelta(days=7))], SETTINGS, NOW.astimezone(zone))

    assert not found.too_old


def test_a_post_that_is_named_is_never_too_old() -> None:
    old = post("old", age=dt.timedelta(days=4000))

    (found,) = candidates([post("new"), old], SETTINGS, NOW, only=["old"])

    assert (found.post.slug, found.too_old) == ("old", False)


@pytest.mark.parametrize("state", ["draft", "future", "unpublished"])
def test_a_post_that_is_named_must_still_be_published(state: State) -> None:
    assert candidates([post("named", state=state)], SETTINGS, NOW, only=["named"]) == []


def test_a_post_that_is_named_may_still_refuse() -> None:
    refusing = post("named", front_matter={"announce": False})

    assert candidates([refusing], SETTINGS, NOW, only=["named"]) == []


def test_posts_keep_their_order() -> None:
    posts = [post(slug) for slug in ("new", "middle", "old")]

    assert [found.post.slug for found in candidates(posts, SETTINGS, NOW)] == [
        "new",
        "middle",
        "old",
    ]


def ledger(*records: Record) -> Mapping[str, Record]:
    return {record.name: record for record in records}


def started(*targets: Target) -> Mapping[str, Record]:
    """Make a ledger that has had to do with the targets for long."""
    return ledger(*baseline([post("started", age=dt.timedelta(days=99))], {}, targets, BEFORE))


def recorded(
    about: Post,
    state: EntryState = "published",
    *,
    target: Target = HERE,
    reason: str = "",
) -> Mapping[str, Record]:
    """Make a started ledger with an entry for a post."""
    (record,) = baseline([about], {}, [], NOW - dt.timedelta(days=1))
    entry = Entry(target=target, state=state, since=record.since, key="k", reason=reason)
    return {**started(HERE, THERE), **ledger(replace(record, entries=(entry,)))}


def chosen(
    posts: Sequence[Post],
    records: Mapping[str, Record] | None,
    *only: str,
    targets: Sequence[Target] = (HERE,),
    settings: AnnounceSettings = SETTINGS,
) -> Plan:
    wish = Wish(targets=targets, now=NOW, only=only)
    return choose(posts, records, settings, wish, lambda post: "silent" not in post.slug)


def going(plan: Plan) -> list[str]:
    return [job.post.slug if job.post else "" for job in plan.jobs if job.reason is None]


def reasons(plan: Plan) -> list[str]:
    return [passed.reason for passed in plan.passed]


def test_a_new_post_goes_to_every_target() -> None:
    plan = chosen([post("fog")], started(HERE, THERE), targets=(HERE, THERE))

    assert [(job.entry.target, job.entry.state) for job in plan.jobs] == [
        (HERE, "prepared"),
        (THERE, "prepared"),
    ]


def test_the_targets_of_a_new_post_share_its_record() -> None:
    one, other = chosen([post("fog")], {}, targets=(HERE, THERE)).jobs

    assert one.record is other.record


@pytest.mark.parametrize("only", [(), ("fog",)])
def test_nothing_goes_without_a_ledger(only: Sequence[str]) -> None:
    plan = chosen([post("fog")], None, *only)

    assert (plan.jobs, reasons(plan)) == ((), ["no ledger"])


def test_an_empty_ledger_is_one() -> None:
    assert going(chosen([post("fog")], {})) == ["fog"]


def test_what_was_there_at_the_beginning_does_not_go() -> None:
    fog = post("fog")

    plan = chosen([fog], ledger(*baseline([fog], None, [HERE], NOW)))

    assert (going(plan), reasons(plan)) == ([], ["baseline"])


def test_the_beginning_can_be_made_before_any_account_is_known() -> None:
    fog = post("fog")

    plan = chosen([fog], ledger(*baseline([fog], None, [], BEFORE)))

    assert reasons(plan) == ["baseline"]


@pytest.mark.parametrize("state", ["draft", "future", "unpublished", "broken"])
def test_what_is_not_public_at_the_beginning_is_new_later(state: State) -> None:
    assert baseline([post("fog", state=state)], None, [HERE], NOW) == ()


def test_a_second_beginning_keeps_what_was_announced() -> None:
    fog = post("fog")
    records = recorded(fog)

    (written,) = baseline([fog], records, [HERE, THERE], NOW)

    assert [(entry.target, entry.state) for entry in written.entries] == [
        (HERE, "published"),
        (THERE, "skipped"),
    ]


def test_a_second_beginning_that_changes_nothing_writes_nothing() -> None:
    fog = post("fog")

    assert baseline([fog], recorded(fog), [HERE], NOW) == ()


def test_posts_with_one_slug_have_two_records() -> None:
    one, other = (
        post("fog"),
        replace(post("fog"), source="_posts/other.md", title="Other", path="/"),
    )

    names = {record.name for record in baseline([one, other], None, [], NOW)}

    assert len(names) == 2


def test_a_target_added_later_does_not_get_the_past() -> None:
    fog = post("fog")
    records = ledger(*recorded(fog).values())
    only_here = {
        name: replace(one, entries=tuple(e for e in one.entries if e.target == HERE))
        for name, one in records.items()
    }

    plan = chosen([post("new"), fog], only_here, targets=(THERE,))

    assert (going(plan), reasons(plan)) == (["new"], ["baseline"])


def test_a_target_that_was_out_of_reach_gets_what_it_missed() -> None:
    fog = post("fog")

    assert going(chosen([fog], recorded(fog), targets=(THERE,))) == ["fog"]


@pytest.mark.parametrize(
    ("state", "reason", "why"),
    [
        ("published", "", "published"),
        ("deleted", "", "deleted"),
        ("failed", "too long", "failed"),
        ("skipped", BASELINE, "baseline"),
        ("skipped", "by hand", "skipped"),
    ],
)
def test_what_is_done_is_not_done_again(state: EntryState, reason: str, why: str) -> None:
    fog = post("fog")

    plan = chosen([fog], recorded(fog, state, reason=reason))

    assert (going(plan), reasons(plan)) == ([], [why])


@pytest.mark.parametrize(
    ("state", "reason", "goes"),
    [
        ("published", "", False),
        ("deleted", "", False),
        ("failed", "too long", True),
        ("skipped", BASELINE, True),
        ("skipped", "by hand", False),
    ],
)
def test_what_is_named_is_done_again_unless_it_would_be_there_twice(
    state: EntryState, reason: str, *, goes: bool
) -> None:
    fog = post("fog")

    assert bool(going(chosen([fog], recorded(fog, state, reason=reason), "fog"))) is goes


def test_a_refused_post_that_is_named_begins_anew() -> None:
    fog = post("fog")
    records = recorded(fog, "failed", reason="too long")

    (job,) = chosen([fog], records, "fog").jobs

    assert (job.entry.state, job.entry.reason, job.entry.first_try) == ("prepared", "", None)


@pytest.mark.parametrize("state", ["draft", "future", "unpublished", "broken"])
def test_what_is_named_must_be_public(state: State) -> None:
    plan = chosen([post("fog", state=state)], started(HERE), "fog")

    assert (going(plan), reasons(plan)) == ([], [state])


def test_what_is_named_may_refuse() -> None:
    plan = chosen([post("fog", front_matter={"announce": False})], started(HERE), "fog")

    assert (going(plan), reasons(plan)) == ([], ["refuses"])


def test_what_is_named_may_be_old_and_many() -> None:
    slugs = [f"old-{number}" for number in range(5)]
    posts = [post(slug, age=dt.timedelta(days=400)) for slug in slugs]

    assert sorted(going(chosen(posts, started(HERE), *slugs))) == slugs


def test_an_old_post_does_not_go_by_itself() -> None:
    plan = chosen([post("fog", age=dt.timedelta(days=8))], started(HERE))

    assert (going(plan), reasons(plan)) == ([], ["too old"])


def test_the_newest_go_first_into_the_limit_and_the_oldest_of_them_is_sent_first() -> None:
    posts = [post(f"p{day}", age=dt.timedelta(days=day)) for day in range(5)]

    plan = chosen(posts, started(HERE, THERE), targets=(HERE, THERE))

    assert going(plan) == ["p2", "p2", "p1", "p1", "p0", "p0"]
    assert reasons(plan) == ["over the limit"] * 4


def test_a_post_without_its_sentence_takes_no_place_in_the_limit() -> None:
    plan = chosen(
        [post("silent"), post("fog")], started(HERE), settings=AnnounceSettings(max_per_run=1)
    )

    assert (going(plan), reasons(plan)) == (["fog"], ["no sentence"])


def test_what_was_begun_goes_on_though_it_is_old_and_takes_its_place_in_the_limit() -> None:
    begun, new = post("begun", age=dt.timedelta(days=20)), post("new")
    settings = AnnounceSettings(max_per_run=1)

    plan = chosen([new, begun], recorded(begun, "prepared"), settings=settings)

    assert (going(plan), reasons(plan)) == (["begun"], ["over the limit"])


@pytest.mark.parametrize("state", ["sending", "unknown"])
@pytest.mark.parametrize("now", [post("fog", state="draft"), None], ids=["draft", "gone"])
def test_a_try_of_what_is_no_longer_public_is_looked_for_and_not_sent(
    state: EntryState, now: Post | None
) -> None:
    plan = chosen([now] if now else [], recorded(post("fog"), state))

    assert [job.reason for job in plan.jobs] == ["draft" if now else "gone"]


def test_a_meant_announcement_of_what_is_no_longer_public_waits() -> None:
    plan = chosen([post("fog", state="draft")], recorded(post("fog"), "prepared"))

    assert (plan.jobs, reasons(plan)) == ((), ["draft"])


@pytest.mark.parametrize(
    "changes",
    [
        {"slug": "mist", "source": "_posts/mist.md", "path": "/mist/"},
        {"url": "https://other.example/posts/fog/"},
        {"date": NOW},
        {"title": "Another title"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_post_that_has_moved_is_not_announced_again(changes: Mapping[str, object]) -> None:
    fog = post("fog")
    moved = replace(fog, **changes)  # type: ignore[arg-type]

    assert reasons(chosen([moved], recorded(fog))) == ["published"]


def test_the_ledger_learns_what_a_post_is_known_by_now() -> None:
    fog = post("fog")
    moved = replace(fog, title="Another title")

    (renewed,) = chosen([moved], recorded(fog)).renewed

    assert (renewed.name, renewed.known.title) == ("fog", "Another title")


def test_a_ledger_that_knows_all_is_left_alone() -> None:
    fog = post("fog")

    assert chosen([fog], recorded(fog)).renewed == ()


def test_a_try_under_way_is_found_by_the_old_address_and_by_the_new() -> None:
    fog = post("fog")
    moved = replace(fog, url="https://other.example/fog/")
    records = recorded(fog, "unknown")
    entry = replace(records["fog"].entries[0], links=(fog.url,))
    records = {**records, "fog": replace(records["fog"], entries=(entry,))}

    (job,) = chosen([moved], records).jobs

    assert job.entry.links == (fog.url, moved.url)
    assert job.entry.key == entry.key


HELD = new_claim("another computer", NOW - dt.timedelta(minutes=1), dt.timedelta(minutes=10))
LAPSED = new_claim("another computer", NOW - dt.timedelta(hours=1), dt.timedelta(minutes=10))


def claimed_as(state: EntryState, claim: Claim) -> Mapping[str, Record]:
    """Make a ledger in which another computer has claimed the post."""
    return {
        name: replace(record, entries=tuple(replace(one, claim=claim) for one in record.entries))
        for name, record in recorded(post(), state).items()
    }


@pytest.mark.parametrize("state", ["prepared", "sending", "unknown"])
def test_what_another_computer_has_claimed_is_left_to_it(state: EntryState) -> None:
    plan = chosen([post()], claimed_as(state, HELD))

    assert plan.jobs == ()
    assert (plan.is_held, plan.is_idle) == (True, False)


def test_what_another_computer_has_claimed_is_left_to_it_though_its_post_is_gone() -> None:
    assert chosen([], claimed_as("unknown", HELD)).jobs == ()


@pytest.mark.parametrize("posts", [[post()], []], ids=["there", "gone"])
def test_what_a_computer_claimed_and_never_ended_is_looked_for(posts: Sequence[Post]) -> None:
    (job,) = chosen(posts, claimed_as("prepared", LAPSED)).jobs

    assert (job.entry.state, job.entry.in_doubt) == ("unknown", LAPSED.at)


def test_a_plan_with_nothing_to_do_is_idle() -> None:
    assert chosen([], {}).is_idle


ages = st.sampled_from([dt.timedelta(hours=1), dt.timedelta(days=3), dt.timedelta(days=30)])
claims = st.sampled_from([None, HELD, LAPSED])
accounts = st.sampled_from([HERE, THERE, replace(HERE, account="7")])
states = st.sampled_from(["prepared", "sending", "published", "unknown", "failed", "skipped"])
entries = st.builds(
    Entry,
    target=accounts,
    state=states,
    since=st.sampled_from([BEFORE, NOW]),
    key=st.just("k"),
    reason=st.sampled_from(["", BASELINE]),
    claim=claims,
)
remembered = st.lists(entries, max_size=3, unique_by=lambda one: one.target)
slugs = st.sampled_from(["fog", "rain", "silent", "snow", "wind"])
sites = st.dictionaries(slugs, st.tuples(ages, st.none() | remembered, st.booleans()))


@given(site=sites, targets=st.sets(accounts), is_named=st.booleans())
def test_what_is_idle_for_every_target_is_idle_for_each_account(
    site: Mapping[str, tuple[dt.timedelta, Sequence[Entry] | None, bool]],
    targets: Collection[Target],
    *,
    is_named: bool,
) -> None:
    posts = [post(slug, age=age) for slug, (age, _, is_here) in site.items() if is_here]
    records = {
        slug: Record(
            name=slug, known=known_form(post(slug)), since=BEFORE, entries=tuple(noted_entries)
        )
        for slug, (_, noted_entries, _) in site.items()
        if noted_entries is not None
    }
    only = ["fog"] if is_named else []
    everyone = every_target(records, ["mastodon", "bluesky"])

    if chosen(posts, records, *only, targets=everyone).is_idle:
        assert chosen(posts, records, *only, targets=list(targets)).is_idle


def test_a_network_that_is_not_set_up_makes_no_work() -> None:
    records = recorded(post(), "unknown")

    assert chosen([post()], records, targets=every_target(records, [])).is_idle
    assert not chosen([post()], records, targets=every_target(records, ["mastodon"])).is_idle
