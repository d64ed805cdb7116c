"""The database itself refuses to change or delete an entry of the trail."""

from django.db import migrations

SQLITE = [
    f"""CREATE TRIGGER trail_entry_no_{verb} BEFORE {verb.upper()} ON trail_entry
        BEGIN SELECT RAISE(ABORT, 'trail entries are append-only'); END"""
    for verb in ("update", "delete")
]
POSTGRESQL = [
    """CREATE FUNCTION trail_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'trail entries are append-only'; END $$""",
    """CREATE TRIGGER trail_entry_append_only BEFORE UPDATE OR DELETE ON trail_entry
       FOR EACH ROW EXECUTE FUNCTION trail_entry_refuse()""",
]


def create(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER trail_entry_append_only ON trail_entry")
        schema_editor.execute("DROP FUNCTION trail_entry_refuse()")
    else:
        for verb in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER trail_entry_no_{verb}")


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
