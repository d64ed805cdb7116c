"""Checkpoints, their codes, and the files they are kept in."""

from __future__ import annotations

import datetime
import errno
import os
import stat

import pytest

from bihuan.domain.trail import anchors, checkpoint
from bihuan.domain.trail.anchors import Unreadable
from bihuan.domain.trail.checkpoint import Checkpoint
from bihuan.domain.trail.models import Chain, Entry
from bihuan.domain.trail.verification import Fault, verify

from .tampering import chain_of, cut_tail, entries_of, recompute, switch_triggers_off

AT = datetime.datetime(2026, 3, 2, 18, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
LINE = f"1 system 3 {'a' * 64} 2026-03-02T10:30:00+00:00\n"
TAKEN = Checkpoint("system", 3, "a" * 64, AT)


def kept(folder):
    """A checkpoint of every chain, kept and read again."""
    for taken in checkpoint.taken(at=AT):
        anchors.keep(taken, folder)
    return anchors.read(folder)


def test_a_checkpoint_is_taken_of_every_chain_that_has_entries(bureau):
    Chain.objects.create(name="00000000-0000-0000-0000-000000000001")
    own, system = chain_of(bureau.unit), Chain.objects.get(name="system")

    assert list(checkpoint.taken(at=AT)) == [
        Checkpoint(str(bureau.unit.key), own.size, own.head, AT),
        Checkpoint("system", system.size, system.head, AT),
    ]


def test_the_checkpoint_of_one_unit(bureau):
    own = chain_of(bureau.unit)

    assert checkpoint.of_unit(bureau.unit.key, at=AT) == Checkpoint(own.name, own.size, own.head, AT)
    assert checkpoint.of_unit(None, at=AT).chain == "system"
    assert checkpoint.of_unit(bureau.office.key, at=AT) is None


def test_the_code_leads_back_to_the_entry_also_when_the_chain_has_grown(bureau):
    third = entries_of(bureau.unit)[2]

    assert checkpoint.entry_behind(checkpoint.code(Chain(head=third.hash))) == third
    assert checkpoint.entry_behind(checkpoint.code(chain_of(bureau.unit))) == entries_of(bureau.unit)[-1]


def test_the_code_of_a_recomputed_chain_leads_nowhere(bureau):
    code = checkpoint.code(chain_of(bureau.unit))
    switch_triggers_off()
    Entry.objects.filter(pk=entries_of(bureau.unit)[0].pk).update(action="altered")
    recompute(bureau.unit)

    assert verify().faults == ()
    assert checkpoint.entry_behind(code) is None


def test_a_checkpoint_is_a_line_added_to_the_file_of_its_chain(tmp_path):
    folder = tmp_path / "a" / "b"

    assert anchors.keep(TAKEN, folder) is True
    assert anchors.keep(Checkpoint("system", 4, "b" * 64, AT), folder) is True

    (file,) = folder.iterdir()
    assert file.name == "system.anchors"
    assert file.read_text() == LINE + LINE.replace(" 3 a", " 4 a").replace("a" * 64, "b" * 64)
    assert stat.S_IMODE(file.stat().st_mode) & 0o027 == 0
    assert anchors.read(folder) == {"system": {3: {"a" * 64}, 4: {"b" * 64}}}


def test_the_same_checkpoint_twice_in_a_row_is_one_line(tmp_path):
    later = datetime.timedelta(days=1)

    assert anchors.keep(TAKEN, tmp_path) is True
    assert anchors.keep(Checkpoint("system", 3, "a" * 64, AT + later), tmp_path) is False
    assert (tmp_path / "system.anchors").read_text() == LINE


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    anchors.keep(TAKEN, tmp_path)

    def half(descriptor, data, write=os.write):
        return write(descriptor, data[: len(data) // 2])

    monkeypatch.setattr(os, "write", half)
    with pytest.raises(OSError, match="did not fit"):
        anchors.keep(Checkpoint("system", 4, "b" * 64, AT), tmp_path)

    assert (tmp_path / "system.anchors").read_text() == LINE


def test_lines_reach_the_disk_before_keeping_is_done(tmp_path, monkeypatch):
    def broken(descriptor):
        raise OSError(errno.EIO, "the disk failed")

    monkeypatch.setattr(os, "fsync", broken)

    with pytest.raises(OSError, match="the disk failed"):
        anchors.keep(TAKEN, tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "\n",
        LINE[:-1],
        LINE[:40] + "\n",
        LINE + LINE[:20],
        LINE.replace("1 system", "2 system"),
        LINE.replace(" 3 ", " 0 "),
        LINE.replace("system", "other"),
        LINE.replace("a" * 64, "A" * 64),
        LINE.replace("2026-03", "2026-13"),
        LINE.replace("\n", "\r\n"),
        LINE.replace(" 3 ", " 3\x00 "),
    ],
)
def test_what_is_not_a_line_is_refused(tmp_path, text):
    (tmp_path / "system.anchors").write_text(text, newline="")

    with pytest.raises(Unreadable, match=r"^system\.anchors 第[12]行不是完整的存根$"):
        anchors.read(tmp_path)


def test_other_files_and_empty_ones_are_passed_by(tmp_path):
    (tmp_path / "README.txt").write_text("x")
    (tmp_path / "system.anchors").touch()

    assert anchors.read(tmp_path) == {}


def test_a_chain_that_has_grown_agrees_with_its_older_checkpoints(bureau, tmp_path, clerk_user):
    anchored = {
        str(bureau.unit.key): {n: frozenset({e.hash}) for n, e in enumerate(entries_of(bureau.unit), 1)}
    }

    result = verify(anchored)

    assert (result.faults, result.anchors, result.unanchored) == ((), chain_of(bureau.unit).size, 1)
    assert list(anchors.contradictions(anchored)) == []


def test_a_cut_tail_passes_without_checkpoints_and_is_found_with_them(bureau, tmp_path):
    anchored, name = kept(tmp_path), str(bureau.unit.key)
    size = chain_of(bureau.unit).size
    switch_triggers_off()
    cut_tail(bureau.unit, keep=2)

    assert verify().faults == ()
    assert verify(anchored).faults == (Fault(name, 3, f"存根记到第{size}条，链只剩2条，末尾被截断"),)
    assert list(anchors.contradictions(anchored)) == [(name, size)]


def test_a_recomputed_chain_passes_without_checkpoints_and_is_found_with_them(bureau, tmp_path):
    anchored, name = kept(tmp_path), str(bureau.unit.key)
    size = chain_of(bureau.unit).size
    switch_triggers_off()
    Entry.objects.filter(pk=entries_of(bureau.unit)[0].pk).update(action="altered")
    recompute(bureau.unit)

    assert verify().faults == ()
    assert verify(anchored).faults == (Fault(name, size, "与存根的校验值不符，整条链被重算"),)
    assert list(anchors.contradictions(anchored)) == [(name, size)]


def test_a_whole_chain_that_is_gone_is_found(bureau, tmp_path):
    anchored, name = kept(tmp_path), str(bureau.unit.key)
    switch_triggers_off()
    cut_tail(bureau.unit, keep=1)
    (first,) = entries_of(bureau.unit)
    first.changes.all().delete()
    first.delete()
    Chain.objects.filter(name=name).delete()

    assert verify().faults == ()
    assert verify(anchored).faults == (Fault(name, 1, "存根里有，数据库里没有这条链"),)


def test_two_checkpoints_of_one_length_that_differ_are_found(bureau):
    name, (first, *_) = str(bureau.unit.key), entries_of(bureau.unit)
    anchored = {name: {1: frozenset({first.hash, "0" * 64})}}

    assert [fault.sequence for fault in verify(anchored).faults] == [1]
    assert list(anchors.contradictions(anchored)) == [(name, 1)]


def test_the_folder_is_in_the_home_unless_the_setting_names_another(settings, monkeypatch, tmp_path):
    monkeypatch.delenv("BIHUAN_ANCHORS", raising=False)
    assert anchors.folder() == settings.BIHUAN_HOME / "anchors"

    monkeypatch.setenv("BIHUAN_ANCHORS", str(tmp_path))
    assert anchors.folder() == tmp_path
