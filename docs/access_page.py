"""The page that says who gets which answer at every address, from the data of the access matrix."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.access import matrix

LETTERS = {
    "allowed": "✓",
    "refused": "403",
    "missing": "404",
    "sign-in": "登录",
    "not-a-method": "405",
    "without-effect": "不变",
}


def page() -> Iterator[str]:
    data = matrix.data()
    yield "# 谁能做什么\n\n"
    yield "由 `tests/access/matrix.toml` 生成。那份数据按规定写成，不是照程序抄下来的；"
    yield f"其中{matrix.count():,}格逐一由测试请求核对："
    yield "拒绝的改动不留痕迹，做成的恰好留一条记录，只看的什么也不写。\n\n"
    yield from _answers(data)
    yield from _roles(data)
    yield from _rights(data)
    yield from _relations(data)
    yield from _routes(data)


def _answers(data: dict[str, Any]) -> Iterator[str]:
    yield "## 答复\n\n| 表中写法 | 意思 |\n|---|---|\n"
    for word, label in data["answers"].items():
        yield f"| {LETTERS[word]} | {label} |\n"


def _roles(data: dict[str, Any]) -> Iterator[str]:
    yield "\n## 角色\n\n| 角色 | 说明 |\n|---|---|\n"
    for role in data["roles"].values():
        held = f"在本单位有 `{role['grants']}` 角色" if "grants" in role else "没有有效的角色"
        yield f"| {role['label']} | {held} |\n"


def _rights(data: dict[str, Any]) -> Iterator[str]:
    labels = [role["label"] for role in data["roles"].values()]
    yield f"\n## 权限\n\n| 权限 | {' | '.join(labels)} |\n|---|{'---|' * len(labels)}\n"
    for name, right in data["rights"].items():
        told = (LETTERS[matrix.said_to(name, role)] for role in data["roles"])
        yield f"| {right['label']} | {' | '.join(told)} |\n"


def _relations(data: dict[str, Any]) -> Iterator[str]:
    seen = {True: [], False: []}
    for relation in data["relations"].values():
        seen[relation["visible"]].append(relation["label"])
    yield "\n## 看得到的范围\n\n"
    yield f"- 看得到：{'、'.join(seen[True])}。按上表的权限答复。\n"
    yield f"- 看不到：{'、'.join(seen[False])}。凡上表为 ✓ 或 403 的，一律答 404：不透露有没有这条记录。\n"


def _routes(data: dict[str, Any]) -> Iterator[str]:
    yield "\n## 各地址\n\n"
    yield "HEAD 与 GET 一致；PUT、PATCH、DELETE、OPTIONS 一律 405，未登录的先去登录。\n\n"
    yield "| 地址名称 | 对象 | 看（GET） | 改（POST） | 例外 | 操作 |\n|---|---|---|---|---|---|\n"
    for name, table in data["routes"].items():
        kinds = "、".join(data["objects"][kind]["label"] for kind in table["of"]) or "—"
        rights = " | ".join(_right(data, table[row]) for row in ("GET", "POST"))
        does = f"`{table['does']}`" if "does" in table else "—"
        yield f"| `{name}` | {kinds} | {rights} | {_exceptions(data, table)} | {does} |\n"


def _right(data: dict[str, Any], name: str) -> str:
    return "—" if name.startswith("nobody") else data["rights"][name]["label"]


def _exceptions(data: dict[str, Any], table: dict[str, Any]) -> str:
    said = {
        f"{data['relations'][relation]['label']}：{LETTERS[word]}": None
        for when in table.get("when", {}).values()
        for relation, word in when.items()
    }
    return "；".join(said) or "—"
