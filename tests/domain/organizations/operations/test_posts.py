"""Posts over time, and moving between units."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from bihuan.domain.accounts import queries as accounts
from bihuan.domain.accounts.models import RoleGrant
from bihuan.domain.organizations import person_failures as failures
from bihuan.domain.organizations.models import Post
from bihuan.domain.organizations.operations import posts, taking_back
from bihuan.domain.organizations.operations.teams import take_seat
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.failures import NotPermitted, Stale
from tests.cast import user_with

from ..register import day, fresh, somebody


def start(person, unit, title="科长", since="2025-01-01", **more):
    return posts.start_post(person=person, unit=unit, actor=SYSTEM, title=title, since=day(since), **more)


def end(post, on="2026-01-01"):
    return posts.end_post(person=post.person, post=post, actor=SYSTEM, on=day(on))


def move(person, unit, title="站长", on="2026-02-01", actor=SYSTEM):
    return posts.transfer_person(person=person, unit=unit, actor=actor, title=title, on=day(on))


def told(person):
    rows = person.posts.told().order_by("pk").values_list("title", "unit__name", "since", "until")
    return [
        (title, unit, *(f"{each:%Y-%m-%d}" if each else "" for each in days)) for title, unit, *days in rows
    ]


@pytest.fixture
def officer(bureau):
    """Somebody without a post."""
    return somebody(bureau.unit, "050")


def test_the_main_post_says_where_one_works(bureau, officer, station):
    start(officer, station)

    assert (fresh(officer).unit, fresh(officer).department) == (station, None)


def test_a_main_post_in_a_department_says_which(bureau, officer):
    start(officer, bureau.finance)

    assert (fresh(officer).unit, fresh(officer).department) == (bureau.unit, bureau.finance)


def test_another_post_beside_the_main_one_moves_nobody(bureau, officer, station):
    start(officer, bureau.finance)

    start(officer, station, title="站长", is_main=False)

    assert (fresh(officer).unit, fresh(officer).department) == (bureau.unit, bureau.finance)


def test_a_second_main_post_is_refused_with_the_first_one(bureau, officer):
    start(officer, bureau.finance)

    with pytest.raises(failures.MainPostHeld) as refusal:
        start(officer, bureau.office, title="主任", since="2025-06-01")
    assert str(refusal.value) == (
        "陶然这段时间已有主要职务“科长”（2025-01-01起至今）。先结束它，或用“调动”；"
        "兼任的职务请去掉“主要职务”。"
    )


def test_the_same_post_twice_is_refused(bureau, officer):
    start(officer, bureau.finance, is_main=False)

    with pytest.raises(failures.PostHeld):
        start(officer, bureau.finance, is_main=False)


def test_the_same_title_in_another_unit_is_another_post(bureau, officer, station):
    start(officer, bureau.finance, is_main=False)
    start(officer, station, is_main=False)

    assert officer.posts.open().count() == 2


def test_a_main_post_may_begin_on_the_day_the_last_one_ends(bureau, officer):
    end(start(officer, bureau.finance), on="2026-01-01")

    start(officer, bureau.office, title="主任", since="2026-01-01")

    assert told(officer) == [
        ("科长", "财务科", "2025-01-01", "2026-01-01"),
        ("主任", "办公室", "2026-01-01", ""),
    ]


@pytest.mark.parametrize(
    ("on", "refused"),
    [("2025-01-01", failures.EndsBeforeStart), ("2024-12-31", failures.EndsBeforeStart)],
)
def test_a_post_ends_after_it_began(bureau, officer, on, refused):
    post = start(officer, bureau.finance)

    with pytest.raises(refused):
        end(post, on=on)
    assert Post.objects.get(pk=post.pk).until is None


def test_a_post_neither_begins_nor_ends_in_the_future(bureau, officer):
    tomorrow = (timezone.localdate() + datetime.timedelta(days=1)).isoformat()

    with pytest.raises(failures.InTheFuture):
        start(officer, bureau.finance, since=tomorrow)
    with pytest.raises(failures.InTheFuture):
        end(start(officer, bureau.finance), on=tomorrow)


def test_a_post_ends_once(bureau, officer):
    post = end(start(officer, bureau.finance))

    with pytest.raises(failures.EndedBefore) as refusal:
        end(post)
    assert str(refusal.value) == "“科长”已于2026-01-01结束，不必再结束。"


def test_the_end_of_a_post_can_be_taken_back(bureau, officer):
    post = end(start(officer, bureau.finance))

    posts.reopen_post(person=officer, post=post, actor=SYSTEM)

    assert told(officer) == [("科长", "财务科", "2025-01-01", "")]


def test_the_end_stays_when_another_main_post_has_begun(bureau, officer):
    post = end(start(officer, bureau.finance))
    start(officer, bureau.office, title="主任", since="2026-01-01")

    with pytest.raises(failures.MainPostHeld):
        posts.reopen_post(person=officer, post=post, actor=SYSTEM)
    assert Post.objects.get(pk=post.pk).until == day("2026-01-01")


def test_a_post_that_is_held_needs_no_reopening(bureau, officer):
    with pytest.raises(failures.StillHeld):
        posts.reopen_post(person=officer, post=start(officer, bureau.finance), actor=SYSTEM)


def correct(post, **fields):
    values = {"title": post.title, "since": post.since, "until": post.until, "is_main": post.is_main}
    return posts.correct_post(person=post.person, post=post, actor=SYSTEM, **(values | fields))


def test_a_post_is_corrected(bureau, officer):
    correct(start(officer, bureau.finance), title="副科长", since=None)

    assert told(officer) == [("副科长", "财务科", "", "")]


def test_a_correction_neither_ends_nor_reopens(bureau, officer):
    post = start(officer, bureau.finance)

    with pytest.raises(failures.StillOpen):
        correct(post, until=day("2026-01-01"))
    with pytest.raises(failures.EndRemoved):
        correct(end(Post.objects.get(pk=post.pk)), until=None)


def test_a_correction_makes_no_second_main_post(bureau, officer):
    start(officer, bureau.finance)
    beside = start(officer, bureau.office, title="主任", is_main=False)

    with pytest.raises(failures.MainPostHeld):
        correct(beside, is_main=True)


def test_another_post_becomes_the_main_one(bureau, officer, station):
    main, beside = start(officer, bureau.finance), start(officer, station, title="站长", is_main=False)
    correct(main, is_main=False)

    correct(beside, is_main=True)

    assert fresh(officer).unit == station


def test_a_post_taken_back_counts_for_nothing(bureau, officer):
    post = start(officer, bureau.finance)

    taking_back.take_back_post(person=officer, post=post, actor=SYSTEM)
    start(officer, bureau.office, title="主任")

    assert told(officer) == [("主任", "办公室", "2025-01-01", "")]
    with pytest.raises(failures.TakenBack):
        end(Post.objects.get(pk=post.pk))


def test_a_post_is_changed_with_its_own_person_only(bureau, officer):
    post = start(officer, bureau.finance)

    with pytest.raises(Post.DoesNotExist):
        posts.end_post(person=bureau.deputy, post=post, actor=SYSTEM, on=day("2026-01-01"))


def test_whoever_has_the_page_open_has_not_seen_a_new_post(bureau, officer):
    seen = officer.version
    start(officer, bureau.finance)

    with pytest.raises(Stale):
        posts.start_post(
            person=officer, unit=bureau.office, actor=SYSTEM, title="主任", is_main=False, seen=seen
        )


def test_a_transfer_ends_one_post_and_begins_another(bureau, officer, station):
    start(officer, bureau.finance)

    move(officer, station)

    assert told(officer) == [
        ("科长", "财务科", "2025-01-01", "2026-02-01"),
        ("站长", "水文站", "2026-02-01", ""),
    ]
    assert (fresh(officer).unit, fresh(officer).department) == (station, None)


def test_a_transfer_leaves_other_posts_alone(bureau, officer, station, garden):
    start(officer, bureau.finance)
    start(officer, garden, title="顾问", is_main=False)

    move(officer, station)

    assert [row[0] for row in told(officer) if not row[3]] == ["顾问", "站长"]


def test_a_seat_in_the_team_that_is_left_ends_that_day(bureau, officer, station):
    take_seat(person=officer, unit=bureau.unit, actor=SYSTEM, since=day("2025-01-01"))

    move(officer, station)

    assert officer.seats.get().until == day("2026-02-01")


def test_a_seat_stays_when_only_the_department_changes(bureau, officer):
    take_seat(person=officer, unit=bureau.unit, actor=SYSTEM, since=day("2025-01-01"))

    move(officer, bureau.office, title="主任")

    assert officer.seats.get().until is None


@pytest.mark.parametrize("on", ["2025-01-01", "2024-06-01"])
def test_nobody_moves_before_the_post_began(bureau, officer, station, on):
    start(officer, bureau.finance)

    with pytest.raises(failures.EndsBeforeStart):
        move(officer, station, on=on)
    assert told(officer) == [("科长", "财务科", "2025-01-01", "")]


def test_nobody_moves_in_the_future(bureau, officer, station):
    with pytest.raises(failures.InTheFuture):
        move(officer, station, on=(timezone.localdate() + datetime.timedelta(days=1)).isoformat())


def test_nobody_moves_to_where_they_are(bureau, officer):
    start(officer, bureau.finance)

    with pytest.raises(failures.PostHeld):
        move(officer, bureau.finance, title="科长")


def test_nobody_moves_into_another_tenant(bureau, officer, stranger_user):
    with pytest.raises(failures.OtherTree):
        move(officer, stranger_user.person.unit)


def test_nobody_moves_out_of_ones_reach(bureau, station, garden):
    """The clerk of one station keeps no register of the other."""
    keeper = accounts.actor_of(user_with(somebody(station, "100"), "clerk", "station-clerk"))

    with pytest.raises(failures.OutOfReach):
        move(somebody(station, "051"), garden, actor=keeper)
    with pytest.raises(NotPermitted):
        move(somebody(garden, "052"), station, actor=keeper)


def test_roles_held_where_one_worked_are_given_back(bureau, station, garden):
    user = user_with(somebody(station, "051"), "clerk", "moving")

    move(user.person, garden, title="副站长")

    grant = RoleGrant.objects.get(user=user)
    assert (grant.withdrawn_at is None, grant.withdrawn_why) == (False, "调到别的单位")
    assert accounts.actor_of(user).paths_for("records.read") == ()


def test_roles_stay_when_only_the_department_changes(bureau, clerk_user):
    move(clerk_user.person, bureau.finance, title="科长")

    assert accounts.actor_of(clerk_user).paths_for("records.change") == (bureau.unit.path,)


def test_a_second_main_post_in_the_same_moment_is_explained(bureau, officer, monkeypatch):
    """The check looked before somebody else wrote: the database refuses, the user reads a sentence."""
    start(officer, bureau.finance)
    asked = []

    def late(post):
        asked.append(post.title)
        if len(asked) > 1:
            require(post)

    require = posts.require_fitting
    monkeypatch.setattr(posts, "require_fitting", late)

    with pytest.raises(failures.MainPostHeld):
        start(officer, bureau.office, title="主任")
    assert asked == ["主任", "主任"]
