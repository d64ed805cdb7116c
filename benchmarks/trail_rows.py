"""A long chain, built and hashed by the trail itself and written in bulk.

Half of the entries make a row (one change), half change three fields: twice as many changes as entries.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail import chain as chains
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.journal import WHOLE_ROW, Journal
from bihuan.domain.trail.models import Chain, Change, Entry

UNIT, CLERK, LEADER = UUID(int=7), UUID(int=8), UUID(int=9)
ACTOR = Actor(
    user_key=CLERK,
    person_key=CLERK,
    roles_by_unit_path={"/1/": frozenset({"clerk"})},
    on_behalf_of=LEADER,
    os_account="bihuan",
)
BATCH = 2_000
NEW = {"name": "完善经费管理制度", "unit_id": 1, "due_date": "2026-06-30", "note": "按季度通报，年底评估"}
CHANGED = {"name": "修订经费管理制度", "due_date": "2026-09-30", "note": "已通报第一季度"}


def fill(entries: int) -> None:
    """Write the chain of one unit."""
    with transaction.atomic():
        chain = Chain.objects.create(name=str(UNIT), unit_key=UNIT)
        for first in range(0, entries, BATCH):
            _append(chain, range(first, min(first + BATCH, entries)))
        chain.save()


def _append(chain: Chain, numbers: range) -> None:
    subject, noted = Unit(key=UNIT), [_journal(number).noted for number in numbers]
    entries = [
        chains.advanced(chain, "benchmarks.change", actor=ACTOR, subject=subject, noted=changes)
        for changes in noted
    ]
    Entry.objects.bulk_create(entries)
    Change.objects.bulk_create(
        [
            row
            for entry, changes in zip(entries, noted, strict=True)
            for row in chains.changes_of(entry, changes)
        ]
    )


def _journal(number: int) -> Journal:
    journal, key = Journal(), UUID(int=number // 2)
    if number % 2:
        for name, value in CHANGED.items():
            journal.note("rectification.item", key, name, NEW[name], value)
    else:
        journal.note("rectification.item", key, WHOLE_ROW, None, NEW)
    return journal
