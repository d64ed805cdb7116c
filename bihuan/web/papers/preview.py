"""A composition as the preview shows it: numbered blocks, each with links to the rows behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from bihuan.core.document.paper import Block, Cell, Heading, Table, numbered
from bihuan.core.registry.layouts import layout
from bihuan.domain.compilations.composition import Composition, Source

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


def shown(composition: Composition) -> Iterator[Shown]:
    """Every block of the paper in order."""
    blocks = numbered(composition.paper.blocks, layout().number_formats)
    for (number, block), sources in zip(blocks, composition.sources, strict=True):
        yield _shown(number, block, [_link(source) for source in sources])


def _shown(number: str, block: Block, sources: list[SourceLink]) -> Shown:
    if isinstance(block, Table):
        below_name = block.caption.partition("\n")[2]
        return Shown(0, "", below_name, open=False, head=block.head, rows=block.rows, sources=sources)
    text = "".join(run.text for run in block.runs)
    level, lead = (block.level, number + block.text) if isinstance(block, Heading) else (0, "")
    return Shown(level, lead, text, open=text.startswith("（"), head=(), rows=(), sources=sources)


def _link(source: Source) -> SourceLink:
    if source.kind == "item":
        url = reverse("item-detail", args=[source.key])
    else:
        url = reverse("statement-detail", args=[source.kind, source.key])
    return SourceLink(f"{WORDS[source.kind]}：{source.title}", url)
