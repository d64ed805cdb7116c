"""A ledger goes out as a spreadsheet and comes in again, through its pages."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from bihuan.core.registry.mechanisms import mechanisms
from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.ledgers.models import Activity, Attendance, Case
from bihuan.domain.ledgers.operations.import_rows import prepared
from bihuan.domain.ledgers.operations.imports import preview_records
from bihuan.domain.ledgers.operations.records import enter_record
from bihuan.domain.ledgers.sheet.columns import RECORDS
from bihuan.domain.ledgers.sheet.judging import Sheet
from bihuan.domain.ledgers.sheet.reading import read_records
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.models import Entry
from tests.ledger_books import book
from tests.records import DAY, theme_day

pytestmark = pytest.mark.django_db
HEADS = ["日期", "标题", "地点"]


def upload(client, lines, mechanism="theme-day", **fields):
    file = SimpleUploadedFile("表.xlsx", book(lines))
    return client.post(f"/mechanisms/{mechanism}/import/", {"file": file, **fields}, follow=True)


def sent(client, what):
    batch = ImportBatch.objects.get()
    form = {"seen": batch.version, "request_key": what}
    return client.post(f"/mechanisms/imports/{batch.key}/{what}/", form, follow=True).content.decode()


def test_a_sheet_is_looked_at_written_and_taken_back(clerk_client, branch):
    page = upload(clerk_client, [HEADS, ["2026-03-06", "3月主题党日", "二楼"]]).content.decode()
    assert ("1行没有问题，可以导入。" in page, Activity.objects.count()) == (True, 0)

    assert "已导入台账。" in sent(clerk_client, "apply")
    assert Activity.objects.get().place == "二楼"

    assert "已撤销这次导入" in sent(clerk_client, "undo")
    assert not Activity.objects.standing().exists()


def test_a_wrong_row_is_shown_and_nothing_can_be_written(clerk_client, branch):
    lines = [HEADS, ["2026-03-06", "甲", ""], ["2026-02-30", "乙", ""]]

    page = upload(clerk_client, lines).content.decode()

    assert "有1行有误" in page
    assert "日期：没有2026年2月30日这一天，请核对。" in page
    assert "导入1行" not in page
    assert "有1行有误，什么也没有导入" in sent(clerk_client, "apply")
    assert not Activity.objects.exists()
    assert "已放弃这次导入" in sent(clerk_client, "drop")


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([["甲", "乙"], ["1", "2"]], "没有找到表头"),
        ([["日期", "姓名", "平台", "学时", "积分"], ["2026-03-31", "甲", "学习强国", "1", "9"]], "不收积分"),
    ],
)
def test_a_file_that_cannot_be_taken_says_why(clerk_client, branch, lines, sentence):
    answer = upload(clerk_client, lines, "online-study")

    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert not ImportBatch.objects.exists()


ACCUSED = ["收到日期", "事由", "事项类别", "备注", "信访人"]


def test_the_content_of_an_accusation_is_refused_and_nothing_of_it_is_kept(clerk_client, bureau):
    lines = [ACCUSED, ["2026-03-02", "检举控告件（已转送）", "检举控告", "反映某某受贿", ""]]

    answer = upload(clerk_client, lines, "petitions")

    text = answer.content.decode()
    assert (answer.status_code, "第2行是检举控告，却写了别的内容" in text) == (422, True)
    assert ("反映某某" in text, ImportBatch.objects.exists()) == (False, False)


def test_whoever_came_is_masked_before_and_after_the_import(clerk_client, bureau):
    lines = [ACCUSED, ["2026-03-02", "反映取水难", "申诉求决", "", "云外客"]]

    page = upload(clerk_client, lines, "petitions").content.decode()

    assert ("来人姓名：云**" in page, "云外客" in page) == (True, False)
    text = sent(clerk_client, "apply")
    assert ("已导入台账。" in text, "来人姓名" in text, "云外客" in text) == (True, False, False)
    assert Case.objects.get().petitioner == {"name": "云外客", "phone": "", "address": ""}


def test_the_page_says_what_else_a_list_of_cases_may_tell(clerk_client, bureau):
    page = clerk_client.get("/mechanisms/petitions/import/").content.decode()

    assert "检举控告只写收到日期、事项类别" in page
    assert "也能认出：确认姓名或住址不清、" in page
    assert "期限、办理情况和是否按期由这些日期推算" in page


def test_a_file_that_is_none_is_refused(clerk_client, branch):
    file = SimpleUploadedFile("表.xlsx", b"not a workbook")

    answer = clerk_client.post("/mechanisms/theme-day/import/", {"file": file})

    assert answer.status_code == 422


def test_attendance_comes_in_by_its_own_sheet(clerk_client, branch, bureau):
    theme_day(branch)

    upload(
        clerk_client,
        [["日期", "工号", "出席情况"], ["2026-03-06", "001", "出席"]],
        what="attendance",
    )
    sent(clerk_client, "apply")

    assert Attendance.objects.get().person == bureau.head


@pytest.mark.parametrize("what", ["records", "attendance"])
def test_the_empty_sheet_has_the_columns_and_how_to_fill_them_in(clerk_client, branch, what):
    answer = clerk_client.get(f"/mechanisms/theme-day/template/?what={what}")

    sheets = load_workbook(BytesIO(answer.content)).worksheets
    heads = [cell.value for cell in sheets[0][2]]
    assert ("日期" in heads, "在固定日开展" in heads) == (True, what == "records")
    assert [sheet.title for sheet in sheets] == ["台账", "填写说明"]


def test_what_the_list_shows_goes_out_masked_and_is_noted(clerk_client, branch):
    theme_day(branch, "电话13912345678")
    theme_day(branch, "另一条")

    answer = clerk_client.post("/mechanisms/theme-day/export/?q=电话")

    texts = [cell.value for row in load_workbook(BytesIO(answer.content)).worksheets[0] for cell in row]
    assert ("另一条" in texts, "电话139****5678" in texts) == (False, True)
    assert Entry.objects.latest("pk").action == "ledgers.sheet.export"


def studied(branch):
    return enter_record(
        unit=branch,
        actor=SYSTEM,
        counts_in=["online-study"],
        on=DAY,
        title="3月学时",
        details={"hours": 6},
        values={"online-study.platform": "xuexi"},
    )


def test_hours_are_seen_by_the_branchs_clerk(clerk_client, branch):
    assert clerk_client.get(f"/mechanisms/activity/{studied(branch).key}/").status_code == 200
    assert "3月学时" in clerk_client.get("/mechanisms/online-study/?year=2026").content.decode()


def test_hours_are_not_seen_by_a_leader(leader_client, branch):
    assert leader_client.get(f"/mechanisms/activity/{studied(branch).key}/").status_code == 404
    assert "3月学时" not in leader_client.get("/mechanisms/online-study/?year=2026").content.decode()


def test_hours_are_seen_by_the_person(leader_client, branch, bureau):
    record = studied(branch)
    with door.recorded("tests.attendance.make", actor=SYSTEM, subject=record):
        Attendance(unit=branch, activity=record, person=bureau.deputy, state="present").save()

    assert leader_client.get(f"/mechanisms/activity/{record.key}/").status_code == 200


def test_a_stranger_finds_no_import_of_the_bureau(stranger_client, branch):
    sheet, content = (
        Sheet(branch, mechanisms()["theme-day"], RECORDS),
        book([HEADS, ["2026-03-06", "甲", ""]]),
    )
    table = read_records(sheet.mechanism, RECORDS, "表.xlsx", content)
    rows = prepared(sheet, table.rows).told()
    batch = preview_records(
        unit=branch, actor=SYSTEM, sheet=sheet, table=table, rows=rows, file_name="表.xlsx", content=content
    )

    assert stranger_client.get(f"/mechanisms/imports/{batch.key}/").status_code == 404
    assert stranger_client.post(f"/mechanisms/imports/{batch.key}/apply/", {"seen": "1"}).status_code == 404
    assert stranger_client.get("/mechanisms/theme-day/import/").status_code == 403
