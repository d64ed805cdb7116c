"""The data files of mechanisms as typed objects, and every way in which a file is refused."""

from __future__ import annotations

import copy

import pytest

from bihuan.core.registry import mechanisms as registry
from bihuan.core.registry.fact_queries import FactQuery

ENTRY = {
    "name": "读书会",
    "shape": "activity",
    "group": "study",
    "position": 900,
    "purpose": "记读了什么。",
    "binds": ["branch"],
    "binds_why": "支部自己定的。",
    "switched_on": ["attendance"],
    "title_hint": "共读一本书",
    "also": [],
    "norms": [],
    "field": [
        {"code": "book", "name": "书名", "kind": "text", "required": True},
        {"code": "form", "name": "形式", "kind": "choice", "choices": {"alone": "自读", "together": "共读"}},
        {"code": "pages", "name": "页数", "kind": "number"},
        {"code": "open", "name": "对外开放", "kind": "yes_no"},
    ],
    "fact": [
        {
            "code": "sessions",
            "name": "读书会次数",
            "measure": "count",
            "where": {"form": "together", "open": True},
            "unit": "次",
            "sentence": "举办读书会{value}次。",
        }
    ],
}


def read(**changes):
    return registry.mechanism_of("reading", {**copy.deepcopy(ENTRY), **changes})


def read_field(**changes):
    return read(field=[{**ENTRY["field"][0], **changes}], fact=[])


def read_fact(**changes):
    return read(fact=[{**ENTRY["fact"][0], "where": {}, **changes}])


def test_a_mechanism_is_told_in_full():
    found = read()

    assert (found.code, found.name, found.shape, found.group, found.position) == (
        "reading",
        "读书会",
        "activity",
        "study",
        900,
    )
    assert (found.binds, found.switched_on, found.also, found.norms) == (("branch",), ("attendance",), (), ())
    assert found.fields["book"] == registry.OwnField("book", "书名", "text", True, "", {})
    assert found.fields["form"].choices == {"alone": "自读", "together": "共读"}
    assert found.facts == {
        "reading.sessions": FactQuery(
            code="reading.sessions",
            name="读书会次数",
            measure="count",
            of="",
            over="",
            where={"form": "together", "open": True},
            unit="次",
            sentence="举办读书会{value}次。",
        )
    }
    assert found.retired is None


def test_a_field_of_a_part_is_asked_only_where_the_part_is_switched_on():
    found = read(switched_on=["attendance", "times"])

    asked = {name: found.asks(name) for name in ("on", "starts", "place", "minutes")}
    assert asked == {"on": True, "starts": True, "place": False, "minutes": False}


def test_a_mechanism_says_what_stands_in_its_list_and_what_fields_are_called():
    found = read(listed=["form", "place"], calls={"title": "书名"})

    assert (found.listed, found.name_of("title"), found.name_of("place")) == (
        ("form", "place"),
        "书名",
        "地点",
    )
    assert registry.mechanism("theme-day").listed == ()
    assert registry.mechanism("personal-matters").name_of("owner") == "报告人"


def test_a_case_names_the_procedures_that_limit_it():
    assert registry.mechanism("labour-disputes").procedures == (
        "labour-mediation",
        "labour-arbitration",
        "labour-inspection",
    )


def test_a_number_may_go_by_another_day_or_by_none():
    assert read_fact(dated="on").facts["reading.sessions"].dated == "on"
    assert (read_fact(stock=True).stands, read_fact().stands) == (True, False)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"dated": "form"}, "dated：“form”不是日期"),
        ({"dated": "none"}, "dated：没有“none”"),
        ({"dated": "on", "stock": True}, "stock：数全部的，不按某一天数"),
        ({"stock": "yes"}, "stock："),
    ],
)
def test_a_faulty_day_of_a_number_is_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        read_fact(**changes)


def test_a_sentence_takes_its_number():
    assert read().facts["reading.sessions"].told("12") == "举办读书会12次。"


