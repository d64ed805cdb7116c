"""A ledger by what was promised: which items carry out which problem, and what is loose."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from bihuan.core.document.paper import clean
from bihuan.domain.rectification.enums import LinkState
from bihuan.domain.rectification.models import Cause, Figure, Item, Measure, Problem, ProblemMeasure
from bihuan.domain.rectification.view import Ledger

from . import wording

MARKS = "，：；、 "
TERMS = re.compile(r"[（(](?:责任|牵头|主责|配合|完成时限|整改时限|时限)[^（）()]*[）)]$")


@dataclass(slots=True)
class Promise:
    """A problem with the items that answer it. It is weak if all of its measures answer it only in part."""

    problem: Problem
    causes: list[Cause] = field(default_factory=list)
    links: list[ProblemMeasure] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)

    @property
    def weak(self) -> bool:
        return bool(self.links) and all(link.weak for link in self.links)


@dataclass(slots=True)
class Promises:
    """All problems in order, the items of measures that answer no problem, and wording with its figures."""

    ledger: Ledger
    promises: list[Promise]
    loose: list[Item]
    figures: dict[UUID, list[Figure]]

    def by_aspect(self) -> list[tuple[str, list[Promise]]]:
        """Problems grouped by aspect, in the order of the problems; those of no aspect come last."""
        groups: dict[str, list[Promise]] = defaultdict(list)
        for promise in self.promises:
            groups[promise.problem.aspect.title if promise.problem.aspect else ""].append(promise)
        return sorted(groups.items(), key=lambda group: group[0] == "")

    def beyond_title(self, statement: Problem | Measure) -> str:
        """The wording of a statement without its number, title and closing bracket of owners and dates.

        Those are told from the ledger, where they may have changed since. "" if nothing else is left.
        """
        text = wording.stated(statement, self.figures.get(statement.key, ()))
        for lead in (statement.ordinal, statement.title):
            text = text.removeprefix(lead).lstrip() if lead else text
        return sentence(TERMS.sub("", text.strip(MARKS + "。")).strip(MARKS))

    def owners(self, item: Item) -> str:
        return wording.owner_words(item, self.ledger.owners.get(item.pk, ()))


def promises_of(ledger: Ledger) -> Promises:
    """Arrange a ledger; only confirmed links count."""
    items = _items_by_measure(ledger)
    by_problem = {problem.pk: Promise(problem) for problem in ledger.problems}
    for cause_link in ledger.cause_links:
        if cause_link.state == LinkState.CONFIRMED:
            by_problem[cause_link.problem_id].causes.append(cause_link.cause)
    answers = [link for link in ledger.measure_links if link.state == LinkState.CONFIRMED]
    for link in sorted(answers, key=lambda link: link.measure.position):
        promise = by_problem[link.problem_id]
        promise.links.append(link)
        promise.items += [item for item in items[link.measure_id] if item not in promise.items]
    figures = _figures_by_statement(ledger)
    answering = {item.pk for promise in by_problem.values() for item in promise.items}
    loose = [item for item in ledger.items if item.pk not in answering]
    return Promises(ledger, list(by_problem.values()), loose, figures)


def sentence(text: str) -> str:
    """What somebody entered, on one line, ending with a full stop; withheld numbers show as ＊."""
    line = clean(" ".join(text.split())).replace("*", "＊").strip()
    return line if not line or line[-1] in "。！？" else line.rstrip("；;，,.") + "。"


def quoted(title: str) -> str:
    """A title in quotation marks; marks inside it become single ones."""
    return f"“{title.replace('“', '‘').replace('”', '’')}”"


def _figures_by_statement(ledger: Ledger) -> dict[UUID, list[Figure]]:
    problems = {problem.pk: problem.key for problem in ledger.problems}
    measures = {measure.pk: measure.key for measure in ledger.measures}
    figures: dict[UUID, list[Figure]] = defaultdict(list)
    for figure in ledger.figures:
        key = problems.get(figure.problem_id) or measures.get(figure.measure_id)
        if key:
            figures[key].append(figure)
    return figures


def _items_by_measure(ledger: Ledger) -> dict[int, list[Item]]:
    items: dict[int, list[Item]] = defaultdict(list)
    for item in ledger.items:
        items[item.measure_id].append(item)
        if item.measure.parent_id:
            items[item.measure.parent_id].append(item)
    return items
