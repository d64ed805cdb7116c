"""The pages of the register as a spreadsheet: rights, out, in, confirm, undo, and how refusals are said."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bihuan.core.document.spreadsheet import read_workbook
from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.organizations.operations.people import change_person
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.models import Change, Entry
from tests.domain.organizations.sheet import books

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NEWCOMER = ("101", "林溪", "办公室", "科员", "2024-03-01", "第一党支部")
WRONG = ("102", "何田", "没有的科")
RENAMED = ("003", "乔一凡")


@pytest.fixture(autouse=True)
def branch(bureau) -> Unit:
    return create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.BRANCH, name="第一党支部")


def send(client, content: bytes, *, name: str = "名册.xlsx", **fields):
    upload = SimpleUploadedFile(name, content, content_type=XLSX)
    return client.post(reverse("people-import"), {"file": upload, "request_key": "k", **fields})


@pytest.fixture
def previewed(clerk_client):
    """A batch of these rows, as the clerk uploaded it."""

    def bring_in(*rows) -> ImportBatch:
        send(clerk_client, books.register(*rows), request_key=f"k{ImportBatch.objects.count()}")
        return ImportBatch.objects.latest("pk")

    return bring_in


def post(client, name: str, batch: ImportBatch, **fields):
    hidden = {"seen": batch.version, "request_key": f"r{batch.version}"}
    return client.post(reverse(name, args=[batch.key]), hidden | fields, follow=True)


def page_of(client, batch: ImportBatch, **query) -> str:
    return client.get(reverse("people-batch", args=[batch.key]), query).content.decode()


def lines_on(page: str) -> list[str]:
    return re.findall(r'<td class="row-number">(\d+)</td>', page)


@pytest.mark.parametrize(
    ("who", "expected"), [("clerk", 200), ("sysadmin", 200), ("leader", 404), ("secadmin", 404)]
)
def test_who_finds_the_pages(request, bureau, who, expected):
    client = request.getfixturevalue(f"{who}_client")

    assert client.get(reverse("people-import")).status_code == expected
    for name in ("register-template", "register-export"):
        ask = client.get if name == "register-template" else client.post
        assert ask(reverse(name, args=[bureau.unit.key])).status_code == expected


def test_strangers_find_neither_the_unit_nor_the_batch(previewed, bureau, client, stranger_user):
    batch = previewed(NEWCOMER)
    client.force_login(stranger_user)

    assert client.post(reverse("register-export", args=[bureau.unit.key])).status_code == 404
    assert client.get(reverse("people-batch", args=[batch.key])).status_code == 404
    for name in ("map", "names", "refresh", "apply", "drop", "undo"):
        assert post(client, f"people-batch-{name}", batch).status_code == 404


def test_the_template_tells_every_column_and_every_unit(clerk_client, bureau):
    response = clerk_client.get(reverse("register-template", args=[bureau.unit.key]))

    sheets = {sheet.name: sheet for sheet in read_workbook("a.xlsx", response.content).sheets}
    assert "青禾县水务局人员名册（空白表）.xlsx" in unquote(response["Content-Disposition"])
    assert [sheets["人员名册"].at(2, column) for column in range(1, 11)] == list(books.HEADS)
    assert [sheets["填写说明"].at(row, 1) for row in range(4, 14)] == list(books.HEADS)
    assert {sheets["单位名称"].at(row, 1) for row in range(4, 8)} == {
        "青禾县水务局",
        "办公室",
        "财务科",
        "第一党支部",
    }


def test_the_export_stands_in_the_trail(clerk_client, bureau):
    response = clerk_client.post(reverse("register-export", args=[bureau.unit.key]))

    sheet = read_workbook("a.xlsx", response.content).sheets[0]
    assert [[sheet.at(row, column) for column in (1, 2, 3, 4, 7)] for row in (4, 5, 6)] == [
        ["001", "沈知远", "青禾县水务局", "党组书记、局长", "1"],
        ["002", "韩若溪", "青禾县水务局", "党组成员、副局长", "2"],
        ["003", "乔一帆", "办公室", "办公室主任", None],
    ]
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.object_key) == ("organizations.sheet.export", bureau.unit.key)
    digest = hashlib.sha256(response.content).hexdigest()
    assert Change.objects.get(entry=entry).after == f'{{"sha256":"{digest}"}}'


def test_a_get_never_exports(clerk_client, bureau):
    assert clerk_client.get(reverse("register-export", args=[bureau.unit.key])).status_code == 405


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("名册.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "不能直接读取旧版的xls或et表格。"),
        ("名册.xlsx", b"not a workbook", "文件的内容不是xlsx表格"),
        ("名册.docx", b"PK\x03\x04", "这里只能导入xlsx表格。"),
        ("名册.xlsx", books.register(heads=("甲", "乙")), "没有找到人员名册的表头。"),
    ],
)
def test_other_files_are_refused_with_what_to_do(clerk_client, name, content, sentence):
    response = send(clerk_client, content, name=name)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not ImportBatch.objects.exists()


def test_rows_with_errors_come_first_with_their_cells(clerk_client, previewed):
    page = page_of(clerk_client, previewed(NEWCOMER, RENAMED, WRONG, ("001", "沈知远")))

    assert lines_on(page) == ["4", "3", "2"]
    assert "C4 “单位/内设机构”：在“水务局”里找不到“没有的科”。" in page
    assert "名册里这个工号是“乔一帆”，表里写的是“乔一凡”。" in page
    assert not Person.objects.filter(staff_number="101").exists()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"show": "new"}, ["2"]),
        ({"show": "wrong"}, ["4"]),
        ({"show": "unchanged"}, ["5"]),
        ({"q": "沈知远"}, ["5"]),
        ({"q": "10"}, ["4", "2"]),
        ({"q": "没有的人"}, []),
        ({"sort": "line"}, ["2", "3", "4"]),
        ({"sort": "-line"}, ["4", "3", "2"]),
    ],
)
def test_rows_are_narrowed_found_and_sorted(clerk_client, previewed, query, expected):
    batch = previewed(NEWCOMER, RENAMED, WRONG, ("001", "沈知远"))

    assert lines_on(page_of(clerk_client, batch, **query)) == expected


def test_rows_come_by_pages_of_fifty(clerk_client, previewed):
    batch = previewed(*books.many(120))

    assert len(lines_on(page_of(clerk_client, batch))) == 50
    assert lines_on(page_of(clerk_client, batch, page=3)) == [str(line) for line in range(102, 122)]


def test_confirming_imports_and_undo_takes_it_back(clerk_client, previewed):
    batch = previewed(NEWCOMER)
    done = post(clerk_client, "people-batch-apply", batch)

    assert "已导入名册。" in done.content.decode()
    assert Person.objects.get(staff_number="101").name == "林溪"

    batch.refresh_from_db()
    undone = post(clerk_client, "people-batch-undo", batch)
    assert "已撤销这次导入" in undone.content.decode()
    assert not Person.objects.filter(staff_number="101", withdrawn_at=None).exists()


@pytest.mark.parametrize(("undone", "expected"), [(True, True), (False, False)])
def test_the_page_says_that_roles_do_not_come_back(clerk_client, previewed, undone, expected):
    batch = previewed(NEWCOMER)
    page = post(clerk_client, "people-batch-apply", batch)
    batch.refresh_from_db()
    if undone:
        page = post(clerk_client, "people-batch-undo", batch)

    said = "导入时因调动或离开收回的角色没有恢复，需要的请安全管理员重新授予。"
    assert (said in page.content.decode()) is expected


def test_the_same_form_twice_has_one_effect(clerk_client, previewed):
    batch = previewed(NEWCOMER)
    fields = {"request_key": "same", "seen": batch.version}

    for _ in range(2):
        response = post(clerk_client, "people-batch-apply", batch, **fields)
        assert response.status_code == 200

    assert Person.objects.filter(staff_number="101").count() == 1
    assert Entry.objects.filter(action="organizations.import.apply").count() == 1


def test_errors_stop_everything_until_they_are_left_out_on_purpose(clerk_client, previewed):
    batch = previewed(NEWCOMER, WRONG)
    refused = post(clerk_client, "people-batch-apply", batch)
    assert "还有1行有误，没有导入任何内容。" in refused.content.decode()
    assert not Person.objects.filter(staff_number="101").exists()

    post(clerk_client, "people-batch-apply", batch, only_good="yes")

    assert Person.objects.filter(staff_number__in=["101", "102"]).count() == 1


def test_names_are_confirmed_on_the_page(clerk_client, bureau, previewed):
    batch = previewed(RENAMED)
    post(clerk_client, "people-batch-names", batch, line=["2"])
    batch.refresh_from_db()
    assert batch.rows[0]["what"] == "changed"

    post(clerk_client, "people-batch-apply", batch)

    assert Person.objects.get(pk=bureau.officer.pk).name == "乔一凡"


def test_a_register_that_moved_on_shows_both_and_writes_nothing(clerk_client, bureau, previewed):
    batch = previewed(("003", "乔一帆", "财务科", "科长", "2024-03-01"))
    change_person(person=bureau.officer, actor=SYSTEM, name="乔一舟", staff_number="003")

    response = post(clerk_client, "people-batch-apply", batch)

    page = response.content.decode()
    assert response.status_code == 409
    assert "名册里与表中第2行对应的内容又有变化，没有导入任何内容。" in page
    assert "现在：待确认" in page
    assert "姓名：乔一舟 → 乔一帆" in page
    assert Person.objects.get(pk=bureau.officer.pk).department == bureau.office


def test_a_stale_page_is_refused(clerk_client, previewed):
    batch = previewed(NEWCOMER)
    post(clerk_client, "people-batch-refresh", batch)

    assert post(clerk_client, "people-batch-apply", batch).status_code == 409
    assert not Person.objects.filter(staff_number="101").exists()


def test_columns_are_matched_by_hand(clerk_client, previewed):
    content = books.register(("101", "林溪"), heads=("号头", "姓名", "单位"))
    send(clerk_client, content)
    batch = ImportBatch.objects.get()
    assert "1列没有认出" in page_of(clerk_client, batch)

    post(clerk_client, "people-batch-map", batch, **{"column-1": "staff_number", "column-2": "name"})

    batch.refresh_from_db()
    assert batch.rows[0]["what"] == "new"


def test_a_dropped_batch_stays_readable(clerk_client, previewed):
    batch = previewed(NEWCOMER)

    post(clerk_client, "people-batch-drop", batch)

    assert "这次导入已经放弃，名册没有变化。" in page_of(clerk_client, batch)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(clerk_client, previewed, django_assert_num_queries, count):
    for number in range(count):
        previewed((f"{101 + number}", "林溪"))
    clerk_client.get(reverse("people-import"))

    with django_assert_num_queries(7):
        page = clerk_client.get(reverse("people-import")).content.decode()

    assert page.count("名册.xlsx</a>") == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_costs_the_same_however_long(clerk_client, previewed, django_assert_num_queries, count):
    batch = previewed(*books.many(count))
    page_of(clerk_client, batch)

    with django_assert_num_queries(7):
        page_of(clerk_client, batch)


def test_numbers_of_citizens_are_masked_on_the_page(clerk_client, previewed):
    page = page_of(clerk_client, previewed(("101", "林溪13800138000"), ("110101199003078515", "何田")))

    assert "13800138000" not in page
    assert "110101199003078515" not in page
    assert "138****8000" in page
