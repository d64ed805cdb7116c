"""A scorecard says of each criterion whether it is reached, and by what."""

from __future__ import annotations

import pytest

from bihuan.domain.ledgers.enums import CriterionState
from bihuan.domain.ledgers.failures import WrongValue
from bihuan.domain.ledgers.operations import scorecards
from bihuan.domain.organizations.withdrawing import Withdrawn
from tests.shaped_records import entered

pytestmark = pytest.mark.django_db
TEXTS = ("按期换届", "每月主题党日")


@pytest.fixture
def listed(scorecard, clerk):
    return scorecards.add_criteria(scorecard=scorecard, actor=clerk, seen=1, texts=TEXTS)


def counts(scorecard):
    scorecard.refresh_from_db()
    return (
        scorecard.state,
        scorecard.criteria_count,
        scorecard.met_count,
        scorecard.unmet_count,
        scorecard.not_applicable_count,
    )


def judge(scorecard, place, clerk, state, **said):
    return scorecards.judge_criterion(
        scorecard=scorecard,
        criterion=scorecard.criteria.get(position=place),
        actor=clerk,
        seen=scorecard.version,
        state=state,
        **said,
    )


def test_criteria_stand_in_order(listed):
    assert counts(listed) == ("draft", 2, 0, 0, 0)
    assert list(listed.criteria.values_list("position", "text")) == list(enumerate(TEXTS))


def test_what_stands_there_is_not_added_again(listed, clerk):
    added = scorecards.add_criteria(
        scorecard=listed, actor=clerk, seen=listed.version, texts=["按期换届", "", "党费按月收缴"]
    )

    assert counts(added)[1] == 3
    with pytest.raises(WrongValue, match="没有新的内容"):
        scorecards.add_criteria(scorecard=added, actor=clerk, seen=added.version, texts=["按期换届", " "])


def test_all_judged_is_done(listed, clerk):
    card = judge(listed, 0, clerk, CriterionState.MET, evidence="换届批复")
    assert counts(card) == ("draft", 2, 1, 0, 0)
    card = judge(card, 1, clerk, CriterionState.UNMET, gap="8月漏开，下月补")
    assert counts(card) == ("done", 2, 1, 1, 0)
    card = judge(card, 1, clerk, CriterionState.NOT_APPLICABLE)
    assert counts(card) == ("done", 2, 1, 0, 1)


@pytest.mark.parametrize(
    ("state", "field"), [(CriterionState.MET, "凭据"), (CriterionState.UNMET, "差距与补法")]
)
def test_a_judgement_says_by_what(listed, clerk, state, field):
    with pytest.raises(WrongValue, match=field):
        judge(listed, 0, clerk, state)
    assert counts(listed)[0] == "draft"


@pytest.mark.parametrize("state", [CriterionState.OPEN, CriterionState.NOT_APPLICABLE])
def test_nothing_is_asked_of_the_rest(listed, clerk, state):
    assert judge(listed, 0, clerk, state).criteria_count == 2


def test_a_withdrawn_criterion_counts_no_more(listed, clerk):
    criterion = listed.criteria.get(position=0)
    card = scorecards.withdraw_criterion(
        scorecard=listed, criterion=criterion, actor=clerk, seen=listed.version, reason="标准改了"
    )

    assert counts(card)[1] == 1
    with pytest.raises(Withdrawn):
        judge(card, 0, clerk, CriterionState.MET, evidence="x")


def test_a_criterion_of_another_scorecard_is_refused(listed, clerk, branch):
    other = entered(branch, "branch-standards", "另一张")

    with pytest.raises(WrongValue, match="不属于这张自查表"):
        scorecards.withdraw_criterion(
            scorecard=other, criterion=listed.criteria.first(), actor=clerk, seen=1, reason="x"
        )
