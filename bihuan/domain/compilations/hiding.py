"""Blocks of a paper without whole phone, identity or card numbers: papers leave the house."""

from __future__ import annotations

from dataclasses import replace

from bihuan.core.document.paper import Block, Cell, Heading, Run, Table
from bihuan.core.text.masking import masked


def hidden(block: Block) -> Block:
    """The block with every such number masked."""
    if isinstance(block, Table):
        return replace(block, head=_rows(block.head), rows=_rows(block.rows), caption=masked(block.caption))
    if isinstance(block, Heading):
        return replace(block, text=masked(block.text), runs=_runs(block.runs))
    return replace(block, runs=_runs(block.runs))


def _rows(rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(replace(cell, text=masked(cell.text)) for cell in row) for row in rows)


def _runs(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    return tuple(replace(run, text=masked(run.text)) for run in runs)
