"""Criteria of a scorecard: add them, say whether each is reached, take one out."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count

from bihuan.domain.organizations.withdrawing import require_standing
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions
from ..enums import CheckState, CriterionState
from ..failures import WrongValue
from ..models import Criterion, Scorecard
from . import steps


@operation("ledgers.criterion.add", may=permissions.can_keep_records)
def add_criteria(*, scorecard: Scorecard, actor: Actor, seen: int, texts: Sequence[str]) -> Scorecard:
    """Add the standard's demands, one text each; what stands there already is not added again.

    :raises WrongValue: if there is none to add.
    """
    require_standing(scorecard)
    standing = scorecard.criteria.filter(withdrawn_at=None)
    known = set(standing.values_list("text", flat=True))
    lines = dict.fromkeys(steps.line(text, "条目", longest=300) for text in texts if text.strip())
    fresh = [text for text in lines if text not in known]
    if not fresh:
        raise WrongValue("条目", "没有新的内容。一行写一条，再保存。")
    for place, text in enumerate(fresh, start=scorecard.criteria.count()):
        Criterion(unit=scorecard.unit, scorecard=scorecard, position=place, text=text).save()
    return _counted(scorecard)


@operation("ledgers.criterion.judge", may=permissions.can_keep_records)
def judge_criterion(
    *,
    scorecard: Scorecard,
    criterion: Criterion,
    actor: Actor,
    seen: int,
    state: str,
    evidence: str = "",
    gap: str = "",
) -> Scorecard:
    """Say whether a demand is reached and by what that is seen, or what is missing and how it will be mended.

    :raises WrongValue: if it is reached without evidence, or not reached without saying what is missing.
    """
    _require_of(scorecard, criterion)
    if state == CriterionState.MET and not evidence.strip():
        raise WrongValue("凭据", "没有填写。说达到了，要写清凭什么。")
    if state == CriterionState.UNMET and not gap.strip():
        raise WrongValue("差距与补法", "没有填写。写清差在哪里、怎么补。")
    criterion.state = CriterionState(state)
    criterion.evidence, criterion.gap = evidence.strip()[:300], gap.strip()[:300]
    criterion.save()
    return _counted(scorecard)


@operation("ledgers.criterion.withdraw", may=permissions.can_keep_records)
def withdraw_criterion(
    *, scorecard: Scorecard, criterion: Criterion, actor: Actor, seen: int, reason: str
) -> Scorecard:
    """Take a demand out of the scorecard.

    :raises NoReason: if no reason is given.
    """
    _require_of(scorecard, criterion)
    steps.withdraw(criterion, actor, reason)
    return _counted(scorecard)


def _require_of(scorecard: Scorecard, criterion: Criterion) -> None:
    require_standing(scorecard, criterion)
    if criterion.scorecard_id != scorecard.pk:
        raise WrongValue("条目", "不属于这张自查表，请刷新页面再试。")


def _counted(scorecard: Scorecard) -> Scorecard:
    standing = scorecard.criteria.filter(withdrawn_at=None).order_by()
    found = dict(standing.values_list("state").annotate(Count("pk")))
    scorecard.criteria_count = sum(found.values())
    scorecard.met_count = found.get(CriterionState.MET, 0)
    scorecard.unmet_count = found.get(CriterionState.UNMET, 0)
    scorecard.not_applicable_count = found.get(CriterionState.NOT_APPLICABLE, 0)
    whole = scorecard.criteria_count and not found.get(CriterionState.OPEN)
    scorecard.state = CheckState.DONE if whole else CheckState.DRAFT
    scorecard.save()
    return scorecard
