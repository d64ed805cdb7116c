"""The demo bureau: its data and its sign-ins, known to everybody who runs the demo."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import Any

from .files import read_toml


@dataclass(frozen=True, slots=True)
class SignIn:
    username: str
    password: str
    what: str


def bureau() -> dict[str, Any]:
    return read_toml("demo", "bureau")


def sign_ins() -> tuple[SignIn, ...]:
    """Who can sign in to the demo, and as what. The demo refuses to live beside real data."""
    return tuple(SignIn(user["username"], user["password"], user["what"]) for user in bureau()["users"])


def report(name: str) -> bytes:
    """The bytes of one of the demo's reports."""
    return resources.files("bihuan.registry").joinpath("demo", "reports", name).read_bytes()
