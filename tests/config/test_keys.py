"""The keys of an installation."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ImproperlyConfigured

from bihuan.config.keys import refuse_open, sealing_keys, secret_key
from bihuan.core.seal import id_of, new_key, seal, unseal


def test_a_key_is_made_once_and_only_its_owner_may_read_it(tmp_path, monkeypatch):
    monkeypatch.delenv("BIHUAN_SECRET_KEY", raising=False)
    folder = tmp_path / "keys"

    first, second = secret_key(folder), secret_key(folder)

    assert first == second
    assert len(first) > 60
    assert stat.S_IMODE((folder / "secret").stat().st_mode) == 0o600


def test_two_installations_have_two_keys(tmp_path, monkeypatch):
    monkeypatch.delenv("BIHUAN_SECRET_KEY", raising=False)

    assert secret_key(tmp_path / "a") != secret_key(tmp_path / "b")


def test_a_given_key_goes_before_the_file_and_leaves_none(tmp_path, monkeypatch):
    monkeypatch.setenv("BIHUAN_SECRET_KEY", "given")

    assert secret_key(tmp_path / "keys") == "given"
    assert not (tmp_path / "keys").exists()


def test_a_sealing_key_is_made_once_and_only_its_owner_may_read_it(tmp_path):
    folder = tmp_path / "keys"

    first, second = sealing_keys(folder), sealing_keys(folder)

    assert first == second
    assert [file.name for file in folder.iterdir()] == ["sealing-1"]
    assert stat.S_IMODE((folder / "sealing-1").stat().st_mode) == 0o600


def test_two_installations_seal_with_two_keys(tmp_path):
    assert sealing_keys(tmp_path / "a").newest != sealing_keys(tmp_path / "b").newest


def test_the_highest_number_seals_and_all_open(tmp_path):
    before = sealing_keys(tmp_path)
    sealed = seal(b"secret", keys=before, place="here")
    tenth = new_key()
    (tmp_path / "sealing-10").write_text(tenth.hex())
    (tmp_path / "sealing-9").write_text(new_key().hex())

    after = sealing_keys(tmp_path)

    assert after.newest == id_of(tenth)
    assert len(after.by_id) == 3
    assert unseal(sealed, keys=after, place="here") == b"secret"


def test_whoever_starts_at_the_same_moment_gets_the_same_key(tmp_path):
    with ThreadPoolExecutor(16) as pool:
        found = set(pool.map(lambda _: sealing_keys(tmp_path / "keys").newest, range(64)))

    assert len(found) == 1
    assert [file.name for file in (tmp_path / "keys").iterdir()] == ["sealing-1"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666])
def test_a_key_that_others_can_reach_stops_the_start(tmp_path, mode):
    sealing_keys(tmp_path)
    (tmp_path / "sealing-1").chmod(mode)

    with pytest.raises(ImproperlyConfigured, match=f"chmod 600 {tmp_path}/sealing-1"):
        refuse_open(tmp_path)


def test_keys_for_the_owner_only_are_no_obstacle(tmp_path):
    sealing_keys(tmp_path)
    (tmp_path / "new-0123").touch(0o644)

    refuse_open(tmp_path)
    refuse_open(tmp_path / "none")
