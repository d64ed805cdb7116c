"""The three administrators."""

from __future__ import annotations

from bihuan.core.registry.roles import administrators


def test_the_three_stand_in_the_order_of_the_registry():
    assert administrators() == ("sysadmin", "secadmin", "auditor")
