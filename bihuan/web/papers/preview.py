"""A composition as the preview shows it: numbered blocks, each with links to the rows behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from bihuan.core.document.paper import Block, Cell, Heading, Table, numbered
from bihuan.core.registry.layouts import layout
from bihuan.domain.compilations.composition import Composition, Source
from bihuan.domain.rectification.view import Ledger
from bihuan.web.facts.figures import Told

WORDS = {"problem": "问题", "cause": "原因", "measure": "措施", "item": "任务"}


@dataclass(frozen=True, slots=True)
class SourceLink:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A block for the template: ``level`` 0 is a paragraph; a table has ``rows``."""

    level: int
    lead: str
    text: str
    open: bool
    head: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    sources: list[SourceLink]


Facts = Mapping[UUID, list[Told]]


def shown(composition: Composition, facts: Facts) -> Iterator[Shown]:
    """Every block of the paper in order; ``facts`` are those in the wording of rows, by the row's key."""
    blocks = numbered(composition.paper.blocks, layout().number_formats)
    for (number, block), sources in zip(blocks, composition.sources, strict=True):
        told = [each for source in sources for each in facts.get(source.key, ())]
        yield _shown(number, block, [*map(_link, sources), *map(_fact_link, told)])


def by_row(ledger: Ledger, told: Mapping[int, Told]) -> Facts:
    """Facts by the key of the problem or measure in whose wording they stand, and of the items below it."""
    measures = {measure.pk: measure for measure in ledger.measures}
    problems = {problem.pk: problem for problem in ledger.problems}
    found: dict[UUID, list[Told]] = defaultdict(list)
    for figure in ledger.figures:
        row = problems.get(figure.problem_id) or measures.get(figure.measure_id)
        if row and figure.pk in told:
            found[row.key].append(told[figure.pk])
            for item in ledger.items:
                if item.measure_id == figure.measure_id:
                    found[item.key].append(told[figure.pk])
    return found


def once(told: Mapping[int, Told]) -> list[Told]:
    """Every fact once, those that have changed first."""
    facts = {each.fact.pk: each for each in told.values()}
    return sorted(facts.values(), key=lambda each: not each.change)


def _shown(number: str, block: Block, sources: list[SourceLink]) -> Shown:
    if isinstance(block, Table):
        below_name = block.caption.partition("\n")[2]
        return Shown(0, "", below_name, open=False, head=block.head, rows=block.rows, sources=sources)
    text = "".join(run.text for run in block.runs)
    level, lead = (block.level, number + block.text) if isinstance(block, Heading) else (0, "")
    return Shown(level, lead, text, open=text.startswith("（"), head=(), rows=(), sources=sources)


def _fact_link(told: Told) -> SourceLink:
    changed = f"（台账已变化：{told.change}）" if told.change else ""
    return SourceLink(f"数据：{told.sentence}{changed}", reverse("fact-detail", args=[told.fact.key]))


def _link(source: Source) -> SourceLink:
    if source.kind == "item":
        url = reverse("item-detail", args=[source.key])
    else:
        url = reverse("statement-detail", args=[source.kind, source.key])
    return SourceLink(f"{WORDS[source.kind]}：{source.title}", url)
