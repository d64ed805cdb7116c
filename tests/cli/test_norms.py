"""``bihuan norms``: verdicts of a unit told in lines, of many written to files."""

from __future__ import annotations

import datetime

import pytest

from bihuan.cli.main import main
from bihuan.core.norms import embedded
from bihuan.domain.trail.models import Change, Entry
from tests.domain.ledgers.norms import written

DEMAND = "《中国共产党支部工作条例（试行）》第十六条一般要求每月相对固定1天开展主题党日"


def run(*more: str, unit: str = "机关党支部", user: str = "clerk", year: str = "2025") -> int:
    return main(["norms", "--unit", unit, "--as", user, "--year", year, *more])


@pytest.fixture
def kept(branch):
    """Theme days all year but in March."""
    written.keeping(branch, "theme-day", datetime.date(2025, 1, 1))
    for month in {*range(1, 13)} - {3}:
        written.activity(branch, datetime.date(2025, month, 6), ["theme-day"])
    return branch


def test_only_what_is_to_be_looked_at_is_told(clerk_user, kept, capsys):
    assert run() == 0

    head, *lines = capsys.readouterr().out.splitlines()
    assert head.startswith("机关党支部 2025年：达到11，请核对1，不适用")
    assert lines == [
        "",
        "主题党日",
        f"  请核对　  2025年3月没有记录，不到1次；{DEMAND}，请核对是否漏记，确实不需开展的可写明理由。",
    ]


def test_everything_is_told_on_demand(clerk_user, kept, capsys):
    assert run("--all") == 0

    told = capsys.readouterr().out
    assert f"  达到　　  2025年4月有1次记录，达到1次；{DEMAND}。" in told
    assert "  说不准　  本单位没有启用这本台账，2025年" in told


def test_a_department_is_asked_nothing(clerk_user, bureau, capsys):
    assert run(unit="财务科") == 0

    assert capsys.readouterr().out == "财务科是内设机构，没有哪一条规范约束它。\n"


def test_all_units_go_into_a_folder_and_the_trail(clerk_user, kept, bureau, tmp_path, capsys):
    assert run("--snapshot", str(tmp_path / "all"), unit="水务局") == 0

    states = [row[4] for row in embedded.verdicts(tmp_path / "all") if row[1].endswith("theme-day-monthly")]
    assert sorted(states) == ["met"] * 11 + ["notice"]
    assert "水务局及下级 2025年：达到11，请核对1，" in capsys.readouterr().out
    entry = Entry.objects.get(action="ledgers.snapshot.export")
    assert (entry.via, entry.object_key) == ("cli", bureau.unit.key)
    assert Change.objects.get(entry=entry).after == '{"units":4,"year":2025}'


def test_a_folder_with_files_is_left_alone(clerk_user, kept, tmp_path, capsys):
    (tmp_path / "units.parquet").write_text("别人的", "utf-8")

    assert run("--snapshot", str(tmp_path)) == 2

    assert "请换一个空文件夹" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["units.parquet"]
    assert not Entry.objects.filter(action="ledgers.snapshot.export").exists()


def test_a_folder_that_cannot_be_written_is_said(clerk_user, kept, tmp_path, capsys):
    (tmp_path / "file").write_text("", "utf-8")

    assert run("--snapshot", str(tmp_path / "file")) == 2

    assert "写不了" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"unit": "林业局"}, "没有“林业局”"),
        ({"user": "nobody"}, "没有名为“nobody”的用户"),
        ({"year": "99999"}, "年份请写2000到2100之间"),
    ],
)
def test_what_cannot_be_judged_is_said(clerk_user, kept, capsys, options, words):
    assert run(**options) == 2

    assert words in capsys.readouterr().err


def test_a_stranger_sees_nothing(stranger_user, kept, capsys):
    assert run(user="stranger") == 2

    assert "您能看到的单位中没有“机关党支部”" in capsys.readouterr().err


def test_who_may_not_read_ledgers_sees_no_verdict(sysadmin_user, kept, capsys):
    assert run(user="sysadmin") == 2

    assert capsys.readouterr().out == ""
