"""A list of cases comes in with its days, and whoever came stays hidden: coming in, kept, going out."""

from __future__ import annotations

import json

import pytest

from bihuan.core.document.spreadsheet import read_workbook
from bihuan.core.registry.mechanisms import mechanisms
from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.ledgers.models import Case, CaseEvent, CaseExtension, CaseStop, Mark
from bihuan.domain.ledgers.models.case import ACCUSATION_TITLE
from bihuan.domain.ledgers.operations import cases, extensions, imports
from bihuan.domain.ledgers.operations.import_rows import prepared
from bihuan.domain.ledgers.sheet import export, persons
from bihuan.domain.ledgers.sheet.columns import RECORDS, columns_of, offered
from bihuan.domain.ledgers.sheet.failures import AccusationTold, NoTable, NotAllGood
from bihuan.domain.ledgers.sheet.judging import Sheet
from bihuan.domain.ledgers.sheet.reading import read_records
from bihuan.domain.trail.models import Change
from tests.cases import day
from tests.ledger_books import book

from .test_imports import applied, brought_in, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_march")]

PETITIONS = [
    "收到日期",
    "事由",
    "怎样收到的",
    "事项类别",
    "受理日期",
    "办结日期",
    "信访人",
    "联系电话",
    "住址",
]
NAMES = ("云外客", "13800001234", "安禾县青石镇九号")
ANSWERED = [
    "2026-01-05", "反映取水难", "信访人直接提出", "申诉求决", "2026-01-08", "2026-03-02", *NAMES
]  # fmt: skip
LATE = ["2026-01-05", "反映停水", "信访人直接提出", "申诉求决", "2026-01-08", "2026-03-12", "", "", ""]
OPEN = ["2026-03-02", "反映水压低", "信访人直接提出", "申诉求决", "2026-03-05", "", "", "", ""]
ACCUSED = ["收到日期", "事由", "事项类别", "转办文号", "接收机关", "转送、交办", "备注", "信访人"]


def petitions(unit, *lines, heads=PETITIONS, **more):
    return brought_in(unit, [heads, *lines], "petitions", **more)


def days_of(case):
    return case.state, case.accepted_on, case.due_on, case.closed_on, case.on_time


def test_a_list_of_cases_gets_its_limits_and_whether_it_was_on_time(bureau, clerk):
    batch = petitions(bureau.unit, ANSWERED, LATE, OPEN, actor=clerk)
    assert (told(batch), Case.objects.count()) == ([(2, "new", []), (3, "new", []), (4, "new", [])], 0)

    applied(bureau.unit, batch, clerk)

    assert [days_of(case) for case in Case.objects.order_by("pk")] == [
        ("closed", day("01-08"), day("03-09"), day("03-02"), True),
        ("closed", day("01-08"), day("03-09"), day("03-12"), False),
        ("open", day("03-05"), day("05-04"), None, None),
    ]
    assert list(CaseEvent.objects.order_by("pk").values_list("case__title", "kind", "on")) == [
        ("反映取水难", "accepted", day("01-08")),
        ("反映取水难", "answered", day("03-02")),
        ("反映停水", "accepted", day("01-08")),
        ("反映停水", "answered", day("03-12")),
        ("反映水压低", "accepted", day("03-05")),
    ]


def test_an_imported_case_stands_like_one_that_was_entered(bureau, clerk):
    applied(bureau.unit, petitions(bureau.unit, OPEN), clerk)

    case = cases.add_event(
        case=Case.objects.get(), actor=clerk, seen=1, kind="answered", on=day("03-19"), note="已答复"
    )

    case.refresh_from_db()
    assert days_of(case) == ("closed", day("03-05"), day("05-04"), day("03-19"), True)


def test_whoever_came_is_sealed_in_the_preview_and_at_rest(bureau, clerk):
    batch = petitions(bureau.unit, ANSWERED, actor=clerk)
    kept = json.dumps(ImportBatch.objects.values("rows", "head").get(), ensure_ascii=False)
    assert [name in kept for name in NAMES] == [False, False, False]
    assert persons.shown(batch.rows[0]["cells"]) == [
        ("来人姓名", "云**"),
        ("来人电话", "138******34"),
        ("来人住址", "安禾县***"),
    ]

    batch = applied(bureau.unit, batch, clerk)

    case = Case.objects.get()
    assert case.petitioner == dict(zip(("name", "phone", "address"), NAMES, strict=True))
    assert persons.SEALED not in batch.rows[0]["cells"]
    stored = (
        f"{Case.objects.values().get()}{ImportBatch.objects.values().get()}{list(Change.objects.values())}"
    )
    assert [name in stored for name in NAMES] == [False, False, False]


