"""``bihuan restore`` that does not come to its end: what is there afterwards, and how it goes on."""

from __future__ import annotations

import dataclasses
import json

import pytest

from tests.cli.installations import Said, backup_of, empty, exported, rewritten

#: One process, one demo bureau.
pytestmark = pytest.mark.xdist_group("restore interrupted")

UNFINISHED = (
    "“{home}”上一次恢复没有做完，数据不全，不能使用。"
    "请用同一份备份再运行一次 bihuan restore；或清空这个目录（和数据库）后重来。\n"
)


def test_a_disk_that_fills_up_marks_the_home_and_the_next_run_completes(backed_up, tmp_path):
    target = empty(tmp_path / "home")
    said = target.python(f"""
        import resource, sys
        from bihuan.cli.main import main
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
        sys.exit(main(["restore", {str(backed_up)!r}]))
    """)
    refused = target.bihuan("serve")

    again = target.bihuan("restore", backed_up)

    assert (said.code, said.out) == (2, "")
    assert said.err == (
        f"“{target.home}”所在的磁盘写满了。恢复没有做完；如已开始写入，数据目录已标为不可用，"
        "用同一份备份再运行一次即可接着做。请清理磁盘后重试，或换一个位置。\n"
    )
    assert refused == Said(2, "", UNFINISHED.format(home=target.home))
    assert again.code == 0
    assert exported(backup_of(target, tmp_path / "again.zip")) == exported(backed_up)


@pytest.mark.slow
@pytest.mark.parametrize(("first", "step"), [(1, 29), (11, 37)])
def test_a_restore_killed_anywhere_leaves_a_marked_or_empty_home_and_completes(
    backed_up, tmp_path, first, step
):
    target = empty(tmp_path / "home")

    said = target.python(f"""
        from pathlib import Path
        from tests.cli.archive import kills
        kills.until_done(Path({str(target.home)!r}), Path({str(backed_up)!r}), {first}, {step})
    """)

    assert (said.code, said.err) == (0, "")
    story = json.loads(said.out)
    rows = story["after"]["rows"]
    assert story["kills"] >= 8
    assert [seen for seen in story["seen"] if not (seen["marked"] or seen["empty"])] == []
    assert {seen["rows"] for seen in story["seen"]} <= {0, rows}
    assert story["after"] == {"marked": False, "rows": rows, "files": 1, "empty": False}
    assert exported(backup_of(target, tmp_path / "again.zip")) == exported(backed_up)
    assert [path.name for path in target.home.rglob("*.part")] == []


def test_an_unfinished_restore_is_not_mixed_with_another_backup(backed_up, tmp_path):
    target = empty(tmp_path / "home")
    other = rewritten(
        backed_up, tmp_path / "other.zip", manifest=lambda old: dataclasses.replace(old, product="x")
    )
    target.python(f"""
        import os, signal
        from bihuan.cli import main
        from bihuan.cli.archive import loading
        loading.load = lambda *arguments: os.kill(os.getpid(), signal.SIGKILL)
        main.main(["restore", {str(backed_up)!r}])
    """)

    said = target.bihuan("restore", other)

    assert said == Said(
        2,
        "",
        f"“{target.home}”上一次恢复没有做完，用的是另一份备份。"
        "请用那一份继续；或清空目录（和数据库）后再用这一份。\n",
    )
    assert target.bihuan("restore", backed_up).code == 0


def test_a_restore_killed_after_its_rows_were_written_completes_without_writing_them_again(
    backed_up, tmp_path
):
    target = empty(tmp_path / "home")
    target.python(f"""
        import os, signal
        from bihuan.cli import main
        from bihuan.cli.archive import marker
        marker.clear = lambda home: os.kill(os.getpid(), signal.SIGKILL)
        main.main(["restore", {str(backed_up)!r}])
    """)
    refused = target.bihuan("backup")

    said = target.bihuan("restore", backed_up)

    assert refused == Said(2, "", UNFINISHED.format(home=target.home))
    assert (said.code, said.err) == (0, "")
    assert exported(backup_of(target, tmp_path / "again.zip")) == exported(backed_up)
