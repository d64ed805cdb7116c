"""The procedures: what a file tells, and every way in which it is refused."""

from __future__ import annotations

import copy
import datetime

import pytest

from bihuan.core.registry.mechanisms import mechanisms
from bihuan.core.registry.procedures import ExtensionRule, procedure_for, procedure_of, procedures

ENTRY = {
    "name": "借书",
    "law": "《借书办法》",
    "issued": "图书室2020年公布",
    "since": datetime.date(2020, 1, 1),
    "strength": "local",
    "soon": 3,
    "closed_by": ["lost"],
    "closes": ["returned"],
    "accepts": [],
    "planned": ["renewed"],
    "begins": "lent",
    "main": ["return"],
    "mechanism": "lending",
    "only": {"way": ["desk", "post"]},
    "rolls": "第九条",
    "choices": {"reader": {"name": "读者", "options": {"adult": "成人", "child": "儿童"}}},
    "events": {"lent": "借出", "returned": "归还", "lost": "丢失", "renewed": "续借"},
    "stops": {"closed": "闭馆"},
    "step": [
        {
            "code": "return",
            "name": "归还",
            "starts": ["lent"],
            "done": ["returned"],
            "days": 30,
            "unit": "calendar",
            "clause": "第三条",
            "wording": "30日内归还",
            "where": {"reader": ["adult"]},
            "unless": {"lost": "已赔偿"},
            "stops": {"closed": "第四条"},
            "restarts": {"renewed": "第五条"},
            "extension": {"days": 10, "approver": "管理员", "tell": "读者", "clause": "第六条"},
            "consequence": "暂停借书",
            "follows": "可以再借",
        }
    ],
}
STEP = ENTRY["step"][0]
BARE = {key: STEP[key] for key in STEP if key not in ("stops", "restarts", "extension")}


def read(**changes):
    return procedure_of("lending", {**copy.deepcopy(ENTRY), **changes})


def read_step(**changes):
    return read(step=[{**copy.deepcopy(STEP), **changes}])


def test_a_procedure_is_told_in_full():
    found = read()
    step = found.steps["return"]

    assert (found.code, found.name, found.law, found.strength, found.soon) == (
        "lending",
        "借书",
        "《借书办法》",
        "local",
        3,
    )
    assert found.choices["reader"].options == {"adult": "成人", "child": "儿童"}
    assert (step.starts, step.done, step.days, step.unit) == (("lent",), ("returned",), 30, "calendar")
    assert (step.law, step.rolls, step.verified, step.before, step.lapses) == (
        "《借书办法》",
        "第九条",
        True,
        False,
        False,
    )
    assert step.where == {"reader": ("adult",)}
    assert step.extension == ExtensionRule(days=10, approver="管理员", tell="读者", clause="第六条")


def test_working_days_do_not_take_over_the_rule_of_rolling():
    assert read_step(unit="working").steps["return"].rolls == ""


def test_an_extension_may_have_no_limit():
    found = read_step(extension={"approver": "管理员", "clause": "第六条"}).steps["return"].extension

    assert found == ExtensionRule(days=None, approver="管理员", tell="", clause="第六条")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"unit": "week"}, "deadlines/lending.toml：step.return：unit：没有“week”"),
        ({"days": -1}, "step.return：days：应在0到400之间"),
        ({"days": 401}, "days：应在0到400之间"),
        ({"days": True}, "days：应为整数"),
        ({"starts": []}, "starts：从哪件事起算、做到哪件事，都要写"),
        ({"done": ["burnt"]}, "done：没有“burnt”"),
        ({"unless": {"burnt": "已烧"}}, "unless：没有“burnt”"),
        ({"stops": {"strike": "第八条"}}, "stops：没有“strike”"),
        ({"restarts": {"burnt": "第八条"}}, "restarts：没有“burnt”"),
        ({"where": {"colour": ["red"]}}, "where：没有“colour”"),
        ({"where": {"reader": ["dog"]}}, "where：没有“dog”"),
        ({"where": {"reader": []}}, "where：应为选项的列表"),
        ({"unit": "working", "rolls": "第九条"}, "rolls：工作日不会落在休息日，不必顺延"),
        ({"unit": "working", "before": True}, "before：往前推算的只能按日"),
        ({"before": True}, "before：往前推算的没有暂停、延长和重新计算"),
        ({"unit": "year"}, "unit：按年计算的没有暂停和延长"),
        ({"theirs": True}, "theirs：对方的期限只会期满，不会超期"),
        ({"extension": {"days": 10, "clause": "第六条"}}, "step.return.extension：approver：没有填写"),
        ({"extension": {"days": -1, "approver": "管理员", "clause": "第六条"}}, "days：应在0到400之间"),
        ({"clause": ""}, "clause：不能为空"),
        ({"fine": 5}, "fine：不认识这一项"),
    ],
)
def test_a_faulty_step_is_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        read_step(**changes)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"strength": "usual"}, "strength：没有“usual”"),
        ({"closed_by": ["burnt"]}, "closed_by：没有“burnt”"),
        ({"closes": ["burnt"]}, "closes：没有“burnt”"),
        ({"begins": "burnt"}, "begins：没有“burnt”"),
        ({"main": ["burn"]}, "main：没有“burn”"),
        ({"only": {"way": "desk"}}, "only：应为选项的列表"),
        ({"step": []}, "step：至少要有一步"),
        ({"step": [STEP, STEP]}, "step：“return”有重复"),
        ({"choices": {"reader": {"name": "读者", "options": {"adult": "成人"}}}}, "options：至少要有两种"),
        ({"choices": {"reader": "成人"}}, "choices：应为"),
        ({"since": "2020年"}, "since：应为日期"),
        ({"law": ""}, "law：不能为空"),
    ],
)
def test_a_faulty_procedure_is_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        read(**changes)


