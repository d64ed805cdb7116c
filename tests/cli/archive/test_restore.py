"""``bihuan restore``: the same installation again, or nothing that could be taken for one."""

from __future__ import annotations

import dataclasses
import re
import stat

import pytest
from django.conf import settings

from bihuan.cli.archive.container import checked
from tests.cli.installations import Said, backup_of, empty, exported, furnished, migrated, rewritten

#: One process, one demo bureau.
pytestmark = pytest.mark.xdist_group("restore")

POSTGRESQL = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
#: Where a bureau moves from database to database and home again.
ROUTES = [["sqlite", "postgresql", "sqlite"], ["postgresql", "sqlite", "postgresql"]]
UNFINISHED = (
    "“{home}”上一次恢复没有做完，数据不全，不能使用。"
    "请用同一份备份再运行一次 bihuan restore；或清空这个目录（和数据库）后重来。\n"
)


def contents(home):
    """Everything in a home but its database, its log and the key that every start makes."""
    return {
        path.relative_to(home).as_posix(): path.read_bytes()
        for path in home.rglob("*")
        if path.is_file() and path.relative_to(home).parts[0] not in {"db", "log", "keys"}
    }


@pytest.fixture(scope="module")
def restored_home(backed_up, tmp_path_factory):
    installation = empty(tmp_path_factory.mktemp("restored") / "home")
    said = installation.bihuan("restore", backed_up)
    return installation, said


def test_a_restore_says_what_it_restored_and_that_the_trail_holds(restored_home):
    _, said = restored_home

    first, second = said.out.splitlines()
    assert (said.code, said.complaints) == (0, "")
    assert re.fullmatch(
        r"已恢复（备份于 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00）："
        r"数据(\d+)行，文件1份，留痕10条链、(\d+)条记录；含密钥。",
        first,
    )
    entries = re.search(r"(\d+)条记录", first)[1]
    assert second == f"留痕核验通过：10条链，{entries}条记录，链尾与备份时一致。"


def test_a_restored_installation_is_the_same_to_the_byte(restored_home, furnished_home, backed_up, tmp_path):
    installation, _ = restored_home

    again = backup_of(installation, tmp_path / "again.zip")

    assert exported(again) == exported(backed_up)
    assert contents(installation.home) == contents(furnished_home.home) | {"demo-home": b""}


def test_keys_come_back_for_the_owner_only(restored_home, furnished_home):
    installation, _ = restored_home
    restored = sorted((installation.home / "keys").iterdir())

    assert [path.name for path in restored] == ["sealing-1", "secret"]
    for path in restored:
        assert path.read_bytes() == (furnished_home.home / "keys" / path.name).read_bytes()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_database_still_refuses_to_change_the_trail(restored_home):
    installation, _ = restored_home

    said = installation.python("""
        from django.db import DatabaseError, connection
        for statement in ("UPDATE trail_entry SET via = 'x'", "DELETE FROM trail_entry",
                          "DELETE FROM trail_change"):
            try:
                connection.cursor().execute(statement)
            except DatabaseError as failure:
                print(str(failure).splitlines()[0])
    """)

    assert said.out.splitlines() == [
        "trail entries are append-only",
        "trail entries are append-only",
        "trail changes can only be emptied",
    ]


def test_work_goes_on_after_a_restore(backed_up, tmp_path):
    installation = empty(tmp_path / "home")
    installation.bihuan("restore", backed_up)

    said = installation.python("""
        from django.contrib.auth import authenticate
        from django.db.models import Max
        from bihuan.core.registry import demo
        from bihuan.domain.organizations.models import Unit
        from bihuan.domain.organizations.operations.units import create_unit
        from bihuan.domain.trail.actor import SYSTEM
        from bihuan.domain.trail.verification import verify
        entry = demo.bureau()["users"][0]
        user = authenticate(username=entry["username"], password=entry["password"])
        print(user.username == entry["username"])
        last = Unit.objects.aggregate(last=Max("id"))["last"]
        unit = create_unit(parent=None, actor=SYSTEM, kind="organ", name="白鹭县林业局")
        print(unit.id == last + 1, verify().faults)
    """)

    assert said == Said(0, "True\nTrue ()\n", "")


@pytest.mark.parametrize("route", ROUTES if POSTGRESQL else [["sqlite", "sqlite"]])
def test_a_bureau_moves_between_databases_and_stays_the_same_to_the_byte(tmp_path, route):
    here = furnished(tmp_path / "start", database=route[0])
    backups = [backup_of(here, tmp_path / "0.zip")]

    for number, database in enumerate(route[1:], start=1):
        here = empty(tmp_path / f"home{number}", database=database)
        assert here.bihuan("restore", backups[-1]).code == 0
        backups.append(backup_of(here, tmp_path / f"{number}.zip"))

    assert [exported(backup) == exported(backups[0]) for backup in backups] == [True] * len(route)


def test_a_home_with_records_is_not_touched(furnished_home, backed_up, tmp_path):
    before = exported(backup_of(furnished_home, tmp_path / "before.zip"))

    said = furnished_home.bihuan("restore", backed_up)

    assert said == Said(
        2,
        "",
        "恢复只能写进空的数据目录和空的数据库，这里已有数据（库中有记录、files 目录中有文件），没有改动。"
        "请另设 BIHUAN_HOME（用 PostgreSQL 时另建一个库）后再恢复。\n",
    )
    assert exported(backup_of(furnished_home, tmp_path / "after.zip")) == before
    assert not (furnished_home.home / "restore-unfinished").exists()


