"""From the list of ledgers to a record and back, as the clerk goes."""

from __future__ import annotations

import pytest

from bihuan.domain.ledgers.models import Activity
from bihuan.domain.ledgers.operations.records import withdraw_record
from bihuan.domain.ledgers.queries import marks_of
from bihuan.domain.trail.actor import SYSTEM
from tests.records import theme_day

pytestmark = pytest.mark.django_db
FORM = {"on": "2026-03-06", "title": "3月主题党日", "topics": "学习条例\n走进大厅", "request_key": "k"}


def test_the_clerk_enters_a_theme_day_and_reads_it(clerk_client, branch):
    answer = clerk_client.post(
        "/mechanisms/theme-day/new/", FORM | {"theme-day.on_fixed_day": "yes"}, follow=True
    )

    record = Activity.objects.get()
    assert answer.redirect_chain == [(f"/mechanisms/activity/{record.key}/", 302)]
    page = answer.content.decode()
    assert "已记入主题党日。" in page
    assert "<li>学习条例</li><li>走进大厅</li>" in page
    assert "3月主题党日" in clerk_client.get("/mechanisms/theme-day/").content.decode()
    assert "2026年1条，最近3月6日" in clerk_client.get("/mechanisms/").content.decode()


@pytest.mark.parametrize(("said", "kept"), [("yes", True), ("no", False), ("", None)])
def test_what_nobody_answered_is_not_a_no(clerk_client, branch, said, kept):
    clerk_client.post("/mechanisms/theme-day/new/", FORM | {"theme-day.on_fixed_day": said})

    record = Activity.objects.get()
    assert record.values.get("theme-day.on_fixed_day") is kept
    edit = clerk_client.get(f"/mechanisms/activity/{record.key}/edit/").content.decode()
    assert f'<option value="{said}" selected>' in edit


def test_a_question_that_must_be_answered_takes_no_silence(clerk_client, bureau):
    form = {"on": "2026-03-06", "title": "接待", "eight-point-rules.kind": "reception", "request_key": "k"}

    silent = clerk_client.post("/mechanisms/eight-point-rules/new/", form)
    said = clerk_client.post("/mechanisms/eight-point-rules/new/", form | {"eight-point-rules.within": "no"})

    assert (silent.status_code, said.status_code) == (422, 302)


def test_a_missing_title_keeps_what_was_typed(clerk_client, branch):
    answer = clerk_client.post("/mechanisms/theme-day/new/", FORM | {"title": ""})

    assert answer.status_code == 422
    assert "走进大厅" in answer.content.decode()
    assert not Activity.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number(clerk_client, branch, rows, django_assert_num_queries):
    for _ in range(rows):
        theme_day(branch)
    clerk_client.get("/mechanisms/theme-day/?year=2026")

    with django_assert_num_queries(16):
        page = clerk_client.get("/mechanisms/theme-day/?year=2026").content.decode()
    assert page.count("3月主题党日") == rows


def test_a_record_is_copied_changed_withdrawn_and_restored(clerk_client, branch):
    record = theme_day(branch, details={"place": "二楼"})
    address = f"/mechanisms/activity/{record.key}/"

    assert (
        'value="二楼"' in clerk_client.get(f"/mechanisms/theme-day/new/?from={record.key}").content.decode()
    )
    clerk_client.post(f"{address}edit/", FORM | {"place": "三楼", "seen": "1"})
    clerk_client.post(f"{address}withdraw/", {"reason": "误记", "seen": "2"})
    assert "撤回：误记" in clerk_client.get(address).content.decode()
    clerk_client.post(f"{address}restore/", {"seen": "3"})

    record.refresh_from_db()
    assert (record.place, record.withdrawn_at, record.version) == ("三楼", None, 4)


def test_counting_elsewhere_asks_what_is_wanted_there(clerk_client, branch):
    record = theme_day(branch)
    address, form = f"/mechanisms/activity/{record.key}/count/", {"seen": "1", "request_key": "k"}
    ticked = form | {"counts_in": ["theme-day", "civic-culture"]}

    asking = clerk_client.post(address, ticked)
    assert (asking.status_code, "精神文明建设还要填这几项：" in asking.content.decode()) == (422, True)
    assert "这个字段是必填项" not in asking.content.decode()
    missing = clerk_client.post(address, ticked | {"asked": "civic-culture"})
    assert (missing.status_code, missing.context["form"].errors) == (
        422,
        {"civic-culture.form": ["这个字段是必填项。"]},
    )
    clerk_client.post(address, ticked | {"asked": "civic-culture", "civic-culture.form": "lecture"})

    record.refresh_from_db()
    assert (record.values, record.version) == ({"civic-culture.form": "lecture"}, 2)


def test_counting_in_fewer_asks_nothing(clerk_client, branch):
    record = theme_day(
        branch, counts_in=["theme-day", "civic-culture"], values={"civic-culture.form": "thrift"}
    )

    answer = clerk_client.post(
        f"/mechanisms/activity/{record.key}/count/", {"seen": "1", "counts_in": ["theme-day"]}
    )

    assert answer.status_code == 302
    assert [mark.mechanism for mark in marks_of(record)] == ["theme-day"]


def test_a_stale_edit_shows_both(clerk_client, branch):
    record = theme_day(branch)
    withdraw_record(record=record, actor=SYSTEM, seen=1, reason="误记")

    answer = clerk_client.post(f"/mechanisms/activity/{record.key}/edit/", FORM | {"seen": "1"})

    assert answer.status_code == 409


@pytest.mark.parametrize("address", ["theme-day/", "theme-day/new/", "nothing/", "activity/{key}/"])
def test_a_stranger_finds_nothing_of_the_bureau(stranger_client, branch, address):
    record = theme_day(branch)

    answer = stranger_client.get(f"/mechanisms/{address.format(key=record.key)}")

    assert answer.status_code == {"theme-day/": 200, "theme-day/new/": 403}.get(address, 404)
    assert "3月主题党日" not in answer.content.decode()
