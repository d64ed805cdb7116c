"""The file of a backup: whatever happens to its bytes is found before anything is written."""

from __future__ import annotations

import dataclasses
import hashlib
import random
import zipfile

import pytest

from bihuan.cli.archive.container import checked
from bihuan.cli.archive.failures import Damaged
from tests.cli.installations import rewritten

#: One process, one demo bureau.
pytestmark = pytest.mark.xdist_group("container")

POSITIONS = 300


def quiet(line: str) -> None:
    """Progress is not looked at here."""


def is_found(path) -> bool:
    try:
        with checked(path, quiet):
            return False
    except Damaged:
        return True


def test_an_untouched_backup_is_an_ordinary_zip_and_gives_back_what_it_lists(backed_up):
    with checked(backed_up, quiet) as archive, zipfile.ZipFile(backed_up) as zipped:
        listed = {member.name: member.size for member in archive.manifest.members}
        given = {name: sum(map(len, archive.blocks(name))) for name in listed}

        assert given == listed
        assert zipped.testzip() is None
        assert sorted(zipped.namelist()) == sorted([*listed, "manifest.json"])


def test_a_flipped_bit_is_found_wherever_it_is(backed_up, tmp_path):
    content = backed_up.read_bytes()
    chosen = random.Random(20260110)
    spread = chosen.sample(range(20, len(content) - 20), POSITIONS - 40)
    ends = [*range(20), *range(len(content) - 20, len(content))]
    flipped = tmp_path / "flipped.zip"

    missed = []
    for position in (*spread, *ends):
        changed = bytearray(content)
        changed[position] ^= 1 << chosen.randrange(8)
        flipped.write_bytes(changed)
        if not is_found(flipped):
            missed.append(position)

    assert len({*spread, *ends}) == POSITIONS
    assert missed == []


@pytest.mark.parametrize("kept", [0, 1, 77, 78, 79, 1_000, 50_000, -1, -64, -78])
def test_a_shortened_file_is_found(backed_up, tmp_path, kept):
    short = tmp_path / "short.zip"
    short.write_bytes(backed_up.read_bytes()[:kept])

    assert is_found(short)


@pytest.mark.parametrize("added", [b"\0", b"\n", b"x" * 78])
def test_bytes_at_the_end_are_found(backed_up, tmp_path, added):
    longer = tmp_path / "longer.zip"
    longer.write_bytes(backed_up.read_bytes() + added)

    assert is_found(longer)


def test_another_zip_is_not_taken_for_a_backup(tmp_path):
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as zipped:
        zipped.writestr("manifest.json", "{}")

    with pytest.raises(Damaged) as refused, checked(other, quiet):
        pass

    assert str(refused.value) == (f"“{other}”不是完整的闭环备份：文件不完整，或不是由 bihuan backup 写成的。")


def test_a_file_sealed_again_without_a_change_is_taken(backed_up, tmp_path):
    assert not is_found(rewritten(backed_up, tmp_path / "again.zip"))


def test_a_changed_member_is_found_although_the_file_was_sealed_again(backed_up, tmp_path):
    def doubled(name, content):
        return content * 2 if name == "rows/accounts.user.jsonl" else content

    assert is_found(rewritten(backed_up, tmp_path / "changed.zip", contents=doubled))


@pytest.mark.parametrize("name", ["rows/a.b.jsonl", "files/../../outside"])
def test_a_member_that_is_not_listed_is_found(backed_up, tmp_path, name):
    assert is_found(rewritten(backed_up, tmp_path / "more.zip", added=(name,)))


@pytest.mark.parametrize(
    "name", ["files/../../outside", "/etc/outside", "keys/.outside", "keys/../outside", "rows/a.jsonl"]
)
def test_a_listed_name_that_leads_elsewhere_is_refused(backed_up, tmp_path, name):
    digest = hashlib.sha256(b"added").hexdigest()

    def listed(manifest):
        first = dataclasses.replace(manifest.members[0], name=name, size=5, sha256=digest)
        return dataclasses.replace(manifest, members=(*manifest.members, first))

    assert is_found(rewritten(backed_up, tmp_path / "elsewhere.zip", manifest=listed, added=(name,)))


def test_a_manifest_of_a_later_format_is_refused_with_a_sentence(backed_up, tmp_path):
    later = rewritten(
        backed_up, tmp_path / "later.zip", manifest=lambda manifest: dataclasses.replace(manifest, format=2)
    )

    with pytest.raises(Damaged) as refused, checked(later, quiet):
        pass

    assert str(refused.value) == (
        "这份备份由更新的程序写成（备份格式第2版），本程序只认到第1版。请先升级程序。"
    )