def test_a_home_with_a_stored_file_is_not_empty(furnished_home, backed_up, tmp_path):
    [name] = [name for name in contents(furnished_home.home) if name.startswith("files/")]
    target = empty(tmp_path / "home")
    (target.home / name).parent.mkdir(parents=True)
    (target.home / name).write_bytes(b"left over")

    said = target.bihuan("restore", backed_up)

    assert said.code == 2
    assert "这里已有数据（files 目录中有文件），没有改动。" in said.err
    assert contents(target.home) == {name: b"left over"}


def test_a_migrated_but_empty_database_takes_a_backup(backed_up, tmp_path):
    target = migrated(tmp_path / "home")

    assert target.bihuan("restore", backed_up).code == 0


@pytest.mark.parametrize("change", [lambda content: content[:-1], lambda content: b"P" + content])
def test_a_damaged_backup_writes_nothing(backed_up, tmp_path, change):
    damaged = tmp_path / "damaged.zip"
    damaged.write_bytes(change(backed_up.read_bytes()))
    target = empty(tmp_path / "home")

    said = target.bihuan("restore", damaged)

    assert (said.code, said.out) == (2, "")
    assert str(damaged) in said.err
    assert contents(target.home) == {}
    assert target.bihuan("backup").err == "这里还没有建库，没有可备份的数据。\n"


def test_a_missing_backup_is_said(tmp_path):
    said = empty(tmp_path / "home").bihuan("restore", tmp_path / "none.zip")

    assert said == Said(2, "", f"打不开备份“{tmp_path / 'none.zip'}”：No such file or directory。\n")


def test_checking_writes_nothing(backed_up, tmp_path):
    target = empty(tmp_path / "home")

    said = target.bihuan("restore", "--check", backed_up)

    with checked(backed_up, print) as archive:
        seal = archive.seal
    assert (said.code, said.complaints) == (0, "")
    assert said.out.startswith("备份完好（")
    assert said.out.splitlines()[1:] == [f"校验值（请与备份时记下的比对）：{seal}"]
    assert contents(target.home) == {}
    assert target.bihuan("restore", backed_up).code == 0


def test_a_backup_of_a_newer_program_is_refused(backed_up, tmp_path):
    newer = rewritten(
        backed_up,
        tmp_path / "newer.zip",
        manifest=lambda old: dataclasses.replace(
            old, migrations=(*old.migrations, ("rectification", "0099_later"))
        ),
    )
    target = empty(tmp_path / "home")

    said = target.bihuan("restore", newer)

    assert said == Said(
        2,
        "",
        "备份比本程序新（本程序不认识 rectification 的 0099_later）。"
        "请先把程序升级到写它的那一版或更新的一版。\n",
    )
    assert contents(target.home) == {}


@pytest.mark.parametrize("made", [empty, migrated])
def test_a_backup_of_an_older_database_is_restored_and_brought_up_to_date(backed_up, tmp_path, made):
    older = furnished(tmp_path / "older")
    older.python("""
        from django.core.management import call_command
        call_command("migrate", "trail", "0001", verbosity=0)
    """)
    backup = backup_of(older, tmp_path / "older.zip")
    target = made(tmp_path / "home")

    said = target.bihuan("restore", backup)

    assert (said.code, said.complaints) == (0, "")
    assert exported(backup_of(target, tmp_path / "now.zip")) == exported(backup)
    assert target.bihuan("migrate").out == "数据库已是最新。\n"


@pytest.mark.parametrize(
    ("backup_is_demo", "home_is_demo", "sentence"),
    [
        (True, False, "这是演示环境的备份，只能恢复到演示环境：请设 BIHUAN_DEMO=1 和单独的 BIHUAN_HOME。\n"),
        (False, True, "这是正式数据的备份，不能恢复到演示环境：请去掉 BIHUAN_DEMO。\n"),
    ],
)
def test_demo_and_real_data_never_meet(backed_up, tmp_path, backup_is_demo, home_is_demo, sentence):
    backup = rewritten(
        backed_up,
        tmp_path / "backup.zip",
        manifest=lambda old: dataclasses.replace(old, demo=backup_is_demo),
    )
    target = empty(tmp_path / "home", demo=home_is_demo)

    said = target.bihuan("restore", backup)

    assert said == Said(2, "", sentence)
    assert contents(target.home) == {}


def test_rows_that_do_not_come_back_the_same_are_taken_back(backed_up, tmp_path):
    """A line that the database stores, but gives back otherwise: a moment without its zone."""

    def loose(name, content):
        return content.replace(b"+00:00", b"Z") if name == "rows/trail.entry.jsonl" else content

    backup = rewritten(backed_up, tmp_path / "loose.zip", contents=loose, listed=True)
    target = empty(tmp_path / "home")

    said = target.bihuan("restore", backup)

    assert said.code == 2
    assert said.err.startswith("“trail.entry”写入后读出来与备份不一致，已全部撤回。")
    assert target.bihuan("backup").err == UNFINISHED.format(home=target.home)


def test_a_trail_that_was_already_broken_is_restored_and_named(tmp_path):
    source = furnished(tmp_path / "source")
    source.python("""
        from django.db import connection
        cursor = connection.cursor()
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE trail_change DISABLE TRIGGER ALL")
        else:
            cursor.execute("DROP TRIGGER trail_change_emptied")
        cursor.execute("UPDATE trail_change SET after = 'x' WHERE id = (SELECT MIN(id) FROM trail_change)")
    """)
    backup = backup_of(source, tmp_path / "backup.zip")

    said = empty(tmp_path / "home").bihuan("restore", backup)

    assert (said.code, said.complaints) == (1, "")
    assert said.out.startswith("已恢复（")
    assert "变更明细被改动" in said.out