def test_a_dropped_list_keeps_nobody(bureau, clerk):
    batch = petitions(bureau.unit, ANSWERED, actor=clerk)

    imports.drop_records(unit=bureau.unit, batch=batch, actor=clerk, seen_batch=batch.version)

    batch.refresh_from_db()
    assert persons.SEALED not in batch.rows[0]["cells"]


def exported(unit, mechanism, found=None):
    found = Case.objects.select_related("unit").order_by("pk") if found is None else found
    return export.records_workbook(unit, mechanisms()[mechanism], found, demo=False)


def cells_of(content):
    sheet = read_workbook("表.xlsx", content).sheets[0]
    table = read_records(mechanisms()["petitions"], RECORDS, "表.xlsx", content)
    heads = [head["text"].rpartition("·")[2] for head in table.head["heads"]]
    return heads, [
        [sheet.at(row["line"], each["column"]) for each in table.head["heads"]] for row in table.rows
    ]


def test_what_goes_out_is_masked_and_comes_in_again_as_known(bureau, clerk):
    applied(bureau.unit, petitions(bureau.unit, ANSWERED, LATE), clerk)

    content = exported(bureau.unit, "petitions")

    heads, (first, second) = cells_of(content)
    line = dict(zip(heads, first, strict=True))
    assert [line[head] for head in ("来人姓名", "来人电话", "来人住址")] == [
        "云**",
        "138******34",
        "安禾县***",
    ]
    assert [line[head] for head in ("受理", "出具处理意见书")] == ["2026-01-08", "2026-03-02"]
    assert [line[head] for head in ("推算的期限", "推算的办理情况", "推算的是否按期")] == [
        "2026-03-09", "已办结", "是"
    ]  # fmt: skip
    assert second[heads.index("推算的是否按期")] == "否"
    assert [name in str(first) for name in NAMES] == [False, False, False]
    table = read_records(mechanisms()["petitions"], RECORDS, "表.xlsx", content)
    again = prepared(Sheet(bureau.unit, mechanisms()["petitions"], RECORDS), table.rows)
    assert [row.what for row in again.rows] == ["known", "known"]


def test_a_masked_person_of_another_place_is_nobody(bureau, clerk):
    applied(bureau.unit, petitions(bureau.unit, [*ANSWERED[:6], "云**", "138******34", ""]), clerk)

    assert Case.objects.get().sealed_person == ""


def test_cases_going_out_cost_the_same_queries_however_many(bureau, clerk, django_assert_num_queries):
    applied(bureau.unit, petitions(bureau.unit, ANSWERED, LATE, OPEN), clerk)

    for count in (1, 3):
        with django_assert_num_queries(4):
            exported(bureau.unit, "petitions", Case.objects.select_related("unit")[:count])


ACCUSATION = ["2026-03-02", "", "检举控告", "访转〔2026〕3号", "县纪委监委", "2026-03-04", "", ""]


def test_an_accusation_comes_in_with_its_transfer_alone(bureau, clerk):
    applied(bureau.unit, petitions(bureau.unit, ACCUSATION, heads=ACCUSED), clerk)

    case = Case.objects.get()
    assert (case.title, case.confined, days_of(case)) == (
        ACCUSATION_TITLE,
        True,
        ("closed", None, None, day("03-04"), None),
    )
    assert case.values == {
        "petitions.category": "accusation",
        "petitions.transfer_number": "访转〔2026〕3号",
        "petitions.receiving_body": "县纪委监委",
    }


def test_two_accusations_of_a_day_are_told_apart_by_their_numbers(bureau, clerk):
    other = [*ACCUSATION[:3], "访转〔2026〕4号", *ACCUSATION[4:]]

    batch = petitions(bureau.unit, ACCUSATION, other, heads=ACCUSED)
    applied(bureau.unit, batch, clerk)

    assert Case.objects.count() == 2
    again = petitions(bureau.unit, ACCUSATION, [*other[:3], "访转〔2026〕5号", *other[4:]], heads=ACCUSED)
    assert [what for _, what, _ in told(again)] == ["known", "new"]


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (1, "反映某某受贿"),
        (6, "某某的事"),
        (7, "某某"),
        (5, "某某被查"),
        (2, "检举控告（某某）"),
        (2, "举报"),
    ],
)
def test_a_file_with_the_content_of_an_accusation_is_not_taken_at_all(bureau, place, text):
    line = list(ACCUSATION)
    line[place] = text
    line[6] = line[6] or ("某某的事" if place == 2 else "")

    with pytest.raises(AccusationTold, match="第3行是检举控告，却写了别的内容，整个文件没有收下"):
        petitions(bureau.unit, ACCUSATION, line, heads=ACCUSED)
    assert not ImportBatch.objects.exists()


