"""A person with an account, roles, items, an import and a trail, all through the door."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.utils import timezone

from bihuan.domain.accounts.models import User
from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.models import Person
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.rectification.models import Item
from bihuan.domain.rectification.operations import items
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from tests.cast import user_with
from tests.ledgers import add_promise, open_cycle

NAME, STAFF_NUMBER, USERNAME = "闻人听雨", "GH-7731", "tingyu.w"


@dataclass(slots=True)
class Leaver:
    person: Person
    user: User
    item: Item
    batch: ImportBatch


@pytest.fixture
def leaver(bureau) -> Leaver:
    """Answers for one item that is done, leads it, too, and stands in an imported table."""
    branch = create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.BRANCH, name="机关第一支部")
    person = create_person(
        unit=bureau.unit,
        actor=SYSTEM,
        staff_number=STAFF_NUMBER,
        name=NAME,
        post="党组成员、总工程师",
        department=bureau.office,
        branch=branch,
        team_order=3,
    )
    user = user_with(person, "leader", USERNAME)
    item = done(
        items.plan_item(
            item=(item := add_promise(open_cycle(bureau.unit), 1)),
            actor=SYSTEM,
            seen=item.version,
            responsible_leader=person,
            leads=[NAME, "办公室"],
        )
    )
    return Leaver(person, user, item, imported(bureau.unit))


def done(item: Item) -> Item:
    return items.report_progress(
        item=item, actor=SYSTEM, seen=item.version, progress="done", outcome="已全部办结"
    )


def imported(unit) -> ImportBatch:
    """A table in whose cells the name stands alone, between marks, and inside a sentence."""
    with door.recorded("tests.batch", actor=SYSTEM, subject=unit):
        batch = ImportBatch(
            unit_key=unit.key,
            purpose="ledger",
            file_name="台账.xlsx",
            file_digest="0" * 64,
            made_at=timezone.now(),
            rows=[{"line": 2, "cells": {"1": f"{NAME}、办公室", "2": "闻人　听雨", "3": f"由{NAME}负责"}}],
            outcome=[{"type": "rectification.itemowner", "before": {"name": NAME}}],
        )
        batch.save()
    return batch
