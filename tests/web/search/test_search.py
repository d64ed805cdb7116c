"""The one search finds what each list would show, grouped, for every role by its rights, at a fixed cost."""

from __future__ import annotations

import logging

import pytest
from django.urls import reverse

from bihuan.domain.documents import intake
from bihuan.domain.documents import operations as documents
from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.rectification.operations import wording
from bihuan.domain.trail.actor import SYSTEM
from bihuan.web.search import views
from tests.access import objects
from tests.cast import user_with
from tests.ledgers import add_promise


def asked(client, words, **more):
    return client.get(reverse("search"), {"q": words, **more})


def found(client, words):
    """The titles by the name of their group."""
    groups = asked(client, words).context.get("found", [])
    return {each.group.name: [line.title for line in each.lines] for each in groups}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("知远", {"人员": ["沈知远"]}),
        ("szy", {"人员": ["沈知远"]}),
        ("SZY", {"人员": ["沈知远"]}),
        ("shenzhi", {"人员": ["沈知远"]}),
        ("水务局", {"单位": ["青禾县水务局"]}),
        ("bgs", {"单位": ["办公室"]}),
        ("caiwu", {"单位": ["财务科"]}),
        ("具体表现", {"问题": ["问题1"]}),
        ("开展调研", {"措施": ["措施1"], "整改事项": ["措施1"]}),
        ("问题1", {"问题": ["问题1"], "措施": ["措施1"], "整改事项": ["措施1"]}),
        ("郁青", {}),
        ("没有这个词", {}),
        ("%%", {}),
        ("__", {}),
    ],
)
def test_what_is_found(clerk_client, item, stranger_user, words, expected):
    assert found(clerk_client, words) == expected


def test_papers_are_found_by_title_and_file(clerk_client, bureau):
    paper = intake.take_text(objects.PAPER.format(name="柳浦", year=2024))
    draft = documents.bring_in(unit=bureau.unit, actor=SYSTEM, incoming=paper, year=2024)

    assert found(clerk_client, "民主生活会情况") == {"文稿": [draft.title]}


def test_what_is_taken_back_is_not_found(clerk_client, item):
    measure = item.measure
    wording.withdraw_statement(statement=measure, actor=SYSTEM, seen=measure.version, reason="重复")

    assert found(clerk_client, "开展调研") == {}


@pytest.mark.parametrize(
    ("role", "groups"),
    [
        ("clerk", ["单位", "人员", "问题", "措施", "整改事项", "文稿"]),
        ("leader", ["单位", "人员", "问题", "措施", "整改事项", "文稿"]),
        ("owner", ["单位", "人员", "问题", "措施", "整改事项"]),
        ("inspector", ["单位", "人员", "问题", "措施", "整改事项"]),
        ("sysadmin", ["单位", "人员"]),
        ("secadmin", ["单位", "人员"]),
        ("auditor", ["单位", "人员"]),
        ("teller", ["单位"]),
        ("staff", ["单位"]),
        (None, []),
    ],
)
def test_who_may_look_through_what(client, bureau, role, groups):
    person = create_person(unit=bureau.unit, actor=SYSTEM, staff_number="77", name="某某")
    client.force_login(user_with(person, role, "somebody"))

    assert client.get(reverse("search")).context["kinds"] == groups


@pytest.mark.parametrize("role", ["sysadmin", "staff"])
def test_nobody_finds_what_the_role_does_not_show(client, bureau, item, role):
    client.force_login(user_with(bureau.head, role, "somebody"))

    titles = found(client, "问题1") | found(client, "开展调研")
    people = found(client, "沈知远").get("人员", [])

    assert titles == {}
    assert people == (["沈知远"] if role == "sysadmin" else [])


def test_a_stranger_finds_nothing_of_the_bureau(stranger_client, item):
    for words in ("沈知远", "水务局", "问题1", "开展调研", "财务"):
        assert found(stranger_client, words) == {}


