"""What stands where: a paper and a layout become pages' worth of lines, rules and tables.

Both writers draw this plan, so that docx and PDF cannot say different things. Lengths are points.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from operator import itemgetter
from typing import Any

from bihuan.core.document.paper import (
    Attachment,
    Block,
    Cell,
    Heading,
    Paper,
    Paragraph,
    Run,
    Table,
    clean,
    date_words,
    numbered,
    placed,
)
from bihuan.core.document.writers.pieces import Box, Grid, Item, Line, Page, Part, Plan, Rule, Span
from bihuan.core.document.writers.titles import balanced, ems
from bihuan.core.registry.layouts import Layout


def plan(paper: Paper, layout: Layout) -> Plan:
    """Where everything of ``paper`` stands by ``layout``."""
    return _Planner(layout).plan(paper)


def pages(layout: Layout) -> dict[str, Page]:
    """The kinds of page: "" upright, "A4" and "A3" lying on their side."""
    top, right, bottom, left = (
        layout.points(f"margin-{side}") for side in ("top", "right", "bottom", "left")
    )
    width, height = layout.points("paper-width"), layout.points("paper-height")
    return {
        "": Page(width, height, top, right, bottom, left),
        "A4": Page(height, width, left, top, right, bottom, turned=True),
        "A3": Page(layout.points("wide-width"), layout.points("wide-height"), top, right, bottom, left),
    }


class _Planner:
    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.pages = pages(layout)

    def plan(self, paper: Paper) -> Plan:
        parts = [
            ("", (*self.head(paper), *self.title(paper))),
            *self.body(paper.blocks),
            ("", (*self.attachments(paper), *self.signature(paper), *self.notes(paper))),
        ]
        for number, attachment in enumerate(paper.attachments, start=1):
            if attachment.blocks:
                parts.extend(self.annex(attachment, number if len(paper.attachments) > 1 else 0))
        imprint = self.imprint(paper)
        return Plan(
            title=clean(paper.title).replace("\n", ""),
            parts=self.joined(parts, upright_end=bool(imprint)),
            imprint=imprint,
            demo=(self.line("demo", self.layout.words["demo"]),) if paper.demo else (),
        )

    def line(self, style: str, text: str = "", *, spans: tuple[Span, ...] = (), **more: Any) -> Line:
        look = self.layout.styles[style]
        step = self.layout.advance
        made = Line(
            style=style,
            spans=spans or (Span(clean(text), look.font),),
            size=look.size,
            pitch=self.layout.pitch_of(style),
            align=look.align,
            first=look.first * step,
            left=look.left * step,
            right=look.right * step,
        )
        return replace(made, **more)

    def joined(self, parts: list[tuple[str, tuple[Item, ...]]], *, upright_end: bool) -> tuple[Part, ...]:
        """One part for each run of pages of one kind; ``upright_end`` wants the last page upright."""
        kept = [part for part in parts if part[1]]
        if upright_end or not kept:
            kept.append(("", ()))
        return tuple(
            Part(self.pages[kind], tuple(item for _, items in run for item in items))
            for kind, run in itertools.groupby(kept, key=itemgetter(0))
        )

    def head(self, paper: Paper) -> tuple[Item, ...]:
        items: list[Item] = []
        mark = clean(paper.organ_mark)
        if mark:
            size = min(self.layout.points("mark-size"), self.layout.points("type-width") / ems(mark))
            drop = self.layout.points("mark-from-top")
            items.append(self.line("mark", mark, size=size, pitch=size, drop=drop))
        if paper.number or paper.signer:
            items.append(self.number(paper))
        if mark:
            rule = self.layout.points("rule-after-number"), self.layout.points("red-rule")
            items.append(Rule(*rule, colour=self.layout.styles["mark"].colour))
        return tuple(items)

    def number(self, paper: Paper) -> Line:
        before = self.layout.points("number-after-mark") if paper.organ_mark else 0
        if not paper.signer:
            return self.line("number", paper.number, before=before)
        indent = self.layout.points("number-indent")
        signer = (Span(self.layout.words["signer"], "body"), Span(clean(paper.signer), "kai"))
        return self.line(
            "number", paper.number, before=before, align="left", left=indent, right=indent, tail=signer
        )

    def title(self, paper: Paper) -> tuple[Item, ...]:
        before = self.layout.points("title-after-rule") if paper.organ_mark else 0
        items = [self.title_line(paper.title, "", before)] if clean(paper.title).strip() else []
        if paper.addressees:
            text = "，".join(paper.addressees) + "："
            before = self.layout.points("addressee-after-title") if items else 0
            items.append(self.line("addressee", text, before=before))
        return tuple(items)

    def title_line(self, title: str, kind: str, before: float) -> Line:
        width = self.pages[kind].text_width / self.layout.styles["title"].size
        return self.line("title", "\n".join(balanced(clean(title), width)), before=before, keep=True)

    def body(self, blocks: tuple[Block, ...]) -> list[tuple[str, tuple[Item, ...]]]:
        parts: list[tuple[str, tuple[Item, ...]]] = []
        for number, block in numbered(blocks, self.layout.number_formats):
            if isinstance(block, Table):
                parts.append((block.wide, self.table(block)))
            else:
                parts.append(("", (self.text(number, block),)))
        return parts

    def text(self, number: str, block: Paragraph | Heading) -> Line:
        if isinstance(block, Paragraph):
            return self.line("body", spans=self.spans(block.runs))
        style = f"heading{block.level}"
        lead = Span(number + clean(block.text), self.layout.styles[style].font)
        rest = self.spans(block.runs) if block.runs else ()
        return self.line(style, spans=(lead, *rest), keep=not rest)

    def spans(self, runs: tuple[Run, ...]) -> tuple[Span, ...]:
        made = (Span(clean(run.text), "body", run.bold) for run in runs)
        return tuple(span for span in made if span.text) or (Span("", "body"),)

    def table(self, table: Table) -> tuple[Item, ...]:
        full = self.pages[table.wide].text_width
        widths = tuple(full * share / sum(table.widths) for share in table.widths)
        boxes = [
            self.box(style, cell, row + offset, column, widths)
            for style, rows, offset in (("head", table.head, 0), ("cell", table.rows, len(table.head)))
            for row, column, cell in placed(rows, len(widths))
        ]
        count = len(table.head) + len(table.rows)
        grid = Grid(
            widths=widths,
            head_rows=len(table.head),
            rows=count,
            boxes=tuple(boxes),
            stroke=self.layout.points("table-rule"),
            across=self.layout.points("cell-padding-across"),
            down=self.layout.points("cell-padding-down"),
            whole=self.whole(boxes, count),
        )
        caption = (self.line("caption", table.caption, keep=True),) if table.caption else ()
        return (*caption, grid) if boxes else caption

    def box(self, style: str, cell: Cell, row: int, column: int, widths: tuple[float, ...]) -> Box:
        line = self.line(style, cell.text, align="center" if style == "head" else cell.align)
        room = sum(widths[column : column + cell.column_span]) - 2 * self.layout.points("cell-padding-across")
        rows = sum(ems(text) * line.size // room + 1 for text in line.spans[0].text.split("\n"))
        return Box(row, column, cell.row_span, cell.column_span, (line,), rows * line.pitch)

    def whole(self, boxes: list[Box], rows: int) -> tuple[bool, ...]:
        """Rows that no cell reaches beyond and whose cells are all low."""
        cut = {
            row
            for box in boxes
            for row in range(box.row, box.row + box.row_span)
            if box.row_span > 1 or box.height > self.layout.points("type-width") / 2
        }
        return tuple(row not in cut for row in range(rows))

    def attachments(self, paper: Paper) -> tuple[Line, ...]:
        label, step = self.layout.words["attachments"], self.layout.advance
        lines = []
        for index, attachment in enumerate(paper.attachments):
            number = f"{index + 1}." if len(paper.attachments) > 1 else ""
            lead = (label if index == 0 else "") + number
            start = 2 + (0 if index == 0 else ems(label))
            hang = ems(lead) * step
            line = self.line(
                "attachments",
                lead + attachment.name,
                left=start * step + hang,
                first=-hang,
                before=0 if index else self.layout.points("attachments-after-body"),
            )
            lines.append(line)
        return tuple(lines)

    def signature(self, paper: Paper) -> tuple[Line, ...]:
        """Organ and date, each by where it begins: the widths of digits differ from font to font."""
        organ = clean(paper.organ)
        date = date_words(paper.date) if paper.date else ""
        indents = self.indents(ems(organ), ems(date), paper.sealed)
        before = self.layout.points("sealed-after-body" if paper.sealed else "signature-after-body")
        lines: list[Line] = []
        for text, right in zip((organ, date), indents, strict=True):
            if text:
                left = max(0, self.layout.count("characters-a-line") - right - ems(text))
                # Wider digits of another font may reach into the margin, rather than wrap.
                step = self.layout.advance
                line = self.line("signature", text, left=left * step, right=-right * step if left else 0)
                above = 0 if lines else before
                lines.append(replace(line, before=above, keep=text is organ and bool(date)))
        return tuple(lines)

    def indents(self, organ: float, date: float, sealed: bool) -> tuple[float, float]:
        """How far organ and date stand from the right edge, in characters (7.3.5.1, 7.3.5.2)."""
        count = self.layout.count
        if sealed:
            right = count("sealed-date-indent") if date else count("signature-indent")
            return max(0, right + (date - organ) / 2), right
        least = count("signature-indent")
        if not date:
            return least, least
        shift = count("date-shift")
        right = max(least, least + organ - shift - date)
        return right + date + shift - organ, right

    def notes(self, paper: Paper) -> tuple[Line, ...]:
        bare = (note.strip().removeprefix("（").removesuffix("）") for note in paper.notes)
        return tuple(self.line("note", f"（{note}）") for note in bare)

    def annex(self, attachment: Attachment, number: int) -> list[tuple[str, tuple[Item, ...]]]:
        first = attachment.blocks[0]
        kind = first.wide if isinstance(first, Table) else ""
        label = self.layout.words["annex"] + (str(number) if number else "")
        gap = (self.layout.count("annex-title-line") - 2) * self.layout.pitch
        head = (
            self.line("annex", label, new_page=True, keep=True),
            self.title_line(attachment.name, kind, gap),
        )
        return [(kind, head), *self.body(attachment.blocks)]

    def imprint(self, paper: Paper) -> tuple[Line, ...]:
        if not paper.imprint:
            return ()
        indent = self.layout.points("imprint-indent")
        words, size = self.layout.words, self.layout.styles["imprint"].size
        lines = []
        if paper.imprint.copies_to:
            text = words["copies"] + "，".join(paper.imprint.copies_to) + "。"
            hang = ems(words["copies"]) * size
            lines.append(self.line("imprint", text, left=indent + hang, first=-hang, right=indent))
        printed = date_words(paper.imprint.printed_on) + words["printed"]
        tail = (Span(printed, "body"),)
        lines.append(self.line("imprint", paper.imprint.printed_by, left=indent, right=indent, tail=tail))
        return tuple(lines)
