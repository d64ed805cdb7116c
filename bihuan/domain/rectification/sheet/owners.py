"""Who answers for an item, in four columns: names are matched with the register, unknown ones are kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bihuan.domain.organizations.models import Person
from bihuan.domain.rectification.enums import OwnerRole
from bihuan.domain.rectification.models import Item, ItemOwner
from bihuan.domain.rectification.people import Register, names_in

from . import columns
from .problems import RowProblem

LIMIT = 60
BETWEEN = "、"
CODES = ("leader", "lead", "support", "contact")

_SEGMENT = re.compile(r"[、，,；;/\n]+")
_SPREAD = re.compile(r"([一-龥])[ 　]+([一-龥])")
_ASIDE = re.compile(r"[（(][^（()）]*[）)]")


@dataclass(frozen=True, slots=True)
class Owners:
    """The people and units of an item. ``leads`` also keeps the names that no other place can hold."""

    leader: Person | None = None
    contact: Person | None = None
    leads: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()


def current(item: Item | None, owners: Iterable[ItemOwner]) -> Owners:
    if item is None:
        return Owners()
    rows = list(owners)
    return Owners(
        item.responsible_leader,
        item.contact,
        tuple(owner.name for owner in rows if owner.role == OwnerRole.LEAD),
        tuple(owner.name for owner in rows if owner.role == OwnerRole.SUPPORT),
    )


def cells(owners: Owners) -> dict[str, str]:
    """The four cells of an item's owners."""
    return {
        "leader": owners.leader.name if owners.leader else "",
        "lead": BETWEEN.join(owners.leads),
        "support": BETWEEN.join(owners.supports),
        "contact": owners.contact.name if owners.contact else "",
    }


def parsed(said: dict[str, str], before: Owners, register: Register) -> Owners:
    """The owners after what the cells say; a cell that says nothing leaves its part as it was.

    The first known person of 责任领导 and of 责任人 takes that place; every other name there joins 牵头.

    :raises RowProblem: if a name is too long to be one.
    """
    leader, left_over = _person(said.get("leader"), before.leader, register)
    contact, more = _person(said.get("contact"), before.contact, register)
    leads = names(said["lead"], register) if "lead" in said else list(before.leads)
    supports = names(said["support"], register) if "support" in said else list(before.supports)
    leads += [name for name in (*left_over, *more) if name not in supports]
    return Owners(leader, contact, tuple(dict.fromkeys(leads)), tuple(dict.fromkeys(supports)))


def unknown(owners: Owners, register: Register) -> list[tuple[str, str]]:
    """Names that the register does not know, each with the column that keeps it."""
    held = ((columns.label_of("lead"), owners.leads), (columns.label_of("support"), owners.supports))
    return [(place, name) for place, kept in held for name in kept if not register.knows(name)]


def names(text: str, register: Register) -> list[str]:
    """The names in a cell. ``李 明（牵头）`` is one name if the register knows 李明."""
    found: list[str] = []
    for segment in _SEGMENT.split(text):
        whole = _known_form(segment.strip(), register)
        found += [whole] if whole else [_known_form(n, register) or n for n in names_in(_joined(segment))]
    if any(len(name) > LIMIT for name in found):
        raise RowProblem(f"“{text[:20]}…”太长，不像一个人或单位的名称，请用顿号把各个名称分开。")
    return list(dict.fromkeys(found))


def _known_form(name: str, register: Register) -> str | None:
    forms = (name, _joined(name), _ASIDE.sub("", name).strip(), _joined(_ASIDE.sub("", name).strip()))
    return next((form for form in forms if form and register.knows(form)), None)


def _joined(name: str) -> str:
    """``李　明`` → ``李明``: a given name of one character is often spread."""
    return _SPREAD.sub(r"\1\2", name) if len(columns.bare(name)) == 2 else name


def _person(text: str | None, before: Person | None, register: Register) -> tuple[Person | None, list[str]]:
    if text is None:
        return before, []
    found = names(text, register)
    person = next((register.person(name) for name in found if register.person(name)), None)
    return person, [name for name in found if person is None or name != person.name]
