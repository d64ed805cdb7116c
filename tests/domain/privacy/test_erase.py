"""A person is erased: what the law lets go is gone, what must stay stands, and the chain is whole."""

from __future__ import annotations

import datetime

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session

from bihuan.core.registry import privacy
from bihuan.domain.accounts.models import RoleGrant, SecondFactor, User
from bihuan.domain.ledgers.models import Attendance
from bihuan.domain.ledgers.operations.attendance import Answer, set_attendance
from bihuan.domain.organizations.models import Person
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.privacy.failures import (
    AlreadyErased,
    ErasingOneself,
    LastOne,
    NoReason,
    StillBound,
    StillInCharge,
)
from bihuan.domain.privacy.operations.erase import Erased, erase_person
from bihuan.domain.rectification.models import Item, ItemOwner
from bihuan.domain.rectification.operations import items, wording
from bihuan.domain.trail import queries
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.failures import NotPermitted, Stale
from bihuan.domain.trail.models import Change, Entry
from bihuan.domain.trail.verification import verify
from tests.authenticators import enrolled
from tests.cast import user_with
from tests.ledgers import add_promise
from tests.records import theme_day
from tests.shaped_records import entered

from .conftest import NAME, STAFF_NUMBER, USERNAME
from .searching import columns_with

WORDS = (NAME, "闻人　听雨", STAFF_NUMBER, USERNAME, "wen ren ting yu", "wrty", "总工程师")


def erase(person, actor, reason="本人申请"):
    return erase_person(person=person, actor=actor, seen=person.version, reason=reason)


def test_nothing_that_identifies_the_person_is_left_anywhere(leaver, secadmin):
    assert columns_with(*WORDS) == {
        "accounts.user.username",
        "exchange.importbatch.outcome",
        "exchange.importbatch.rows",
        "organizations.person.initials",
        "organizations.person.name",
        "organizations.person.pinyin",
        "organizations.person.staff_number",
        "organizations.post.title",
        "rectification.itemowner.name",
        "trail.change.after",
    }

    erase(leaver.person, secadmin)

    assert columns_with(*WORDS) == {"exchange.importbatch.rows"}
    leaver.batch.refresh_from_db()
    assert leaver.batch.rows[0]["cells"]["3"] == f"由{NAME}负责"


def test_the_chain_verifies_and_counts_what_was_emptied(leaver, secadmin):
    erased = erase(leaver.person, secadmin)

    assert (verify().faults, verify().erased) == ((), erased.changes)


def test_nothing_is_left_of_the_second_factor(clock, leaver, secadmin):
    telephone = enrolled(leaver.user)
    key = leaver.user.second_factor.key

    erase(leaver.person, secadmin)

    changes = Change.objects.filter(object_key=key).order_by("pk").values_list("field", "before", "after")
    assert SecondFactor.objects.count() == 0
    assert list(changes) == [("*", None, None), ("deleted", None, "true")]
    assert telephone.secret not in str(list(Change.objects.values_list("after", flat=True)))
    assert verify().faults == ()


def test_what_was_done_is_told(leaver, secadmin, client):
    client.force_login(leaver.user)

    erased = erase(leaver.person, secadmin)

    new = f"已删除人员{leaver.person.key.hex[:6]}"
    assert erased == Erased(new, changes=7, owners=1, batches=1, grants=1, sessions=1, namesake=False)


def test_the_person_keeps_a_key_and_a_code(leaver, secadmin):
    erase(leaver.person, secadmin)

    person = Person.objects.get(key=leaver.person.key)
    code = person.key.hex[:6]
    assert (person.name, person.staff_number) == (f"已删除人员{code}", f"deleted-{person.key.hex[:12]}")
    assert (person.department, person.left_on) == (None, None)
    held = (person.posts, person.memberships, person.seats)
    assert [rows.exists() for rows in held] == [False, False, False]
    assert person.pinyin.startswith("yi shan chu ren yuan ")


@pytest.mark.parametrize("label", ["organizations.person", "accounts.user"])
def test_exactly_the_declared_fields_change(leaver, secadmin, label):
    User._base_manager.filter(pk=leaver.user.pk).update(
        former_passwords=["an earlier one"], state_reason="借调归来"
    )
    Person._base_manager.filter(pk=leaver.person.pk).update(left_on=datetime.date(2026, 1, 1))
    before = stored(label, leaver)

    erase(leaver.person, secadmin)

    after = stored(label, leaver)
    declared = privacy.models()[label].fields.values()
    fated = {field.name for field in declared if field.erasing and field.erasing.code != "kept"}
    assert {name for name in before if before[name] != after[name]} - {"version"} == fated


def stored(label, leaver):
    key = leaver.person.key if label == "organizations.person" else leaver.user.key
    model = apps.get_model(label)
    row = model._default_manager.get(key=key)
    return {field.name: field.value_from_object(row) for field in model._meta.concrete_fields}


