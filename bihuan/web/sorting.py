"""Heads of columns that a list is sorted by: pressed once they sort, pressed again they turn round."""

from __future__ import annotations

from urllib.parse import urlencode


def sort_head(name: str, label: str, *, sort: str, **kept: str) -> dict[str, str]:
    """A head for ``components/sort_header.html``.

    :param sort: how the list is sorted now: the name of a column, with ``-`` from the end.
    :param kept: what else stands in the address and stays there.
    """
    direction = {name: "ascending", f"-{name}": "descending"}.get(sort, "")
    fields = {**kept, "sort": f"-{name}" if direction == "ascending" else name}
    query = urlencode({field: value for field, value in fields.items() if value})
    return {"label": label, "direction": direction, "url": f"?{query}"}
