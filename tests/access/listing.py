"""What stands on a page or in the database, by key."""

from __future__ import annotations

import re

from . import matrix

READERS = tuple(role for role in matrix.data()["roles"] if role not in matrix.OUTSIDE)
UUIDS = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


def shown(client, address, **query):
    """The keys that stand on a page."""
    response = client.get(address, query)
    assert response.status_code == 200
    return set(UUIDS.findall(response.content.decode()))


def every(model, **conditions):
    return list(model.objects.filter(**conditions))


def keys(rows):
    return {str(row.key) for row in rows}
