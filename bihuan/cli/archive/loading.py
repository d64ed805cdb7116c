"""Put the rows of a backup into an empty database: the one place that writes rows without an operation.

The rows were made by operations once, and their trail comes with them; made again through the door they
would be other rows (docs/adr/0094).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction

from . import rows
from .container import Archive
from .failures import ArchiveFailed
from .manifest import Table
from .progress import Progress, Say

#: Rows, and bytes of their lines, that go to the database at once.
BATCH_ROWS = 500
BATCH_BYTES = 4 * 1024 * 1024
OTHER_COLUMNS = "这份备份里“{label}”的栏目与它登记的版本不一致，不能恢复。"
REFUSED = "数据库不接受“{label}”中的数据：{reason}。没有写入任何一行。"
DIFFERENT = "“{label}”写入后读出来与备份不一致，已全部撤回。请换用与备份相同的数据库（{database}）恢复。"


def refuse_other_tables(archive: Archive, models_there: list[type[models.Model]]) -> None:
    """:raises ArchiveFailed: if tables or columns are not those of the version that the backup names."""
    expected = {model._meta.label_lower: rows.columns_of(model) for model in models_there}
    given = {table.label: table.columns for table in archive.manifest.tables}
    if given != expected:
        other = sorted(label for label in given.keys() | expected if given.get(label) != expected.get(label))
        raise ArchiveFailed(OTHER_COLUMNS.format(label="、".join(other)))


def load(archive: Archive, models_there: list[type[models.Model]], say: Say) -> None:
    """Write all rows in one transaction, which stands only if they read back as the same bytes."""
    by_label = {model._meta.label_lower: model for model in models_there}
    with transaction.atomic():
        for table in archive.manifest.tables:
            _insert(archive, table, by_label[table.label], say)
        _continue_numbers(models_there)
        connection.check_constraints()
        for table in archive.manifest.tables:
            _compare(archive, table, by_label[table.label], say)


def _insert(archive: Archive, table: Table, model: type[models.Model], say: Say) -> None:
    progress = Progress(f"写入数据 {table.label}", "行", say)
    statement = _statement(model)
    try:
        for batch in _batches(archive.lines(table.member)):
            values = [_prepared(line, model) for line in batch]
            with connection.cursor() as cursor:
                cursor.executemany(statement, values)
            progress.advance(len(batch))
    except (DatabaseError, ValueError, UnicodeError) as failure:
        raise ArchiveFailed(REFUSED.format(label=table.label, reason=failure)) from failure


def _statement(model: type[models.Model]) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(column) for column in rows.columns_of(model))
    places = ", ".join("%s" for _ in rows.fields_of(model))
    return " ".join(["INSERT INTO", quote(model._meta.db_table), f"({columns}) VALUES ({places})"])


def _prepared(line: bytes, model: type[models.Model]) -> list[object]:
    fields = rows.fields_of(model)
    values = rows.values_of(line, model)
    return [field.get_db_prep_save(value, connection) for field, value in zip(fields, values, strict=True)]


def _batches(lines: Iterator[bytes]) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += len(line)
        if len(batch) >= BATCH_ROWS or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _continue_numbers(models_there: list[type[models.Model]]) -> None:
    """New ids go on after the highest restored one (SQLite does so by itself)."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models_there):
            cursor.execute(statement)


def _compare(archive: Archive, table: Table, model: type[models.Model], say: Say) -> None:
    progress = Progress(f"核对数据 {table.label}", "行", say)
    digest = hashlib.sha256()
    for line in rows.lines_of(model, connection.alias):
        digest.update(line)
        progress.advance()
    member = next(one for one in archive.manifest.members if one.name == table.member)
    if digest.hexdigest() != member.sha256:
        raise ArchiveFailed(DIFFERENT.format(label=table.label, database=archive.manifest.database))