@pytest.mark.parametrize(
    ("measure", "more"),
    [
        ("count", {}),
        ("persons", {}),
        ("days", {}),
        ("sum", {"of": "pages"}),
        ("sum", {"of": "hours"}),
        ("distinct", {"of": "book"}),
        ("distinct", {"of": "place"}),
        ("share", {"where": {"open": True}}),
        ("share", {"of": "pages", "over": "hours"}),
    ],
)
def test_every_measure_is_read(measure, more):
    fact = read_fact(measure=measure, **more).facts["reading.sessions"]

    assert (fact.measure, fact.of, fact.over) == (measure, more.get("of", ""), more.get("over", ""))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"shape": "diary"}, "shape：没有“diary”"),
        ({"group": "fun"}, "group：没有“fun”"),
        ({"name": ""}, "name：不能为空"),
        ({"name": "　"}, "name：不能为空"),
        ({"name": "一" * 21}, "name：不超过20字"),
        ({"name": 3}, "name：应为文字"),
        ({"position": "1"}, "position：应为整数"),
        ({"position": True}, "position：应为整数"),
        ({"purpose": "一" * 81}, "purpose：不超过80字"),
        ({"title_hint": "一" * 41}, "title_hint：不超过40字"),
        ({"binds": []}, "binds：至少约束一类单位"),
        ({"binds": ["league"]}, "binds：没有“league”"),
        ({"binds": ["branch", "branch"]}, "binds：有重复"),
        ({"binds": "branch"}, "binds：应为列表"),
        ({"binds": [1]}, "binds：每一项应为文字"),
        ({"switched_on": ["photos"]}, "switched_on：没有“photos”"),
        ({"listed": ["photos"]}, "listed：没有“photos”"),
        ({"calls": {"book": "书"}}, "calls：没有“book”"),
        ({"also": ["reading"]}, "also：不能写自己"),
        ({"norms": ["branch-rules"]}, "norms：“branch-rules”应写成“规范包.条目”"),
        ({"procedures": ["petition"]}, "procedures：没有启用办理期限"),
        ({"procedures": ["duel"]}, "procedures：没有“duel”"),
        ({"field": [], "fact": []}, "fact：至少要有自己的一栏、一条规范或一句话"),
        ({"field": {"code": "book"}}, "field：应为[[…]]表"),
        ({"field": ["book"]}, "field：应为[[…]]表"),
        ({"retired": "2025-01-01"}, "retired：应为日期"),
        ({"points": 5}, "points：不认识这一项"),
    ],
)
def test_a_faulty_entry_is_refused(changes, message):
    with pytest.raises(ValueError, match=r"mechanisms/reading\.toml：") as refusal:
        read(**changes)

    assert str(refusal.value) == f"mechanisms/reading.toml：{message}"


@pytest.mark.parametrize("key", [key for key in ENTRY if key not in ("field", "fact")])
def test_nothing_may_be_missing(key):
    entry = {name: value for name, value in ENTRY.items() if name != key}

    with pytest.raises(ValueError, match="没有填写") as refusal:
        registry.mechanism_of("reading", entry)

    assert str(refusal.value) == f"mechanisms/reading.toml：{key}：没有填写"


@pytest.mark.parametrize("code", ["Reading", "reading_club", "3-things", "读书", "reading-"])
def test_a_file_is_named_in_plain_english(code):
    with pytest.raises(ValueError, match="文件名") as refusal:
        registry.mechanism_of(code, ENTRY)

    assert str(refusal.value) == f"mechanisms/{code}.toml：文件名：应为小写英文，词与词之间用连字符"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kind": "picture"}, "kind：没有“picture”"),
        ({"kind": "choice"}, "choices：单选至少要有两个选项"),
        ({"kind": "choice", "choices": {"a": "甲"}}, "choices：单选至少要有两个选项"),
        ({"choices": {"a": "甲", "b": "乙"}}, "choices：只有单选才有选项"),
        ({"choices": {"a": 1}}, "choices：每个名称应为文字"),
        ({"required": "yes"}, "required：应为true或false"),
        ({"hint": "一" * 61}, "hint：不超过60字"),
        ({"name": "一" * 21}, "name：不超过20字"),
        ({"weight": 5}, "weight：不认识这一项"),
    ],
)
def test_a_faulty_field_is_refused(changes, message):
    with pytest.raises(ValueError, match=r"field\.book") as refusal:
        read_field(**changes)

    assert str(refusal.value) == f"mechanisms/reading.toml：field.book：{message}"


def test_a_field_may_not_repeat_one_of_its_shape():
    with pytest.raises(ValueError, match="place") as refusal:
        read_field(code="place")

    assert str(refusal.value) == "mechanisms/reading.toml：field.place：code：“活动”形态已有这一栏"


