"""The secret key of an installation."""

from __future__ import annotations

import stat

from bihuan.config.keys import secret_key


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
