"""What is still open before a paper can be issued."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bihuan.core.document.paper import Block, Heading, Paragraph
from bihuan.domain.rectification import coverage
from bihuan.domain.rectification.coverage import Gap
from bihuan.domain.rectification.enums import Progress
from bihuan.domain.rectification.view import Ledger

from .composition import BY_THE_TEAM, Composition
from .report import NO_ADDRESSEE


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Something to settle first; ``gap`` is its kind on the coverage page, if it has one."""

    words: str
    count: int
    gap: Gap | None = None


def open_points(
    ledger: Ledger, composition: Composition, *, official: bool, stale: int = 0
) -> list[OpenPoint]:
    """All open points of a paper that count at least one; ``stale`` of its numbers no longer stand."""
    points = [*_of_paper(composition, official), *_of_items(ledger), *_of_gaps(ledger)]
    points.append(OpenPoint("台账已变化、还没有更新的数", stale))
    return [point for point in points if point.count]


def _of_paper(composition: Composition, official: bool) -> Iterator[OpenPoint]:
    texts = [_text(block) for block in composition.paper.blocks]
    yield OpenPoint("留给班子撰写的位置", sum(text.startswith(f"（{BY_THE_TEAM}") for text in texts))
    if official:
        yield OpenPoint("主送机关未填", int(composition.paper.addressees == (NO_ADDRESSEE,)))
        yield OpenPoint("成文日期未填", int(composition.paper.date is None))


def _of_items(ledger: Ledger) -> Iterator[OpenPoint]:
    unfinished = [i for i in ledger.items if i.progress in (Progress.NOT_STARTED, Progress.IN_PROGRESS)]
    settled = [i for i in ledger.items if i.progress in (Progress.DONE, Progress.ONGOING)]
    no_reason = sum(not item.shortfall_reason.strip() for item in unfinished)
    yield OpenPoint("没有完成且未填写原因的措施", no_reason)
    no_words = sum(not item.outcome.strip() for item in settled)
    yield OpenPoint("已完成或长期坚持但未填写结果的措施", no_words)


def _of_gaps(ledger: Ledger) -> Iterator[OpenPoint]:
    for gap, count in coverage.counts(coverage.gaps(ledger)).items():
        yield OpenPoint(gap.value, count, gap)


def _text(block: Block) -> str:
    runs = block.runs if isinstance(block, Paragraph | Heading) else ()
    return "".join(run.text for run in runs)
