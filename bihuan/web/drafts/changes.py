"""From the fields of a form to one correction of a reading."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.core.exceptions import BadRequest

from bihuan.core.reading import corrections
from bihuan.core.reading.model import Item, ItemType

Posted = Mapping[str, str]


def change_of(posted: Posted, items: Sequence[Item]) -> corrections.Correction:
    """The correction that a form asks for. ``items``: what stands in the draft now, in order.

    :raises BadRequest: if the form did not come from one of our pages.
    """
    try:
        if posted["change"] == "merge":
            return corrections.Merge(_neighbours(posted, items))
        return CHANGES[posted["change"]](posted)
    except (KeyError, ValueError) as failure:
        raise BadRequest("the form asks for no correction that exists") from failure


def _neighbours(posted: Posted, items: Sequence[Item]) -> tuple[str, ...]:
    """The chosen item with those that were marked, else with the next one of its level."""
    chosen = posted["item"]
    marked = {each for each in posted.get("with", "").split(",") if each}
    if marked:
        return tuple(item.id for item in items if item.id in {chosen, *marked})
    place = next((index for index, item in enumerate(items) if item.id == chosen), len(items))
    level = [item.parent for item in items[place : place + 1]]
    following = (item.id for item in items[place + 1 :] if [item.parent] == level)
    return tuple(each for each in (chosen, next(following, "")) if each)


def _aspect(posted: Posted) -> str | None:
    """A new aspect goes before one that was chosen from the list."""
    return posted.get("new_aspect", "").strip() or posted.get("aspect", "").strip() or None


def _add(posted: Posted) -> corrections.Correction:
    return corrections.Add(
        start=int(posted["start"]),
        end=int(posted["end"]),
        type=ItemType(posted["type"]),
        aspect=_aspect(posted),
    )


CHANGES: dict[str, Callable[[Posted], corrections.Correction]] = {
    "retype": lambda posted: corrections.Retype(posted["item"], ItemType(posted["type"])),
    "split": lambda posted: corrections.Split(posted["item"], int(posted["at"])),
    "move": lambda posted: corrections.Move(posted["item"], _aspect(posted)),
    "drop": lambda posted: corrections.Drop(posted["item"], posted["reason"].strip()),
    "retitle": lambda posted: corrections.Retitle(posted["item"], posted["title"].strip()),
    "add": _add,
}
