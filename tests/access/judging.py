"""Whether an outcome is what a cell of the matrix says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from . import oracle
from .asking import Outcome
from .matrix import Cell
from .world import World

SIGN_IN = "sign-in"
UUIDS = re.compile(rb"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


def faults(cell: Cell, outcome: Outcome, world: World, tenant: str) -> Iterator[str]:
    """Each way in which the outcome is not what the cell says; none if it is."""
    if cell.expected not in told(outcome.response, posted=cell.method == "POST"):
        yield f"{cell}：应为{cell.expected}，实为{outcome.response.status_code}"
        return
    done = cell.method == "POST" and cell.expected == "allowed"
    if done:
        yield from _fulfilled(cell, outcome, world, tenant)
    elif outcome.changed or outcome.entries:
        yield f"{cell}：没有做成，数据却变了"
    if not done and outcome.writes and cell.method != "POST":
        yield f"{cell}：只是看，却写了数据（{outcome.writes[0][:60]}）"
    yield from _leaks(cell, outcome, world, tenant)
    user = world.tenants[tenant].members[cell.role].user
    logged = [line for line in outcome.log if line.startswith("refused ")]
    if len(logged) != (cell.expected == "refused"):
        yield f"{cell}：安全日志里有{len(logged)}行拒绝"
    if logged and f"user={user.key}" not in logged[0]:
        yield f"{cell}：安全日志没有写明是谁"


def told(response: HttpResponse, *, posted: bool) -> set[str]:
    """The words of the data that an answer may stand for."""
    status = response.status_code
    fixed = {403: {"refused"}, 404: {"missing"}, 405: {"not-a-method"}}
    if status in fixed:
        return fixed[status]
    if status in (301, 302) and response["Location"].startswith(reverse(SIGN_IN) + "?next="):
        return {"sign-in"}
    if status in (200, 204, 301, 302):
        return {"allowed", "without-effect"}
    return {"without-effect"} if posted and status in (409, 422) else set()


def _fulfilled(cell: Cell, outcome: Outcome, world: World, tenant: str) -> Iterator[str]:
    """Exactly one entry: of the right operation, by this person, in the chain of the object's unit."""
    entries = outcome.entries
    if [entry.action for entry in entries] != [cell.does]:
        yield f"{cell}：操作记录是{[entry.action for entry in entries]}，应为一条{cell.does}"
        return
    row = world.object(tenant, cell.address.kind, cell.relation)
    if cell.does == "accounts.role.grant":
        row = row.person.unit
    chain = row.chain_key() if row else _chain_without_object(cell, world, tenant)
    if entries[0].chain.unit_key != chain:
        yield f"{cell}：记在了别的单位名下"
    user = world.tenants[tenant].members[cell.role].user
    if user and entries[0].actor_key != user.key:
        yield f"{cell}：记成了别人做的"


def _chain_without_object(cell: Cell, world: World, tenant: str) -> UUID:
    """What one does to one's own account stands in the tenant's chain, all else in that of the own unit."""
    above = cell.does.startswith(("accounts.session", "accounts.password", "accounts.second_factor"))
    return world.tenants[tenant].units["superior" if above else "own"].key


def _leaks(cell: Cell, outcome: Outcome, world: World, tenant: str) -> Iterator[str]:
    """Keys and names of units out of sight that stand in the answer; what was asked for is known already."""
    page = outcome.response.content + outcome.response.get("Location", "").encode()
    asked = str(world.key(tenant, cell.address.kind, cell.relation))
    keys = {found.decode() for found in UUIDS.findall(page)} - {asked}
    if shown := keys & oracle.hidden_keys(world, tenant, cell.role):
        yield f"{cell}：答复里有看不到的记录{sorted(shown)[:2]}"
    if named := [name for name in oracle.hidden_names(world, tenant, cell.role) if name.encode() in page]:
        yield f"{cell}：答复里有看不到的单位{named}"
