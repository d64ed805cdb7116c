"""The sentences as people read them, word for word."""

from __future__ import annotations

import dataclasses

import pytest

from bihuan.core.norms.judging import judge
from bihuan.core.norms.telling import STATES, sentence
from bihuan.core.norms.verdicts import State
from bihuan.core.registry.norms import Level
from tests.core.norms.reading_cases import cases

CASES = {case.name: case for case in cases()}
DEMAND = "《支部工作条例》第十六条一般要求每月相对固定1天开展主题党日"
MUST = "《支部工作条例》第十六条要求每月相对固定1天开展主题党日"
ADVICE = "，请核对是否漏记，确实不需开展的可写明理由"


def told(name, **norm):
    case = CASES[name]
    window = dataclasses.replace(case.window, norm=dataclasses.replace(case.window.norm, **norm))
    return sentence(judge(window, case.known, today=case.today))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("one in the month", f"2026年3月有1次记录，达到1次；{DEMAND}。"),
        ("a month without a record is a notice", f"2026年3月没有记录，不到1次；{DEMAND}{ADVICE}。"),
        (
            "only records of the kind that is asked for count",
            f"2026年上半年没有专题研究记录，不到1次；{DEMAND}{ADVICE}。",
        ),
        ("one of the kind is enough", f"2026年上半年有1次专题研究记录，达到1次；{DEMAND}。"),
        ("every record does as it should", f"2026年第1季度的2次公务接待记录都做到了；{MUST}。"),
        (
            "one record does not, and that cannot be mended",
            f"2026年第4季度的2次记录中有1次没有做到；{MUST}。",
        ),
        (
            "one record does not say whether it does",
            f"2026年第1季度的2次记录中有1次没有填写做到没有，不作判定；{MUST}。",
        ),
        (
            "no record of which anything could be asked",
            f"2026年第1季度没有记录，无从判定；{MUST}。",
        ),
        ("one of two", f"2026年3月有1次记录，不到2次；{DEMAND}{ADVICE}。"),
        ("a mandatory norm is missed", f"2025年没有记录，不到1次；{MUST}{ADVICE}。"),
        (
            "a recommended norm gives a notice",
            f"2026年3月没有记录，不到1次；《支部工作条例》第十六条提倡每月相对固定1天开展主题党日{ADVICE}。",
        ),
        (
            "a local norm gives a notice",
            f"2026年3月没有记录，不到1次；《支部工作条例》第十六条本地要求每月相对固定1天开展主题党日{ADVICE}。",
        ),
        (
            "one of two while there is time",
            f"2026年11月已有1次记录，还差1次，到2026年11月30日为止都不算晚；{DEMAND}。",
        ),
        ("a period that has not begun", f"2026年12月还没有开始；{DEMAND}。"),
        (
            "a ledger that nobody keeps",
            f"本单位没有启用这本台账，2026年3月的情况不在这里，不作判定；{DEMAND}。",
        ),
        (
            "half of it is there, the rest is unknown",
            f"这本台账自2026年3月15日启用，2026年3月的记录不全（已有1次），不作判定；{DEMAND}。",
        ),
        ("a branch rule is not asked of a department", f"2026年3月不适用：这一条不约束本类单位；{DEMAND}。"),
        ("a usual norm that is switched off here", f"2026年3月不适用：本单位没有采用这一条；{DEMAND}。"),
        (
            "the month in which the norm came into force",
            f"2018年10月不适用：2018年10月28日起施行，这段时间不在或不全在施行期内；{DEMAND}。",
        ),
        (
            "the month after the norm ended",
            "2026年7月不适用：2018年10月28日起施行，至2026年7月1日废止，"
            f"这段时间不在或不全在施行期内；{DEMAND}。",
        ),
        (
            "kept no more before the period",
            f"2026年3月不适用：这种台账记到2025年12月31日为止，以后不再要求；{DEMAND}。",
        ),
        ("founded after the period", f"2026年3月不适用：本单位2026年4月1日才设立；{DEMAND}。"),
        ("closed before the period", f"2026年3月不适用：本单位2026年2月14日已停用；{DEMAND}。"),
        (
            "founded in the middle of the month",
            f"2026年3月不适用（已有0次）：本单位2026年3月10日才设立，不满一个周期；{DEMAND}。",
        ),
        (
            "a branch dissolved in the middle of the quarter",
            f"2026年第1季度不适用（已有0次）：本单位2026年2月14日停用，不满一个周期；{DEMAND}。",
        ),
        ("excused for the whole month", f"2026年3月不需开展：全体党员驻村防汛；{DEMAND}。"),
        ("done a day late", f"2026年1月31日前没有记录，不到1次；{MUST}{ADVICE}。"),
        ("every member has the hours", f"2025年一直在本单位的2人都有32学时；{DEMAND}。"),
        ("half an hour is missing", f"2025年一直在本单位的2人中有1人达到32学时；{DEMAND}{ADVICE}。"),
        ("the unit asks for more hours", f"2025年一直在本单位的1人中有0人达到40学时；{DEMAND}{ADVICE}。"),
        (
            "the year of hours still runs",
            f"2026年还没有过完，一直在本单位的2人中已有1人达到32学时；{DEMAND}。",
        ),
        ("nobody was here all the year", f"2025年不适用：没有一直在本单位的人；{DEMAND}。"),
        (
            "hours in a ledger kept since April",
            f"这本台账自2025年4月1日启用，2025年的记录不全（1人中有0人达到学时），不作判定；{DEMAND}。",
        ),
        ("just half where half is enough", f"2026年第1季度的1次记录到会人数都够；{MUST}。"),
        (
            "one meeting of three without a quorum",
            f"2026年第1季度的3次记录中有1次到会人数不够；{DEMAND}。",
        ),
        (
            "a meeting whose attendance nobody wrote down",
            f"2026年第1季度的1次记录中有1次没有写明应到和实到人数，不作判定；{MUST}。",
        ),
        ("no meeting, no quorum to judge", f"2026年第1季度没有记录，无从判定；{MUST}。"),
    ],
)
def test_a_sentence(name, expected):
    assert told(name) == expected


def test_a_clause_that_nobody_has_compared_says_so():
    assert told("one in the month", verified=False) == (
        "2026年3月有1次记录，达到1次；"
        "《支部工作条例》第十六条（条款待核）一般要求每月相对固定1天开展主题党日。"
    )


def test_a_practice_is_no_text_to_be_cited():
    found = told("one in the month", level=Level.PRACTICE, title="通行做法", clause="", strength="local")

    assert found == "2026年3月有1次记录，达到1次；通行做法本地要求每月相对固定1天开展主题党日。"


@pytest.mark.parametrize("name", CASES)
def test_every_verdict_is_one_sentence_with_period_and_wording(name):
    case = CASES[name]

    found = told(name)

    assert found.count("。") == 1
    assert found.endswith("。")
    assert case.window.period.label in found
    assert case.window.norm.wording in found


def test_every_state_has_a_word():
    assert STATES.keys() == set(State)
