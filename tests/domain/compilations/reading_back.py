"""Compositions as plain lines, to compare with."""

from __future__ import annotations

from bihuan.core.document.paper import Heading, Paragraph, numbered
from bihuan.core.registry.layouts import layout
from bihuan.domain.compilations.composition import Composition, Passage


def lines(passages: list[Passage]) -> list[str]:
    """Each block as a person reads it, number and all."""
    blocks = [passage.block for passage in passages]
    return [number + words(block) for number, block in numbered(blocks, layout().number_formats)]


def lines_of(composition: Composition) -> list[str]:
    return [
        number + words(block) for number, block in numbered(composition.paper.blocks, layout().number_formats)
    ]


def words(block: Heading | Paragraph) -> str:
    lead = block.text if isinstance(block, Heading) else ""
    return lead + "".join(run.text for run in block.runs)
