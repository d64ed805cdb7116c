"""Append to a chain, in the transaction of the change, under the lock of its head."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from . import canonical
from .actor import Actor
from .journal import Noted
from .models import Chain, Change, Entry
from .recorded import RecordedModel

SYSTEM_CHAIN = "system"


def append(name: str, *, actor: Actor, subject: RecordedModel | None, noted: list[Noted]) -> Entry:
    """Add one entry with its changes and move the chain's head."""
    chain = _locked_chain(subject.chain_key() if subject is not None else None)
    entry = advanced(chain, name, actor=actor, subject=subject, noted=noted)
    entry.save(force_insert=True)
    Change.objects.bulk_create(changes_of(entry, noted), batch_size=500)
    chain.save(update_fields=["size", "head"])
    return entry


def advanced(
    chain: Chain, name: str, *, actor: Actor, subject: RecordedModel | None, noted: list[Noted]
) -> Entry:
    """The next entry of a chain, hashed; the chain's size and head move on with it. Nothing is saved."""
    entry = Entry(
        chain=chain,
        sequence=chain.size + 1,
        at=timezone.now(),
        actor_key=actor.user_key,
        roles=",".join(sorted(frozenset().union(*actor.roles_by_unit_path.values()))),
        on_behalf_of=actor.on_behalf_of,
        via=str(actor.via),
        os_account=actor.os_account,
        action=name,
        object_type=subject._meta.label_lower if subject is not None else "",
        object_key=subject.key if subject is not None else None,
        detail_digest=canonical.digest(*(change.digest for change in noted)),
        previous=chain.head,
    )
    entry.hash = entry.computed_hash(chain.name)
    chain.size, chain.head = entry.sequence, entry.hash
    return entry


def changes_of(entry: Entry, noted: list[Noted]) -> list[Change]:
    """The rows that hold what was noted, in order, not saved."""
    return [
        Change(
            entry=entry,
            position=position,
            object_type=change.object_type,
            object_key=change.object_key,
            field=change.field,
            before=change.before,
            after=change.after,
            salt=change.salt,
            digest=change.digest,
        )
        for position, change in enumerate(noted)
    ]


def _locked_chain(unit_key: UUID | None) -> Chain:
    name = str(unit_key) if unit_key else SYSTEM_CHAIN
    chain, _ = Chain.objects.select_for_update().get_or_create(name=name, defaults={"unit_key": unit_key})
    return chain
