"""``bihuan``: one command, its parts loaded only when they are called."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """A part of the command.

    ``database``: it needs the product's database (and so Django). ``half_restored``: it may run while a
    restore is unfinished in this home.
    """

    module: str
    summary: str
    database: bool = True
    half_restored: bool = False


COMMANDS = {
    "read": Command(
        "bihuan.cli.read", "读一份文件，说出其中的问题、原因、措施（不用数据库）", database=False
    ),
    "import": Command("bihuan.cli.bring_in", "把一份报告读入台账"),
    "paper": Command("bihuan.cli.paper", "由台账写出文稿（docx 或 PDF）"),
    "norms": Command("bihuan.cli.norms", "逐条判定一个单位一年的台账达到规范没有；单位多的一起算"),
    "trail": Command("bihuan.cli.trail", "核验留痕，存取存根"),
    "privacy": Command("bihuan.cli.privacy", "个人信息：处理记录、导出一个人的、清除一个人的"),
    "backup": Command("bihuan.cli.backup", "把全部数据备份成一个文件（不用停机）"),
    "restore": Command("bihuan.cli.restore", "把备份恢复到空的数据目录", half_restored=True),
    "demo": Command("bihuan.cli.demo", "在空库中装入演示单位"),
    "migrate": Command("bihuan.cli.migrate", "建立或更新数据库"),
    "setup": Command("bihuan.cli.setup", "首次设置：建单位和三员；或给 https 做一张证书"),
    "daily": Command("bihuan.cli.daily", "每天一次的例行清理和存根，由 cron 或定时器运行"),
    "serve": Command("bihuan.cli.serve", "打开网页：在本机，或用证书给全单位"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code: 0 done, 1 failed, 2 refused or misused."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] in {"-h", "--help"} or given[0] not in COMMANDS:
        return _overview(given)
    command = COMMANDS[given[0]]
    if command.database:
        environment = importlib.import_module("bihuan.cli.environment")
        if refusal := environment.refusal(half_restored=command.half_restored):
            print(refusal, file=sys.stderr)
            return 2
    part = importlib.import_module(command.module)
    parser = argparse.ArgumentParser(prog=f"bihuan {given[0]}", description=command.summary)
    part.add_arguments(parser)
    chosen = parser.parse_args(given[1:])
    if not command.database:
        return part.run(chosen)
    try:
        return part.run(chosen)
    except environment.DatabaseError as failure:
        if not environment.is_of_another_version(failure):
            raise
        print("数据库还没有建立，或者是较旧的版本。请先运行 bihuan migrate，再重试。", file=sys.stderr)
        return 2


def _overview(given: Sequence[str]) -> int:
    known = not given or given[0] in {"-h", "--help"}
    out = sys.stdout if known else sys.stderr
    if not known:
        print(f"没有“{given[0]}”这个命令。可用的命令：", file=out)
    for name, command in COMMANDS.items():
        print(f"  bihuan {name:<8} {command.summary}", file=out)
    return 0 if known else 2
