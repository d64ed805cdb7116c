"""Codes, keys and lists of records in the words of the registry."""

from __future__ import annotations

import pytest

from bihuan.domain.ledgers.models import Activity
from bihuan.web.labels import shown
from bihuan.web.record_words import code_words, list_words, own_words


def test_own_answers_read_as_questions_and_answers():
    values = {
        "theory-group.form": "discussion",
        "theme-day.on_fixed_day": False,
        "field-visits.problems": "3.0",
        "personal-matters.reported_on": "2026-01-19",
        "no-such.field": "x",
    }

    assert own_words(values) == "学习形式：专题研讨\n在固定日开展：否\n带回的问题数：3\n报告日期：2026-01-19"


@pytest.mark.django_db
def test_people_are_told_by_name(bureau):
    named = {"theory-group.lead_reader": str(bureau.head.key)}
    gone = {"theory-group.lead_reader": "00000000-0000-4000-8000-000000000000"}

    assert own_words(named) == "领学人：沈知远"
    assert own_words(gone) == "领学人：（已不在册）"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (["跟办", "商议"], "跟办\n商议"),
        (
            [{"title": "党章", "number": ""}, {"title": "条例", "number": "国务院令第765号"}],
            "《党章》\n《条例》国务院令第765号",
        ),
        ([{"label": "满意", "votes": 3}], "满意3票"),
        ([1, 2], None),
        ([{"other": 1}], None),
    ],
)
def test_lists_read_line_by_line(values, words):
    assert list_words(values) == words


@pytest.mark.parametrize(
    ("field", "code", "words"),
    [
        ("mechanism", "theme-day", "主题党日"),
        ("procedure", "petition", "信访事项"),
        ("norm", "branch-rules-2018.theme-day-monthly", "每月相对固定1天开展主题党日"),
        ("norm", "gone.norm", "gone.norm"),
    ],
)
def test_codes_have_names(field, code, words):
    assert code_words(field, code) == words


def test_a_history_tells_own_answers_in_words():
    assert shown(Activity, "values", {"theme-day.on_fixed_day": True}) == "在固定日开展：是"
    assert shown(Activity, "topics", ["一", "二"]) == "一\n二"
    assert (shown(Activity, "values", {}), shown(Activity, "topics", [])) == ("", "")
