"""The demo bureau: believable, complete, and never beside real data."""

from __future__ import annotations

from collections import Counter

from bihuan.cli.main import main
from bihuan.core.registry import demo
from bihuan.core.registry.demo_ledgers import demo_records
from bihuan.core.registry.mechanisms import mechanisms
from bihuan.domain.accounts.models import User
from bihuan.domain.ledgers.models import (
    Activity,
    Attachment,
    Attendance,
    Award,
    Case,
    Criterion,
    Mark,
    Milestone,
    Nomination,
    RegisterEntry,
    Review,
)
from bihuan.domain.organizations.enums import SeatKind, UnitKind
from bihuan.domain.organizations.models import Person, TeamSeat, Unit
from bihuan.domain.rectification.models import Item, ItemOwner


def test_the_bureau_has_forty_people_a_team_of_seven_and_three_branches(filled):
    assert Person.objects.count() == 40
    assert TeamSeat.objects.on().count() == 7
    assert TeamSeat.objects.get(kind=SeatKind.PRINCIPAL).person.name == "沈砚秋"
    assert Unit.objects.filter(kind=UnitKind.BRANCH).count() == 3


def test_every_sign_in_works(filled):
    for entry in demo.sign_ins():
        assert User.objects.get(username=entry.username).check_password(entry.password)


def test_the_ledger_is_under_way_and_its_owners_are_in_the_register(filled):
    states = set(Item.objects.values_list("progress", flat=True))

    assert states == {"not_started", "in_progress", "done", "ongoing"}
    assert [owner.name for owner in ItemOwner.objects.all() if not owner.known] == []
    assert Item.objects.filter(responsible_leader=None).count() < Item.objects.count() / 2


def test_every_ledger_holds_what_was_written(filled):
    written = [each for code in mechanisms() for each in demo_records(code)]

    counted = Counter(code for each in written for code in (each.mechanism, *each.also))
    assert Counter(Mark.objects.standing().values_list("mechanism", flat=True)) == counted
    assert counted.keys() == mechanisms().keys()


def test_plans_checks_registers_and_awards_are_as_far_as_written(filled):
    steps = [row for each in written_in("plan") for row in each.parts.get("milestones", ())]
    criteria = [row for each in written_in("scorecard") for row in each.parts.get("criteria", ())]
    chosen = [row for each in written_in("award") for row in each.parts["nominations"] if row["chosen"]]
    reviews = [row for each in written_in("register") for row in each.parts.get("review", ())]
    retired = [each for each in written_in("register") if each.details.get("state") == "retired"]

    assert Milestone.objects.count() == len(steps)
    assert Milestone.objects.exclude(done_on=None).count() == sum("done_on" in row for row in steps)
    assert Criterion.objects.exclude(state="open").count() == len(criteria)
    assert Nomination.objects.filter(chosen=True).count() == len(chosen)
    assert Review.objects.count() == len(reviews)
    assert RegisterEntry.objects.filter(state="retired").count() == len(retired)
    assert set(Award.objects.values_list("state", flat=True)) == {"decided", "noticing"}


def test_everybody_who_was_written_down_came_or_not(filled):
    """A branch's theme day in October: one on leave, one who made it up."""
    day = Activity.objects.get(title="10月主题党日：走进社保大厅听意见")

    away = {row.person.name: (row.state, row.reason) for row in day.attendance.exclude(state="present")}
    assert away == {"霍砺之": ("leave", "外出办案"), "余清和": ("made_up", "请事假")}
    assert day.present_count == day.due_count - 2
    written = [row for code in mechanisms() for row in demo_records(code)]
    assert Attendance.objects.count() == sum(len(row.attendance) for row in written)
    assert Attachment.objects.count() == sum(len(row.attachments) for row in written)


def test_an_accusation_tells_only_its_transfer(filled):
    (case,) = Case.objects.filter(confined=True)

    assert (case.title, case.number, case.handler, case.sealed_person) == (
        "检举控告件（已转送）",
        "",
        None,
        "",
    )


def written_in(shape):
    return [each for code, one in mechanisms().items() if one.shape == shape for each in demo_records(code)]


def test_filling_again_changes_nothing(filled, capsys):
    assert main(["demo"]) == 0

    assert "未改动" in capsys.readouterr().out
    assert Person.objects.count() == 40
