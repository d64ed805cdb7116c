"""The reading page: what it shows, every correction as one POST, refusals and stale edits in words."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bihuan.core.reading import corrections
from bihuan.core.reading.model import ItemType
from bihuan.domain.documents import drafting, operations
from bihuan.domain.documents.models import Correction
from tests.domain.documents.material import SHORT, pasted

HTMX = {"HX-Request": "true"}


@pytest.fixture
def page(clerk_client, draft):
    def get(**query):
        return clerk_client.get(reverse("draft-detail", args=[draft.key]), query)

    return get


@pytest.fixture
def send(clerk_client, draft, form):
    """Post one correction as the page in the background does."""

    def post(change, **fields):
        address = reverse("draft-correct", args=[draft.key])
        return clerk_client.post(address, form(change=change, **fields), headers=HTMX)

    return post


def titles(answer):
    return [card.title for group in answer.context["groups"] for card in group.cards]


def standing(draft):
    return [(item.id, item.type.value, item.title) for item in drafting.corrected(draft).items]


def test_original_and_items_stand_side_by_side(page):
    answer = page()

    text = answer.content.decode()
    assert titles(answer) == ["深入一线不够", "攻坚劲头不足", "宗旨意识有所淡化", "建立现场办公制度"]
    assert '<span class="passage type-problem" data-item="1">' in text
    assert 'data-begins="措1"' in text
    assert "时限：2025年6月底前（2025年6月30日止）" in text
    assert "数量：≥ 2 次／每季度" in text


def test_counts_stand_on_the_filters(page):
    counted = {each["label"]: each["count"] for each in page().context["filters"]}

    assert counted == {"全部": 4, "请核对": 0, "问题": 2, "原因": 1, "措施": 1, "未归类": 0, "不采用": 0}


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        ("cause", ["宗旨意识有所淡化"]),
        ("doubt", []),
        ("unassigned", []),
        ("nonsense", ["深入一线不够", "攻坚劲头不足", "宗旨意识有所淡化", "建立现场办公制度"]),
    ],
)
def test_a_filter_narrows_the_items_not_the_original(page, show, expected):
    answer = page(show=show)

    assert titles(answer) == expected
    assert "渠道权属争议" in answer.content.decode()


def test_hostile_text_is_shown_as_text(clerk_client, bureau, clerk):
    hostile = SHORT.replace("存在等一等的想法", "<script>alert(1)</script><b onclick=x>想法")
    draft = pasted(bureau.unit, clerk, hostile)

    text = clerk_client.get(reverse("draft-detail", args=[draft.key])).content.decode()

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;b onclick=x&gt;想法" in text


@pytest.mark.parametrize(
    ("change", "fields", "expected"),
    [
        ("retype", {"item": "3", "type": "problem"}, ("3", "problem", "宗旨意识有所淡化")),
        ("retitle", {"item": "1", "title": " 到现场不够 "}, ("1", "problem", "到现场不够")),
        ("merge", {"item": "1"}, ("1+2", "problem", "深入一线不够")),
        ("merge", {"item": "2", "with": "1"}, ("1+2", "problem", "深入一线不够")),
        ("split", {"item": "1", "at": "52"}, ("1b", "problem", None)),
    ],
)
def test_a_correction_is_done_and_shown(send, draft, change, fields, expected):
    answer = send(change, **fields)

    assert answer.status_code == 200
    assert expected in [(id, type, title if expected[2] else None) for id, type, title in standing(draft)]
    assert answer.templates[0].name == "drafts/_reading.html"


@pytest.mark.parametrize(
    ("fields", "aspect"),
    [
        ({"aspect": "联系群众"}, "联系群众"),
        ({"aspect": "联系群众", "new_aspect": "担当作为"}, "担当作为"),
        ({}, None),
    ],
)
def test_an_item_moves_to_an_aspect_old_new_or_none(send, draft, fields, aspect):
    send("move", item="3", **fields)

    assert [item.aspect for item in drafting.corrected(draft).items if item.id == "3"] == [aspect]


def test_what_is_dropped_is_listed_with_its_reason_and_can_come_back(send, draft):
    answer = send("drop", item="2", reason="与上一条重复")

    assert [(card.title, reason) for card, reason in answer.context["dropped"]] == [
        ("攻坚劲头不足", "与上一条重复")
    ]
    answer = send("add", start="80", end="111", type="problem", aspect="联系群众")
    assert ("+1", "problem", "攻坚劲头不足") in standing(draft)
    assert answer.context["chosen"] == "+1"


@pytest.mark.parametrize(
    ("change", "fields", "chosen"),
    [
        ("retype", {"item": "3", "type": "problem"}, "3"),
        ("merge", {"item": "2", "with": "1"}, "1+2"),
        ("split", {"item": "1", "at": "52"}, "1a"),
        ("drop", {"item": "2", "reason": "重复"}, "3"),
        ("drop", {"item": "4", "reason": "重复"}, "3"),
    ],
)
def test_the_keyboard_goes_on_where_it_was(send, change, fields, chosen):
    assert send(change, **fields).context["chosen"] == chosen


def test_under_a_filter_the_next_shown_item_is_chosen(send):
    assert send("retype", item="1", type="cause", show="problem").context["chosen"] == "2"
    assert send("retype", item="2", type="cause", show="problem").context["chosen"] == ""


def test_a_number_key_on_the_same_type_says_that_it_is_right(send, draft):
    answer = send("retype", item="3", type="cause")

    card = next(card for group in answer.context["groups"] for card in group.cards if card.id == "3")
    assert (card.type, card.corrected) == ("cause", True)
    assert [record.what for record in answer.context["records"]] == ["“宗旨意识有所淡化”定为原因"]


def test_undo_takes_the_last_step_back(clerk_client, draft, send, form):
    send("retype", item="3", type="problem")
    send("drop", item="2", reason="重复")

    answer = clerk_client.post(reverse("draft-undo", args=[draft.key]), form(item="3"), headers=HTMX)

    assert answer.status_code == 200
    assert [title for _, _, title in standing(draft)] == [
        "深入一线不够", "攻坚劲头不足", "宗旨意识有所淡化", "建立现场办公制度",
    ]  # fmt: skip
    assert [record.what for record in answer.context["records"]] == ["“宗旨意识有所淡化”定为问题"]


def test_the_list_of_corrections_speaks_plainly(send):
    send("retype", item="3", type="problem")
    send("retitle", item="1", title="到现场不够")
    send("merge", item="1", **{"with": "2"})
    send("move", item="3", new_aspect="担当作为")
    send("drop", item="4", reason="表态性语句")
    answer = send("add", start="159", end="216", type="measure")

    assert [record.what for record in answer.context["records"]] == [
        "补选措施“一是建立现场办公制度。针对深入…”",
        "不采用“建立现场办公制度”：表态性语句",
        "“宗旨意识有所淡化”移到“担当作为”",
        "合并“深入一线不够”与“攻坚劲头不足”",
        "标题改为“到现场不够”",
        "“宗旨意识有所淡化”定为问题",
    ]
    assert {record.who for record in answer.context["records"]} == {"乔一帆"}


def test_an_impossible_step_is_answered_with_its_sentence(send, draft):
    answer = send("split", item="1", at="0")

    assert answer.status_code == 422
    assert "拆分的位置不在这一条之内。" in answer.content.decode()
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"change": "explode", "item": "1"},
        {"change": "retype", "item": "1", "type": "no type"},
        {"change": "split", "item": "1", "at": "middle"},
        {"change": "add", "start": "1"},
    ],
)
def test_a_form_that_is_none_of_ours_is_a_bad_request(clerk_client, draft, form, fields):
    answer = clerk_client.post(reverse("draft-correct", args=[draft.key]), form(**fields))

    assert answer.status_code == 400
    assert not Correction.objects.exists()


def test_an_old_page_is_told_by_whom_and_what_was_not_saved(clerk_client, draft, clerk):
    seen = draft.version
    change = corrections.Retype("3", ItemType.PROBLEM)
    operations.correct(draft=draft, actor=clerk, seen=seen, change=change)
    fields = {"seen": seen, "request_key": "k", "change": "drop", "item": "2", "reason": "重复"}

    answer = clerk_client.post(reverse("draft-correct", args=[draft.key]), fields, headers=HTMX)

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "这份稿子又有更正（最近一步，乔一帆：“宗旨意识有所淡化”定为问题）" in text
    assert "不采用“攻坚劲头不足”：重复" in text
    assert 'name="reason" value="重复"' in text
    assert Correction.objects.count() == 1


def test_a_step_on_a_paper_that_was_withdrawn_meanwhile_says_so(clerk_client, draft, clerk):
    seen = draft.version
    operations.withdraw(draft=draft, actor=clerk, seen=seen, reason="选错了文件")
    fields = {"seen": seen, "request_key": "k", "change": "retype", "item": "3", "type": "problem"}

    answer = clerk_client.post(reverse("draft-correct", args=[draft.key]), fields, headers=HTMX)

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "您打开这一页之后，这份稿子已撤回。" in text
    assert "仍按我的改" not in text


def test_the_lost_step_can_be_sent_again_as_it_was(clerk_client, draft, clerk, form):
    seen = draft.version
    operations.correct(draft=draft, actor=clerk, seen=seen, change=corrections.Retype("3", ItemType.PROBLEM))
    address = reverse("draft-correct", args=[draft.key])
    fields = {"seen": seen, "request_key": "k", "change": "drop", "item": "2", "reason": "重复"}
    answer = clerk_client.post(address, fields, headers=HTMX)

    again = dict(answer.context["reposted"]) | form()
    assert clerk_client.post(address, again, headers=HTMX).status_code == 200
    assert [row[0] for row in standing(draft)] == ["1", "3", "4"]


def test_without_scripts_a_plain_form_corrects_and_leads_back(clerk_client, draft, form, page):
    text = page(item="3").content.decode()
    card = text.partition('id="item-3"')[2].partition("</li>")[0]
    assert 'name="type" value="problem"' in card
    assert 'name="reason"' in card

    answer = clerk_client.post(
        reverse("draft-correct", args=[draft.key]), form(change="retype", item="3", type="problem")
    )

    assert answer.status_code == 302
    assert answer.url.endswith("#item-3")
    assert standing(draft)[2] == ("3", "problem", "宗旨意识有所淡化")


def test_a_settled_paper_is_only_shown(clerk_client, draft, clerk, page):
    operations.withdraw(draft=draft, actor=clerk, seen=draft.version, reason="选错了文件")

    text = page().content.decode()

    assert "这份稿子已撤回" in text
    assert "选错了文件" in text
    assert 'name="change"' not in text


def long_paper(sections):
    """A paper of ten paragraphs a section: a heading and nine problems."""
    lines = ["青禾县水务局2024年度民主生活会情况报告", "一、查摆出的主要问题"]
    for section in range(1, sections + 1):
        lines.append(f"（{numeral(section)}）第{section}项工作方面")
        lines += [f"{n}.第{section}项第{n}处不够。抓得不紧，做得不细，效果不明显。" for n in range(1, 10)]
    return "\n".join(lines)


def numeral(number):
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return f"{digits[tens] if tens > 1 else ''}{'十' if tens else ''}{digits[ones] if ones else ''}"


def test_a_long_paper_is_shown_in_parts_and_says_so(clerk_client, bureau, clerk):
    draft = pasted(bureau.unit, clerk, long_paper(45))
    address = reverse("draft-detail", args=[draft.key])

    first, last = clerk_client.get(address), clerk_client.get(address, {"part": 3})

    assert "分3部分显示；这里是第1部分（第1—200段）" in first.content.decode()
    assert (len(titles(first)), len(titles(last))) == (178, 47)
    assert first.context["filters"][0]["count"] == 405
    assert titles(last)[-1] == "第45项第9处不够"


def test_an_item_is_found_in_its_part(clerk_client, bureau, clerk):
    draft = pasted(bureau.unit, clerk, long_paper(45))

    answer = clerk_client.get(reverse("draft-detail", args=[draft.key]), {"item": "300"})

    assert (answer.context["part"].number, answer.context["chosen"]) == (2, "300")


def test_the_page_stays_bounded_however_long_the_paper(clerk_client, bureau, clerk):
    short, long = (pasted(bureau.unit, clerk, long_paper(length)) for length in (30, 99))
    pages = []
    for draft in (short, long):
        with CaptureQueriesContext(connection) as asked:
            answer = clerk_client.get(reverse("draft-detail", args=[draft.key]))
        pages.append((len(asked), len(answer.content)))

    assert pages[0][0] == pages[1][0] <= 14
    assert pages[1][1] < 1.05 * pages[0][1]
