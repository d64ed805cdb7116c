"""Studied documents are rows, offered from what the unit studied before; people are picked."""

from __future__ import annotations

import pytest

from bihuan.domain.ledgers.models import Activity
from bihuan.domain.ledgers.queries import documents_of
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from tests.records import theme_day

pytestmark = pytest.mark.django_db
RULES = {"title": "支部工作条例", "number": "中发〔2018〕1号", "issued_on": "2018-10-28"}
FORM = {"on": "2026-03-06", "title": "3月主题党日", "topics": "", "request_key": "k"}


def rows(*documents):
    parts = ("title", "number", "issued_on")
    return {f"documents-{part}": [row[place] for row in documents] for place, part in enumerate(parts)}


def test_rows_are_kept_and_empty_ones_left_out(clerk_client, branch):
    filled = rows(("支部工作条例", "中发〔2018〕1号", "2018-10-28"), ("", "", ""), ("纪要", "", ""))

    clerk_client.post("/mechanisms/theme-day/new/", FORM | filled)

    assert Activity.objects.get().documents == [RULES, {"title": "纪要", "number": "", "issued_on": ""}]


def test_a_document_of_before_brings_its_number_and_day(clerk_client, branch):
    theme_day(branch, details={"documents": [RULES]})
    page = clerk_client.get("/mechanisms/theme-day/new/").content.decode()
    assert '<option value="支部工作条例">' in page

    clerk_client.post("/mechanisms/theme-day/new/", FORM | rows(("支部工作条例", "", "")))

    assert Activity.objects.latest("pk").documents == [RULES]


@pytest.mark.parametrize(
    ("row", "why"),
    [(("", "3号", ""), "没有写标题"), (("纪要", "", "2026-02-30"), "“纪要”的发布日期没有这一天")],
)
def test_a_row_that_is_not_whole_is_asked_back_and_kept(clerk_client, branch, row, why):
    answer = clerk_client.post("/mechanisms/theme-day/new/", FORM | rows(row))

    page = answer.content.decode()
    assert (answer.status_code, why in page, f'value="{row[1] or row[0]}"' in page) == (422, True, True)
    assert not Activity.objects.exists()


def test_what_stands_in_a_record_stands_in_its_form(clerk_client, branch):
    record = theme_day(branch, details={"documents": [RULES]})

    page = clerk_client.get(f"/mechanisms/activity/{record.key}/edit/").content.decode()

    assert 'value="中发〔2018〕1号"' in page
    assert page.count('name="documents-title"') == 4


def test_each_document_is_offered_once_the_latest_first(branch):
    theme_day(branch, details={"documents": [RULES, {"title": "甲", "number": "", "issued_on": ""}]})
    theme_day(branch, details={"documents": [RULES]})

    assert [row["title"] for row in documents_of(branch)] == ["支部工作条例", "甲"]


def test_a_host_who_left_stays_when_the_record_is_corrected(clerk_client, branch, bureau):
    record = theme_day(branch, details={"host": bureau.deputy})
    with door.recorded("tests.person.leave", actor=SYSTEM, subject=bureau.deputy):
        bureau.deputy.left_on = "2026-04-01"
        bureau.deputy.save()
    address = f"/mechanisms/activity/{record.key}/edit/"
    assert f'value="{bureau.deputy.key}" selected' in clerk_client.get(address).content.decode()

    clerk_client.post(address, FORM | {"host": str(bureau.deputy.key), "seen": "1", "title": "改过"})

    record.refresh_from_db()
    assert (record.title, record.host) == ("改过", bureau.deputy)


def test_of_many_people_one_is_typed_and_found(clerk_client, branch, bureau):
    for number in range(51):
        create_person(unit=bureau.unit, actor=SYSTEM, staff_number=f"9{number:02}", name=f"群众{number}")
    assert 'data-pick="/people/find/' in clerk_client.get("/mechanisms/theme-day/new/").content.decode()

    clerk_client.post("/mechanisms/theme-day/new/", FORM | {"host": "沈知远"})
    record = Activity.objects.get()

    assert record.host == bureau.head
    page = clerk_client.get(f"/mechanisms/activity/{record.key}/edit/").content.decode()
    assert 'value="沈知远（' in page
