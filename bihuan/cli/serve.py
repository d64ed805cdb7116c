"""``bihuan serve``: migrate if needed, gather static files, and answer on this machine."""

from __future__ import annotations

import argparse
import socket
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

import bihuan
from bihuan.core.registry.demo import sign_ins

from . import demo, migrate
from .acting import complain

MARK = "demo-home"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="监听地址，默认只在本机")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--demo", action="store_true", help="装入演示单位（仅限演示环境）")


def run(arguments: argparse.Namespace) -> int:
    if arguments.demo and (refusal := _refuse_demo()):
        return complain(refusal)
    if _is_taken(arguments.host, arguments.port):
        other = f"make run PORT={arguments.port + 1}"
        return complain(f"端口{arguments.port}已被占用。请先停掉占用它的程序，或换一个端口：{other}")
    migrate.bring_up_to_date()
    if arguments.demo:
        demo.fill_if_empty()
    _gather_static_files()
    _announce(arguments)
    _server(arguments).serve()
    return 0


def _refuse_demo() -> str | None:
    """Why the demo may not be loaded here; marks a fresh home as a demo's."""
    home = Path(settings.BIHUAN_HOME)
    if not settings.BIHUAN_DEMO:
        return "演示数据只能装入演示环境：请设 BIHUAN_DEMO=1 和单独的 BIHUAN_HOME，或直接用 make run。"
    if (home / "files").exists() and not (home / MARK).exists():
        return f"“{home}”里是正式数据，不能当演示环境使用。请另设 BIHUAN_HOME。"
    home.mkdir(parents=True, exist_ok=True)
    (home / MARK).touch()
    return None


def _is_taken(host: str, port: int) -> bool:
    """Whether another program already answers at the address."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0


def _gather_static_files() -> None:
    """Once per version of the code: the newest file of ours decides."""
    source = Path(bihuan.__file__).parent / "web" / "static"
    newest = max(file.stat().st_mtime for file in source.rglob("*") if file.is_file())
    stamp = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not stamp.exists() or stamp.stat().st_mtime < newest:
        call_command("collectstatic", verbosity=0, interactive=False)


def _announce(arguments: argparse.Namespace) -> None:
    print(f"\n闭环已启动：http://{arguments.host}:{arguments.port}/  （按 Ctrl+C 停止）")
    if arguments.demo:
        print("演示登录：")
        for entry in sign_ins():
            print(f"  {entry.username:<10} {entry.password}   {entry.what}")
    print("本系统不得处理涉密信息。", flush=True)
    sys.stdout.flush()


def _server(arguments: argparse.Namespace) -> Granian:
    return Granian(
        "bihuan.config.wsgi:application",
        address=arguments.host,
        port=arguments.port,
        interface=Interfaces.WSGI,
        workers=arguments.workers,
        blocking_threads=4,
        log_level=LogLevels.warning,
    )
