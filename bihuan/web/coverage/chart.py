"""The ledger as a picture: problem → cause → measure."""

from __future__ import annotations

from collections.abc import Iterator

from bihuan.core.text.masking import masked
from bihuan.domain.rectification.coverage import Gap
from bihuan.domain.rectification.models import Statement
from bihuan.web.pictures.flow import Flow, Line, Look, Node

from .addresses import statement_url
from .rows import ProblemRow, Rows, Tie

COLUMNS = ("问题", "原因", "措施（努力方向）")
SHORT = {
    Gap.NO_CAUSE: "缺原因",
    Gap.NO_MEASURE: "缺措施",
    Gap.WEAK_MEASURE: "措施偏弱",
    Gap.UNUSED_CAUSE: "没有对应问题",
    Gap.UNUSED_MEASURE: "没有对应问题",
}


def chart(rows: Rows) -> Flow:
    """Boxes for problems, causes and measures; lines for confirmed links, candidates where there is none."""
    cycle = rows.ledger.cycle
    return Flow(
        title=f"{cycle.year}年度问题、原因、措施对照图",
        description=description(rows),
        columns=COLUMNS,
        nodes=tuple(_nodes(rows)),
        lines=tuple(line for row in rows.problems for line in _lines(row)),
    )


def description(rows: Rows) -> str:
    """What the picture shows, in a sentence; the tables below it say the same in full."""
    ties = [tie for row in rows.problems for tie in drawn(row)]
    confirmed = sum(tie.confirmed for tie in ties)
    return (
        f"左列{len(rows.problems)}个问题，中列{len(rows.causes)}个原因，右列{len(rows.measures)}条措施。"
        f"实线{confirmed}条为已确认的对应，虚线{len(ties) - confirmed}条待确认。"
        "缺少对应的方框用虚线描边并写明所缺；全部内容见图下各表。"
    )


def _nodes(rows: Rows) -> Iterator[Node]:
    for row in rows.problems:
        group = row.problem.aspect.title if row.problem.aspect else "未归入方面"
        yield _node(row.problem, 0, "problem", row.gaps, group=group)
    for cause in rows.causes:
        yield _node(cause.cause, 1, "cause", cause.gaps)
    for measure in rows.measures:
        yield _node(measure.measure, 2, "measure", measure.gaps, inside=bool(measure.measure.parent_id))


def _node(
    row: Statement, column: int, kind: str, gaps: list[Gap], *, group: str = "", inside: bool = False
) -> Node:
    marks = tuple(SHORT[gap] for gap in gaps if gap in SHORT)
    url = statement_url(row)
    return Node(str(row.key), column, kind, masked(row.title), url, group=group, marks=marks, inside=inside)


def _lines(row: ProblemRow) -> Iterator[Line]:
    for tie in drawn(row):
        words = masked(f"{row.problem.title} → {tie.target.title}（{_said(tie)}）")
        yield Line(str(row.problem.key), str(tie.target.key), _look(tie), words)


def drawn(row: ProblemRow) -> list[Tie]:
    """The links of the picture: once a side has a confirmed one, its candidates stand in the table only."""
    shown = []
    for side in (row.causes, row.measures):
        confirmed = [tie for tie in side if tie.confirmed]
        shown += confirmed or side
    return shown


def _look(tie: Tie) -> Look:
    if not tie.confirmed:
        return Look.CANDIDATE
    return Look.WEAK if tie.link.weak else Look.SOLID


def _said(tie: Tie) -> str:
    if not tie.confirmed:
        return f"待确认，{tie.likelihood}"
    return "部分对应" if tie.link.weak else "已确认"
