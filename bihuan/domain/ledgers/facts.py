"""What the ledgers answer: all questions of a unit and a period in as many queries as there are shapes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from bihuan.core.registry.fact_queries import FactQuery
from bihuan.core.registry.mechanisms import Mechanism, mechanisms
from bihuan.domain.facts.answers import Answer, Scope

from .enums import AttendanceState, Shape
from .kept import Kept
from .measuring import Row, measured
from .models import Attendance, Mark
from .shapes import MODELS

#: Who missed it and made up for it took part, too.
PRESENT = (AttendanceState.PRESENT, AttendanceState.MADE_UP)


def answers(queries: Sequence[FactQuery], scope: Scope) -> dict[str, Answer]:
    """The answers to those of the questions whose ledgers have their room, by code."""
    asked = [(query, of_query(query)) for query in queries if of_query(query).shape in MODELS]
    if not asked:
        return {}
    rows, kept = _Rows(asked, scope), Kept(scope.unit.path, scope.since, scope.until)
    return {query.code: _answer(query, mechanism, rows, kept) for query, mechanism in asked}


def of_query(query: FactQuery) -> Mechanism:
    """The mechanism whose ledger is asked."""
    return mechanisms()[query.code.partition(".")[0]]


def is_stock(query: FactQuery, mechanism: Mechanism) -> bool:
    """Whether the question is what the ledger holds at the end of the period, whenever it was entered."""
    return query.stock or (mechanism.shape == Shape.REGISTER and query.where.get("state") == "active")


def marks_in(scope: Scope, codes: Iterable[str], stocks: Iterable[str] = ()) -> QuerySet[Mark]:
    """What counts in the mechanisms in the period; in ``stocks`` also what was entered before it."""
    span = Q(on__gte=scope.since) | Q(mechanism__in=list(stocks))
    marks = Mark.objects.within([scope.unit.path]).standing()
    return marks.filter(span, mechanism__in=list(codes), on__lt=scope.until)


def _answer(query: FactQuery, mechanism: Mechanism, rows: _Rows, kept: Kept) -> Answer:
    counted = measured(query, rows.of(query, mechanism))
    known, shortfall = kept.shortfall(mechanism)
    if counted.value is None and not shortfall:
        return Answer(None, shortfall=f"“{mechanism.name}”没有可以相比的记录")
    if not known and not counted.rows:
        return Answer(None, shortfall=shortfall)
    return Answer(counted.value, tuple(sorted(counted.rows, key=str)), shortfall)


class _Rows:
    """The records that count in the mechanisms asked, read once for each shape."""

    def __init__(self, asked: Sequence[tuple[FactQuery, Mechanism]], scope: Scope) -> None:
        self._scope, self._asked = scope, asked
        self._codes = {mechanism.code for _, mechanism in asked}
        earlier = {mechanism.code for query, mechanism in asked if query.dated or is_stock(query, mechanism)}
        marks = marks_in(scope, self._codes, earlier)
        self._keys: dict[str, list[UUID]] = defaultdict(list)
        for mechanism, key in marks.order_by().values_list("mechanism", "record_key"):
            self._keys[mechanism].append(key)
        self._records: dict[UUID, Mapping[str, Any]] = {}
        for shape in {mechanism.shape for _, mechanism in asked}:
            self._records |= self._of_shape(shape, marks)
        self._present = self._attendances(marks)

    def of(self, query: FactQuery, mechanism: Mechanism) -> Iterator[Row]:
        """The mechanism's records in the period, or in its stock at the end."""
        stock, since, until = is_stock(query, mechanism), self._scope.since, self._scope.until
        for key in self._keys[mechanism.code]:
            record = self._records[key]
            day = record[query.dated or "on"]
            if stock or (day is not None and since <= day < until):
                yield Row(key, record["on"], _fields(record, mechanism), self._present.get(key, 0))

    def _of_shape(self, shape: str, marks: QuerySet[Mark]) -> dict[UUID, Mapping[str, Any]]:
        """Only the columns that the questions look at."""
        own = {
            code for each, mechanism in self._asked if mechanism.shape == shape for code in mechanism.fields
        }
        names = {
            name
            for query, mechanism in self._asked
            if mechanism.shape == shape
            for name in (*query.where, query.of, query.over, query.dated)
            if name and name not in own
        }
        counting = marks.filter(shape=shape).values("record_key")
        records = MODELS[shape].objects.filter(key__in=counting).order_by()
        columns = {"key", "on", *names, *(("values",) if own else ())}
        return {record["key"]: record for record in records.values(*columns)}

    def _attendances(self, marks: QuerySet[Mark]) -> dict[UUID, int]:
        """How many took part in each activity: a person once, however often the activity counts."""
        codes = {mechanism.code for query, mechanism in self._asked if query.measure == "persons"}
        if not codes:
            return {}
        counting = marks.filter(mechanism__in=codes).values("record_key")
        present = Attendance.objects.filter(activity__key__in=counting, state__in=PRESENT).order_by()
        return dict(present.values_list("activity__key").annotate(count=Count("pk")))


def _fields(record: Mapping[str, Any], mechanism: Mechanism) -> dict[str, Any]:
    """What the record says, the mechanism's own fields by their short names."""
    kept = record.get("values") or {}
    own = {code: kept.get(f"{mechanism.code}.{code}") for code in mechanism.fields}
    return {**record, **own}
