"""Which item is chosen after a correction, so that the keyboard goes on where it was."""

from __future__ import annotations

from bihuan.core.reading.corrections import Draft


def after_change(before: Draft, after: Draft, item: str) -> str:
    """A new item, else the chosen one if it still stands, else the one that took its place."""
    old = [each.id for each in before.items]
    new = [each.id for each in after.items]
    if item in new and len(new) == len(old):
        return item
    fresh = [each for each in new if each not in set(old)]
    if fresh:
        return fresh[0]
    if item in new or not new:
        return item if new else ""
    place = old.index(item) if item in old else 0
    return new[min(place, len(new) - 1)]
