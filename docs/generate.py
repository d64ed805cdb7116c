"""Write the parts of the documentation that come from the code; with ``--check`` fail if they are stale."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django
from django.urls import URLPattern, URLResolver, get_resolver

from bihuan import domain
from bihuan.cli.main import COMMANDS
from bihuan.core.registry import themes as registry
from docs import access_page, mechanisms_page, roles_page

FOLDER = Path(__file__).parent / "reference"
HEAD = "<!-- 由 make docs 生成，请勿手改。 -->\n\n"


def operations() -> Iterator[str]:
    """Every operation and the predicate that guards it."""
    yield "# 操作一览\n\n凡改动记录的事，都是下列操作之一；谁能做，由“许可”一列的判断函数决定。\n\n"
    yield "| 操作 | 许可 | 做什么 |\n|---|---|---|\n"
    table = importlib.import_module("bihuan.domain.trail.door").OPERATIONS
    for name, operation in sorted(table.items()):
        may = f"{operation.may.__module__.removeprefix('bihuan.domain.')}.{operation.may.__name__}"
        yield f"| `{name}` | `{may}` | {operation.summary} |\n"


def routes() -> Iterator[str]:
    """Every page and its name."""
    yield "# 网页地址\n\n| 地址 | 名称 |\n|---|---|\n"
    for address, name in sorted(_routes(get_resolver().url_patterns, "")):
        yield f"| `/{address}` | `{name}` |\n"


def commands() -> Iterator[str]:
    """Every command."""
    yield "# 命令\n\n| 命令 | 做什么 |\n|---|---|\n"
    for name, command in COMMANDS.items():
        yield f"| `bihuan {name}` | {command.summary} |\n"


def themes() -> Iterator[str]:
    """The yearly themes of the registry."""
    yield "# 各年度主题与检视方面\n\n| 年度 | 核实 | 检视方面 |\n|---|---|---|\n"
    for year in registry.cycles():
        theme = registry.theme(year)
        aspects = "；".join(aspect.full for aspect in theme.aspects)
        yield f"| {year} | {'已核' if theme.verified else '待核'} | {aspects or '—'} |\n"


def privacy() -> Iterator[str]:
    """The record of processing of personal data."""
    inventory = importlib.import_module("bihuan.domain.privacy.inventory")
    yield "\n".join(inventory.lines()) + "\n"


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "operations.md": operations,
    "routes.md": routes,
    "commands.md": commands,
    "themes.md": themes,
    "access.md": access_page.page,
    "roles.md": roles_page.page,
    "mechanisms.md": mechanisms_page.page,
    "privacy.md": privacy,
}


def _routes(patterns: list[Any], prefix: str) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, address)
        elif isinstance(pattern, URLPattern):
            yield address, pattern.name or ""


def _make_django_ready() -> None:
    os.environ.setdefault("BIHUAN_HOME", tempfile.mkdtemp(prefix="bihuan-docs-"))
    os.environ.setdefault("BIHUAN_SECRET_KEY", "only-for-documentation")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.config.settings")
    django.setup()
    for module in pkgutil.walk_packages(domain.__path__, "bihuan.domain."):
        if "operations" in module.name:
            importlib.import_module(module.name)


def main(check: bool) -> int:
    """Write the pages, or with ``check`` say which are stale; the exit code."""
    _make_django_ready()
    texts = {name: HEAD + "".join(page()) for name, page in PAGES.items()}
    stale = [name for name, text in texts.items() if _stored(name) != text]
    if check and stale:
        print(f"docs/reference 已过时：{'、'.join(stale)}。请运行 make docs 后一并提交。", file=sys.stderr)
        return 1
    for name in stale:
        (FOLDER / name).write_text(texts[name], encoding="utf-8")
    return 0


def _stored(name: str) -> str | None:
    file = FOLDER / name
    return file.read_text(encoding="utf-8") if file.exists() else None


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