def test_every_relation_to_people_and_users_is_handled():
    handled = {
        "accounts.user.person",
        "accounts.rolegrant.user",
        "accounts.secondfactor.user",
        "accounts.delegation.taker",
        "organizations.post.person",
        "organizations.branchmembership.person",
        "organizations.teamseat.person",
        "rectification.item.responsible_leader",
        "rectification.item.contact",
        "rectification.itemowner.person",
        # Kept: they point to the code that stands for the person now.
        "ledgers.activity.host",
        "ledgers.activity.lecturer",
        "ledgers.attendance.person",
        "ledgers.case.responsible",
        "ledgers.nomination.person",
        "ledgers.plan.responsible",
        "ledgers.registerentry.owner",
        "ledgers.registerentry.reviewer",
        "ledgers.scorecard.checker",
    }
    relations = {
        f"{relation.related_model._meta.label_lower}.{relation.field.name}"
        for model in (Person, User)
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete
    }

    assert relations == handled


def test_why_somebody_was_away_goes_and_that_somebody_was_away_stays(leaver, branch, secadmin):
    absence = away(leaver.person, branch, "到市人民医院住院")

    erase(leaver.person, secadmin)

    absence.refresh_from_db()
    assert (absence.state, absence.reason) == ("leave", "")
    assert columns_with("到市人民医院住院") == set()
    assert verify().faults == ()


def away(person, branch, reason):
    activity = theme_day(branch)
    set_attendance(
        activity=activity, actor=SYSTEM, seen=activity.version, answers=[Answer(person.key, "leave", reason)]
    )
    return Attendance.objects.get(activity=activity, person=person)


def test_a_plan_that_goes_on_needs_somebody_else_first(leaver, bureau, secadmin):
    programme = {"key-projects.programme": "三项工程"}
    entered(bureau.unit, "key-projects", "智慧水务平台", responsible=leaver.person, values=programme)
    before = columns_with(*WORDS)

    with pytest.raises(StillInCharge) as refused:
        erase(leaver.person, secadmin)

    assert str(refused.value) == (
        f"“{NAME}”不能清除：还负责1项没有完成的计划，请先在工作台账里改由别人负责。"
    )
    assert columns_with(*WORDS) == before


def test_the_account_is_shut_for_good(leaver, secadmin, client):
    client.force_login(leaver.user)

    erase(leaver.person, secadmin)

    user = User.objects.get(key=leaver.user.key)
    assert (user.is_active, user.has_usable_password()) == (False, False)
    assert user.username == f"deleted-{user.key.hex[:12]}"
    assert not RoleGrant.objects.filter(user=user).exists()
    assert not Session.objects.exists()
    assert client.get("/").status_code == 302


def test_sessions_and_roles_of_others_stay(leaver, secadmin, clerk_user, client):
    client.force_login(clerk_user)

    erase(leaver.person, secadmin)

    assert Session.objects.count() == 1
    assert RoleGrant.objects.filter(user=clerk_user).count() == 1


def test_done_items_stay_with_the_code_in_place_of_the_name(leaver, secadmin):
    erased = erase(leaver.person, secadmin)

    item = Item.objects.get(pk=leaver.item.pk)
    assert (item.responsible_leader.name, item.outcome) == (erased.name, "已全部办结")
    assert set(ItemOwner.objects.values_list("name", flat=True)) == {erased.name, "办公室"}


def test_wording_of_the_ledger_is_kept(leaver, secadmin):
    measure = leaver.item.measure
    text = f"由{NAME}牵头，每季度开展调研。"
    wording.edit_statement(statement=measure, actor=SYSTEM, seen=measure.version, text=text)

    erase(leaver.person, secadmin)

    measure.refresh_from_db()
    assert measure.text == text


def test_the_history_tells_that_and_why_not_who(leaver, secadmin):
    erase(leaver.person, secadmin, reason=f"{NAME}，手机13800138000，申请删除")

    past = queries.history_of(leaver.person.key)
    new = f"已删除人员{leaver.person.key.hex[:6]}"
    told = {change.field: (change.before, change.after) for change in past if not change.erased}
    assert told["erased"] == (None, {"reason": f"{new}，手机138****8000，申请删除"})
    assert told["name"] == (None, new)
    assert told["department_id"] == (None, None)
    assert {change.before for change in past} == {None}


def test_one_entry_is_added_and_none_is_changed(leaver, secadmin):
    before = list(Entry.objects.order_by("pk").values())

    erase(leaver.person, secadmin)

    *same, added = Entry.objects.order_by("pk").values()
    assert same == before
    assert (added["action"], added["object_key"]) == ("privacy.person.erase", leaver.person.key)


def test_changes_about_others_are_not_touched(leaver, secadmin, bureau):
    others = Change.objects.filter(object_key__in=[bureau.head.key, bureau.deputy.key, leaver.item.key])
    before = list(others.order_by("pk").values())

    erase(leaver.person, secadmin)

    assert list(others.order_by("pk").values()) == before


