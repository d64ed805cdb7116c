"""A draft as the core sees it: the document, and the reading with its corrections applied."""

from __future__ import annotations

from collections.abc import Iterable

from bihuan.core.document.model import Document
from bihuan.core.reading import corrections, rendering

from . import codec
from .models import Correction, Draft


def document_of(draft: Draft) -> Document:
    return codec.from_json(draft.document)


def live_corrections(draft: Draft) -> list[Correction]:
    """The corrections that count, in order: one query."""
    return list(draft.corrections.filter(undone_at=None).order_by("position"))


def corrected(draft: Draft, made: Iterable[Correction] | None = None) -> corrections.Draft:
    """The reading with the corrections applied.

    :raises CorrectionRefused: if one of them is impossible.
    """
    rows = live_corrections(draft) if made is None else made
    changes = [corrections.from_json(row.change) for row in rows]
    return corrections.apply(rendering.from_json(draft.reading), draft.document["text"], changes)
