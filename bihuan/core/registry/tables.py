"""Read a table of a data file strictly: each key is asked for by its kind, and none may be left over."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NoReturn, Protocol, TypeVar

_Value = TypeVar("_Value")


class Coded(Protocol):
    """An entry that has a code."""

    @property
    def code(self) -> str: ...


_Coded = TypeVar("_Coded", bound=Coded)


class Table:
    """A table of a data file that knows where it stands. Every fault is a ValueError naming file and key."""

    def __init__(self, place: str, values: Mapping[str, Any]) -> None:
        self.place = place
        self._left = dict(values)

    def text(self, key: str, *, default: str | None = None, longest: int = 200) -> str:
        """A text of one line; never empty unless the default is."""
        found = self._take(key, str, "应为文字", default)
        if not found.strip() and default != "":
            self.refuse(key, "不能为空")
        if len(found) > longest:
            self.refuse(key, f"不超过{longest}字")
        return found

    def whole(self, key: str) -> int:
        return self._take(key, int, "应为整数", None)

    def yes_no(self, key: str, *, default: bool | None = None) -> bool:
        return self._take(key, bool, "应为true或false", default)

    def day(self, key: str) -> datetime.date | None:
        """A day, or None where the key is missing."""
        if key not in self._left:
            return None
        return self._take(key, datetime.date, "应为日期", None)

    def texts(self, key: str, *, default: list[str] | None = None) -> tuple[str, ...]:
        """A list of different texts. It may be empty, but must be there unless there is a default."""
        found = self._take(key, list, "应为列表", default)
        if not all(isinstance(word, str) and word for word in found):
            self.refuse(key, "每一项应为文字")
        if len(set(found)) != len(found):
            self.refuse(key, "有重复")
        return tuple(found)

    def days(self, key: str) -> tuple[datetime.date, ...]:
        """A list of different days in order. It may be empty, but must be there."""
        found = self._take(key, list, "应为日期的列表", None)
        if not all(isinstance(day, datetime.date) for day in found):
            self.refuse(key, "每一项应为日期")
        if sorted(set(found)) != found:
            self.refuse(key, "日期应从早到晚、没有重复")
        return tuple(found)

    def texts_or_none(self, key: str) -> tuple[str, ...]:
        """A list of different texts; empty where the key is missing."""
        return self.texts(key) if self.has(key) else ()

    def words(self, key: str) -> dict[str, str]:
        """Names by their codes; empty where the key is missing."""
        found = self._take(key, dict, "应为代码与名称的对照", {})
        if not all(isinstance(name, str) and name for name in found.values()):
            self.refuse(key, "每个名称应为文字")
        return found

    def mapping(self, key: str) -> dict[str, Any]:
        """Whatever stands under the key, by its codes; empty where the key is missing."""
        return self._take(key, dict, "应为对照", {})

    def tables(self, key: str) -> Iterator[Table]:
        """The tables written as ``[[key]]``, each with its code in its place; none where there are none."""
        for number, row in enumerate(self._take(key, list, "应为[[…]]表", []), start=1):
            if not isinstance(row, dict):
                self.refuse(key, "应为[[…]]表")
            yield Table(f"{self.place}：{key}.{row.get('code', number)}", row)

    def by_code(self, key: str, entries: Iterable[_Coded]) -> dict[str, _Coded]:
        """What was read from the tables of a key, by their codes, which must differ."""
        found: dict[str, _Coded] = {}
        for entry in entries:
            if entry.code in found:
                self.refuse(key, f"“{entry.code}”有重复")
            found[entry.code] = entry
        return found

    def has(self, key: str) -> bool:
        """Whether the key is there and nobody has asked for it yet."""
        return key in self._left

    def anything(self, key: str) -> Any:
        """Whatever stands under the key, which must be there."""
        return self._take(key, object, "", None)

    def everything(self) -> dict[str, Any]:
        """All that nobody has asked for yet."""
        left, self._left = self._left, {}
        return left

    def known(self, key: str, value: _Value, among: Collection[_Value]) -> _Value:
        """The value, if it is one of those allowed."""
        if value not in among:
            self.refuse(key, f"没有“{value}”")
        return value

    def done(self) -> None:
        """Refuse the keys that nobody has asked for."""
        for key in self._left:
            self.refuse(key, "不认识这一项")

    def refuse(self, key: str, why: str) -> NoReturn:
        raise ValueError(f"{self.place}：{key}：{why}")

    def _take(self, key: str, kind: type[_Value], otherwise: str, default: _Value | None) -> _Value:
        if key not in self._left:
            if default is None:
                self.refuse(key, "没有填写")
            return default
        found = self._left.pop(key)
        if not isinstance(found, kind) or (kind is int and isinstance(found, bool)):
            self.refuse(key, otherwise)
        return found