@pytest.mark.parametrize("as_what", ["responsible_leader", "contact", "leads", "supports"])
def test_an_open_item_must_be_handed_over_first(leaver, secadmin, as_what):
    item = add_promise(leaver.item.cycle, 2)
    value = [NAME] if as_what in ("leads", "supports") else leaver.person
    items.plan_item(item=item, actor=SYSTEM, seen=item.version, **{as_what: value})
    before = columns_with(*WORDS)

    with pytest.raises(StillBound) as refused:
        erase(leaver.person, secadmin)

    assert str(refused.value) == (
        f"“{NAME}”还是1项没有办结的整改事项的责任人（如“措施2”）。请先在台账里把这些事项移交给别人，再清除。"
    )
    assert columns_with(*WORDS) == before


def test_once_handed_over_the_person_can_be_erased(leaver, secadmin, bureau):
    item = add_promise(leaver.item.cycle, 2)
    item = items.plan_item(item=item, actor=SYSTEM, seen=item.version, leads=[NAME])
    items.plan_item(item=item, actor=SYSTEM, seen=item.version, leads=[bureau.head.name])

    assert erase(leaver.person, secadmin).owners == 2
    assert NAME not in set(ItemOwner.objects.values_list("name", flat=True))


def test_an_owner_known_by_name_only_is_the_person_if_nobody_else_has_the_name(leaver, secadmin, bureau):
    item = add_promise(leaver.item.cycle, 2)
    item = items.plan_item(item=item, actor=SYSTEM, seen=item.version, leads=["办公室"])
    ItemOwner._base_manager.filter(item=item).update(name=NAME, owner_unit=None)

    with pytest.raises(StillBound):
        erase(leaver.person, secadmin)


def test_a_namesake_is_left_alone(leaver, secadmin, bureau):
    namesake = create_person(unit=bureau.unit, actor=SYSTEM, staff_number="9", name=NAME)
    item = add_promise(leaver.item.cycle, 2)
    item = items.plan_item(item=item, actor=SYSTEM, seen=item.version, leads=["办公室"])
    ItemOwner._base_manager.filter(item=item).update(name=NAME, owner_unit=None)

    erased = erase(leaver.person, secadmin)

    assert (erased.namesake, erased.batches, erased.owners) == (True, 0, 1)
    assert Person.objects.get(pk=namesake.pk).name == NAME
    assert ItemOwner.objects.get(item=item).name == NAME


def test_a_person_without_an_account_can_be_erased(leaver, secadmin, bureau):
    person = create_person(unit=bureau.unit, actor=SYSTEM, staff_number="9", name="易水寒")

    erased = erase(person, secadmin)

    assert (erased.grants, erased.sessions, erased.changes) == (0, 0, 1)


def test_nobody_is_erased_twice(leaver, secadmin):
    erase(leaver.person, secadmin)
    leaver.person.refresh_from_db()

    with pytest.raises(AlreadyErased, match="此前已经清除"):
        erase(leaver.person, secadmin)


def test_nobody_erases_themselves(secadmin_user, secadmin):
    with pytest.raises(ErasingOneself, match="请由本单位另一位安全管理员办理"):
        erase(secadmin_user.person, secadmin)


def test_the_last_administrator_of_a_kind_stays(sysadmin_user, secadmin):
    with pytest.raises(LastOne, match="“管一铭”是唯一的系统管理员"):
        erase(sysadmin_user.person, secadmin)

    sysadmin_user.refresh_from_db()
    assert (sysadmin_user.is_active, sysadmin_user.person.name) == (True, "管一铭")


def test_one_of_two_administrators_can_be_erased(sysadmin_user, bureau, secadmin):
    user_with(bureau.head, "sysadmin", "second")

    assert erase(sysadmin_user.person, secadmin).grants == 1


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_reason_is_needed(leaver, secadmin, reason):
    with pytest.raises(NoReason, match="请写明理由"):
        erase(leaver.person, secadmin, reason=reason)


@pytest.mark.parametrize("who", ["leader", "stranger"])
def test_only_the_own_guardian_may(leaver, request, who):
    with pytest.raises(NotPermitted):
        erase(leaver.person, request.getfixturevalue(who))


def test_a_clerk_can_be_erased(leaver, bureau, secadmin):
    user_with(bureau.head, "clerk", "second")

    assert erase(bureau.head, secadmin).name == f"已删除人员{bureau.head.key.hex[:6]}"


def test_a_stale_request_changes_nothing(leaver, secadmin):
    before = columns_with(*WORDS)

    with pytest.raises(Stale):
        erase_person(person=leaver.person, actor=secadmin, seen=leaver.person.version + 1, reason="本人申请")

    assert columns_with(*WORDS) == before
