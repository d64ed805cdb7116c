"""What a recorded row notes of its changes."""

from __future__ import annotations

from django.utils import timezone

from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.trail import canonical, door, journal
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.models import Change, Entry


def batch_of(bureau) -> ImportBatch:
    with door.recorded("tests.batch", actor=SYSTEM, subject=bureau.unit):
        batch = ImportBatch(
            unit_key=bureau.unit.key,
            purpose="ledger",
            file_name="x.xlsx",
            file_digest="0",
            rows=[["long", "text"]],
            made_at=timezone.now(),
        )
        batch.save()
    return ImportBatch.objects.get(pk=batch.pk)


def noted() -> list[tuple[str, object, object]]:
    changes = Change.objects.filter(entry=Entry.objects.latest("pk")).order_by("position")
    return [(row.field, journal.value_of(row.before), journal.value_of(row.after)) for row in changes]


def digest(value: object) -> dict[str, str]:
    return {canonical.ALGORITHM: canonical.digest(value)}


def save(batch: ImportBatch) -> None:
    with door.recorded("tests.batch.change", actor=SYSTEM, subject=batch):
        batch.save()


def test_a_long_field_is_noted_by_its_digest_before_and_after(bureau):
    batch = batch_of(bureau)

    batch.rows = [["other"]]
    save(batch)

    assert noted() == [("rows", digest([["long", "text"]]), digest([["other"]]))]


def test_the_same_value_assigned_anew_is_no_change(bureau):
    batch = batch_of(bureau)

    batch.rows = [["long", "text"]]
    batch.file_name = "x.xlsx"
    save(batch)

    assert noted() == []


def test_a_small_field_is_noted_as_it_is(bureau):
    batch = batch_of(bureau)

    batch.file_name = "y.xlsx"
    save(batch)

    assert noted() == [("file_name", "x.xlsx", "y.xlsx")]


def test_a_field_that_was_not_loaded_is_not_noted(bureau):
    batch = ImportBatch.objects.defer("rows").get(pk=batch_of(bureau).pk)

    batch.file_name = "z.xlsx"
    save(batch)

    assert noted() == [("file_name", "x.xlsx", "z.xlsx")]


def test_two_changes_one_after_the_other_note_each_step(bureau):
    batch = batch_of(bureau)
    batch.file_name = "y.xlsx"
    save(batch)

    batch.file_name = "z.xlsx"
    save(batch)

    assert noted() == [("file_name", "y.xlsx", "z.xlsx")]
