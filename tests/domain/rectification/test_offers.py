"""Which numbers of the ledgers are offered for a withheld figure: what shares its wording, and no more."""

from __future__ import annotations

import pytest

from bihuan.core.registry.mechanisms import facts
from bihuan.domain.rectification.offers import MOST, MOST_OF_ONE, offers


def codes(before, text="*次"):
    return [offer.query.code for offer in offers(before, text, facts().values())]


@pytest.mark.parametrize(
    ("before", "text", "first"),
    [
        ("今年以来，组织主题党日活动", "**余次", "theme-day.sessions"),
        ("组织主题党日活动**余次，召开党支部大会", "*次", "general-meeting.sessions"),
        ("参加市***局统一组织的线上“双周讲坛”", "*场次", "biweekly-forum.online_above"),
        ("推行轮流主讲，全年组织理论学习中心组学习", "不少于**次", "theory-group.sessions"),
        ("每月到企业、社区开展蹲点调研", "*次以上", "field-visits.visits"),
        ("党员参加主题党日", "**人次", "theme-day.attendances"),
    ],
)
def test_the_number_of_the_same_wording_comes_first(before, text, first):
    assert codes(before, text)[0] == first


@pytest.mark.parametrize(
    "before", ["", "今天天气", "群众反映的社保卡补办慢", "组织主题党日活动。后来，天下雨", "！！！"]
)
def test_other_wording_is_offered_nothing(before):
    assert codes(before) == []


def test_another_word_of_counting_comes_later():
    assert codes("党组会议研究议题", "**个")[0] == "party-group-meeting.items"
    assert "party-group-meeting.items" not in codes("召开党组会议", "**次")[:1]


def test_no_more_than_a_few_and_not_all_of_one_ledger():
    found = codes("在局党组会议和中心组专题学习上级重要讲话和会议精神", "**余次")

    assert len(found) == MOST
    assert "first-topic.sessions" in found
    ledgers = [code.partition(".")[0] for code in found]
    assert max(map(ledgers.count, ledgers)) == MOST_OF_ONE


def test_offers_stand_in_one_order_however_they_come():
    queries = list(facts().values())

    assert offers("召开党支部大会", "*次", queries) == offers("召开党支部大会", "*次", queries[::-1])
