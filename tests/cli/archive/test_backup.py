"""``bihuan backup``: one file, or none."""

from __future__ import annotations

import fcntl
import os
import re
import stat
import zipfile

import pytest

from bihuan.cli.archive import manifest as manifests
from tests.cli.installations import Said, empty, exported, furnished

#: One process, one demo bureau.
pytestmark = pytest.mark.xdist_group("backup")

ROWS = """
from django.apps import apps
ours = (model for model in apps.get_models() if model.__module__.startswith("bihuan."))
print(sum(model.objects.count() for model in ours))
"""


def manifest_of(path):
    with zipfile.ZipFile(path) as zipped:
        return manifests.from_bytes(zipped.read(manifests.NAME))


def test_a_backup_goes_into_the_home_under_its_moment_and_says_what_it_holds(furnished_home):
    said = furnished_home.bihuan("backup")

    [written] = (furnished_home.home / "backup").iterdir()
    manifest = manifest_of(written)
    assert said.code == 0
    assert said.out.splitlines()[1] == (
        f"内容：数据{furnished_home.python(ROWS).out.strip()}行，文件1份，"
        f"留痕10条链、{manifest.entry_count}条记录。"
    )
    assert re.fullmatch(r"bihuan-\d{8}-\d{6}\.zip", written.name)
    assert said.err == ""


def test_only_the_account_that_wrote_it_can_read_it(furnished_home, tmp_path):
    target = tmp_path / "new" / "backup.zip"

    furnished_home.bihuan("backup", "--to", target)

    assert [stat.S_IMODE(path.stat().st_mode) for path in (target.parent, target)] == [0o700, 0o600]
    assert list(target.parent.iterdir()) == [target]


def test_two_backups_of_the_same_moment_hold_the_same_rows(furnished_home, backed_up, tmp_path):
    furnished_home.bihuan("backup", "--to", tmp_path)

    [again] = tmp_path.iterdir()
    assert exported(again) == exported(backed_up)


def test_keys_are_left_out_unless_asked_for(furnished_home, backed_up, tmp_path):
    without = tmp_path / "without.zip"

    said = furnished_home.bihuan("backup", "--to", without)

    assert "备份里没有密钥" in said.out
    assert [member.name for member in manifest_of(without).named("keys")] == []
    with zipfile.ZipFile(backed_up) as zipped:
        assert zipped.read("keys/secret") == (furnished_home.home / "keys" / "secret").read_bytes()
    secret = (furnished_home.home / "keys" / "secret").read_bytes()
    with zipfile.ZipFile(without) as zipped:
        assert [name for name in zipped.namelist() if secret in zipped.read(name)] == []


def test_nobody_who_was_signed_in_stands_in_a_backup(backed_up):
    labels = {table.label for table in manifest_of(backed_up).tables}

    assert {label for label in labels if label.startswith(("sessions.", "auth.", "contenttypes."))} == set()
    assert {"trail.entry", "accounts.user", "organizations.unit"} <= labels


def test_an_existing_file_is_never_written_over(furnished_home, tmp_path):
    target = tmp_path / "there.zip"
    target.write_bytes(b"precious")

    said = furnished_home.bihuan("backup", "--to", target)

    assert said == Said(2, "", f"“{target}”已经存在，没有覆盖。请换一个文件名。\n")
    assert target.read_bytes() == b"precious"


def test_there_is_nothing_to_back_up_before_the_first_start(tmp_path):
    said = empty(tmp_path / "home").bihuan("backup", "--to", tmp_path)

    assert said == Said(2, "", "这里还没有建库，没有可备份的数据。\n")


def test_a_disk_without_room_is_said_before_anything_is_written(furnished_home, tmp_path):
    said = furnished_home.python(f"""
        import shutil, sys
        from bihuan.cli.main import main
        usage = shutil.disk_usage("/")
        shutil.disk_usage = lambda path: usage._replace(free=1000)
        sys.exit(main(["backup", "--to", {str(tmp_path)!r}]))
    """)

    assert said.code == 2
    assert re.fullmatch(
        rf"“{tmp_path}/\.bihuan-backup-\w+”所在的磁盘空间不足：约需 \d+\.\d MB，只剩 0\.0 MB。"
        "请清理后重试，或换一个位置。\n",
        said.err,
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("limit", [60_000, 100_000])
def test_a_disk_that_fills_up_leaves_nothing_behind(furnished_home, tmp_path, limit):
    said = furnished_home.python(f"""
        import resource, sys
        from bihuan.cli.main import main
        resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
        sys.exit(main(["backup", "--to", {str(tmp_path)!r}]))
    """)

    assert (said.code, said.out) == (2, "")
    assert "没有写成备份，也没有留下半截文件。请" in said.err
    assert said.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_killed_backup_leaves_no_file_and_the_next_one_tidies_up(furnished_home, tmp_path):
    killed = furnished_home.python(f"""
        import os, signal
        from bihuan.cli.main import main
        os.replace = lambda *paths: os.kill(os.getpid(), signal.SIGKILL)
        main(["backup", "--to", {str(tmp_path)!r}])
    """)
    left = [path.name.startswith(".bihuan-backup-") for path in tmp_path.iterdir()]

    again = furnished_home.bihuan("backup", "--to", tmp_path)

    assert (killed.code, left) == (-9, [True])
    assert again.code == 0
    assert [path.suffix for path in tmp_path.iterdir()] == [".zip"]


def test_two_backups_into_one_folder_do_not_meet(furnished_home, tmp_path):
    handle = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)

    said = furnished_home.bihuan("backup", "--to", tmp_path)

    os.close(handle)
    assert said == Said(2, "", f"“{tmp_path}”里正在进行另一次备份或恢复，请等它做完。\n")
    assert list(tmp_path.iterdir()) == []


def test_stored_files_that_were_changed_or_lost_are_named(tmp_path):
    source = furnished(tmp_path / "home")
    [file] = (path for path in (source.home / "files").rglob("*") if path.is_file())
    name = file.relative_to(source.home).as_posix()

    file.write_bytes(b"something else")
    changed = source.bihuan("backup", "--to", tmp_path / "changed.zip")
    file.unlink()
    missing = source.bihuan("backup", "--to", tmp_path / "missing.zip")

    assert (changed.code, changed.out.splitlines()[-1]) == (
        1,
        f"注意：磁盘上的文件与登记的校验值不符：{name}",
    )
    assert (missing.code, missing.out.splitlines()[-1]) == (1, f"注意：库里登记的文件在磁盘上找不到：{name}")
    assert manifest_of(tmp_path / "missing.zip").named("files") == []


def test_a_database_newer_than_the_program_is_not_guessed_at(tmp_path):
    source = furnished(tmp_path / "home")
    source.python("""
        from django.db.migrations.recorder import MigrationRecorder
        from django.db import connection
        MigrationRecorder(connection).record_applied("trail", "9999_later")
    """)

    said = source.bihuan("backup", "--to", tmp_path / "backup.zip")

    assert said == Said(
        2,
        "",
        "数据库比本程序新（本程序不认识 trail 的 9999_later）。请先把程序升级到写它的那一版或更新的一版。\n",
    )
    assert not (tmp_path / "backup.zip").exists()
