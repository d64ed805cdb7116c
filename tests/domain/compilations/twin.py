"""The ledger of a report of the test material, from its gold reading: the same however the reader changes."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

from bihuan.core.reading.model import Deadline, Item, ItemType, Link, Owner, Quantity
from bihuan.domain.cycles import opening
from bihuan.domain.cycles.models import Cycle
from bihuan.domain.organizations.models import Unit
from bihuan.domain.rectification.building import Builder
from bihuan.domain.rectification.models import Cause, Measure, Problem
from bihuan.domain.rectification.operations import links
from bihuan.domain.rectification.people import register_of
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import recorded

REPORTS = Path(__file__).parents[2] / "material" / "reports"
TWIN, YEAR = "bureau-report-2022", 2022


def built(unit: Unit, actor: Actor, *, name: str = TWIN, year: int = YEAR) -> Cycle:
    """The ledger of a report, candidates and all; nobody has judged a link yet."""
    text = (REPORTS / f"{name}.txt").read_text(encoding="utf-8")
    gold = _gold(name)
    items = [_item(each) for each in gold["items"]]
    links = [Link(each["from"], each["to"], each["kind"], 1.0) for each in gold["links"]]
    with recorded("tests.ledger.build", actor=actor, subject=unit):
        cycle = opening.opened(unit, year)
        builder = Builder(text, uuid4(), cycle, opening.opened(unit, year - 1), register_of(unit))
        builder.build(items, links or list(_candidates(text, items)))
    return cycle


def _gold(name: str) -> dict[str, Any]:
    return json.loads((REPORTS / f"{name}.gold.json").read_text(encoding="utf-8"))


def _candidates(text: str, items: list[Item]) -> Iterator[Link]:
    """Three candidates a side for each problem, by shared pairs of characters: enough to have some."""
    for problem in (item for item in items if item.type is ItemType.PROBLEM):
        for kinds in ((ItemType.CAUSE,), (ItemType.DIRECTION, ItemType.MEASURE)):
            scored = [(_shared(text, problem, item), item.id) for item in items if item.type in kinds]
            for score, target in sorted(scored, key=lambda pair: -pair[0])[:3]:
                yield Link(problem.id, target, "candidate", score)


def _shared(text: str, one: Item, other: Item) -> float:
    pairs = [
        {text[at : at + 2] for at in range(item.start, item.end - 1)} - {"班子", "子成", "成员"}
        for item in (one, other)
    ]
    return len(pairs[0] & pairs[1]) / len(pairs[0] | pairs[1])


def _item(gold: dict[str, Any]) -> Item:
    return Item(
        id=gold["id"],
        type=ItemType(gold["type"]),
        aspect=gold["aspect"],
        ordinal=gold["ordinal"],
        title=gold["title"],
        start=gold["char_start"],
        end=gold["char_end"],
        parent=gold["parent"],
        quantities=tuple(_quantity(each) for each in gold["quantities"]),
        owners=tuple(Owner(each["text"], each["char_start"], each["role"]) for each in gold["owners"]),
        deadlines=tuple(_deadline(each) for each in gold["deadlines"]),
    )


def _quantity(gold: dict[str, Any]) -> Quantity:
    value = gold["value"]
    if isinstance(value, list):
        value = (Decimal(str(value[0])), Decimal(str(value[1])))
    elif value is not None:
        value = Decimal(str(value))
    return Quantity(
        gold["text"],
        gold["char_start"],
        value,
        gold["unit"],
        gold["comparator"],
        gold["period"],
        gold["masked"],
    )


def _deadline(gold: dict[str, Any]) -> Deadline:
    date = datetime.date.fromisoformat(gold["date"]) if gold["date"] else None
    return Deadline(gold["text"], gold["char_start"], gold["kind"], date, gold["precision"], gold["every"])


def gold_answers() -> list[dict[str, Any]]:
    """Which causes and directions a careful reader gives to each problem, by title."""
    gold = _gold(TWIN)
    titles = {item["id"]: item["title"] for item in gold["items"]}
    return [
        {
            "problem": titles[answer["problem"]],
            "causes": [titles[key] for key in answer["causes"]],
            "measures": [titles[key] for key in answer["directions"]],
        }
        for answer in gold["answers"]
    ]


def judge_by_gold(cycle: Cycle, actor: Actor, *, weak: tuple[tuple[str, str], ...] = ()) -> None:
    """Link by hand what the gold links, and the pairs (problem, measure) of ``weak`` as partly answered."""
    for answer in gold_answers():
        problem = Problem.objects.get(cycle=cycle, title=answer["problem"])
        for model, titles in ((Cause, answer["causes"]), (Measure, answer["measures"])):
            for title in titles:
                target = model.objects.get(cycle=cycle, title=title)
                links.make_link(problem=problem, target=target, actor=actor)
    for problem_title, measure_title in weak:
        problem = Problem.objects.get(cycle=cycle, title=problem_title)
        measure = Measure.objects.get(cycle=cycle, title=measure_title)
        links.make_link(problem=problem, target=measure, actor=actor, weak=True)