def test_a_procedure_tells_since_when_it_is_in_force():
    with pytest.raises(ValueError, match="since：没有填写"):
        procedure_of("lending", {key: ENTRY[key] for key in ENTRY if key != "since"})


@pytest.mark.parametrize("changes", [{"before": True}, {"unit": "year"}, {"theirs": True, "lapses": True}])
def test_steps_without_stops_may_count_backwards_or_in_years(changes):
    assert read(step=[{**BARE, **changes}]).steps["return"].days == 30


def test_which_procedures_there_are_and_how_strong():
    assert {code: one.strength for code, one in procedures().items()} == {
        "hotline-12345": "local",
        "important-report": "local",
        "labour-arbitration": "mandatory",
        "labour-inspection": "mandatory",
        "labour-mediation": "mandatory",
        "petition": "mandatory",
        "promise": "local",
        "public-message": "local",
    }


@pytest.mark.parametrize(
    ("procedure", "step", "days", "unit", "more", "clause"),
    [
        ("petition", "pass_on", 15, "calendar", None, "第二十二条"),
        ("petition", "tell", 15, "calendar", None, "第二十三条第二款"),
        ("petition", "tell_forwarded", 15, "calendar", None, "第二十三条第三款"),
        ("petition", "object", 5, "working", None, "第二十三条第三款"),
        ("petition", "handle", 60, "calendar", 30, "第三十四条"),
        ("petition", "review", 30, "calendar", None, "第三十五条"),
        ("petition", "second_review", 30, "calendar", None, "第三十六条第一款"),
        ("labour-mediation", "mediate", 15, "calendar", None, "第十四条第三款"),
        ("labour-arbitration", "limitation", 1, "year", None, "第二十七条第一款"),
        ("labour-arbitration", "accept", 5, "calendar", None, "第二十九条"),
        ("labour-arbitration", "award", 45, "calendar", 15, "第四十三条第一款"),
        ("labour-arbitration", "sue", 15, "calendar", None, "第四十八条、第五十条"),
        ("labour-inspection", "accept", 5, "working", None, "第十八条"),
        ("labour-inspection", "investigate", 60, "working", 30, "第十七条"),
        ("labour-inspection", "look_back", 2, "year", None, "第二十条"),
    ],
)
def test_the_numbers_of_the_law(procedure, step, days, unit, more, clause):
    found = procedures()[procedure].steps[step]

    assert (found.days, found.unit, found.clause) == (days, unit, clause)
    assert (found.extension.days if found.extension else None) == more


@pytest.mark.parametrize(
    ("mechanism", "values", "expected"),
    [
        ("petitions", {}, "petition"),
        ("petitions", {"category": "accusation"}, "petition"),
        ("labour-disputes", {"procedure": "mediation"}, "labour-mediation"),
        ("labour-disputes", {"procedure": "arbitration"}, "labour-arbitration"),
        ("labour-disputes", {"procedure": "inspection"}, "labour-inspection"),
        ("labour-disputes", {}, None),
        ("hotline", {"channel": "hotline"}, "hotline-12345"),
        ("hotline", {"channel": "board"}, "public-message"),
        ("hotline", {"channel": "media"}, "public-message"),
        ("hotline", {}, None),
        ("practical-deeds", {"raised": "visit"}, "promise"),
        ("important-reports", {"kind": "routine"}, "important-report"),
        ("theme-day", {}, None),
    ],
)
def test_which_procedure_a_case_follows(mechanism, values, expected):
    found = procedure_for(mechanism, values)

    assert (found.code if found else None) == expected


def test_procedures_know_their_mechanisms_and_own_fields():
    for procedure in procedures().values():
        mechanism = mechanisms()[procedure.mechanism]
        assert mechanism.shape == "case"
        for field, wanted in procedure.only.items():
            assert set(wanted) <= set(mechanism.fields[field].choices)
        for choice in procedure.choices.values():
            if choice.field:
                assert set(choice.options) == set(mechanism.fields[choice.field].choices)


def test_every_mechanism_with_cases_has_a_procedure():
    served = {procedure.mechanism for procedure in procedures().values()}

    assert served == {mechanism.code for mechanism in mechanisms().values() if mechanism.shape == "case"}


def test_which_clauses_still_await_checking():
    waiting = [
        (code, step.code)
        for code, one in procedures().items()
        for step in one.steps.values()
        if not step.verified
    ]

    assert waiting == [("labour-inspection", "decide")]


def test_only_a_published_limit_of_arbitration_or_a_right_moves_off_a_holiday():
    rolling = {code for code, one in procedures().items() if any(step.rolls for step in one.steps.values())}

    assert rolling == {"labour-arbitration", "petition"}
    assert all(step.theirs for step in procedures()["petition"].steps.values() if step.rolls)
