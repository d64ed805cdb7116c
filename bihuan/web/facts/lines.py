"""Numbers as pages tell them: each in its sentence, with what is missing and what has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from bihuan.core.registry.fact_queries import FactQuery
from bihuan.core.registry.mechanisms import Mechanism, mechanisms
from bihuan.core.registry.mechanisms import facts as fact_queries
from bihuan.core.text.numerals import number_words
from bihuan.domain.facts import asking, queries
from bihuan.domain.facts.answers import Answer, Scope
from bihuan.domain.facts.models import Fact

UNKNOWN = "不详"


@dataclass(frozen=True, slots=True)
class Line:
    """A number now, and as it was frozen."""

    query: FactQuery
    mechanism: Mechanism
    answer: Answer
    scope: Scope
    fact: Fact | None
    stale: bool

    @property
    def known(self) -> bool:
        return self.answer.value is not None

    @property
    def value(self) -> str:
        return value_words(self.answer)

    @property
    def before(self) -> str:
        return self.query.sentence.partition("{value}")[0]

    @property
    def after(self) -> str:
        return self.query.sentence.partition("{value}")[2]

    @property
    def url(self) -> str:
        """The list of exactly the records behind the number."""
        return rows_url(self.query, self.scope)

    @property
    def change(self) -> str:
        """How it differs from what was frozen; "" if it does not."""
        return change_words(self.fact, self.answer) if self.fact and self.stale else ""


def lines_of(scope: Scope, codes: Iterable[str]) -> list[Line]:
    """The numbers in the order asked: two questions to the ledgers at most, however many."""
    answers = asking.ask_all(codes, scope)
    frozen = queries.frozen_in(scope)
    return [_line(code, answer, scope, frozen.get(code)) for code, answer in answers.items()]


def _line(code: str, answer: Answer, scope: Scope, fact: Fact | None) -> Line:
    query = fact_queries()[code]
    mechanism = mechanisms()[code.partition(".")[0]]
    return Line(query, mechanism, answer, scope, fact, bool(fact and asking.changed(fact, answer)))


def rows_url(query: FactQuery, scope: Scope) -> str:
    asked = {
        "fact": query.code,
        "unit": scope.unit.key,
        "since": scope.since.isoformat(),
        "last": scope.last_day.isoformat(),
    }
    return f"{reverse('record-list', args=[query.code.partition('.')[0]])}?{urlencode(asked)}"


def value_words(answer: Answer | Fact) -> str:
    return UNKNOWN if answer.value is None else number_words(answer.value)


def change_words(fact: Fact, answer: Answer) -> str:
    """Old and new value in words."""
    old, new = value_words(fact), value_words(answer)
    if old != new:
        return f"冻结时{old}，现在{new}"
    added = len({str(key) for key in answer.rows} - set(fact.rows))
    gone = len(set(fact.rows) - {str(key) for key in answer.rows})
    if added or gone:
        return f"数没有变，依据的记录变了：增加{added}条，减少{gone}条"
    return "数没有变，数法改了"


def in_words(lines: Iterable[Line], words: str) -> Iterator[Line]:
    """Those whose name, sentence or mechanism holds the words."""
    for line in lines:
        if words in line.query.name or words in line.query.sentence or words in line.mechanism.name:
            yield line
