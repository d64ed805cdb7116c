"""From a frozen number back to the records behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bihuan.core.registry.mechanisms import facts as fact_queries
from bihuan.core.registry.mechanisms import mechanisms
from bihuan.domain.facts import asking
from bihuan.domain.facts.models import Fact
from bihuan.domain.ledgers.models import Record
from bihuan.domain.ledgers.shapes import MODELS

from .lines import change_words, rows_url, value_words

#: More records than these are read in the mechanism's ledger.
MOST = 200


@dataclass(frozen=True, slots=True)
class Traced:
    """``change`` is "" while the number stands. ``rows`` say of each record whether it came or went since."""

    name: str
    before: str
    value: str
    after: str
    change: str
    rows: list[tuple[Record, str]]
    count: int
    now_url: str


def traced(fact: Fact) -> Traced:
    query = fact_queries().get(fact.code)
    ((_, answer),) = asking.renewed([fact])
    then, now = set(fact.rows), {str(key) for key in answer.rows}
    sentence = query.sentence if query else f"{fact.code}：{{value}}"
    before, _, after = sentence.partition("{value}")
    return Traced(
        name=query.name if query else fact.code,
        before=before,
        value=value_words(fact),
        after=after,
        change=change_words(fact, answer) if asking.changed(fact, answer) else "",
        rows=[(record, _since(str(record.key), then, now)) for record in _records(fact, then | now)],
        count=len(then | now),
        now_url=rows_url(query, asking.scope_of(fact)) if query else "",
    )


def _since(key: str, then: set[str], now: set[str]) -> str:
    if key not in now:
        return "冻结以后不再计入"
    return "" if key in then else "冻结以后新增"


def _records(fact: Fact, keys: Iterable[str]) -> list[Record]:
    mechanism = mechanisms().get(fact.code.partition(".")[0])
    if mechanism is None or mechanism.shape not in MODELS:
        return []
    found = MODELS[mechanism.shape].objects.within([fact.unit.path]).filter(key__in=keys)
    return list(found.select_related("unit").order_by("on", "pk")[:MOST])
