"""The register: who is entered, renamed, leaves and returns, and what is refused."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from bihuan.domain.accounts import queries as accounts
from bihuan.domain.accounts.models import RoleGrant
from bihuan.domain.organizations import person_failures as failures
from bihuan.domain.organizations.enums import SeatKind, UnitKind
from bihuan.domain.organizations.models import Person
from bihuan.domain.organizations.operations import people, steps
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.failures import NotPermitted, Stale
from bihuan.domain.trail.models import Entry
from tests.cast import user_with

from ..register import day, fresh, somebody, unit_below

TODAY = timezone.localdate
LEFT = "2026-03-01"


def left(person, on=LEFT):
    return people.leave(person=person, actor=SYSTEM, on=day(on))


def test_a_name_and_a_number_are_kept_clean(bureau):
    person = somebody(bureau.unit, " ０１２ A ", name="王　芳")

    assert (person.name, person.pinyin, person.initials) == ("王芳", "wang fang", "wf")
    assert person.staff_number == "012A"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("王\u202e芳", "名称的第2个字符（U+202E）看不见，会让人认错名称，请删去这个字符后再保存。"),
        ("  ", "名称里没有文字，请填写名称。"),
        ("长" * 51, "“长长长长长长长长长长长长长长长长长长长长……”超过50个字，请写短一些。"),
    ],
)
def test_a_name_that_cannot_be_read_is_refused(bureau, name, expected):
    with pytest.raises(failures.UnfitWording) as refusal:
        somebody(bureau.unit, "012", name=name)

    assert str(refusal.value) == expected


def test_a_number_belongs_to_one_person_and_the_refusal_names_them(bureau):
    with pytest.raises(failures.StaffNumberTaken) as refusal:
        somebody(bureau.unit, "００1")

    assert str(refusal.value) == ("工号“001”已经登记给沈知远（水务局）。请核对工号；同一个人不必再登记一次。")


def test_the_holder_out_of_sight_is_not_named(bureau, station):
    keeper = user_with(somebody(station, "100"), "clerk", "station-clerk")

    with pytest.raises(failures.StaffNumberTaken) as refusal:
        people.create_person(unit=station, actor=accounts.actor_of(keeper), staff_number="001", name="陶然")

    assert "别的单位的一位人员" in str(refusal.value)
    assert "沈知远" not in str(refusal.value)


def test_the_same_number_is_free_in_another_tenant(bureau, stranger_user):
    person = somebody(stranger_user.person.unit, "001")

    assert person.staff_number == "001"


def test_a_number_that_was_taken_in_the_same_moment_is_explained(bureau, monkeypatch):
    """Both looked before either wrote: the database refuses, the user reads a sentence."""
    asked = []

    def late(person, actor):
        asked.append(person.staff_number)
        if len(asked) > 1:
            require(person, actor)

    require = people.require_own_number
    monkeypatch.setattr(people, "require_own_number", late)

    with pytest.raises(failures.StaffNumberTaken):
        somebody(bureau.unit, "001")
    assert asked == ["001", "001"]


def test_people_work_in_a_unit_not_in_a_branch(bureau, first_branch):
    with pytest.raises(failures.NoPlaceOfWork):
        somebody(first_branch, "012")


def test_a_department_belongs_to_the_unit(bureau, station):
    with pytest.raises(failures.DepartmentElsewhere):
        somebody(station, "012", department=bureau.office)


def test_a_branch_of_another_tenant_is_refused(bureau, stranger_user):
    foreign = unit_below(stranger_user.person.unit, "林业党支部", UnitKind.BRANCH)

    with pytest.raises(failures.OtherTree):
        somebody(bureau.unit, "012", branch=foreign)


def test_nothing_is_left_of_a_person_whose_seat_is_refused(bureau):
    head = {"team_order": 1, "seat": SeatKind.PRINCIPAL}
    somebody(bureau.unit, "012", **head)

    with pytest.raises(failures.PrincipalTaken):
        somebody(bureau.unit, "013", **head)
    assert not Person.objects.filter(staff_number="013").exists()


def test_a_new_name_is_sorted_and_found_anew(bureau, clerk):
    people.change_person(person=bureau.officer, actor=clerk, name="艾一帆", staff_number="003")

    person = fresh(bureau.officer)
    assert (person.name, person.pinyin, person.initials) == ("艾一帆", "ai yi fan", "ayf")


def test_ones_own_number_may_stay(bureau, clerk):
    person = people.change_person(person=bureau.officer, actor=clerk, name="乔一帆", staff_number="003")

    assert person.staff_number == "003"


def test_a_page_that_is_out_of_date_is_refused(bureau, clerk):
    seen = bureau.officer.version
    people.change_person(person=bureau.officer, actor=clerk, name="乔一舟", staff_number="003", seen=seen)

    with pytest.raises(Stale):
        people.change_person(person=bureau.officer, actor=clerk, name="乔帆", staff_number="003", seen=seen)


def test_only_who_keeps_the_register_changes_it(bureau, leader):
    with pytest.raises(NotPermitted):
        people.change_person(person=bureau.officer, actor=leader, name="某某", staff_number="003")


def test_whoever_leaves_lays_everything_down_that_day(bureau, first_branch):
    person = somebody(bureau.unit, "012", post="副局长", branch=first_branch, team_order=9)

    left(person)

    person = fresh(person)
    assert person.left_on == day(LEFT)
    rows = [person.posts.get(), person.memberships.get(), person.seats.get()]
    assert [row.until for row in rows] == [day(LEFT)] * 3


def test_leaving_is_one_entry_of_the_trail(bureau):
    before = Entry.objects.count()

    left(bureau.deputy)

    assert list(Entry.objects.order_by("pk").values_list("action", flat=True)[before:]) == [
        "organizations.person.leave"
    ]


def test_the_account_of_whoever_left_is_shut_and_without_roles(bureau, clerk_user):
    left(bureau.officer, on=TODAY().isoformat())

    assert not accounts.users_who_may_enter().filter(pk=clerk_user.pk).exists()
    grant = RoleGrant.objects.get(user=clerk_user)
    assert (grant.withdrawn_at is None, grant.withdrawn_why) == (False, "离开本单位")


def test_nobody_leaves_in_the_future(bureau):
    with pytest.raises(failures.InTheFuture) as refusal:
        left(bureau.officer, on=(TODAY() + datetime.timedelta(days=1)).isoformat())

    assert str(refusal.value) == "离开日期不能晚于今天；到了那一天再来登记。"


def test_nobody_leaves_before_a_post_began(bureau):
    person = somebody(bureau.unit, "012", post="科员", since=day("2026-05-01"))

    with pytest.raises(failures.EndsBeforeStart):
        left(person, on="2026-05-01")
    assert fresh(person).left_on is None


def test_whoever_left_is_not_changed_until_the_return(bureau):
    left(bureau.officer)

    with pytest.raises(failures.PersonLeft) as refusal:
        left(bureau.officer)
    assert str(refusal.value) == "乔一帆已于2026-03-01离开，不能再改。回来工作的，请先办“返回”。"


def test_a_name_may_be_corrected_after_leaving(bureau):
    left(bureau.officer)

    people.change_person(person=bureau.officer, actor=SYSTEM, name="乔一舟", staff_number="003")

    assert fresh(bureau.officer).name == "乔一舟"


def back(person, unit, on="2026-06-01"):
    return people.return_person(person=person, unit=unit, actor=SYSTEM, title="科员", on=day(on))


def test_whoever_returns_has_a_post_and_keeps_the_past(bureau):
    left(bureau.officer)

    back(bureau.officer, bureau.finance)

    person = fresh(bureau.officer)
    assert (person.left_on, person.unit, person.department) == (None, bureau.unit, bureau.finance)
    told = person.posts.order_by("pk").values_list("title", "since", "until")
    assert list(told) == [("办公室主任", None, day(LEFT)), ("科员", day("2026-06-01"), None)]


@pytest.mark.parametrize(("on", "fits"), [("2026-02-28", False), (LEFT, True)])
def test_nobody_returns_before_leaving(bureau, on, fits):
    left(bureau.officer)

    if fits:
        assert back(bureau.officer, bureau.finance, on=on).left_on is None
    else:
        with pytest.raises(failures.BackBeforeLeaving):
            back(bureau.officer, bureau.finance, on=on)


def test_whoever_is_here_does_not_return(bureau):
    with pytest.raises(failures.NotLeft):
        back(bureau.officer, bureau.finance)


@pytest.mark.parametrize("mark", ["erased_at", "withdrawn_at"])
def test_whoever_is_erased_or_taken_back_stays_as_they_are(bureau, mark):
    person = bureau.officer
    with door.recorded("tests.person.mark", actor=SYSTEM, subject=person):
        setattr(person, mark, timezone.now())
        person.save()
    refused = failures.PersonErased if mark == "erased_at" else failures.TakenBack

    for change in (
        lambda: people.change_person(person=person, actor=SYSTEM, name="某", staff_number="9"),
        lambda: left(person),
        lambda: back(person, bureau.unit),
    ):
        with pytest.raises(refused):
            change()


def test_the_number_of_an_entry_taken_back_is_free(bureau):
    person = somebody(bureau.unit, "012")
    with door.recorded("tests.person.mark", actor=SYSTEM, subject=person):
        person.withdrawn_at = timezone.now()
        person.save()

    assert somebody(bureau.unit, "012").staff_number == "012"


def test_the_last_administrator_does_not_leave(bureau, sysadmin_user):
    with pytest.raises(Exception, match="这是唯一的系统管理员") as refusal:
        left(sysadmin_user.person)

    assert type(refusal.value).__name__ == "LastAdministrator"
    assert fresh(sysadmin_user.person).left_on is None


def test_numbers_are_cleaned_the_same_way_twice():
    once = steps.cleaned_number("１２ ３-ａ")

    assert (once, steps.cleaned_number(once)) == ("123-a", "123-a")
