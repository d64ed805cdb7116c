"""What norms are worth in a unit: its own word, and that of the units above."""

from __future__ import annotations

import datetime

import pytest

from bihuan.core.norms import embedded
from bihuan.domain.ledgers.norms import evaluation, snapshot
from bihuan.domain.organizations.models import Unit
from bihuan.domain.profiles import operations
from bihuan.domain.profiles.failures import (
    CannotBeLowered,
    HasNoNumber,
    MustBeKept,
    NoReasonForSetting,
)
from bihuan.domain.profiles.models import NormSetting
from bihuan.domain.profiles.queries import worth_in
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.failures import NotPermitted, Stale
from tests.domain.ledgers.norms import written

pytestmark = pytest.mark.django_db
THEME_DAY = "branch-rules-2018.theme-day-monthly"
LIFE_MEETING = "branch-rules-2018.organization-life-meeting-yearly"
QUORUM = "branch-rules-2018.general-meeting-quorum"
LECTURES = "other-places.branch-lecture-twice-a-year"
TODAY = datetime.date(2026, 1, 20)


def settle(unit, norm=THEME_DAY, adopted=None, at_least=None, reason="本单位的制度", actor=SYSTEM):
    said = {"actor": actor, "adopted": adopted, "at_least": at_least, "reason": reason}
    setting = NormSetting.objects.filter(unit=unit, norm=norm).first()
    if setting is None:
        return operations.set_norm(unit=unit, norm=norm, **said)
    return operations.change_norm(setting=setting, seen=setting.version, **said)


def worth(unit, norm=THEME_DAY):
    said = worth_in([unit])[unit.pk][norm]
    return said.adopted, said.at_least


def states(unit, norm=THEME_DAY):
    found = evaluation.verdicts_of(unit, 2025, today=TODAY)
    return {(str(each.state), each.count, each.wanted) for each in found if each.norm.code == norm}


@pytest.fixture
def monthly(branch):
    """A theme day in every month of 2025."""
    written.keeping(branch, "theme-day", datetime.date(2025, 1, 1))
    for month in range(1, 13):
        written.activity(branch, datetime.date(2025, month, 6), ["theme-day"])
    return branch


def test_nobody_has_said_anything(branch):
    assert worth_in([branch]) == {}


def test_a_unit_asks_for_more(monthly):
    settle(monthly, at_least=2)

    assert states(monthly) == {("notice", 1, 2)}


def test_a_usual_norm_is_switched_off(monthly):
    settle(monthly, adopted=False)

    assert states(monthly) == {("not_applicable", 1, 1)}


def test_a_norm_of_other_places_is_taken_over(branch):
    written.keeping(branch, "party-lecture", datetime.date(2025, 1, 1))
    assert states(branch, LECTURES) == {("not_applicable", 0, 2)}

    settle(branch, LECTURES, adopted=True, at_least=3)

    assert states(branch, LECTURES) == {("notice", 0, 3)}


def test_the_unit_below_follows_unless_it_says_otherwise(monthly, bureau):
    settle(bureau.unit, adopted=False, at_least=3)
    assert worth(monthly) == (False, 3)

    settle(monthly, adopted=True)

    assert worth(monthly) == (True, 3)
    assert worth(bureau.unit) == (False, 3)


def test_the_unit_above_and_the_neighbour_are_not_bound(monthly, bureau):
    settle(monthly, at_least=2)

    assert set(worth_in(Unit.objects.within([bureau.unit.path]))) == {monthly.pk}


def test_setting_again_changes_the_row(branch):
    settle(branch, at_least=2)
    settle(branch, at_least=None, reason="文件已废止")

    row = NormSetting.objects.get()
    assert (row.at_least, row.reason, row.version) == (None, "文件已废止", 2)


