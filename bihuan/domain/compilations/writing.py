"""A paper as a file, and what the fonts of this machine cannot do for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from bihuan.core.document.fonts import FontSet, find_fonts
from bihuan.core.document.paper import Paper
from bihuan.core.document.writers import pdf
from bihuan.core.document.writers.docx import write_docx
from bihuan.core.document.writers.plan import plan
from bihuan.core.registry.layouts import layout

FETCHED = Path("var/fonts")


@dataclass(frozen=True, slots=True)
class Form:
    """A form of file."""

    label: str
    media_type: str
    write: Callable[[Paper], bytes]


@dataclass(frozen=True, slots=True)
class FontNotes:
    """Fonts that stand in for others, and characters that nobody here can draw."""

    substitutions: tuple[str, ...]
    missing: str


FORMS = {
    "docx": Form(
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        lambda paper: write_docx(paper, layout()),
    ),
    "pdf": Form("PDF", "application/pdf", lambda paper: pdf.write_pdf(paper, layout(), fonts()).content),
}


def fonts() -> FontSet:
    """The fonts that the unit set, those fetched by ``make fonts``, those of the machine, and the floor."""
    return find_fonts((*settings.BIHUAN_FONTS, FETCHED.resolve()))


def font_notes(paper: Paper) -> FontNotes:
    """What to say about fonts before the PDF is drawn."""
    substitutions, missing = pdf.checked(plan(paper, layout()), layout(), fonts())
    return FontNotes(tuple(map(str, substitutions)), missing)