def test_an_accusation_that_lacks_its_category_is_seen_by_its_words(bureau):
    with pytest.raises(AccusationTold):
        petitions(bureau.unit, ["2026-03-02", "举报某某受贿", "", "", "", "", "", ""], heads=ACCUSED)


@pytest.mark.parametrize("title", ["对举报电话的建议", "反映停车难"])
def test_another_petition_may_use_those_words(bureau, title):
    line = ["2026-03-02", title, "建议意见", "", "", "", "说明", "云外客"]

    assert told(petitions(bureau.unit, line, heads=ACCUSED)) == [(2, "new", [])]


def test_complaints_to_labour_inspection_are_no_accusations(bureau):
    heads = ["收到日期", "事由", "办理程序"]

    batch = brought_in(bureau.unit, [heads, ["2026-03-02", "举报拖欠工资", "劳动监察"]], "labour-disputes")

    assert told(batch) == [(2, "new", [])]


@pytest.mark.parametrize(
    ("place", "text", "label", "sentence"),
    [
        (0, "2026-02-29", "收到日期", "没有2026年2月29日这一天，请核对。"),
        (0, "1950-01-05", "收到日期", "“收到日期”写成了1950年，请核对年份。"),
        (1, "", "事由", "“事由”没有填写。"),
        (4, "2025-12-30", "受理", "“受理”的日期早于收到这一件的2026年1月5日，请核对日期。"),
        (4, "2026-03-21", "受理", "“受理”在今天以后。台账只记已经发生的事，请核对日期。"),
        (5, "2026-02-30", "出具处理意见书", "没有2026年2月30日这一天，请核对。"),
        (6, "长" * 51, "来人姓名", "“来人姓名”最多50个字。"),
    ],
)
def test_a_wrong_case_is_named_and_nothing_is_written(bureau, place, text, label, sentence):
    wrong = list(ANSWERED)
    wrong[place] = text

    batch = petitions(bureau.unit, OPEN, wrong)

    assert told(batch) == [(2, "new", []), (3, "wrong", [(label, sentence)])]
    with pytest.raises(NotAllGood):
        applied(bureau.unit, batch)
    assert not Case.objects.exists()


DISPUTES = ["收到日期", "事由", "办理程序", "受理", "裁决", "中止审理", "申请延期天数", "延期理由"]
DISPUTE = ["2026-01-05", "拖欠加班费", "仲裁", "2026-01-08", "", "", "", ""]


def disputes(unit, *lines):
    return brought_in(unit, [DISPUTES, *lines], "labour-disputes")


def test_a_pause_comes_in_and_moves_the_limit(bureau, clerk):
    paused = [*DISPUTE[:5], "2026-01-20～2026-01-29", "", ""]

    applied(bureau.unit, disputes(bureau.unit, DISPUTE, [*paused[:1], "另一件", *paused[2:]]), clerk)

    assert list(CaseStop.objects.values_list("kind", "since", "until")) == [
        ("suspended", day("01-20"), day("01-29"))
    ]
    assert list(Case.objects.order_by("pk").values_list("due_on", flat=True)) == [day("02-24"), day("03-04")]


def test_an_extension_comes_in_as_a_wish_that_another_person_approves(bureau, clerk, leader):
    late = [*DISPUTE[:4], "2026-03-04", "", "15", "案情复杂"]
    applied(bureau.unit, disputes(bureau.unit, late), clerk)
    case, wish = Case.objects.get(), CaseExtension.objects.get()
    assert (wish.step, wish.days, wish.approved_on, wish.asked_by_key, case.on_time) == (
        "award",
        15,
        None,
        clerk.user_key,
        False,
    )

    case = extensions.approve_extension(
        case=case, extension=wish, actor=leader, seen=case.version, on=day("02-20")
    )

    assert (case.due_on, case.on_time) == (day("03-09"), True)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (
            [*DISPUTE[:6], "16", "案情复杂"],
            (
                "这一行",
                "“延长的天数”写成了16，最多延长15日（第四十三条第一款，《劳动人事争议仲裁办案规则》第四十五条）。",
            ),
        ),
        ([*DISPUTE[:6], "-3", "案情复杂"], ("申请延期天数", "不能小于0。")),
        ([*DISPUTE[:6], "1.5", "案情复杂"], ("申请延期天数", "“申请延期天数”应是整数。")),
        ([*DISPUTE[:6], "", "案情复杂"], ("延期理由", "“延期理由”写了，但没有写申请延期天数。")),
        (
            [*DISPUTE[:5], "2026-01-20", "", ""],
            ("中止审理（暂停）", "“2026-01-20”请写成2026-05-01～2026-05-08；没有结束的写2026-05-01～。"),
        ),
        (
            [*DISPUTE[:5], "2026-01-20～2026-01-19", "", ""],
            ("这一行", "“暂停的最后一天”早于第一天2026年1月20日，请核对日期。"),
        ),
        (
            [*DISPUTE[:2], "调解", "", "2026-02-02", "", "", ""],
            ("裁决", "“裁决”不是“劳动争议调解”里的事，请清空这一格。"),
        ),
    ],
)
def test_what_the_procedure_does_not_know_is_named(bureau, line, error):
    assert told(disputes(bureau.unit, line)) == [(2, "wrong", [error])]


