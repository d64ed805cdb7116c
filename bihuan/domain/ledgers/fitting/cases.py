"""A case follows the procedure that its own fields name; an accusation keeps nothing but its transfer."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from bihuan.core.registry.mechanisms import Mechanism, mechanisms
from bihuan.core.registry.procedures import procedure_for
from bihuan.core.registry.shapes import shapes

from ..deadlines import procedure_of, settle
from ..failures import WrongValue
from ..happenings import ONLY_TRANSFER, require_event, require_year
from ..models import Case
from ..models.case import ACCUSATION_TITLE, parts_of

#: The own field that says what a case is about, the word for an accusation, and what may be kept of one.
CATEGORY, ACCUSATION = "petitions.category", "accusation"
KEPT = {CATEGORY, "petitions.transfer_number", "petitions.receiving_body"}
_EMPTY = {
    "number": "编号",
    "source": "来源",
    "handler": "承办机构",
    "responsible": "责任人",
    "answer": "答复内容",
    "satisfaction": "满意度",
    "note": "备注",
}


def fit(case: Case) -> None:
    """:raises WrongValue: if the day of receipt cannot be meant."""
    require_year(received_label(), case.on)


def received_label() -> str:
    return shapes()["case"].fields["on"].name


def settle_values(case: Case, chosen: Sequence[Mechanism]) -> None:
    """Settle what follows from the own fields.

    :raises WrongValue: if an accusation tells more than its transfer, or steps of another procedure stand.
    """
    _confine(case)
    before, mechanism = procedure_of(case), _mechanism(case, chosen)
    own = {
        name.partition(".")[2]: value
        for name, value in case.values.items()
        if name.startswith(f"{mechanism.code}.")
    }
    found = procedure_for(mechanism.code, own)
    if case.pk and before and found != before and any(parts_of(case).values()):
        raise WrongValue("办理程序", f"已有“{before.name}”的经过，不能改。请先撤回那些经过，或另记一件。")
    case.procedure = found.code if found else ""
    _require_first(case)
    settle(case, timezone.localdate())


def _require_first(case: Case) -> None:
    """:raises WrongValue: if something happened to the case before it came in."""
    for event in parts_of(case)["events"]:
        if event.on < case.on:
            require_event(case, event.kind, event.on, event.note)


def _mechanism(case: Case, chosen: Sequence[Mechanism]) -> Mechanism:
    procedure = procedure_of(case)
    return mechanisms()[procedure.mechanism] if procedure else chosen[0]


def _confine(case: Case) -> None:
    """:raises WrongValue: if an accusation holds, or held, anything that it must not."""
    accusation = case.values.get(CATEGORY) == ACCUSATION
    if case.pk and accusation != case.confined:
        raise WrongValue("事项类别", "检举控告与其他信访不能互改。请撤回这一件，另记一件。")
    case.confined = accusation
    if not accusation:
        return
    if case.title != ACCUSATION_TITLE:
        raise WrongValue("事由", f"检举控告不写内容和姓名，这一栏请写“{ACCUSATION_TITLE}”。")
    for name, label in _EMPTY.items():
        if getattr(case, name):
            raise WrongValue(label, ONLY_TRANSFER)
    case.values = {name: value for name, value in case.values.items() if value is not False}
    for name in case.values.keys() - KEPT:
        code, _, field = name.partition(".")
        raise WrongValue(mechanisms()[code].fields[field].name, ONLY_TRANSFER)
