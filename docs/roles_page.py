"""The page of roles: what each is for, and who may do what, from the registry."""

from __future__ import annotations

from collections.abc import Iterator

from bihuan.core.registry.roles import Role, right_names, roles


def page() -> Iterator[str]:
    """The roles one by one, then a table of roles and rights."""
    yield "# 角色一览\n\n在一个单位的角色，管到该单位和它的下级。角色登记在`bihuan/registry/roles`。\n"
    for role in roles().values():
        yield from _about(role)
    yield "\n## 谁能做什么\n\n"
    yield from _table()


def _about(role: Role) -> Iterator[str]:
    yield f"\n## {role.name}\n\n{role.purpose}\n\n"
    traits = [text for text, holds in _traits(role) if holds]
    yield f"{'；'.join(traits)}。\n"


def _traits(role: Role) -> tuple[tuple[str, bool], ...]:
    return (
        ("不能授予任何人", not role.granted),
        ("与另两名管理员互斥，一人只能任其一", bool(role.exclusive)),
        ("须用第二重验证", role.second_factor),
        ("可以交同事代办", role.delegable),
        ("不能交人代办", role.granted and not role.delegable),
    )


def _table() -> Iterator[str]:
    names = [role.name for role in roles().values()]
    yield f"| 可以做 | {' | '.join(names)} |\n|---|{'---|' * len(names)}\n"
    for right, words in right_names().items():
        marks = ["✓" if right in role.rights else "" for role in roles().values()]
        yield f"| {words}（`{right}`） | {' | '.join(marks)} |\n"
