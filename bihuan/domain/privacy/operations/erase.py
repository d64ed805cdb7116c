"""Erase a person: what must stay loses the name, what need not stay goes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from django.utils import timezone

from bihuan.core.text.masking import masked
from bihuan.domain.accounts.administrators import hold_administration, last_administration_of
from bihuan.domain.organizations import leaving, pinyin
from bihuan.domain.organizations.models import Person
from bihuan.domain.trail import erasure, journal
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation
from bihuan.domain.trail.recorded import RecordedModel

from .. import naming, permissions, placeholders
from ..failures import AlreadyErased, ErasingOneself, LastOne, NoReason, StillBound, StillInCharge
from ..holdings import Holdings, batches_of, holdings_of
from ..in_ledgers import attendance_with_reason


@dataclass(frozen=True, slots=True)
class Erased:
    """What was done. ``namesake``: names known by wording only were left, they may be somebody else's."""

    name: str
    changes: int
    owners: int
    batches: int
    grants: int
    sessions: int
    namesake: bool


@operation("privacy.person.erase", may=permissions.can_erase)
def erase_person(*, person: Person, actor: Actor, seen: int, reason: str) -> Erased:
    """Replace or empty what identifies a person, and what the trail says about it; papers are kept.

    :raises StillBound: if the person answers for items that are not done.
    :raises StillInCharge: if something else that is under way names the person.
    :raises LastOne: if the tenant would be without one of its three administrators.
    :raises AlreadyErased: if it was done before.
    :raises ErasingOneself: if the actor is that person.
    :raises NoReason: if none is given.
    """
    held = holdings_of(person)
    _require_free(held, actor, reason)
    old, new = person.name, placeholders.name_of(person)
    _note_reason(person, naming.replaced(reason, old, new))
    batches = 0 if held.namesake else _in_batches(person, old, new)
    for owner in held.owners:
        owner.name = new
        owner.save(update_fields=["name"])
    absences = attendance_with_reason(person)
    for absence in absences:
        absence.reason = ""
        absence.save(update_fields=["reason"])
    sessions = _account(held)
    _delete(*held.factors, *held.delegations, *held.grants, *held.dated)
    _person(person, new)
    keys = _keys(held) | {absence.key for absence in absences}
    changes = erasure.erase(keys)
    _forget_what_was(keys)
    return Erased(new, changes, len(held.owners), batches, len(held.grants), sessions, held.namesake)


def _require_free(held: Holdings, actor: Actor, reason: str) -> None:
    if placeholders.is_erased(held.person):
        raise AlreadyErased(held.person.name)
    if actor.person_key == held.person.key:
        raise ErasingOneself
    if not reason.strip():
        raise NoReason
    if still_open := held.open_items:
        raise StillBound(held.person.name, len(still_open), still_open[0].measure.title)
    if in_the_way := leaving.obstacles_of(held.person):
        raise StillInCharge(held.person.name, [(each.what, each.advice) for each in in_the_way])
    if held.user is not None:
        hold_administration(held.person.tenant.path)
        if last := last_administration_of(held.user):
            raise LastOne(held.person.name, str(last))


def _note_reason(person: Person, reason: str) -> None:
    journal.current().note(person._meta.label_lower, person.key, "erased", None, {"reason": masked(reason)})


def _person(person: Person, new: str) -> None:
    person.name, person.staff_number = new, placeholders.identifier_of(person.key)
    person.pinyin, person.initials = pinyin.spelled(new)[:200], pinyin.initials(new)[:20]
    person.department, person.left_on, person.erased_at = None, None, timezone.now()
    person.save()


def _account(held: Holdings) -> int:
    """Shut the sign-in for good, take its roles and end its sessions; how many were ended."""
    if held.user is None:
        return 0
    held.user.username, held.user.is_active = placeholders.identifier_of(held.user.key), False
    held.user.state_reason = ""
    held.user.set_unusable_password()
    held.user.save()
    for session in held.sessions:
        session.delete()
    return len(held.sessions)


def _delete(*rows: RecordedModel) -> None:
    """Rows that say nothing without the person; the trail keeps that they were."""
    for row in rows:
        journal.current().note(row._meta.label_lower, row.key, "deleted", None, True)
        row.__class__._base_manager.filter(pk=row.pk).delete()


def _in_batches(person: Person, old: str, new: str) -> int:
    """Replace the name in the cells of imported tables; in how many tables it stood."""
    count = 0
    for batch in batches_of(person):
        after = [naming.replaced(value, old, new) for value in (batch.head, batch.rows, batch.outcome)]
        if after != [batch.head, batch.rows, batch.outcome]:
            batch.head, batch.rows, batch.outcome = after
            batch.save(update_fields=["head", "rows", "outcome"])
            count += 1
    return count


def _keys(held: Holdings) -> set[UUID]:
    rows = (held.person, held.user, *held.dated, *held.factors, *held.delegations, *held.grants, *held.owners)
    return {row.key for row in rows if row is not None}


def _forget_what_was(keys: set[UUID]) -> None:
    """This very operation notes the old values, too: only the new ones may reach the trail."""
    under_way = journal.current()
    under_way.noted = [
        replace(noted, before=None) if noted.object_key in keys else noted for noted in under_way.noted
    ]
