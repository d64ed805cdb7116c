"""Entries of many chains in one list, the newest first, a page at a time."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum

from .models import Chain, Change, Entry

PAGE_SIZE = 50
#: Chains no longer than this together are read through and sorted; of longer ones only what is shown.
READ_THROUGH = 5_000
#: What a column of numbers holds.
LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are asked for; what is empty does not narrow.

    ``since`` is the first moment, ``until`` the first one after the last. ``actors`` are users; None among
    them stands for the system itself. ``object_key`` asks for all that happened to one object.
    """

    since: datetime.datetime | None = None
    until: datetime.datetime | None = None
    actors: Collection[UUID | None] | None = None
    actions: Collection[str] = ()
    object_key: UUID | None = None
    via: str = ""
    on_behalf: bool = False

    def conditions(self) -> Q:
        asked = Q()
        if self.since:
            asked &= Q(at__gte=self.since)
        if self.until:
            asked &= Q(at__lt=self.until)
        if self.actors is not None:
            asked &= _one_of("actor_key", self.actors)
        if self.actions:
            asked &= _one_of("action", self.actions)
        if self.object_key:
            asked &= Q(pk__in=_touching(self.object_key))
        if self.via:
            asked &= Q(via=self.via)
        return asked & Q(on_behalf_of__isnull=False) if self.on_behalf else asked


@dataclass(frozen=True, slots=True)
class Page:
    """One page of entries, and whether there are newer and older ones than these."""

    entries: tuple[Entry, ...]
    newer: bool
    older: bool


def chains_of(unit_keys: Iterable[UUID] | QuerySet) -> QuerySet[Chain]:
    """The chains of these units; the system's own is never among them."""
    return Chain.objects.filter(unit_key__in=unit_keys)


def entries(chains: QuerySet[Chain], wanted: Wanted) -> QuerySet[Entry]:
    """What is wanted of the chains, by time and the newest first. Their length is asked for: one query."""
    found = Entry.objects.filter(wanted.conditions()).select_related("chain").order_by("-at", "-pk")
    length = chains.aggregate(total=Sum("size"))["total"] or 0
    if length <= READ_THROUGH:
        return found.filter(chain__in=chains.values("pk"))
    # An expression, so that no database gathers whole chains in order to sort them.
    return found.annotate(chain_number=F("chain_id") + 0).filter(chain_number__in=chains.values("pk"))


def page_of(
    chains: QuerySet[Chain], wanted: Wanted, *, before: Entry | None = None, after: Entry | None = None
) -> Page:
    """The page that follows ``before``, or the one that ends before ``after``; else the newest."""
    found = entries(chains, wanted)
    if after is not None:
        newer = found.filter(Q(at__gt=after.at) | Q(at=after.at, pk__gt=after.pk)).order_by("at", "pk")
        rows = list(newer[: PAGE_SIZE + 1])
        return Page(tuple(reversed(rows[:PAGE_SIZE])), newer=len(rows) > PAGE_SIZE, older=True)
    if before is not None:
        found = found.filter(at__lte=before.at).exclude(at=before.at, pk__gte=before.pk)
    rows = list(found[: PAGE_SIZE + 1])
    return Page(tuple(rows[:PAGE_SIZE]), newer=before is not None, older=len(rows) > PAGE_SIZE)


def entry_at(chains: QuerySet[Chain], unit_key: UUID, sequence: int) -> Entry | None:
    """One entry of one of the chains, by its place."""
    if not 0 < sequence <= LARGEST:
        return None
    at_place = Entry.objects.filter(
        chain__in=chains.values("pk"), chain__unit_key=unit_key, sequence=sequence
    )
    return at_place.select_related("chain").first()


def _touching(object_key: UUID) -> QuerySet:
    """The entries that name an object or changed something of it."""
    naming = Entry.objects.filter(object_key=object_key).values("pk")
    return naming.union(Change.objects.filter(object_key=object_key).values("entry_id"))


def _one_of(field: str, values: Collection[object]) -> Q:
    """A single value is compared for itself: then its index gives the order too."""
    known = [value for value in values if value is not None]
    asked = Q(**{field: known[0]}) if len(known) == 1 else Q(**{f"{field}__in": known})
    return asked | Q(**{field: None}) if len(known) < len(values) else asked
