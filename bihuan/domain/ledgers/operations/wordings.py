"""Keep what tells a record's texts from others, as they are entered and changed."""

from __future__ import annotations

from collections.abc import Iterator

from bihuan.core.registry import words
from bihuan.core.registry.mechanisms import mechanisms
from bihuan.core.registry.shapes import shapes
from bihuan.core.text import likeness

from ..enums import Shape
from ..models import Record, Wording

#: Petitioners complain in the same words; their texts are nobody's to compare.
NOT_COMPARED = frozenset({Shape.CASE})


def worded(record: Record) -> None:
    """Renew the print of the record's texts, if they changed."""
    if record.shape in NOT_COMPARED:
        return
    digest, sketch = _print_of(record)
    kept = Wording.objects.filter(record_key=record.key).first()
    if kept is None:
        Wording(unit=record.unit, record_key=record.key, digest=digest, sketch=sketch).save()
    elif kept.digest != digest:
        kept.digest, kept.sketch = digest, sketch
        kept.save()


def print_of_new(record: Record) -> Wording | None:
    """The print of a new record's texts, to be saved with others; nothing where texts are not compared."""
    if record.shape in NOT_COMPARED:
        return None
    digest, sketch = _print_of(record)
    return Wording(unit=record.unit, record_key=record.key, digest=digest, sketch=sketch)


def _print_of(record: Record) -> tuple[str, list[int]]:
    """Topics alone are alike in every branch that studies the same: they count only within the unit."""
    prescribed = words.entry("prescribed")["phrases"]
    topics, texts = "\n".join(_topics(record)), "\n".join(_texts(record))
    own = likeness.essence(f"{topics}\n{texts}", prescribed)
    if likeness.essence(texts, prescribed):
        return likeness.digest(own), likeness.sketch(own)
    return likeness.digest(own and f"{record.unit.key}{own}"), likeness.sketch(own)


def _topics(record: Record) -> list[str]:
    """Those of one meeting; a series shares its own."""
    shared = getattr(record, "series_key", None) is not None
    return [] if shared else list(getattr(record, "topics", []))


def _texts(record: Record) -> Iterator[str]:
    """Everything long that a person wrote about what happened."""
    fields = shapes()[record.shape].fields
    for name in record.details:
        if fields[name].kind == "long_text" and name != "topics":
            yield getattr(record, name)
    for name, value in record.values.items():
        mechanism, _, code = name.partition(".")
        field = mechanisms()[mechanism].fields.get(code)
        if field and field.kind == "long_text":
            yield str(value)
    yield record.note
