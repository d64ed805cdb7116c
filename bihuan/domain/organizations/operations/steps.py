"""Steps that the operations on people share; each runs while the door is open."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from bihuan.core.text.names import clean_name
from bihuan.domain.trail.actor import Actor

from .. import moving, permissions
from ..enums import WORKPLACES, UnitKind
from ..models import Dated, Person, Unit
from ..person_failures import (
    EndedBefore,
    EndRemoved,
    EndsBeforeStart,
    InTheFuture,
    OtherTree,
    OutOfReach,
    PersonErased,
    PersonLeft,
    StillHeld,
    StillOpen,
    TakenBack,
    UnfitWording,
    UnitClosed,
)
from ..spans import Span

Row = TypeVar("Row", bound=Dated | Person)


def cleaned(text: str, *, most: int) -> str:
    """A name or title as it is kept.

    :raises UnfitWording: if it cannot be.
    """
    try:
        clean = clean_name(text)
    except ValueError as fault:
        raise UnfitWording(str(fault)) from None
    if len(clean) > most:
        raise UnfitWording(f"“{clean[:20]}……”超过{most}个字，请写短一些。")
    return clean


def cleaned_number(text: str) -> str:
    """A staff number as it is kept: without spaces, full-width digits and letters as narrow ones."""
    return cleaned(unicodedata.normalize("NFKC", text).replace(" ", ""), most=20)


def require_present(person: Person) -> None:
    """:raises TakenBack, PersonErased, PersonLeft: if nothing more can be registered of the person."""
    require_told(person, person.name)
    if person.erased_at is not None:
        raise PersonErased
    if person.left_on is not None:
        raise PersonLeft(person.name, person.left_on)


def require_own(row: Dated, person: Person) -> None:
    """A row is changed with its own person: a page cannot send another.

    :raises ObjectDoesNotExist: if it is somebody else's.
    """
    if row.person_id != person.pk:
        raise type(row).DoesNotExist
    row.person = person


def require_told(row: Dated | Person, what: str) -> None:
    """:raises TakenBack: if the row was entered in error and taken back."""
    if row.withdrawn_at is not None:
        raise TakenBack(what)


def require_begun(day: datetime.date | None, what: str) -> None:
    """:raises InTheFuture: if the day is still to come."""
    if day is not None and day > timezone.localdate():
        raise InTheFuture(what)


def require_open_to(person: Person, unit: Unit, actor: Actor) -> None:
    """The unit stands, belongs to the person's tree, and its register is the actor's to keep.

    :raises OtherTree, UnitClosed, OutOfReach: if not.
    """
    if unit.tenant_path != person.tenant.path:
        raise OtherTree(str(unit))
    if unit.closed_on is not None:
        raise UnitClosed(str(unit))
    if not permissions.can_change_people(actor, unit):
        raise OutOfReach(str(unit))


def workplace_of(unit: Unit) -> tuple[Unit, Unit | None]:
    """The 单位 or 下属单位 that a unit stands in, and the unit itself if it is a 内设机构 there."""
    place = unit
    while place.kind not in WORKPLACES and place.parent is not None:
        place = place.parent
    return place, unit if unit.kind == UnitKind.DEPARTMENT else None


def placed(person: Person, unit: Unit, actor: Actor) -> None:
    """Let the person work where the main post is, and let go of what went with the old place."""
    before = person.unit
    person.unit, person.department = workplace_of(unit)
    if before != person.unit:
        moving.run(moving.Moved(person, before, person.unit, actor))


def touched(person: Person) -> None:
    """Raise the version: whoever has the page of the person open has not seen this."""
    person.save(update_fields=["unit", "department", "version"])


def span_of(row: Dated) -> Span:
    return Span(row.since, row.until)


def meeting(row: Dated, others: object) -> Dated | None:
    """The first of the other rows that surely held on a day when this one does."""
    today = timezone.localdate()
    return next(
        (each for each in others if each.pk != row.pk and span_of(row).meets(span_of(each), today=today)),
        None,
    )


def saved(row: Row, check: Callable[[Row], None]) -> Row:
    """Save a row that the check lets pass; the database has the last word.

    If somebody else was faster, the database refuses: the check then sees the other row and says so.
    """
    check(row)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        check(row)
        raise
    return row


def ended(row: Row, day: datetime.date, what: str) -> Row:
    """Let a row hold until before the day.

    :raises InTheFuture, EndedBefore, EndsBeforeStart: if the day does not fit.
    """
    require_told(row, what)
    require_begun(day, "结束日期")
    if row.until is not None:
        raise EndedBefore(what, row.until)
    _require_order(row.since, day, what)
    row.until = day
    row.save()
    return row


def reopened(row: Row, what: str, check: Callable[[Row], None]) -> Row:
    """Let a row that was ended hold on, as if it had not been.

    :raises StillHeld: if it has no end.
    """
    require_told(row, what)
    if row.until is None:
        raise StillHeld(what)
    row.until = None
    return saved(row, check)


def redated(row: Dated, since: datetime.date | None, until: datetime.date | None, what: str) -> None:
    """Put other days on a row that is to be saved; whether it has ended stays as it is.

    :raises InTheFuture, StillOpen, EndRemoved, EndsBeforeStart: if the days do not fit.
    """
    require_told(row, what)
    require_begun(since, "开始日期")
    require_begun(until, "结束日期")
    if row.until is None and until is not None:
        raise StillOpen(what)
    if row.until is not None and until is None:
        raise EndRemoved(what)
    if until is not None:
        _require_order(since, until, what)
    row.since, row.until = since, until


def _require_order(since: datetime.date | None, until: datetime.date, what: str) -> None:
    if since is not None and until <= since:
        raise EndsBeforeStart(what, since)
