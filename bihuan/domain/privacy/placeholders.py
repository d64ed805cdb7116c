"""What stands where an erased person stood: the same for one person everywhere, and of nobody else."""

from __future__ import annotations

from uuid import UUID

from bihuan.domain.organizations.models import Person

_PREFIX = "deleted-"


def name_of(person: Person) -> str:
    """``已删除人员3f9a2c``."""
    return f"已删除人员{person.key.hex[:6]}"


def identifier_of(key: UUID) -> str:
    """A staff number or user name that nobody else can have."""
    return f"{_PREFIX}{key.hex[:12]}"


def is_erased(person: Person) -> bool:
    return person.erased_at is not None
