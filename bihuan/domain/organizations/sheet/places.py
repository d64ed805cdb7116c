"""Units by the names that people write: ``办公室``, ``市人社局/办公室``. Only units in reach are known."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from ..enums import UnitKind
from ..models import Unit

WORKPLACES = frozenset({UnitKind.ORGAN, UnitKind.SUBORDINATE})
HOMES = WORKPLACES | {UnitKind.DEPARTMENT}
BRANCHES = frozenset({UnitKind.BRANCH})
SHOWN = 3

_STEP = re.compile(r"\s*[/／\\＼>＞→]\s*")


class Places:
    """The standing units at and below the unit that people are imported into."""

    def __init__(self, top: Unit, units: Iterable[Unit]) -> None:
        self.top = top
        self.by_path = {unit.path: unit for unit in units}
        self._by_name: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.by_path.values():
            for name in dict.fromkeys((unit.name, unit.short_name)):
                self._by_name[_plain(name)].append(unit)
        self._shown: dict[int, str] = {}

    def home(self, text: str) -> Unit:
        """Where somebody works: a 单位, 下属单位 or 内设机构.

        :raises ValueError: with a sentence for the user, if there is none or more than one.
        """
        unit = self._one(text, HOMES, "工作单位或内设机构")
        if self.workplace_of(unit) is None:
            raise ValueError(self._unknown(text))
        return unit

    def branch(self, text: str) -> Unit:
        """The branch that a cell names.

        :raises ValueError: with a sentence for the user, if there is none or more than one.
        """
        return self._one(text, BRANCHES, "支部")

    def workplace_of(self, unit: Unit) -> Unit | None:
        """The 单位 or 下属单位 that a unit is or belongs to, as far as it is in reach."""
        return next((each for each in self._upwards(unit) if each.kind in WORKPLACES), None)

    def shown(self, unit: Unit) -> str:
        """The shortest way of writing a unit that leads back to it alone."""
        if unit.pk not in self._shown:
            self._shown[unit.pk] = self._shortest(unit)
        return self._shown[unit.pk]

    def _shortest(self, unit: Unit) -> str:
        text = unit.name
        for above in list(self._upwards(unit))[1:]:
            if len(self._found(text)) <= 1:
                break
            text = f"{above.name}/{text}"
        return text

    def _one(self, text: str, kinds: frozenset[str], what: str) -> Unit:
        found = self._found(text)
        fitting = sorted((unit for unit in found if unit.kind in kinds), key=self._nearest_first)
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            ways = "、".join(f"“{self.shown(unit)}”" for unit in fitting[:SHOWN])
            raise ValueError(f"有{len(fitting)}个“{text}”，分不清是哪一个。请从上往下写清楚，如{ways}。")
        if found:
            raise ValueError(f"“{text}”是{found[0].get_kind_display()}，不是{what}，请核对。")
        raise ValueError(self._unknown(text))

    def _nearest_first(self, unit: Unit) -> tuple[int, str]:
        return len(unit.path), self.shown(unit)

    def _unknown(self, text: str) -> str:
        return (
            f"在“{self.top}”里找不到“{text[:40]}”。请按“单位名称”表里的写法填写；还没有的，先建立这个单位。"
        )

    def _found(self, text: str) -> list[Unit]:
        """The units that a text names: the last step by its name, the steps before in order above it."""
        whole = self._by_name.get(_plain(text))
        if whole:
            return whole
        *above, last = (_plain(step) for step in _STEP.split(text.strip().strip("/／")))
        found = [unit for unit in self._by_name.get(last, ()) if self._stands_under(unit, above)]
        next_to = [unit for unit in found if self._stands_next_to(unit, above)]
        return next_to if len(next_to) == 1 else found

    def _stands_under(self, unit: Unit, steps: list[str]) -> bool:
        """Whether the steps name some of the units above, in order."""
        higher = iter(self._names_above(unit))
        return all(any(step in names for names in higher) for step in reversed(steps))

    def _stands_next_to(self, unit: Unit, steps: list[str]) -> bool:
        """Whether the steps name the units right above, none left out."""
        nearest = self._names_above(unit)[: len(steps)]
        return bool(steps) and all(
            step in names for step, names in zip(reversed(steps), nearest, strict=False)
        )

    def _names_above(self, unit: Unit) -> list[set[str]]:
        return [{_plain(each.name), _plain(each.short_name)} for each in list(self._upwards(unit))[1:]]

    def _upwards(self, unit: Unit) -> Iterator[Unit]:
        """The unit and what it stands under, as far as it is in reach."""
        path = unit.path
        while path in self.by_path:
            yield self.by_path[path]
            path = path[: path.rstrip("/").rfind("/") + 1]


def _plain(name: str) -> str:
    return "".join(name.split())


def places_below(top: Unit) -> Places:
    """Load the units in reach: one query."""
    return Places(top, Unit.objects.within([top.path]).standing().order_by("path"))