def test_two_fields_may_not_share_a_code():
    with pytest.raises(ValueError, match="book") as refusal:
        read(field=[ENTRY["field"][0], ENTRY["field"][0]], fact=[])

    assert str(refusal.value) == "mechanisms/reading.toml：field：“book”有重复"


def test_two_facts_may_not_share_a_code():
    with pytest.raises(ValueError, match="sessions") as refusal:
        read(fact=[ENTRY["fact"][0], ENTRY["fact"][0]])

    assert str(refusal.value) == "mechanisms/reading.toml：fact：“reading.sessions”有重复"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"measure": "average"}, "measure：没有“average”"),
        ({"measure": "sum"}, "of：要写明对哪一栏"),
        ({"measure": "distinct"}, "of：要写明对哪一栏"),
        ({"measure": "sum", "of": "book"}, "of：“book”不是数字"),
        ({"measure": "sum", "of": "likes"}, "of：没有“likes”"),
        ({"of": "pages"}, "of：这种数法不看某一栏"),
        ({"measure": "share"}, "where：要写明谁占谁"),
        ({"measure": "share", "of": "pages"}, "where：要写明谁占谁"),
        ({"measure": "share", "where": {"open": True}, "over": "pages"}, "over：只用于两栏之比"),
        ({"measure": "share", "of": "pages", "over": "book"}, "over：“book”不是数字"),
        ({"where": {"mood": "good"}}, "where：没有“mood”"),
        ({"where": {"form": "shared"}}, "where.form：没有“shared”"),
        ({"where": {"open": "yes"}}, "where.open：应为true或false"),
        ({"unit": "一二三四五"}, "unit：不超过4字"),
        ({"sentence": "举办读书会12次。"}, "sentence：{value}应当正好出现一次"),
        ({"sentence": "{value}又{value}。"}, "sentence：{value}应当正好出现一次"),
        ({"sentence": "{value}次、{other}人。"}, "sentence：{value}应当正好出现一次"),
        ({"sentence": "举办读书会{value}次"}, "sentence：应以句号结尾"),
        ({"points": 1}, "points：不认识这一项"),
    ],
)
def test_a_faulty_fact_is_refused(changes, message):
    with pytest.raises(ValueError, match=r"fact\.sessions") as refusal:
        read_fact(**changes)

    assert str(refusal.value) == f"mechanisms/reading.toml：fact.sessions：{message}"


def test_attendance_can_be_counted_only_where_it_is_kept():
    fact = {**ENTRY["fact"][0], "measure": "persons"}

    with pytest.raises(ValueError, match="出席") as refusal:
        read(switched_on=[], fact=[fact])

    assert str(refusal.value) == ("mechanisms/reading.toml：fact.sessions：measure：没有启用出席，数不出人次")


def two(**changes):
    other = registry.mechanism_of("lending", {**copy.deepcopy(ENTRY), "position": 901, **changes})
    return {"reading": read(also=["lending"]), "lending": other}


def test_mechanisms_that_agree_are_accepted():
    registry.check_together(two())


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"position": 900}, "mechanisms/lending.toml：position：与“reading”相同"),
        (
            {"shape": "register", "switched_on": []},
            "mechanisms/reading.toml：also：“lending”不是同一形态，同一条记录不能计入",
        ),
        (
            {"binds": ["organ"]},
            "mechanisms/reading.toml：also：“lending”约束的不是同一类单位，同一条记录不能计入",
        ),
        ({"also": ["borrowing"]}, "mechanisms/lending.toml：also：没有“borrowing”"),
    ],
)
def test_mechanisms_that_disagree_are_refused(changes, message):
    with pytest.raises(ValueError, match=r"\.toml") as refusal:
        registry.check_together(two(**changes))

    assert str(refusal.value) == message


def test_whom_a_mechanism_binds_can_be_asked():
    binding = [one.code for one in registry.mechanisms_binding("branch")]

    assert "theme-day" in binding
    assert "first-topic" not in binding


def test_an_unknown_kind_of_unit_is_refused():
    with pytest.raises(ValueError, match="league") as refusal:
        registry.mechanisms_binding("league")

    assert str(refusal.value) == "没有“league”这一类单位"


def test_a_fact_is_found_by_its_full_code():
    assert registry.facts()["theme-day.sessions"].sentence == "组织主题党日活动{value}次。"
