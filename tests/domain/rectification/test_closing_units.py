"""Open promises, papers, tables and roles keep a unit open; in a closed one nothing is written."""

from __future__ import annotations

import pytest
from django.utils import timezone

from bihuan.domain.documents import intake
from bihuan.domain.documents import operations as documents
from bihuan.domain.documents.permissions import can_bring_in, can_correct
from bihuan.domain.organizations.closing import obstacles_of
from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.operations.units import close_unit, create_unit
from bihuan.domain.rectification import permissions
from bihuan.domain.rectification.enums import Progress
from bihuan.domain.rectification.operations import imports, items, wording
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.failures import NotPermitted
from tests.access import objects
from tests.ledgers import add_promise, open_cycle, planned


@pytest.fixture
def centre(bureau):
    """A unit below the bureau with a ledger of its own and nobody in it."""
    return create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.SUBORDINATE, name="渠道管护中心")


@pytest.fixture
def promise(bureau, centre):
    return add_promise(open_cycle(centre), 1)


def codes(unit):
    return [(each.code, each.count) for each in obstacles_of(unit)]


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        (Progress.NOT_STARTED, [("items", 1)]),
        (Progress.IN_PROGRESS, [("items", 1)]),
        (Progress.DONE, []),
        (Progress.ONGOING, []),
    ],
)
def test_promises_that_are_not_kept_stand_in_the_way(centre, promise, progress, expected):
    items.report_progress(
        item=promise, actor=SYSTEM, seen=promise.version, progress=progress, outcome="按计划办理。"
    )

    assert codes(centre) == expected


def test_a_section_that_leads_an_item_stays(bureau, item):
    assert codes(bureau.office) == [("people", 1)]

    planned(item, bureau)

    assert codes(bureau.office) == [("people", 1), ("items", 1)]


def test_withdrawn_promises_are_no_obstacle(centre, promise):
    measure = promise.measure
    wording.withdraw_statement(statement=measure, actor=SYSTEM, seen=measure.version, reason="重复")

    assert codes(centre) == []


def test_papers_and_tables_that_wait_stand_in_the_way(centre):
    paper = intake.take_text(objects.PAPER.format(name="柳浦", year=2024))
    draft = documents.bring_in(unit=centre, actor=SYSTEM, incoming=paper, year=2024)
    batch = _table(centre)
    assert codes(centre) == [("tables", 1), ("drafts", 1)]

    documents.withdraw(draft=draft, actor=SYSTEM, seen=draft.version, reason="选错了")
    imports.drop_import(unit=centre, batch=batch, actor=SYSTEM, seen_batch=batch.version)

    assert codes(centre) == []


def _table(unit):
    content = objects.book("柳浦")
    table = objects.read_table(objects.read_workbook("台账.xlsx", content))
    return imports.preview_import(
        unit=unit, actor=SYSTEM, table=table, file_name="台账.xlsx", content=content, year=2020
    )


def test_roles_that_are_held_there_stand_in_the_way(bureau, sysadmin_user):
    assert ("roles", 1) in codes(bureau.unit)


def test_in_a_closed_unit_nothing_is_written(bureau, centre, promise, clerk):
    """Everything is asked of the clerk of the unit above, who could do it before."""
    cycle, measure = promise.cycle, promise.measure
    paper = intake.take_text(objects.PAPER.format(name="柳浦", year=2024))
    draft = documents.bring_in(unit=centre, actor=SYSTEM, incoming=paper, year=2024)
    batch = _table(centre)
    before = (
        permissions.can_keep_ledger(clerk, cycle),
        can_bring_in(clerk, centre),
        can_correct(clerk, draft),
    )
    _shut(centre)
    for row in (centre, cycle, promise, measure, draft):
        row.refresh_from_db()

    after = (
        permissions.can_keep_ledger(clerk, cycle),
        can_bring_in(clerk, centre),
        can_correct(clerk, draft),
    )

    assert (before, after) == ((True, True, True), (False, False, False))
    for attempt in (
        lambda: wording.add_problem(cycle=cycle, actor=clerk, title="新", text="新的问题。"),
        lambda: wording.edit_statement(
            statement=measure, actor=clerk, seen=measure.version, title="新", text="新的内容。"
        ),
        lambda: items.plan_item(item=promise, actor=clerk, seen=promise.version, end_state="办结"),
        lambda: items.report_progress(
            item=promise, actor=clerk, seen=promise.version, progress=Progress.DONE
        ),
        lambda: documents.bring_in(unit=centre, actor=clerk, incoming=paper, year=2023),
        lambda: documents.withdraw(draft=draft, actor=clerk, seen=draft.version, reason="晚了"),
        lambda: imports.drop_import(unit=centre, batch=batch, actor=clerk, seen_batch=batch.version),
    ):
        with pytest.raises(NotPermitted):
            attempt()


def _shut(unit):
    """As if it had been closed when nothing stood in the way yet."""
    with door.recorded("tests.unit.close", actor=SYSTEM, subject=unit):
        unit.closed_on = timezone.localdate()
        unit.save()


def test_what_a_closed_unit_holds_can_be_read(centre, clerk):
    closed = close_unit(unit=centre, actor=SYSTEM, seen=centre.version, closed_on=timezone.localdate())

    assert clerk.may("records.read", at=closed.path)
    assert permissions.can_read_ledger(clerk, closed)
