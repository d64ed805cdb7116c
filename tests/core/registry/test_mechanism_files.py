"""What holds for every mechanism of the registry, asked of each file."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from pathlib import Path

import pytest

from bihuan.core.registry import mechanisms as registry
from bihuan.core.registry.mechanisms import Mechanism
from bihuan.core.registry.shapes import shapes
from bihuan.core.registry.unit_kinds import kinds

ALL = registry.mechanisms()
EACH = pytest.mark.parametrize("mechanism", ALL.values(), ids=ALL)

#: Codes that records, marks and facts of users may hold already. Lines are only ever added.
GIVEN_CODES = (Path(__file__).parent / "given-codes.txt").read_text(encoding="utf-8").split()

#: Words that no field, fact or sentence may measure people by.
NEVER_MEASURED = re.compile("积分|得分|分值|排名|名次|打卡|签到|点赞|在线时长|安装率")
HALF_WIDTH = re.compile(r"[一-鿿）”][,;:!?()]|[,;:!?()][一-鿿（“]")


def own_things(mechanism: Mechanism) -> set[str]:
    """Fields, norms and sentences of a mechanism, told without its name."""

    def told(words: object) -> str:
        return str(words).replace(mechanism.name, "〇")

    fields = {told((field.name, field.kind, field.choices)) for field in mechanism.fields.values()}
    sentences = {told(fact.sentence) for fact in mechanism.facts.values()}
    return fields | sentences | set(mechanism.norms)


def twins(known: dict[str, Mechanism]) -> list[tuple[str, str]]:
    """Pairs of mechanisms that differ only in how they are called."""
    codes = sorted(known)
    return [
        (first, second)
        for at, first in enumerate(codes)
        for second in codes[at + 1 :]
        if own_things(known[first]) == own_things(known[second])
    ]


def without_own(known: dict[str, Mechanism]) -> list[str]:
    """Mechanisms whose fields, norms and sentences all stand in other mechanisms too."""
    shared = Counter(thing for one in known.values() for thing in own_things(one))
    return [code for code, one in known.items() if all(shared[thing] > 1 for thing in own_things(one))]


def renamed(mechanism: Mechanism, name: str) -> Mechanism:
    """The same mechanism under another name, in its sentences too."""
    facts = {
        code: dataclasses.replace(fact, sentence=fact.sentence.replace(mechanism.name, name))
        for code, fact in mechanism.facts.items()
    }
    return dataclasses.replace(mechanism, code="copy", name=name, purpose="另记一份。", facts=facts)


def texts_of(mechanism: Mechanism) -> list[str]:
    return [
        mechanism.name,
        mechanism.purpose,
        mechanism.binds_why,
        mechanism.title_hint,
        *(field.name for field in mechanism.fields.values()),
        *(field.hint for field in mechanism.fields.values()),
        *(name for field in mechanism.fields.values() for name in field.choices.values()),
        *(fact.name for fact in mechanism.facts.values()),
        *(fact.sentence for fact in mechanism.facts.values()),
    ]


def test_all_mechanisms_of_the_report_are_there():
    assert [one.name for one in ALL.values()] == [
        "第一议题",
        "理论学习中心组",
        "学习强国与干部网络学院",
        "大学习、深调研、真落实",
        "党史学习与两学一做常态化",
        "支部党员大会",
        "支部委员会会议",
        "党小组会",
        "党课",
        "主题党日",
        "组织生活会",
        "双重组织生活",
        "民主评议党员",
        "谈心谈话",
        "党员思想动态",
        "意识形态工作责任制",
        "宣传阵地",
        "精神文明建设",
        "模范机关创建",
        "双争双促",
        "双周讲坛",
        "基层党建三年行动计划",
        "支部达标创优与规范化支部",
        "党员评先评优",
        "党建示范典型",
        "党风廉政责任制与一岗双责",
        "纪律教育学习月与警示教育",
        "民主评议党风政风",
        "中央八项规定精神执行",
        "信访",
        "12345与公开留言答复",
        "劳资纠纷",
        "我为群众办实事",
        "调研走访",
        "转作风优服务专项整改",
        "重点工程与三项工程",
        "党组会议",
        "议事规则与集体决策",
        "重要情况报告",
        "个人有关事项报告",
        "制度机制清单",
        "风险防范清单",
    ]


def test_no_two_mechanisms_are_equal_but_for_names():
    assert twins(ALL) == []


def test_two_mechanisms_equal_but_for_names_would_be_found():
    copy = renamed(ALL["theme-day"], "读书党日")

    assert twins({**ALL, "copy": copy}) == [("copy", "theme-day")]


def test_every_mechanism_has_something_of_its_own():
    assert without_own(ALL) == []


def test_a_mechanism_put_together_from_others_would_be_found():
    borrowed = ALL["rules-register"].fields | ALL["risk-register"].fields
    patchwork = dataclasses.replace(ALL["rules-register"], code="copy", fields=borrowed, norms=(), facts={})

    assert without_own({**ALL, "copy": patchwork}) == ["copy"]


def test_no_code_that_was_given_is_taken_back():
    present = {*ALL, *registry.facts()}
    present |= {f"{one.code}.{field}" for one in ALL.values() for field in one.fields}

    assert [code for code in GIVEN_CODES if code not in present] == []


def test_the_given_codes_are_listed_once():
    assert sorted(set(GIVEN_CODES)) == GIVEN_CODES


def test_every_shape_and_every_group_is_used():
    assert {one.shape for one in ALL.values()} == set(shapes())
    assert list(dict.fromkeys(one.group for one in ALL.values())) == list(registry.groups())


def test_every_kind_of_unit_but_departments_keeps_a_ledger():
    assert [kind for kind in kinds() if not registry.mechanisms_binding(kind)] == ["department"]


def test_facts_of_all_mechanisms_have_different_names_and_sentences():
    facts = list(registry.facts().values())

    assert [name for name, times in Counter(fact.name for fact in facts).items() if times > 1] == []
    assert [text for text, times in Counter(fact.sentence for fact in facts).items() if times > 1] == []


@EACH
def test_a_mechanism_feeds_the_report(mechanism):
    assert mechanism.facts


@EACH
def test_a_mechanism_asks_for_few_fields(mechanism):
    """A burden: at most five fields of its own, at most two of them compulsory."""
    compulsory = [field for field in mechanism.fields.values() if field.required]

    assert (len(mechanism.fields) <= 5, len(compulsory) <= 2) == (True, True)


@EACH
def test_explanations_are_sentences_and_labels_are_not(mechanism):
    labels = [mechanism.name, mechanism.title_hint, *(field.name for field in mechanism.fields.values())]
    hints = [field.hint for field in mechanism.fields.values() if field.hint]

    assert [text for text in (mechanism.purpose, mechanism.binds_why) if not text.endswith("。")] == []
    assert [text for text in (*labels, *hints) if text[-1] in "。，；：、"] == []


@EACH
def test_chinese_is_set_with_full_width_marks_and_paired_quotes(mechanism):
    texts = texts_of(mechanism)

    assert [text for text in texts if HALF_WIDTH.search(text.replace("{value}", ""))] == []
    assert [text for text in texts if text.count("“") != text.count("”") or '"' in text] == []


@EACH
def test_nobody_is_measured_by_points(mechanism):
    asked = [field.name for field in mechanism.fields.values()]
    told = [text for fact in mechanism.facts.values() for text in (fact.name, fact.sentence, fact.unit)]

    assert [text for text in (*asked, *told) if NEVER_MEASURED.search(text)] == []


@EACH
def test_no_field_is_a_proof_that_must_be_given(mechanism):
    assert [
        field.code
        for field in mechanism.fields.values()
        if field.required and field.kind in ("document", "long_text") and field.code != "guard"
    ] == []


@EACH
def test_percentages_say_so(mechanism):
    units = {fact.code: fact.unit for fact in mechanism.facts.values()}
    shares = {fact.code for fact in mechanism.facts.values() if fact.measure == "share"}

    assert {code for code, unit in units.items() if unit == "%"} == shares
    assert [code for code in shares if "{value}%" not in registry.facts()[code].sentence] == []


@EACH
def test_a_unit_follows_its_number(mechanism):
    assert [
        fact.code for fact in mechanism.facts.values() if f"{{value}}{fact.unit}" not in fact.sentence
    ] == []


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("heart-talks", ("attendance",)),
        ("personal-matters", ()),
        ("members-thinking", ("options",)),
        ("dual-organization-life", ("times", "place", "attendance")),
        ("online-study", ("hours", "attendance")),
    ],
)
def test_what_is_private_has_no_room_for_words(code, parts):
    free = [field.code for field in ALL[code].fields.values() if field.kind in ("text", "long_text")]

    assert (ALL[code].switched_on, free) == (parts, [])


def test_only_what_is_private_takes_no_remarks():
    assert {code for code, mechanism in ALL.items() if not mechanism.notes} == {
        "heart-talks",
        "members-thinking",
        "online-study",
        "personal-matters",
    }


def test_accusations_have_room_only_for_where_they_went():
    assert [field.code for field in ALL["petitions"].fields.values() if field.kind == "text"] == [
        "transfer_number",
        "receiving_body",
    ]


def test_thoughts_are_asked_of_whole_units_only():
    assert ALL["members-thinking"].binds == ("organ",)
