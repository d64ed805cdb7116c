"""Whoever came with a case stays sealed, and reading it in full is noted."""

from __future__ import annotations

import pytest

from bihuan.core.seal import Unsealable
from bihuan.domain.ledgers.failures import WrongState, WrongValue
from bihuan.domain.ledgers.models import Case
from bihuan.domain.ledgers.operations import cases
from bihuan.domain.trail.failures import NotPermitted
from bihuan.domain.trail.models import Change, Entry

pytestmark = pytest.mark.django_db
SECRET = {"name": "云外客", "phone": "13800001234", "address": "安禾县青石镇九号"}


def test_whoever_came_is_sealed_and_not_in_the_trail(petition, clerk):
    case = cases.write_petitioner(case=petition, actor=clerk, seen=petition.version, **SECRET)

    case.refresh_from_db()
    assert case.petitioner == SECRET
    stored = Case.objects.filter(pk=case.pk).values().get()
    noted = list(Change.objects.values_list("before", "after"))
    for word in SECRET.values():
        assert word not in str(stored)
        assert word not in str(noted)
    assert Entry.objects.latest("pk").action == "ledgers.case.person"


def test_what_is_sealed_for_one_case_opens_in_no_other(petition, ticket, clerk):
    case = cases.write_petitioner(case=petition, actor=clerk, seen=petition.version, **SECRET)
    ticket.sealed_person = case.sealed_person

    with pytest.raises(Unsealable):
        _ = ticket.petitioner


def test_empty_fields_clear_whoever_came(petition, clerk):
    case = cases.write_petitioner(case=petition, actor=clerk, seen=petition.version, **SECRET)

    case = cases.write_petitioner(case=case, actor=clerk, seen=case.version, name=" ")

    assert (case.sealed_person, case.petitioner) == ("", {})


def test_too_long_a_name_is_refused(petition, clerk):
    with pytest.raises(WrongValue, match="“姓名”最多50个字"):
        cases.write_petitioner(case=petition, actor=clerk, seen=petition.version, name="长" * 51)


def test_revealing_is_noted_with_who_did(petition, clerk, leader):
    with pytest.raises(WrongState, match="没有登记来人"):
        cases.reveal_petitioner(case=petition, actor=clerk)
    case = cases.write_petitioner(case=petition, actor=clerk, seen=petition.version, **SECRET)

    cases.reveal_petitioner(case=case, actor=clerk)

    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.actor_key, entry.object_key) == (
        "ledgers.case.reveal",
        clerk.user_key,
        case.key,
    )
    with pytest.raises(NotPermitted):
        cases.reveal_petitioner(case=case, actor=leader)
