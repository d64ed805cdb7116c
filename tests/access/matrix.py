"""The access matrix as data: which cells there are, and which answer each must give."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("matrix.toml")

#: What a browser or a tool may send, by the row of the data that it belongs to.
METHODS = {
    "GET": ("GET",),
    "HEAD": ("HEAD",),
    "POST": ("POST",),
    "OTHER": ("PUT", "PATCH", "DELETE", "OPTIONS"),
}
TENANTS = ("first", "second")
PAGES_TAKE = ("GET", "POST")
MIRRORED = ("sysadmin", "clerk")
#: Nobody who is signed in.
OUTSIDE = ("inactive", "signed_out")


@cache
def data() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Address:
    """A route with what its address names: a kind of object (empty for none) and further arguments."""

    route: str
    kind: str
    arguments: tuple[tuple[str, str], ...] = ()

    @property
    def relations(self) -> tuple[str, ...]:
        return relations_of(self.kind) if self.kind else ("none",)

    def __str__(self) -> str:
        return "-".join([self.route, *([self.kind] if self.kind else []), *dict(self.arguments).values()])


@dataclass(frozen=True, slots=True)
class Cell:
    """One check: this person, this address, an object in this relation, this method."""

    address: Address
    role: str
    relation: str
    row: str
    method: str

    @property
    def expected(self) -> str:
        return answer(self.address.route, self.row, self.role, self.relation)

    @property
    def does(self) -> str:
        """The operation that an allowed request runs."""
        words = {"kind": self.address.kind, **dict(self.address.arguments)}
        return data()["routes"][self.address.route].get("does", "").format(**words)

    def __str__(self) -> str:
        return f"{self.method} {self.address} {self.relation}"


def relations_of(kind: str) -> tuple[str, ...]:
    """The relations that an object of this kind can have to a role's unit."""
    without = {*data()["objects"][kind]["without"], "none"}
    return tuple(relation for relation in data()["relations"] if relation not in without)


def answer(route: str, row: str, role: str, relation: str) -> str:
    """The answer that the rules give."""
    table = data()["routes"][route]
    said = said_to(table[row], role)
    if said not in ("allowed", "refused"):
        return said
    if not data()["relations"][relation]["visible"]:
        return "missing"
    exception = table.get("when", {}).get(row, {}).get(relation)
    return exception if exception and (said == "allowed" or exception == "missing") else said


def said_to(right: str, role: str) -> str:
    """What the right tells the role about an object in sight."""
    table = data()["rights"][right]
    if role in OUTSIDE:
        return table.get("outside", dict.fromkeys(OUTSIDE, "sign-in"))[role]
    for word in ("allowed", "refused"):
        if role in table.get(word, ()):
            return word
    return table["otherwise"]


def doer(route: str) -> str:
    """Somebody who may send the route's form."""
    right = data()["routes"][route]["POST"]
    return next(role for role in data()["roles"] if said_to(right, role) == "allowed")


def addresses() -> Iterator[Address]:
    """Every route with every kind of object and every argument that it is tried with."""
    for route, table in data()["routes"].items():
        for kind in table["of"] or [""]:
            for arguments in table.get("arguments", [{}]):
                yield Address(route, kind, tuple(arguments.items()))


def cells_of(address: Address, role: str) -> Iterator[Cell]:
    """Every method for the first relation; for the others those that pages take."""
    for relation in address.relations:
        for row in METHODS if relation in ("own", "none") else PAGES_TAKE:
            for method in METHODS[row]:
                yield Cell(address, role, relation, row, method)


def players() -> Iterator[tuple[str, str]]:
    """Who asks: every role of the first tree of units, and two of the second, which mirrors it."""
    yield from ((TENANTS[0], role) for role in data()["roles"])
    yield from ((TENANTS[1], role) for role in MIRRORED)


def count() -> int:
    """How many cells are checked."""
    return sum(1 for each in addresses() for _, role in players() for _ in cells_of(each, role))