def test_progress_and_events_on_several_days_come_in(bureau, clerk):
    heads = ["收到日期", "事由", "办理程序", "开庭", "其他进展"]
    line = ["2026-01-05", "拖欠加班费", "仲裁", "2026-02-02；2026-02-09", "2026-01-20｜调取考勤"]

    applied(bureau.unit, brought_in(bureau.unit, [heads, line], "labour-disputes"), clerk)

    assert list(CaseEvent.objects.values_list("kind", "on", "note")) == [
        ("progress", day("01-20"), "调取考勤"),
        ("hearing", day("02-02"), ""),
        ("hearing", day("02-09"), ""),
    ]


def test_cases_about_the_same_on_a_day_are_told_apart_by_their_numbers(bureau, ticket):
    heads = ["收到日期", "事由", "编号", "渠道", "诉求类型"]
    rest = ["12345热线", "求助"]
    lines = [["2026-03-11", "路灯不亮", number, *rest] for number in ("1号", "2号", "2号", "")]

    batch = brought_in(bureau.unit, [heads, *lines, ["2026-03-10", "路灯不亮", "9号", *rest]], "hotline")

    assert [(line, what) for line, what, _ in told(batch)] == [
        (2, "new"),
        (3, "new"),
        (4, "wrong"),
        (5, "new"),
        (6, "known"),
    ]


def test_a_department_handles_a_case_of_the_bureau(bureau, clerk):
    heads = ["收到日期", "事由", "事项类别", "承办机构", "责任人"]
    line = ["2026-03-02", "反映取水难", "申诉求决", "财务科", "乔一帆"]

    applied(bureau.unit, petitions(bureau.unit, line, heads=heads), clerk)

    case = Case.objects.get()
    assert (case.handler, case.responsible, case.unit) == (bureau.finance, bureau.officer, bureau.unit)
    wrong = petitions(bureau.unit, [*line[:3], "无此科", ""], heads=heads)
    assert told(wrong) == [(2, "wrong", [("承办机构", "没有叫“无此科”的单位或机构，请写全称或简称。")])]


def test_an_undone_list_of_cases_counts_no_more(bureau, clerk):
    batch = applied(bureau.unit, petitions(bureau.unit, ANSWERED, OPEN), clerk)

    imports.undo_records(unit=bureau.unit, batch=batch, actor=clerk, seen_batch=batch.version)

    assert (Case.objects.standing().count(), Mark.objects.standing().count()) == (0, 0)


def test_other_columns_are_no_list_of_cases(bureau):
    with pytest.raises(NoTable, match="表头至少要有“收到日期”“事项类别”"):
        brought_in(bureau.unit, [["甲", "乙"], ["1", "2"]], "petitions")


@pytest.mark.parametrize(
    ("mechanism", "head", "code"),
    [
        ("petitions", "办结日期", "event.answered"),
        ("petitions", "是否受理", None),
        ("petitions", "信访人数", None),
        ("petitions", "签发日期", None),
        ("hotline", "公开答复日期", "event.answered"),
        ("labour-disputes", "办结日期", None),
        ("labour-disputes", "立案日期", "event.accepted"),
        ("practical-deeds", "承诺期限", "event.promised"),
        ("important-reports", "报告时限", "event.required"),
    ],
)
def test_heads_of_lists_that_people_keep(mechanism, head, code):
    table = read_records(
        mechanisms()[mechanism],
        RECORDS,
        "表.xlsx",
        book([["收到日期", *_required(mechanism), head], ["2026-03-02", "x", "x"]]),
    )

    assert {each["text"]: each["code"] for each in table.head["heads"]}[head] == code


def _required(mechanism):
    columns = columns_of(mechanisms()[mechanism], RECORDS)
    return [each.label for each in columns if each.required and each.code != "on"] or ["事由"]


def test_the_empty_sheet_asks_only_for_what_most_cases_have():
    labels = [each.label for each in offered(columns_of(mechanisms()["petitions"], RECORDS))]

    assert ("受理" in labels, "收到复查请求" in labels, "推算的期限" in labels) == (True, False, False)
