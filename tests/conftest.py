"""What all tests share."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest

pytest_plugins = [
    "tests.cast",
    "tests.authenticators",
    "tests.delegations",
    "tests.records",
    "tests.shaped_records",
    "tests.cases",
]


#: Tests start hundreds of processes: as on a real machine only the first one compiles the modules.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_collection_finish() -> None:
    """What was imported and collected stays until the end: the garbage collector may leave it alone."""
    gc.collect()
    gc.freeze()


def _calling(function: Any, arguments: Mapping[str, Any]) -> None:
    function(**arguments)


#: CPython keeps frames in pieces of 16 KB and gives an emptied piece back at once: where a loop calls across
#: the edge of a piece, each round asks the kernel for memory (a sixth of the time of the access matrix). A
#: first frame of 560 KB takes a piece of 1 MB, and whatever the test calls fits into the rest of it.
_calling_with_room = FunctionType(_calling.__code__.replace(co_stacksize=70_000), globals())


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool:
    """Call the test as pytest would, with room for frames."""
    names = pyfuncitem._fixtureinfo.argnames
    _calling_with_room(pyfuncitem.obj, {name: pyfuncitem.funcargs[name] for name in names})
    return True


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
