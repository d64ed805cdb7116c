"""The thirteen roles: what each is for, what it may do, and which exclude each other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bihuan.core.registry.files import codes, read_toml

_FOLDER = "roles"

#: Who fills an empty database: no user can hold it, and it may do everything.
SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Role:
    """A role as the registry describes it.

    ``exclusive`` names a group of which a person holds one role at most; ``second_factor`` asks for a code
    besides the password; ``delegable`` lets a holder hand it to somebody for a time; a role that is not
    ``granted`` describes people without one.
    """

    code: str
    name: str
    purpose: str
    rights: frozenset[str]
    exclusive: str
    second_factor: bool
    delegable: bool
    granted: bool


@cache
def roles() -> dict[str, Role]:
    """Every role by its code, in the order of the pages."""
    entries = {code: read_toml(_FOLDER, code) for code in codes(_FOLDER)}
    return {
        code: Role(
            code=code,
            name=entry["name"],
            purpose=entry["purpose"],
            rights=frozenset(entry["rights"]),
            exclusive=entry.get("exclusive", ""),
            second_factor=entry["second_factor"],
            delegable=entry["delegable"],
            granted=entry.get("granted", True),
        )
        for code, entry in sorted(entries.items(), key=lambda pair: pair[1]["position"])
    }


@cache
def right_names() -> dict[str, str]:
    """What each right lets one do, in words."""
    return dict(read_toml("words", "rights")["rights"])


@cache
def holders_of(right: str) -> frozenset[str]:
    """The codes of the roles that have the right, the system's own among them.

    :raises KeyError: if no such right is described.
    """
    right_names()[right]
    return frozenset({SYSTEM, *(code for code, role in roles().items() if right in role.rights)})


def administrators() -> tuple[str, ...]:
    """The codes of the administrators that exclude each other, in order."""
    return tuple(code for code, role in roles().items() if role.exclusive == "administrators")
