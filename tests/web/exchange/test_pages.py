"""The pages of spreadsheets: rights, out, in, confirm, undo, what is refused and how it is said."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bihuan.core.document.spreadsheet import read_workbook
from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.rectification.models import Item, Problem
from bihuan.domain.rectification.operations import items
from bihuan.domain.trail.models import Change, Entry
from tests import ledger_books as books
from tests.ledgers import add_promise

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def send(client, content: bytes, *, name: str = "台账.xlsx", year: str = "2025", request_key: str = "k"):
    upload = SimpleUploadedFile(name, content, content_type=XLSX)
    fields = {"file": upload, "year": year, "cycle_kind": "annual", "request_key": request_key}
    return client.post(reverse("exchange"), fields)


@pytest.fixture
def batch(clerk_client) -> ImportBatch:
    """A previewed table of three rows."""
    send(clerk_client, books.simple())
    return ImportBatch.objects.get()


def post(client, name: str, batch: ImportBatch, **fields):
    return client.post(reverse(name, args=[batch.key]), {"seen": batch.version, "request_key": "r", **fields})


def lines_on(page: str) -> list[str]:
    return re.findall(r'name="line" value="(\d+)"[^>]* checked', page)


@pytest.mark.parametrize(("who", "expected"), [("clerk", 200), ("leader", 200), ("stranger", 404)])
def test_who_may_take_the_ledger_out(request, cycle, who, expected):
    client = request.getfixturevalue(f"{who}_client")

    assert client.post(reverse("ledger-export", args=[cycle.key])).status_code == expected


def test_signed_out_people_are_sent_to_sign_in(client, cycle):
    response = client.post(reverse("ledger-export", args=[cycle.key]))

    assert (response.status_code, response["Location"].split("?")[0]) == (302, reverse("sign-in"))


def test_a_get_never_exports(clerk_client, cycle):
    assert clerk_client.get(reverse("ledger-export", args=[cycle.key])).status_code == 405


def test_the_export_is_a_workbook_under_its_name_and_stands_in_the_trail(clerk_client, cycle, item):
    response = clerk_client.post(reverse("ledger-export", args=[cycle.key]))

    assert response["Content-Type"] == XLSX
    assert "青禾县水务局2025年度整改台账.xlsx" in unquote(response["Content-Disposition"])
    sheet = read_workbook("a.xlsx", response.content).sheets[0]
    assert [sheet.at(4, column) for column in (1, 3, 4)] == ["1", "理论武装方面", "问题1的具体表现。"]
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.object_key) == ("rectification.ledger.export", cycle.key)
    digest = hashlib.sha256(response.content).hexdigest()
    assert Change.objects.get(entry=entry).after == f'{{"sha256":"{digest}"}}'


@pytest.mark.parametrize(("demo", "mark"), [(True, 2), (False, 0)])
def test_demo_exports_say_so(clerk_client, cycle, settings, demo, mark):
    settings.BIHUAN_DEMO = demo

    response = clerk_client.post(reverse("ledger-export", args=[cycle.key]))

    title = read_workbook("a.xlsx", response.content).sheets[0].at(1, 1)
    assert title.count("演示") + unquote(response["Content-Disposition"]).count("演示") == mark


@pytest.mark.parametrize(("who", "expected"), [("clerk", 302), ("leader", 403), ("stranger", 302)])
def test_who_may_bring_a_table_in(request, bureau, who, expected):
    client = request.getfixturevalue(f"{who}_client")

    assert send(client, books.simple()).status_code == expected
    own = ImportBatch.objects.filter(unit_key=bureau.unit.key).count()
    assert own == (1 if who == "clerk" else 0)


def test_the_preview_says_what_each_row_will_do_and_writes_nothing(clerk_client, batch):
    page = clerk_client.get(reverse("exchange-batch", args=[batch.key])).content.decode()

    assert lines_on(page) == ["2", "3", "4"]
    assert page.count("新增问题</span>") >= 2
    assert "理论学习不够深入" in page
    assert Problem.objects.count() == 0


def test_confirming_writes_the_ticked_rows(clerk_client, batch):
    response = post(clerk_client, "exchange-apply", batch, line=["2", "4"])

    assert response["Location"] == reverse("exchange-batch", args=[batch.key])
    assert list(Item.objects.order_by("pk").values_list("measure__text", flat=True)) == [
        "制定年度学习计划",
        "班子成员每季度下基层调研",
    ]


def test_the_same_form_sent_twice_has_one_effect(clerk_client, batch):
    post(clerk_client, "exchange-apply", batch, line=["2"])
    response = post(clerk_client, "exchange-apply", batch, line=["2"])

    assert response.status_code == 302
    assert (Problem.objects.count(), Item.objects.count()) == (1, 1)


def test_the_same_upload_sent_twice_makes_one_batch(clerk_client):
    send(clerk_client, books.simple())
    send(clerk_client, books.simple())

    assert ImportBatch.objects.count() == 1


def test_a_ledger_that_moved_on_answers_409_with_both_texts(clerk_client, clerk, batch):
    post(clerk_client, "exchange-apply", batch, line=["2", "3", "4"])
    send(
        clerk_client,
        books.book(
            [["问题内容", "整改措施", "牵头单位"], ["理论学习不够深入", "制定年度学习计划", "财务科"]]
        ),
        request_key="k2",
    )
    second = ImportBatch.objects.latest("pk")
    item = Item.objects.get(measure__text="制定年度学习计划")
    items.plan_item(item=item, actor=clerk, seen=item.version, leads=["办公室"])

    response = post(clerk_client, "exchange-apply", second, line=["2"], request_key="r2")

    page = response.content.decode()
    assert response.status_code == 409
    assert "<del>办公室</del> → <ins>财务科</ins>" in page
    assert "台账已变" in page
    assert lines_on(page) == []
    assert [owner.name for owner in item.owners.all()] == ["办公室"]


def test_after_a_refresh_the_same_rows_can_be_confirmed(clerk_client, clerk, batch):
    post(clerk_client, "exchange-apply", batch, line=["2"])
    send(
        clerk_client,
        books.book(
            [["问题内容", "整改措施", "牵头单位"], ["理论学习不够深入", "制定年度学习计划", "财务科"]]
        ),
        request_key="k2",
    )
    second = ImportBatch.objects.latest("pk")
    item = Item.objects.get()
    items.plan_item(item=item, actor=clerk, seen=item.version, leads=["办公室"])

    post(clerk_client, "exchange-refresh", second)
    second.refresh_from_db()
    post(clerk_client, "exchange-apply", second, line=["2"], request_key="r2")

    assert [owner.name for owner in item.owners.filter(withdrawn_at=None)] == ["财务科"]


def test_columns_are_mapped_by_hand_and_remembered(clerk_client):
    send(clerk_client, books.weekly())
    batch = ImportBatch.objects.get()

    fields = {f"column-{column}": code for column, code in batch.head["mapping"].items()}
    post(clerk_client, "exchange-map", batch, **fields | {"column-8": "evidence"})

    batch.refresh_from_db()
    assert batch.head["mapping"]["8"] == "evidence"
    send(clerk_client, books.weekly(), request_key="k2")
    assert ImportBatch.objects.latest("pk").head["mapping"]["8"] == "evidence"


def test_undo_and_drop_from_the_page(clerk_client, batch):
    post(clerk_client, "exchange-apply", batch, line=["2"])
    batch.refresh_from_db()

    response = post(clerk_client, "exchange-undo", batch)

    assert response.status_code == 302
    assert Problem.objects.filter(withdrawn_at=None).count() == 0
    page = clerk_client.get(reverse("exchange-batch", args=[batch.key])).content.decode()
    assert "这次导入已经撤销" in page
    send(clerk_client, books.weekly(), request_key="k2")
    assert post(clerk_client, "exchange-drop", ImportBatch.objects.latest("pk"))["Location"] == reverse(
        "exchange"
    )


@pytest.mark.parametrize(
    "name", ["exchange-apply", "exchange-map", "exchange-refresh", "exchange-drop", "exchange-undo"]
)
@pytest.mark.parametrize(("who", "expected"), [("leader", 403), ("stranger", 404), (None, 302)])
def test_who_may_not_touch_a_batch(request, client, batch, name, who, expected):
    user = request.getfixturevalue(f"{who}_user") if who else None
    if user:
        client.force_login(user)
    else:
        client.logout()

    assert post(client, name, batch, line=["2"]).status_code == expected
    assert (Problem.objects.count(), ImportBatch.objects.get().state) == (0, "previewed")


def test_a_batch_of_another_tenant_does_not_exist(client, batch, stranger_user):
    client.force_login(stranger_user)

    assert client.get(reverse("exchange-batch", args=[batch.key])).status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.xlsx", b"", "这个文件是空的（0字节）"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "另存为"),
        ("a.xlsx", b"not a zip", "文件的内容不是xlsx表格"),
        ("a.xlsx", books.book([["姓名", "电话"], ["甲", "1"]]), "没有找到台账的表头"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_beside_the_field(clerk_client, name, content, sentence):
    response = send(clerk_client, content, name=name)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert ImportBatch.objects.count() == 0


def test_a_wrong_year_is_answered_beside_the_field(clerk_client):
    response = send(clerk_client, books.simple(), year="25")

    assert response.status_code == 422
    assert ImportBatch.objects.count() == 0


def test_the_list_says_what_to_do_when_there_is_nothing(clerk_client):
    page = clerk_client.get(reverse("exchange")).content.decode()

    assert "还没有导入过表格" in page
    assert "还没有台账可以导出" in page


def test_the_list_is_searched_and_sorted(clerk_client, batch):
    send(clerk_client, books.weekly(), name="周清单.xlsx", request_key="k2")

    def names(**query):
        page = clerk_client.get(reverse("exchange"), query).content.decode()
        return re.findall(r'">([^<]+\.xlsx)</a>', page)

    assert names() == ["周清单.xlsx", "台账.xlsx"]
    assert names(q="周") == ["周清单.xlsx"]
    assert names(q="已导入") == []
    assert names(sort="made") == ["台账.xlsx", "周清单.xlsx"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_queries_however_long(clerk_client, django_assert_num_queries, count):
    for number in range(count):
        send(clerk_client, books.simple(), request_key=f"k{number}")

    with django_assert_num_queries(LIST_QUERIES):
        clerk_client.get(reverse("exchange"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_costs_the_same_queries_however_long(
    clerk_client, cycle, django_assert_num_queries, count
):
    for number in range(count):
        add_promise(cycle, number)
    rows = [
        [f"问题{number}的具体表现。", f"每季度开展调研，解决问题{number}。", "办公室"]
        for number in range(count)
    ]
    send(clerk_client, books.book([["问题内容", "整改措施", "责任人"], *rows]))

    with django_assert_num_queries(PREVIEW_QUERIES):
        clerk_client.get(reverse("exchange-batch", args=[ImportBatch.objects.get().key]))


@pytest.mark.parametrize("count", [1, 3])
def test_the_export_costs_the_same_queries_however_long(
    clerk_client, cycle, django_assert_num_queries, count
):
    for number in range(count):
        add_promise(cycle, number)

    with django_assert_num_queries(EXPORT_QUERIES):
        clerk_client.post(reverse("ledger-export", args=[cycle.key]))


LIST_QUERIES, PREVIEW_QUERIES, EXPORT_QUERIES = 8, 22, 21
