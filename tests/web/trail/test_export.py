"""A filtered list as a file: its rows, its limit, and its own entry in the trail."""

from __future__ import annotations

import csv
import hashlib
import io
import json

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.models import Entry

EXPORT = reverse("trail-export")


def sent(client, query="", **fields):
    return client.post(EXPORT + query, fields)


def lines(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_a_csv_holds_what_the_list_holds(auditor_client, bureau, clerk_user):
    newest = Entry.objects.latest("pk")

    head, first, *_, note = lines(sent(auditor_client, format="csv"))

    count = Entry.objects.filter(chain__unit_key=bureau.unit.key).count() - 1
    assert head[:4] == ["时间", "单位", "序号", "办理人"]
    assert first[1:9] == ["青禾县水务局", str(newest.sequence), "系统", "", "", "", "授予角色", "单位"]
    assert first[-1] == newest.hash
    assert note == [f"共{count}条"]


def test_a_spreadsheet_holds_the_same(auditor_client, bureau):
    rows = [row.hash for row in Entry.objects.filter(chain__unit_key=bureau.unit.key).order_by("-pk")]

    response = sent(auditor_client)

    sheet = load_workbook(io.BytesIO(response.content)).active
    texts = [cell.value for row in sheet.iter_rows(min_row=4) for cell in row]
    assert [text for text in texts if text in rows] == rows
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")


def test_the_filter_of_the_address_holds(auditor_client, bureau):
    found = lines(sent(auditor_client, "?action=organizations.person.create", format="csv"))

    assert {line[7] for line in found[1:-1]} == {"登记人员"}
    assert len(found) == 2 + Entry.objects.filter(action="organizations.person.create").count()


def test_no_more_than_the_limit_leaves_and_the_file_says_so(auditor_client, bureau, monkeypatch):
    monkeypatch.setattr("bihuan.web.trail.views.taking_out.MOST", 2)

    found = lines(sent(auditor_client, format="csv"))

    assert len(found) == 4
    assert found[-1] == ["只含最新的2条，更早的没有导出；请缩小时间范围分次导出。"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_trail_notes_what_left(auditor_client, auditor_user, bureau, clerk_user, kind):
    response = sent(auditor_client, "?who=clerk&via=page", format=kind)

    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.actor_key, entry.object_key) == (
        "accounts.trail.export",
        auditor_user.key,
        bureau.unit.key,
    )
    assert json.loads(entry.changes.get().after) == {
        "asked": {"via": "page", "actors": [str(clerk_user.key)]},
        "rows": 0,
        "sha256": hashlib.sha256(response.content).hexdigest(),
    }


def test_every_export_is_noted_however_alike(auditor_client, bureau):
    for _ in range(2):
        sent(auditor_client, request_key="same")

    assert Entry.objects.filter(action="accounts.trail.export").count() == 2


def test_a_wrong_condition_lets_nothing_leave(auditor_client, bureau):
    response = sent(auditor_client, "?since=gestern")

    assert (response.status_code, response.url) == (302, reverse("trail-list") + "?since=gestern")
    assert not Entry.objects.filter(action="accounts.trail.export").exists()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_cell_becomes_a_formula(auditor_client, bureau, kind):
    person = create_person(unit=bureau.unit, actor=SYSTEM, staff_number="66", name="文心")
    with door.recorded("organizations.person.create", actor=SYSTEM, subject=person):
        person.name = "=1+1"
        person.save()

    response = sent(auditor_client, format=kind)

    if kind == "csv":
        cells = [cell for line in lines(response) for cell in line]
    else:
        sheet = load_workbook(io.BytesIO(response.content)).active
        cells = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type != "f"]
    assert any("1+1" in str(cell) for cell in cells)
    assert [cell for cell in cells if kind == "csv" and cell.startswith("=")] == []


@pytest.mark.parametrize("who", ["clerk", "leader", "sysadmin", "stranger"])
def test_nobody_else_takes_the_trail_out(client, administrators, request, who):
    client.force_login(request.getfixturevalue(f"{who}_user"))
    before = Entry.objects.count()

    assert sent(client).status_code == 404
    assert Entry.objects.count() == before


def test_a_get_takes_nothing_out(auditor_client, bureau):
    assert auditor_client.get(EXPORT).status_code == 405
