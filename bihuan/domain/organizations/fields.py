"""The materialised path of a unit: compared byte by byte, so that a prefix is a range of an index."""

from __future__ import annotations

from django.db import models


class PathField(models.CharField):
    """A path like ``/3fa85f64/9b1deb4d/``; collation C on PostgreSQL, binary on SQLite."""

    def db_parameters(self, connection: object) -> dict[str, object]:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters
