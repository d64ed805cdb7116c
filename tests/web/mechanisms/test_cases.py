"""A case from its list to its page and back: limits in words, what happened, what if, and who came."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.urls import reverse

from bihuan.domain.ledgers.models import Case
from bihuan.domain.ledgers.models.case import ACCUSATION_TITLE
from bihuan.domain.ledgers.operations import cases, extensions
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.models import Entry
from tests.cases import day, happened
from tests.records import theme_day
from tests.shaped_records import entered

pytestmark = pytest.mark.django_db
SECRET = {"name": "云外客", "phone": "13800001234", "address": "安禾县青石镇九号"}
MASKED = ["云**", "138******34", "安禾县***"]
FORM = {"on": "2026-03-02", "title": "反映取水难", "petitions.category": "appeal", "request_key": "k"}


def page(case):
    return f"/mechanisms/case/{case.key}/"


def shown(client, address):
    return client.get(address).content.decode()


def do(client, case, word, part=None, **fields):
    case.refresh_from_db()
    names = ("case", part.key if part else case.key, word)
    address = reverse("part-deed" if part else "record-deed", args=names)
    answer = client.post(address, {"seen": case.version, **fields}, follow=True)
    return answer.content.decode()


def sealed(case):
    return cases.write_petitioner(case=case, actor=SYSTEM, seen=case.version, **SECRET)


def test_the_clerk_enters_a_petition_and_sees_its_limits(clerk_client, bureau, in_march):
    told = clerk_client.post("/mechanisms/petitions/new/", FORM | {"route": "direct"}, follow=True)

    case = Case.objects.get()
    assert told.redirect_chain == [(page(case), 302)]
    text = told.content.decode()
    assert "书面告知信访人" in text
    assert "已超期3日" in text
    assert "2026年3月2日收到信访事项，当日不计入，满15日为2026年3月17日。" in text
    assert "信访人直接提出" in text


def test_what_the_limits_lack_is_said(clerk_client, bureau, in_march):
    values = {"petitions.category": "appeal"}
    case = entered(bureau.unit, "petitions", "反映取水难", on=day("03-02"), values=values)

    text = shown(clerk_client, page(case))

    assert "还没有登记“怎样收到的”，有的期限列不出来。" in text
    assert "书面告知信访人" not in text


def test_what_happened_moves_the_limits(clerk_client, petition):
    text = do(clerk_client, petition, "happen", kind="answered", on="2026-03-20", number="信复〔2026〕1号")

    assert "已登记。" in text
    assert "出具处理意见书，信复〔2026〕1号" in text
    assert "按期完成" in text


def test_what_is_refused_is_said(clerk_client, petition):
    text = do(clerk_client, petition, "happen", kind="told", on="2026-03-21")

    assert "“书面告知信访人”在今天以后。台账只记已经发生的事" in text
    assert petition.events.count() == 1


def chosen(text):
    return re.findall(r'<option value="([^"]+)" selected', text)


def test_the_form_of_an_event_proposes_what_most_likely_comes_next(clerk_client, petition, ticket):
    assert chosen(shown(clerk_client, f"{page(petition)}do/happen/")) == ["told"]
    assert chosen(shown(clerk_client, f"{page(ticket)}do/happen/")) == ["contacted"]

    petition = happened(petition, "told", "03-10")
    assert chosen(shown(clerk_client, f"{page(petition)}do/happen/")) == ["answered"]
    happened(petition, "answered", "03-19")
    assert chosen(shown(clerk_client, f"{page(petition)}do/happen/")) != ["answered"]


@pytest.mark.parametrize(
    ("mechanism", "values", "expected"),
    [
        ("labour-disputes", {"labour-disputes.procedure": "arbitration"}, "accepted"),
        ("labour-disputes", {"labour-disputes.procedure": "mediation"}, "agreed"),
        ("practical-deeds", {}, "promised"),
        ("labour-disputes", {"labour-disputes.procedure": "inspection"}, "accepted"),
    ],
)
def test_the_first_event_of_a_case_is_proposed(clerk_client, bureau, in_march, mechanism, values, expected):
    case = entered(bureau.unit, mechanism, "一件", on=day("03-19"), values=values)

    assert chosen(shown(clerk_client, f"{page(case)}do/happen/")) == [expected]


def test_only_what_may_be_planned_is_said_to_lie_ahead(clerk_client, bureau, petition):
    deed = entered(bureau.unit, "practical-deeds", "老楼装扶手", on=day("03-02"))

    assert "“承诺办结”可以填以后的日子。" in shown(clerk_client, f"{page(deed)}do/happen/")
    assert "以后的日子" not in shown(clerk_client, f"{page(petition)}do/happen/")


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ("-3", "延长的天数应大于0。"),
        ("0", "延长的天数应大于0。"),
        ("31", "“延长的天数”写成了31，最多延长30日（第三十四条）。"),
    ],
)
def test_days_that_cannot_be_granted_are_said(clerk_client, petition, days, sentence):
    text = do(clerk_client, petition, "ask-extension", step="handle", days=days, reason="情况复杂")

    assert sentence in text
    assert not petition.extensions.exists()


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("step=handle&days=-1", "延长的天数应大于0。"),
        ("step=handle&days=999", "最多假设延长365天。"),
        ("kind=answered&on=9999-01-01", "日期9999-01-01不对，请核对年份。"),
        ("kind=answered&on=2027-02-29", "没有这一天，或写法不对；日期请写成2026-05-01这样。"),
        ("step=handle&days=31", "规定延长合计不超过30日"),
    ],
)
def test_suppositions_that_cannot_be_are_said(clerk_client, petition, query, sentence):
    assert sentence in shown(clerk_client, f"{page(petition)}what-if/?{query}")


def test_what_is_open_stands_before_what_is_done(clerk_client, petition):
    happened(petition, "told", "03-10")

    text = shown(clerk_client, page(petition))

    assert "已完成或已过的1步" in text
    assert text.index("<strong>办结</strong>") < text.index("<strong>书面告知信访人</strong>")


def test_a_step_that_was_late_is_counted_among_those_that_are_done(clerk_client, petition):
    happened(petition, "told", "03-20")

    assert "已完成或已过的1步，其中1步逾期" in shown(clerk_client, page(petition))


def test_the_page_of_a_deed_tells_the_part_in_words(clerk_client, petition, ticket):
    event = petition.events.get()
    stop = cases.stop_clock(
        case=ticket, actor=SYSTEM, seen=ticket.version, kind="waiting", since=day("03-12"), note="13800001234"
    ).stops.get()

    about = shown(clerk_client, f"/mechanisms/case/parts/{event.key}/do/unhappen/")
    assert "<p>2026年3月5日，受理</p>" in about
    about = shown(clerk_client, f"/mechanisms/case/parts/{stop.key}/do/unstop/")
    assert "因等待诉求人补充情况暂停，还没有恢复，138****1234" in about


def test_a_new_case_asks_first_for_what_decides_its_limits(clerk_client, bureau):
    text = shown(clerk_client, "/mechanisms/petitions/new/")
    asked = re.findall(r'name="([a-z._]+)"', text.partition('name="on"')[2])

    assert asked[:3] == ["title", "route", "petitions.way"]
    assert asked.index("petitions.category") < asked.index("number") < asked.index("outcome")


def test_late_is_not_shown_like_in_time(clerk_client, ticket):
    happened(ticket, "answered", "03-18")

    text = shown(clerk_client, HOTLINE)

    assert ('status-late">逾期办结' in text, "status-done" in text) == (True, False)


def test_an_event_is_taken_back(clerk_client, petition):
    text = do(clerk_client, petition, "unhappen", petition.events.get(), reason="误记")

    assert "已撤回。" in text
    assert "以后的步骤：办结、请求复查" in text


def test_the_list_tells_the_limit_in_words(clerk_client, petition, ticket, bureau):
    assert "联系诉求人已超期9日" in shown(clerk_client, "/mechanisms/hotline/")
    assert "书面告知信访人已超期3日" in shown(clerk_client, "/mechanisms/petitions/")
    happened(ticket, "answered", "03-17")
    assert "按期办结" in shown(clerk_client, "/mechanisms/hotline/")
    entered(
        bureau.unit,
        "labour-disputes",
        "欠薪",
        on=day("03-19"),
        values={"labour-disputes.procedure": "mediation"},
    )
    assert "调解还剩14日" in shown(clerk_client, "/mechanisms/labour-disputes/")


HOTLINE = "/mechanisms/hotline/"


def titles(text):
    return re.findall(r'case/[0-9a-f-]{36}/">([^<]+)</a>', text)


@pytest.fixture
def tickets(bureau, ticket):
    """Beside the first, that is overdue: one of the year before, one that is answered, one with no demand."""
    values = {"hotline.channel": "hotline", "hotline.demand": "help"}
    old = entered(bureau.unit, "hotline", "去年的", on=day("03-20").replace(year=2025), values=values)
    done = entered(bureau.unit, "hotline", "答复了的", on=day("03-16"), number="20260316", values=values)
    happened(done, "answered", "03-17")
    entered(bureau.unit, "hotline", "没写诉求的", on=day("03-19"), values={"hotline.channel": "hotline"})
    return [old, done]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["没写诉求的", "答复了的", "路灯不亮"]),
        ("?state=open&year=0", ["没写诉求的", "路灯不亮", "去年的"]),
        ("?state=overdue&year=0", ["路灯不亮", "去年的"]),
        ("?state=overdue", ["路灯不亮"]),
        ("?state=closed", ["答复了的"]),
        ("?state=waiting&year=0", []),
        ("?state=nonsense", ["没写诉求的", "答复了的", "路灯不亮"]),
        ("?sort=due&year=0", ["去年的", "路灯不亮", "没写诉求的", "答复了的"]),
        ("?sort=-due&year=0", ["路灯不亮", "去年的", "没写诉求的", "答复了的"]),
        ("?q=0316", ["答复了的"]),
        ("?q=路灯", ["路灯不亮"]),
        ("?q=路灯&state=closed", []),
    ],
)
def test_cases_are_narrowed_found_and_sorted(clerk_client, tickets, query, found):
    assert titles(shown(clerk_client, f"{HOTLINE}{query}")) == found


def test_the_chips_ask_over_all_years_for_what_is_under_way(clerk_client, tickets):
    text = shown(clerk_client, HOTLINE)

    assert 'href="?year=0&amp;state=overdue"' in text
    assert 'href="?state=closed"' in text
    assert "取消筛选" in shown(clerk_client, f"{HOTLINE}?state=waiting")


@pytest.mark.parametrize("query", ["?state=open", "?sort=due"])
def test_other_ledgers_know_no_state_of_cases(clerk_client, branch, query):
    theme_day(branch)

    text = shown(clerk_client, f"/mechanisms/theme-day/{query}")

    assert ("办理情况" in text, "3月主题党日" in text) == (False, True)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number(
    clerk_client, bureau, in_march, rows, django_assert_num_queries
):
    for number in range(rows):
        values = {"petitions.category": "appeal"}
        case = entered(bureau.unit, "petitions", f"事项{number}", on=day("03-02"), values=values)
        happened(case, "accepted", "03-05")
    clerk_client.get("/mechanisms/petitions/?year=2026")

    with django_assert_num_queries(17):
        text = shown(clerk_client, "/mechanisms/petitions/?year=2026")
    assert text.count("事项") >= rows


def test_an_extension_is_asked_for_by_one_and_approved_by_another(
    clerk_client, client, petition, leader_user
):
    text = do(clerk_client, petition, "ask-extension", step="handle", days="30", reason="情况复杂")
    wish = petition.extensions.get()
    assert "办结延期30日（情况复杂）：等批准" in text
    assert f"parts/{wish.key}/do/approve/" not in text
    do(clerk_client, petition, "approve", wish)
    wish.refresh_from_db()
    assert wish.approved_on is None

    clerk_client.force_login(leader_user)
    address = f"/mechanisms/case/parts/{wish.key}/do/approve/"
    assert address in shown(clerk_client, page(petition))
    assert "<p>办结延期30日（情况复杂）：等批准</p>" in shown(clerk_client, address)
    text = do(clerk_client, petition, "approve", wish, on="2026-03-20")

    assert "已批准，请告知对方。" in text
    assert "2026年6月3日止" in text
    assert "还没有告知信访人" in text


def test_the_other_side_is_told_of_the_extension(clerk_client, petition, leader):
    case = extensions.ask_extension(
        case=petition, actor=SYSTEM, seen=petition.version, step="handle", days=10, reason="情况复杂"
    )
    wish = case.extensions.get()
    extensions.approve_extension(case=case, extension=wish, actor=leader, seen=case.version)

    assert "已批准，已告知" in do(clerk_client, petition, "tell", wish, on="2026-03-20")


def test_a_pause_is_begun_and_ended(clerk_client, ticket):
    text = do(clerk_client, ticket, "stop", kind="waiting", since="2026-03-12", note="等照片")
    assert "因等待诉求人补充情况暂停，还没有恢复，等照片" in text
    assert "暂停，剩4个工作日" in text

    text = do(clerk_client, ticket, "go-on", ticket.stops.get(), until="2026-03-13")
    assert "暂停，到3月13日" in text
    assert "2026年3月19日止" in text


def test_what_if_changes_nothing(clerk_client, petition):
    address = f"{page(petition)}what-if/"
    text = shown(clerk_client, f"{address}?step=handle&days=30")
    assert '<strong class="mechanisms-day">2026-06-03</strong>' in text
    assert "2026-05-04" in text
    assert "提出异议" not in text.partition("期限会怎样变")[2]

    text = shown(clerk_client, f"{address}?kind=answered&on=2026-03-20")
    assert "按期完成" in text
    petition.refresh_from_db()
    assert (petition.due_on, petition.state, petition.version) == (day("05-04"), "open", 2)


def test_what_if_too_much_were_asked(clerk_client, petition):
    text = shown(clerk_client, f"{page(petition)}what-if/?step=handle&days=31")

    assert "延长31日未计入：第三十四条规定延长合计不超过30日。" in text
    assert "<strong>" not in text.partition("期限会怎样变")[2].partition("</table>")[0]


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("?kind=answered", 422, "要写是哪一天"),
        ("?days=3", 422, "要写延长几天"),
        ("?kind=nothing&on=2026-03-20", 422, "选择"),
        ("?kind=answered&on=0026-03-20", 200, "请核对年份"),
        ("?kind=&on=&step=&days=", 200, "不变"),
        ("", 200, "不变"),
    ],
)
def test_what_if_is_asked_rightly(clerk_client, petition, query, status, words):
    answer = clerk_client.get(f"{page(petition)}what-if/{query}")

    assert answer.status_code == status
    assert words in answer.content.decode()


def test_without_a_procedure_there_is_no_what_if(clerk_client, petition):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledgers_case SET procedure = '' WHERE id = %s", [petition.pk])

    assert clerk_client.get(f"{page(petition)}what-if/").status_code == 404
    assert "还不知道按哪种程序办理" in shown(clerk_client, page(petition))


def test_whoever_came_is_masked_wherever_it_is_shown(clerk_client, petition):
    text = do(clerk_client, petition, "person", **SECRET)

    assert "已保存来人。" in text
    assert [word for word in MASKED if word in text] == MASKED
    for address in (page(petition), f"{page(petition)}edit/", f"{page(petition)}do/person/"):
        text = shown(clerk_client, address)
        assert [word for word in SECRET.values() if word in text] == []


def test_reading_who_came_in_full_is_a_noted_post(clerk_client, petition, clerk):
    sealed(petition)
    address = f"{page(petition)}person/"
    assert clerk_client.get(address).status_code == 405

    answer = clerk_client.post(address, {"request_key": "r"})

    text = answer.content.decode()
    assert [word for word in SECRET.values() if word in text] == list(SECRET.values())
    assert "no-store" in answer["Cache-Control"]
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.actor_key) == ("ledgers.case.reveal", clerk.user_key)


def test_a_reader_sees_the_mask_and_is_refused_the_rest(leader_client, petition):
    sealed(petition)

    text = shown(leader_client, page(petition))
    assert "云**" in text
    assert "查看全文" not in text
    assert leader_client.post(f"{page(petition)}person/").status_code == 403


@pytest.mark.parametrize("address", ["", "what-if/", "person/"])
def test_a_stranger_finds_no_case(stranger_client, petition, address):
    target = f"{page(petition)}{address}"
    answer = stranger_client.post(target) if address == "person/" else stranger_client.get(target)

    assert answer.status_code == 404


def test_the_form_refuses_the_content_of_an_accusation(clerk_client, bureau, in_march):
    told = FORM | {"petitions.category": "accusation", "title": "反映某人受贿"}
    text = clerk_client.post("/mechanisms/petitions/new/", told, follow=True).content.decode()
    assert f"这一栏请写“{ACCUSATION_TITLE}”" in text
    told |= {"title": ACCUSATION_TITLE, "note": "某人的事"}
    text = clerk_client.post("/mechanisms/petitions/new/", told, follow=True).content.decode()
    assert "检举控告只记日期、转办文号和接收机关" in text
    assert not Case.objects.exists()


def test_the_page_of_an_accusation_asks_for_no_person_and_no_note(clerk_client, bureau, in_march):
    told = {"petitions.transfer_number": "访转〔2026〕3号", "petitions.receiving_body": "县纪委监委"}
    told |= FORM | {"petitions.category": "accusation", "title": ACCUSATION_TITLE}
    text = clerk_client.post("/mechanisms/petitions/new/", told, follow=True).content.decode()

    case = Case.objects.get()
    assert "访转〔2026〕3号" in text
    assert "来人" not in text.partition("期限</h2>")[2].partition("history")[0]
    for word in ("附件", "申请延期", "暂停期限", "假如…", "怎样收到的"):
        assert word not in text
    assert "转送以后由接收机关办理" in text
    assert 'name="note"' not in shown(clerk_client, f"{page(case)}do/happen/")
    assert "撤回" in do(clerk_client, case, "happen", kind="passed_on", on="2026-03-04")
