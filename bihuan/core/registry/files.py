"""Find and read the data files of the registry. An entry's code is its file stem and never changes."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def read_toml(folder: str, code: str) -> dict[str, Any]:
    """The content of ``registry/<folder>/<code>.toml``. Treat it as read-only: it is shared.

    :raises FileNotFoundError: if there is no such entry.
    """
    with resources.files("bihuan.registry").joinpath(folder, f"{code}.toml").open("rb") as file:
        return tomllib.load(file)


def codes(folder: str) -> tuple[str, ...]:
    """The codes of all entries of a folder, in order."""
    root = resources.files("bihuan.registry").joinpath(folder)
    return tuple(sorted(entry.name[:-5] for entry in root.iterdir() if entry.name.endswith(".toml")))
