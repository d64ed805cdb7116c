"""A ledger as the coverage page tells it: per problem, cause and measure, with gaps in words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from bihuan.domain.compilations import wording
from bihuan.domain.rectification import coverage
from bihuan.domain.rectification.coverage import Found, Gap
from bihuan.domain.rectification.enums import LinkOrigin, LinkState
from bihuan.domain.rectification.models import (
    Cause,
    Figure,
    Item,
    Link,
    Measure,
    Problem,
    ProblemCause,
    Statement,
)  # fmt: skip
from bihuan.domain.rectification.view import Ledger
from bihuan.web.facts.figures import changes_of

from .likelihood import Likelihood, likelihood


@dataclass(frozen=True, slots=True)
class Tie:
    """A link as it is shown: what it leads to, and how sure it is."""

    link: Link
    target: Cause | Measure
    likelihood: Likelihood

    @property
    def side(self) -> str:
        return "cause" if isinstance(self.link, ProblemCause) else "measure"

    @property
    def origin(self) -> str:
        """Where a confirmed link came from."""
        scored = self.link.origin == LinkOrigin.SCORED
        return "程序提出，人工确认" if scored else self.link.get_origin_display()

    @property
    def confirmed(self) -> bool:
        return self.link.state == LinkState.CONFIRMED

    @property
    def waiting(self) -> bool:
        return self.link.state == LinkState.CANDIDATE


@dataclass(frozen=True, slots=True)
class ItemRow:
    item: Item
    owner: str
    due: str
    target: str
    gaps: list[Gap]


@dataclass(frozen=True, slots=True)
class ProblemRow:
    problem: Problem
    causes: list[Tie]
    measures: list[Tie]
    items: list[ItemRow]
    gaps: list[Gap]

    @property
    def unjudged(self) -> bool:
        """Whether a side has candidates and nobody has confirmed any link of it."""
        return any(side and not any(tie.confirmed for tie in side) for side in (self.causes, self.measures))


@dataclass(frozen=True, slots=True)
class CauseRow:
    cause: Cause
    problems: list[Problem]
    gaps: list[Gap]


@dataclass(frozen=True, slots=True)
class MeasureRow:
    measure: Measure
    problems: list[Problem]
    items: list[ItemRow]
    gaps: list[Gap]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A withheld figure in its sentence; ``filled`` is what a person or a fact says it is.

    ``change`` says how the ledgers answer now if the fact no longer stands; "" if it does.
    """

    figure: Figure
    statement: Statement
    before: str
    text: str
    after: str
    filled: str
    waiting: bool
    change: str


class Rows:
    """All rows of a ledger, built in one pass over it."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.found: list[Found] = coverage.gaps(ledger)
        self._gaps = coverage.by_row(self.found)
        self._items = self._items_by_measure()
        self._ties = self._ties_by_problem()
        self._used = self._problems_by_target()
        self.problems = [self._problem(problem) for problem in ledger.problems]
        self.causes = [
            CauseRow(cause, self._used["cause", cause.pk], self._gaps[cause.key]) for cause in ledger.causes
        ]
        self.measures = [self._measure(measure) for measure in ledger.measures]
        self.figures = figure_rows(ledger)

    def of(self, problem: Problem) -> ProblemRow:
        return next(row for row in self.problems if row.problem.pk == problem.pk)

    def declined(self, problem: Problem) -> list[Tie]:
        return [tie for tie in self._ties[problem.pk] if tie.link.state == LinkState.DECLINED]

    def _ties_by_problem(self) -> dict[int, list[Tie]]:
        ties: dict[int, list[Tie]] = defaultdict(list)
        for links in (self.ledger.cause_links, self.ledger.measure_links):
            scores: dict[int, list[Decimal]] = defaultdict(list)
            for link in links:
                if link.score is not None:
                    scores[link.problem_id].append(link.score)
            for link in links:
                target = link.cause if isinstance(link, ProblemCause) else link.measure
                said = likelihood(link.score, scores[link.problem_id])
                ties[link.problem_id].append(Tie(link, target, said))
        return ties

    def _problems_by_target(self) -> dict[tuple[str, int], list[Problem]]:
        used: dict[tuple[str, int], list[Problem]] = defaultdict(list)
        for problem in self.ledger.problems:
            for tie in self._ties[problem.pk]:
                if tie.confirmed:
                    used[tie.side, tie.target.pk].append(problem)
        return used

    def _items_by_measure(self) -> dict[int, list[ItemRow]]:
        """The items of each measure; a group has those of its parts."""
        rows: dict[int, list[ItemRow]] = defaultdict(list)
        for item in self.ledger.items:
            row = self._item(item)
            rows[item.measure_id].append(row)
            if item.measure.parent_id:
                rows[item.measure.parent_id].append(row)
        return rows

    def _item(self, item: Item) -> ItemRow:
        owner = wording.owner_words(item, self.ledger.owners.get(item.pk, ()))
        due, target = wording.due_words(item), wording.target_words(item)
        return ItemRow(item, owner, due, target, self._gaps[item.key])

    def _problem(self, problem: Problem) -> ProblemRow:
        shown = [tie for tie in self._ties[problem.pk] if tie.link.state != LinkState.DECLINED]
        measures = [tie for tie in shown if tie.side == "measure"]
        answering = [tie.target.pk for tie in measures if tie.confirmed]
        items = {row.item.pk: row for pk in answering for row in self._items[pk]}
        causes = [tie for tie in shown if tie.side == "cause"]
        return ProblemRow(problem, causes, measures, list(items.values()), self._gaps[problem.key])

    def _measure(self, measure: Measure) -> MeasureRow:
        own = [row for row in self._items[measure.pk] if row.item.measure_id == measure.pk]
        return MeasureRow(measure, self._used["measure", measure.pk], own, self._gaps[measure.key])


def figure_rows(ledger: Ledger) -> list[FigureRow]:
    """Every withheld figure of the ledger in its sentence, those that wait first."""
    rows, changes = [], changes_of(figure for figure, _ in masked(ledger))
    for figure, statement in masked(ledger):
        waiting, change = figure.number is None, changes.get(figure.pk, "")
        sentence = wording.sentence_of(figure, statement)
        rows.append(FigureRow(figure, statement, *sentence, wording.figure_words(figure), waiting, change))
    return sorted(rows, key=lambda row: not row.waiting)


def masked(ledger: Ledger) -> list[tuple[Figure, Statement]]:
    """Withheld figures with the statement each stands in; those of withdrawn statements are left out."""
    statements: dict[tuple[str, int], Statement] = {
        (name, row.pk): row
        for name, rows in (
            ("problem_id", ledger.problems),
            ("cause_id", ledger.causes),
            ("measure_id", ledger.measures),
            ("account_id", ledger.accounts),
        )
        for row in rows
    }
    pairs = []
    for figure in ledger.figures:
        for name in ("problem_id", "cause_id", "measure_id", "account_id"):
            statement = statements.get((name, getattr(figure, name)))
            if figure.masked and statement:
                pairs.append((figure, statement))
    return pairs
