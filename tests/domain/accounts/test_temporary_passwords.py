"""Passwords that the product thinks of."""

from __future__ import annotations

import pytest

from bihuan.domain.accounts.passwords import PROFILES, faults
from bihuan.domain.accounts.temporary_passwords import temporary_password


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_a_temporary_password_meets_every_profile_and_none_is_like_another(name):
    made = {temporary_password(PROFILES[name], username="guanyiming") for _ in range(200)}

    assert len(made) == 200
    assert [each for each in made if faults(each, profile=PROFILES[name], username="guanyiming")] == []
