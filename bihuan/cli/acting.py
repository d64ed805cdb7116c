"""Who acts on the command line: ``--as USER``, with the account of the operating system on record."""

from __future__ import annotations

import argparse
import getpass
import os
import sys

from bihuan.domain.accounts import queries
from bihuan.domain.accounts.models import User
from bihuan.domain.organizations.models import Unit
from bihuan.domain.organizations.queries import units_visible_to
from bihuan.domain.trail.actor import Actor, Via


class Misused(Exception):
    """The command cannot run as it was called; ``str()`` says what to change."""


def add_actor_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--unit", required=True, help="单位名称或简称")
    parser.add_argument("--year", required=True, type=int, help="检视的年度（2025 年度的会在 2026 年初召开）")
    parser.add_argument("--as", dest="username", required=True, help="以哪个用户的身份办理")


def actor_named(username: str) -> Actor:
    """:raises Misused: if there is no such active user."""
    user: User | None = queries.user_named(username)
    if user is None:
        raise Misused(f"没有名为“{username}”的用户，或该用户已停用。")
    return queries.actor_of(user, via=Via.CLI, os_account=os_account())


def unit_named(actor: Actor, name: str) -> Unit:
    """:raises Misused: if the actor sees no unit of that name."""
    for unit in units_visible_to(actor):
        if name in (unit.name, unit.short_name, str(unit.key)):
            return unit
    raise Misused(f"您能看到的单位中没有“{name}”。请写单位全称或简称。")


def complain(message: object) -> int:
    """Say what is wrong on the error stream; the exit code of a refused command."""
    print(message, file=sys.stderr)
    return 2


def os_account() -> str:
    """The account of the operating system that runs the command, for the trail."""
    try:
        return getpass.getuser()[:64]
    except (KeyError, OSError):
        return str(os.getuid())
