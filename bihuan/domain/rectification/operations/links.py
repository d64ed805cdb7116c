"""Say what explains and what answers a problem: only a person or the wording itself makes a link."""

from __future__ import annotations

from bihuan.domain.organizations.withdrawing import require_standing
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions
from ..enums import LinkOrigin, LinkState
from ..failures import Incomplete
from ..models import Cause, Link, Measure, Problem, ProblemCause, ProblemMeasure


@operation("rectification.link.confirm", may=permissions.can_keep_ledger)
def confirm_link(*, link: Link, actor: Actor, seen: int, weak: bool = False) -> Link:
    """Confirm a candidate. ``weak``: it answers the problem only in part.

    :raises Withdrawn: if one of its ends was taken out of the ledger.
    """
    require_standing(link.problem, _target(link))
    return _settled(link, LinkState.CONFIRMED, weak=weak)


@operation("rectification.link.decline", may=permissions.can_keep_ledger)
def decline_link(*, link: Link, actor: Actor, seen: int) -> Link:
    """Say that a candidate or link has nothing to do with the problem.

    :raises Withdrawn: if one of its ends was taken out of the ledger.
    """
    require_standing(link.problem, _target(link))
    return _settled(link, LinkState.DECLINED, weak=False)


@operation("rectification.link.make", may=permissions.can_keep_ledger)
def make_link(*, problem: Problem, target: Cause | Measure, actor: Actor, weak: bool = False) -> Link:
    """Link a problem with a cause or measure of the same year by hand.

    :raises Withdrawn: if one of the two was taken out of the ledger.
    :raises Incomplete: if the two stand in different years.
    """
    require_standing(problem, target)
    if problem.cycle_id != target.cycle_id:
        raise Incomplete("只能在同一年度的问题与原因、措施之间建立对应。")
    model, name = (ProblemCause, "cause") if isinstance(target, Cause) else (ProblemMeasure, "measure")
    link = model.objects.filter(problem=problem, **{name: target}).first()
    if link is None:
        link = model(unit=problem.unit, problem=problem, origin=LinkOrigin.MANUAL, **{name: target})
    return _settled(link, LinkState.CONFIRMED, weak=weak)


def _settled(link: Link, state: LinkState, *, weak: bool) -> Link:
    link.state, link.weak = state, weak
    link.save()
    return link


def _target(link: Link) -> Cause | Measure:
    return link.cause if isinstance(link, ProblemCause) else link.measure