def test_what_somebody_said_meanwhile_is_not_written_over(branch, clerk):
    said = {"actor": clerk, "adopted": None, "reason": "本单位的制度"}
    first = operations.set_norm(unit=branch, norm=THEME_DAY, at_least=2, **said)

    with pytest.raises(Stale) as again:
        operations.set_norm(unit=branch, norm=THEME_DAY, at_least=3, **said)
    operations.change_norm(setting=first, seen=1, at_least=4, **said)
    with pytest.raises(Stale) as later:
        operations.change_norm(setting=first, seen=1, at_least=5, **said)

    assert (again.value.current, later.value.current) == (first, first)
    assert NormSetting.objects.get().at_least == 4


def test_another_unit_and_another_norm_are_in_nobodys_way(branch, bureau):
    settle(branch, at_least=2)
    settle(bureau.unit, at_least=3)
    settle(branch, LECTURES, adopted=True)

    assert NormSetting.objects.count() == 3


def test_what_was_said_is_changed_only_by_who_keeps_records(branch, leader, stranger):
    setting = settle(branch, at_least=2)

    for actor in (leader, stranger):
        with pytest.raises(NotPermitted):
            operations.change_norm(
                setting=setting, actor=actor, seen=1, adopted=None, at_least=3, reason="别的制度"
            )


@pytest.mark.parametrize(
    ("norm", "said", "failure"),
    [
        (LIFE_MEETING, {"adopted": False}, MustBeKept),
        (LIFE_MEETING, {"at_least": 0}, CannotBeLowered),
        (QUORUM, {"at_least": 2}, HasNoNumber),
        (THEME_DAY, {"reason": " "}, NoReasonForSetting),
    ],
)
def test_a_change_is_held_to_the_same_as_the_first_word(branch, norm, said, failure):
    settle(branch, norm)

    with pytest.raises(failure):
        settle(branch, norm, **said)

    assert NormSetting.objects.get().version == 1


def test_a_mandatory_norm_stays(branch):
    with pytest.raises(MustBeKept):
        settle(branch, LIFE_MEETING, adopted=False)
    with pytest.raises(CannotBeLowered, match="不能少于1"):
        settle(branch, LIFE_MEETING, at_least=0)
    assert settle(branch, LIFE_MEETING, at_least=2).pk


def test_a_share_has_no_number(branch):
    with pytest.raises(HasNoNumber):
        settle(branch, QUORUM, at_least=2)


def test_a_setting_has_a_reason(branch):
    with pytest.raises(NoReasonForSetting):
        settle(branch, reason="  ")
    assert not NormSetting.objects.exists()


def test_an_unknown_norm_is_no_norm(branch):
    with pytest.raises(KeyError):
        settle(branch, "branch-rules-2018.nothing")


def test_only_who_keeps_records_sets_norms(branch, leader, stranger, clerk):
    for actor in (leader, stranger):
        with pytest.raises(NotPermitted):
            settle(branch, actor=actor)
    assert settle(branch, actor=clerk).pk


def test_a_snapshot_carries_the_settings(monthly, bureau, tmp_path):
    settle(bureau.unit, at_least=2)
    settle(monthly, LECTURES, adopted=True)

    snapshot.write(tmp_path, Unit.objects.within([bureau.unit.path]), 2025, today=TODAY)

    found = {(row[1], row[4], row[6], row[7]) for row in embedded.verdicts(tmp_path) if row[0] == monthly.pk}
    assert {row for row in found if row[0] in (THEME_DAY, LECTURES)} == {
        (THEME_DAY, "notice", 1, 2),
        (LECTURES, "unknown", 0, 2),
    }


@pytest.mark.parametrize("rows", [1, 3])
def test_worth_takes_one_query(branch, bureau, rows, django_assert_num_queries):
    for norm in (THEME_DAY, LIFE_MEETING, LECTURES)[:rows]:
        settle(bureau.unit, norm, at_least=5)

    with django_assert_num_queries(1):
        assert len(worth_in([branch, bureau.unit, bureau.office])) == 3


def test_worth_in_units_of_any_number_of_tenants(branch, bureau):
    settle(bureau.unit, at_least=2)
    tenants = [Unit(kind="organ", name=f"第{number}局", path=f"/{number:08x}/") for number in range(2_000)]
    written.write(Unit, tenants)

    assert set(worth_in([branch, *tenants])) == {branch.pk}
