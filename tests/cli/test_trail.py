"""``bihuan trail``."""

from __future__ import annotations

import re

import pytest

from bihuan.cli.main import main
from bihuan.domain.trail import checkpoint
from bihuan.domain.trail.models import Change, Entry
from tests.domain.trail.tampering import chain_of, cut_tail, entries_of, recompute, switch_triggers_off

NOT_COMPARED = (
    "说明：整条链被完整重算或末尾被截断，须与单位另存的存根或校验码比对才能发现；这次没有存根可比。\n"
)


@pytest.fixture
def anchors(tmp_path):
    return tmp_path / "kept elsewhere"


def said(capsys, *arguments):
    """Exit code, output and complaints of ``bihuan trail …``."""
    code = main(["trail", *map(str, arguments)])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def passed(entries):
    return f"核验通过：2条链，{entries}条记录，未发现改动、缺失或分叉。\n"


def test_an_untouched_trail_verifies_and_says_that_nothing_was_compared(bureau, capsys):
    assert said(capsys, "verify") == (0, passed(Entry.objects.count()) + NOT_COMPARED, "")


def test_the_first_bad_row_is_named(bureau, capsys):
    switch_triggers_off()
    change = Change.objects.get(object_key=bureau.head.key)
    Change.objects.filter(pk=change.pk).update(after="x")

    line = f"留痕链 {bureau.unit.key} 第{change.entry.sequence}条：变更明细被改动\n"
    assert said(capsys, "verify") == (1, line, "")


def test_a_checkpoint_of_every_chain_is_kept_once_and_compared_by_default(bureau, capsys):
    code, first, _ = said(capsys, "checkpoint")
    assert code == 0
    assert re.fullmatch(r"(\S+ 第\d+条 \S{5}-\S{5}-\S{5}-\S{5} 已存\n){2}", first)

    assert said(capsys, "checkpoint") == (0, first.replace("已存", "没有新记录"), "")
    assert said(capsys, "verify") == (0, passed(Entry.objects.count()) + "与2份存根一致。\n", "")


@pytest.mark.parametrize("option", [True, False])
def test_the_folder_of_anchors_is_named_by_option_or_setting(bureau, capsys, anchors, monkeypatch, option):
    if not option:
        monkeypatch.setenv("BIHUAN_ANCHORS", str(anchors))
    named = ["--anchors", anchors] if option else []

    assert said(capsys, "checkpoint", *named)[0] == 0
    assert {file.name for file in anchors.iterdir()} == {f"{bureau.unit.key}.anchors", "system.anchors"}
    assert said(capsys, "verify", *named)[:2] == (0, passed(Entry.objects.count()) + "与2份存根一致。\n")


@pytest.mark.parametrize("attack", [recompute, lambda unit: cut_tail(unit, keep=2)])
def test_an_attack_on_a_whole_chain_passes_without_anchors_and_is_found_with_them(
    bureau, capsys, anchors, attack
):
    said(capsys, "checkpoint", "--anchors", anchors)
    size = chain_of(bureau.unit).size
    switch_triggers_off()
    Entry.objects.filter(pk=entries_of(bureau.unit)[0].pk).update(action="altered")
    recompute(bureau.unit)
    attack(bureau.unit)

    assert said(capsys, "verify")[0] == 0
    code, out, _ = said(capsys, "verify", "--anchors", anchors)
    assert code == 1
    assert out.startswith(f"留痕链 {bureau.unit.key} 第{3 if attack is not recompute else size}条：")


def test_no_checkpoint_is_kept_of_a_chain_that_contradicts_older_ones(bureau, capsys, anchors):
    said(capsys, "checkpoint", "--anchors", anchors)
    size = chain_of(bureau.unit).size
    switch_triggers_off()
    cut_tail(bureau.unit, keep=2)
    before = {file.name: file.read_bytes() for file in anchors.iterdir()}

    line = f"留痕链 {bureau.unit.key} 第{size}条：与已有存根不符，没有存新的存根\n"
    assert said(capsys, "checkpoint", "--anchors", anchors) == (1, line, "")
    assert {file.name: file.read_bytes() for file in anchors.iterdir()} == before


def test_a_chain_without_anchors_is_said_to_be_so(bureau, capsys, anchors):
    said(capsys, "checkpoint", "--anchors", anchors)
    (anchors / "system.anchors").unlink()

    _, out, _ = said(capsys, "verify", "--anchors", anchors)

    assert out.endswith("与1份存根一致。\n有1条链还没有存根，请运行 bihuan trail checkpoint。\n")


@pytest.mark.parametrize("made", [True, False])
def test_a_named_folder_without_anchors_is_refused(bureau, capsys, anchors, made):
    if made:
        anchors.mkdir()

    complaint = f"{anchors} 里没有存根，无从比对。\n"
    assert said(capsys, "verify", "--anchors", anchors) == (2, "", complaint)


def test_a_broken_line_is_refused_by_file_and_number(bureau, capsys, anchors):
    said(capsys, "checkpoint", "--anchors", anchors)
    with (anchors / "system.anchors").open("a") as file:
        file.write("1 system 9")

    complaint = "system.anchors 第2行不是完整的存根\n"
    assert said(capsys, "verify", "--anchors", anchors) == (2, "", complaint)
    assert said(capsys, "checkpoint", "--anchors", anchors) == (2, "", complaint)


def test_a_folder_that_cannot_be_written_is_refused(bureau, capsys, anchors):
    anchors.write_text("not a folder")

    code, out, complaint = said(capsys, "checkpoint", "--anchors", anchors)

    assert (code, out) == (2, "")
    assert complaint.startswith("存根目录读写不了：")


def test_a_code_on_paper_leads_to_its_entry(bureau, clerk_user, capsys):
    entry = entries_of(bureau.unit)[2]
    code = checkpoint.code(type(chain_of(bureau.unit))(head=entry.hash))

    exit_code, out, _ = said(capsys, "verify", "--code", code.lower())

    first, second, *_ = out.splitlines()
    assert exit_code == 0
    assert first.startswith(f"校验码属于留痕链 {bureau.unit.key} 第3条（20")
    assert second == f"该链现有{chain_of(bureau.unit).size}条。"


def test_a_code_of_no_chain_fails(bureau, capsys):
    code, out, _ = said(capsys, "verify", "--code", "00000-00000-00000-00000")

    assert code == 1
    assert out.startswith("校验码不属于现有的任何一条链")


def test_a_miswritten_code_is_refused(bureau, capsys):
    assert said(capsys, "verify", "--code", "00000-00000-00000-00001") == (
        2,
        "",
        "校验码抄错了，请逐个字符核对。\n",
    )


def test_erased_details_are_counted(bureau, capsys):
    Change.objects.filter(object_key=bureau.head.key).update(before=None, after=None, salt="")

    assert said(capsys, "verify")[1].splitlines()[1] == "其中1条变更明细已按规定清除，清除的内容无法再核验。"
