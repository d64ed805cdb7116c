"""Every rule on its table of cases: what it asks, and where it stays silent."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from bihuan.core.registry import words
from bihuan.core.text import likeness
from bihuan.domain.ledgers.doubts.rules import RULES, near_text
from bihuan.domain.ledgers.doubts.seen import Finding, Seen

FOLDER = Path(__file__).with_name("cases")
SUBJECT = UUID(int=100)


def cases(word: str) -> list[Any]:
    found = []
    for rule in RULES:
        table = tomllib.loads((FOLDER / f"{rule}.toml").read_text("utf-8"))
        found += [pytest.param(rule, case, id=f"{rule}: {case['why']}") for case in table[word]]
    return found


def seen(key: UUID, told: dict[str, Any]) -> Seen:
    told = dict(told)
    own = likeness.essence(told.pop("text", ""), words.entry("prescribed")["phrases"])
    told["mechanisms"] = frozenset(told.get("mechanisms", ()))
    told["people"] = {int(number): name for number, name in told.get("people", {}).items()}
    return Seen(key=key, digest=likeness.digest(own), sketch=likeness.sketch(own), **told)


def found(rule: str, case: dict[str, Any]) -> list[Finding]:
    others = [seen(UUID(int=number), told) for number, told in enumerate(case.get("others", ()), start=1)]
    return list(RULES[rule].find([seen(SUBJECT, case["record"])], others))


@pytest.mark.parametrize(("rule", "case"), cases("asked"))
def test_a_rule_asks(rule, case):
    findings = found(rule, case)

    assert [finding.question for finding in findings] == case["questions"]
    assert {finding.key for finding in findings} == {SUBJECT}


@pytest.mark.parametrize(("rule", "case"), cases("silent"))
def test_a_rule_stays_silent(rule, case):
    assert found(rule, case) == []


def test_every_rule_has_as_many_silent_cases_as_others():
    for rule in RULES:
        table = tomllib.loads((FOLDER / f"{rule}.toml").read_text("utf-8"))
        assert len(table["silent"]) >= len(table["asked"]) >= 2, rule
    assert {file.stem for file in FOLDER.iterdir()} == set(RULES)


@pytest.mark.parametrize(("rule", "case"), [case for case in cases("asked") if "others" in case.values[1]])
def test_a_doubt_about_two_records_is_the_same_from_either(rule, case):
    """Settled at one of the two, it is settled at the other."""
    one = seen(SUBJECT, case["record"])
    other = seen(UUID(int=1), case["others"][-1])

    (here,), (there,) = (list(RULES[rule].find(*sides)) for sides in (([one], [other]), ([other], [one])))

    assert (here.key, here.other) == (there.other, there.key)
    assert here.basis == there.basis


def test_many_copies_make_a_chain_of_questions():
    text = "谈到渠道管护的责任怎样分段落实，他提出先把三条支渠的管水员配齐，再谈考核办法，约定月底前看一次。"
    day = tomllib.loads("on = 2026-03-06")["on"]
    copies = [seen(UUID(int=number), {"on": day, "text": text}) for number in range(22)]

    assert len(list(RULES["same_text"].find(copies, []))) == 21


def test_texts_of_the_same_common_words_are_hardly_ever_compared(monkeypatch):
    """Five hundred records in the words of one office: pairs are not tried one by one."""
    chance, compared = random.Random(8), []
    monkeypatch.setattr(
        near_text, "likeness", lambda one, other: compared.append(1) or likeness.likeness(one, other)
    )
    words_of_office = [
        "".join(chance.choices("管护渠道水费公示窗口党员支部讨论安排落实核对", k=3)) for _ in range(300)
    ]
    day = tomllib.loads("on = 2026-03-06")["on"]
    texts = ["".join(chance.choices(words_of_office, k=80)) for _ in range(499)]
    records = [
        seen(UUID(int=number), {"on": day, "text": text, "mechanisms": ["theme-day"]})
        for number, text in enumerate([*texts, f"{texts[0]}另记"])
    ]

    found = list(RULES["near_text"].find(records, []))

    assert {(finding.key.int, finding.other.int) for finding in found} == {(0, 499)}
    assert len(compared) < 2000
