"""What all tests share."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

pytest_plugins = [
    "tests.cast",
    "tests.authenticators",
    "tests.delegations",
    "tests.records",
    "tests.shaped_records",
    "tests.cases",
]


def pytest_collection_finish() -> None:
    """What was imported and collected stays until the end: the garbage collector may leave it alone."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Names of folders that are there only once something is put into them."""
    below = tmp_path_factory.mktemp("homes")
    return (below / str(number) for number in count())


@pytest.fixture(autouse=True)
def _own_home(request, _homes):
    """A test that uses the settings of the product has a store of files of its own."""
    if "core" not in request.path.parts:
        request.getfixturevalue("settings").BIHUAN_HOME = next(_homes)
