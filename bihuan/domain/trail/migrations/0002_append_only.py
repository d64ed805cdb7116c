"""The database itself refuses to change, delete or replace an entry of the trail; a change can only be emptied.

A change may lose before, after and salt together, nothing else of it may change, and it cannot be deleted.
"""

from django.db import migrations

#: True for an update that does anything but empty a change.
NOT_EMPTYING = """NEW.before IS NOT NULL OR NEW.after IS NOT NULL OR NEW.salt <> ''
        OR NEW.id <> OLD.id OR NEW.entry_id <> OLD.entry_id OR NEW.position <> OLD.position
        OR NEW.object_type <> OLD.object_type OR NEW.object_key <> OLD.object_key
        OR NEW.field <> OLD.field OR NEW.digest <> OLD.digest"""
SQLITE = {
    "trail_entry_no_update": """BEFORE UPDATE ON trail_entry
        BEGIN SELECT RAISE(ABORT, 'trail entries are append-only'); END""",
    "trail_entry_no_delete": """BEFORE DELETE ON trail_entry
        BEGIN SELECT RAISE(ABORT, 'trail entries are append-only'); END""",
    "trail_entry_no_replace": """BEFORE INSERT ON trail_entry
        WHEN EXISTS (SELECT 1 FROM trail_entry
                     WHERE id = NEW.id OR (chain_id = NEW.chain_id AND sequence = NEW.sequence))
        BEGIN SELECT RAISE(ABORT, 'trail entries are append-only'); END""",
    "trail_change_no_delete": """BEFORE DELETE ON trail_change
        BEGIN SELECT RAISE(ABORT, 'trail changes can only be emptied'); END""",
    "trail_change_emptied": f"""BEFORE UPDATE ON trail_change WHEN {NOT_EMPTYING}
        BEGIN SELECT RAISE(ABORT, 'trail changes can only be emptied'); END""",
    "trail_change_no_replace": """BEFORE INSERT ON trail_change
        WHEN EXISTS (SELECT 1 FROM trail_change WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'trail changes can only be emptied'); END""",
}
FUNCTIONS = {
    "trail_entry_refuse": "trail entries are append-only",
    "trail_change_refuse": "trail changes can only be emptied",
}
POSTGRESQL = {
    "trail_entry_append_only": """BEFORE UPDATE OR DELETE ON trail_entry
        FOR EACH ROW EXECUTE FUNCTION trail_entry_refuse()""",
    "trail_entry_no_truncate": """BEFORE TRUNCATE ON trail_entry
        FOR EACH STATEMENT EXECUTE FUNCTION trail_entry_refuse()""",
    "trail_change_no_truncate": """BEFORE TRUNCATE ON trail_change
        FOR EACH STATEMENT EXECUTE FUNCTION trail_change_refuse()""",
    "trail_change_no_delete": """BEFORE DELETE ON trail_change
        FOR EACH ROW EXECUTE FUNCTION trail_change_refuse()""",
    "trail_change_emptied": f"""BEFORE UPDATE ON trail_change
        FOR EACH ROW WHEN ({NOT_EMPTYING}) EXECUTE FUNCTION trail_change_refuse()""",
}


def create(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    for name, message in FUNCTIONS.items() if postgresql else ():
        schema_editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION '{message}'; END $$"
        )
    for name, body in (POSTGRESQL if postgresql else SQLITE).items():
        schema_editor.execute(f"CREATE TRIGGER {name} {body}")


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in POSTGRESQL:
            schema_editor.execute(f"DROP TRIGGER {name} ON {'_'.join(name.split('_')[:2])}")
        for name in FUNCTIONS:
            schema_editor.execute(f"DROP FUNCTION {name}()")
    else:
        for name in SQLITE:
            schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
