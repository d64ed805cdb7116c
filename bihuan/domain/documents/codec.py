"""The form in which a document is stored: JSON whose blocks point into the text instead of repeating it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bihuan.core.document.model import Block, BlockKind, Document, Note, Place

Json = dict[str, Any]


def as_json(document: Document) -> Json:
    return {
        "text": document.text,
        "source": document.source,
        "warnings": list(document.warnings),
        "notes": [{"text": note.text, "anchor": note.anchor} for note in document.notes],
        "blocks": [_stored_block(block) for block in document.blocks],
    }


def _stored_block(block: Block) -> Json:
    place = {name: getattr(block.place, name) for name in Place.__slots__}
    stored = {
        "kind": block.kind.value,
        "start": block.start,
        "length": len(block.text),
        "number": block.number,
        "style": block.style,
        "level": block.level,
        "place": {name: value for name, value in place.items() if value is not None},
    }
    return {name: value for name, value in stored.items() if value not in ("", None)}


def from_json(stored: Mapping[str, Any]) -> Document:
    """The document that ``as_json`` wrote."""
    text = stored["text"]
    return Document(
        text=text,
        blocks=tuple(_block(text, block) for block in stored["blocks"]),
        notes=tuple(Note(note["text"], note["anchor"]) for note in stored["notes"]),
        source=stored["source"],
        warnings=tuple(stored["warnings"]),
    )


def _block(text: str, stored: Mapping[str, Any]) -> Block:
    number = stored.get("number", "")
    begin = stored["start"] + len(number)
    return Block(
        kind=BlockKind(stored["kind"]),
        text=text[begin : begin + stored["length"]],
        start=stored["start"],
        place=Place(**stored["place"]),
        number=number,
        style=stored.get("style", ""),
        level=stored.get("level"),
    )
