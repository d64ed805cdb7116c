"""What all tests share."""

from __future__ import annotations

import pytest

pytest_plugins = ["tests.cast", "tests.authenticators", "tests.delegations"]


@pytest.fixture(autouse=True)
def _own_home(tmp_path, request):
    """A test that uses the settings of the product has a store of files of its own."""
    if "core" not in request.path.parts:
        request.getfixturevalue("settings").BIHUAN_HOME = tmp_path / "home"
