"""The materialised path of a unit: compared byte by byte, so that a prefix is a range of an index."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import Q


class PathField(models.CharField):
    """A path like ``/3fa85f64/9b1deb4d/``; collation C on PostgreSQL, binary on SQLite."""

    def db_parameters(self, connection: object) -> dict[str, object]:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


def below(field: str, paths: Iterable[str]) -> Q:
    """Whether the path in ``field`` is one of the paths or stands below one: a range of an index each.

    A path ends with ``/``; the next character, ``0``, ends the range of everything that begins with it.
    """
    scope = Q(pk__in=())
    for path in paths:
        scope |= Q(**{f"{field}__gte": path, f"{field}__lt": f"{path[:-1]}0"})
    return scope


def above(path: str) -> str:
    """The path of the unit above; above a root it is ``/``."""
    return path[: path[:-1].rindex("/") + 1]


def ancestors(path: str) -> list[str]:
    """The paths of the units above, the root first."""
    parts = path.strip("/").split("/")
    return [f"/{'/'.join(parts[:depth])}/" for depth in range(1, len(parts))]
