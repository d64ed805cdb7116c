"""Write a paper as PDF, with a word on fonts that stood in for others and on characters nobody can draw."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import typst

from bihuan.core.document.fonts import FontSet, Substitution
from bihuan.core.document.paper import Paper
from bihuan.core.document.writers.pieces import Grid, Line, Plan, Span
from bihuan.core.document.writers.plan import plan
from bihuan.core.registry.layouts import Layout

TEMPLATE = Path(__file__).with_name("paper.typ")
PAGE_NUMBER_SIGNS = "—0123456789"


@dataclass(frozen=True, slots=True)
class Written:
    """A PDF. ``missing_glyphs`` are the characters that no font here can draw, each once."""

    content: bytes
    substitutions: tuple[Substitution, ...]
    missing_glyphs: str

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the person who asked for the paper should read. It is never printed on the paper."""
        missing = (f"以下字符缺字：{'、'.join(self.missing_glyphs)}",) if self.missing_glyphs else ()
        return (*missing, *map(str, self.substitutions))


def write_pdf(paper: Paper, layout: Layout, fonts: FontSet) -> Written:
    """``paper`` by ``layout``. The same paper and fonts give the same bytes."""
    drawn = plan(paper, layout)
    substitutions, missing = checked(drawn, layout, fonts)
    compiler = typst.Compiler(
        input=TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=fonts.handle,
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(_data(drawn, layout, fonts), ensure_ascii=False)},
    )
    content = compiler.compile(format="pdf", timestamp=0)
    if not isinstance(content, bytes):
        raise TypeError("the typesetter gave no single file")
    return Written(content, substitutions, missing)


def checked(drawn: Plan, layout: Layout, fonts: FontSet) -> tuple[tuple[Substitution, ...], str]:
    """Before drawing: the substitutions for the roles that the paper uses, and the missing characters."""
    texts = {"digits": PAGE_NUMBER_SIGNS}
    for span in _spans(drawn):
        texts[span.font] = texts.get(span.font, "") + span.text
    substitutions: list[Substitution] = []
    missing: set[str] = set()
    for role, font in layout.fonts.items():
        if role in texts:
            notes, lost = fonts.check(font, texts[role])
            substitutions += notes
            missing |= set(lost)
    return tuple(substitutions), "".join(sorted(missing))


def _spans(drawn: Plan) -> Iterator[Span]:
    lines = [*drawn.demo, *drawn.imprint]
    for part in drawn.parts:
        for item in part.items:
            if isinstance(item, Line):
                lines.append(item)
            elif isinstance(item, Grid):
                lines += [line for box in item.boxes for line in box.lines]
    for line in lines:
        yield from (*line.spans, *line.tail)


def _data(drawn: Plan, layout: Layout, fonts: FontSet) -> dict[str, Any]:
    """What the template needs to know, as plain values."""
    body_size, number = layout.count("body-size"), layout.styles["page"]
    return {
        **asdict(drawn),
        "fonts": {role: asdict(fonts.cast(font)) for role, font in layout.fonts.items()},
        "colours": {name: style.colour for name, style in layout.styles.items()},
        "body-size": body_size,
        "tightening": layout.advance - body_size,
        "number": {
            "size": number.size,
            "font": number.font,
            "below": layout.points("page-number-below"),
            "indent": layout.points("page-number-indent"),
        },
        "rules": {
            "outer": layout.points("imprint-outer-rule"),
            "inner": layout.points("imprint-inner-rule"),
        },
    }