def test_five_are_shown_and_all_are_counted(clerk_client, bureau):
    for number in range(7):
        create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.DEPARTMENT, name=f"工程{number}科")

    [group] = asked(clerk_client, "工程").context["found"]
    everything = clerk_client.get(reverse("search") + group.url)

    assert (len(group.lines), group.count) == (5, 7)
    assert [line.title for line in everything.context["lines"]] == [f"工程{number}科" for number in range(7)]
    assert "共7个" in everything.content.decode()


def test_more_than_can_be_listed_is_said(clerk_client, bureau, monkeypatch):
    monkeypatch.setattr(views, "COUNTED", 6)
    for number in range(7):
        create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.DEPARTMENT, name=f"工程{number}科")

    page = asked(clerk_client, "工程")
    everything = asked(clerk_client, "工程", **{"in": "units"})

    assert [each.count for each in page.context["found"]] == [None]
    assert ("6+" in page.content.decode(), len(everything.context["lines"])) == (True, 6)
    assert "只列出前6个" in everything.content.decode()


def test_exactly_five_need_no_further_page(clerk_client, bureau):
    for number in range(5):
        create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.DEPARTMENT, name=f"工程{number}科")

    page = asked(clerk_client, "工程")

    assert [each.count for each in page.context["found"]] == [5]
    assert "全部5个" not in page.content.decode()


@pytest.mark.parametrize("group", ["problems", "drafts", "nonsense"])
def test_a_kind_that_one_may_not_look_through_is_no_kind(sysadmin_client, item, group):
    response = asked(sysadmin_client, "问题1", **{"in": group})

    assert (response.status_code, response.context["only"], response.context["found"]) == (200, None, [])


@pytest.mark.parametrize(
    ("words", "said"), [("沈", True), ("s", True), ("  沈  ", True), ("", False), ("  ", False)]
)
def test_too_short_a_word_is_said(clerk_client, bureau, words, said):
    response = asked(clerk_client, words)

    assert ("found" in response.context, "请至少写两个字" in response.content.decode()) == (False, said)


def test_nothing_found_says_what_to_do(clerk_client, bureau):
    assert "换一个词再搜" in asked(clerk_client, "没有这个词").content.decode()


def test_a_number_in_a_title_is_masked(clerk_client, cycle):
    wording.add_problem(cycle=cycle, actor=SYSTEM, title="联系人13812345678未答复", text="拖延。")

    page = asked(clerk_client, "未答复").content.decode()

    assert ("138****5678" in page, "13812345678" in page) == (True, False)


def test_the_words_stay_in_the_box_and_do_no_harm(clerk_client, bureau):
    page = asked(clerk_client, '<b>"x').content.decode()

    assert ("&lt;b&gt;&quot;x" in page, "<b>" in page) == (True, False)


def test_signed_out_people_are_asked_to_sign_in(client):
    assert client.get(reverse("search"), {"q": "沈知远"}).url.startswith(reverse("sign-in"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_much_is_found(
    clerk_client, bureau, cycle, django_assert_num_queries, count
):
    for number in range(count):
        add_promise(cycle, number)
        create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.DEPARTMENT, name=f"问题{number}科")
        create_person(unit=bureau.unit, actor=SYSTEM, staff_number=f"8{number}", name=f"问题{number}")

    with django_assert_num_queries(16):
        response = asked(clerk_client, "问题")

    assert [len(each.lines) for each in response.context["found"]] == [count] * 5


def test_no_log_names_whom_somebody_looked_for(clerk_client, bureau, caplog):
    caplog.set_level(logging.INFO)

    asked(clerk_client, "沈知远")
    clerk_client.post(reverse("search") + "?q=沈知远")
    clerk_client.get("/search/nowhere/", {"q": "沈知远"})

    assert "/search/nowhere/" in caplog.text
    assert [name for name in ("沈知远", "%E6%B2%88") if name in caplog.text] == []
