"""``bihuan serve``: migrate if needed, gather static files, and answer: https, or plain on this machine."""

from __future__ import annotations

import argparse
import socket
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from granian import Granian
from granian.constants import Interfaces, SSLProtocols
from granian.log import LogLevels

import bihuan
from bihuan.core import certificates
from bihuan.core.registry.demo import sign_ins

from . import demo, first_run, migrate, plain_answer, reachable
from .acting import complain
from .reachable import Reach

MARK = "demo-home"
HTTPS, HTTP = 443, 80


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="监听地址，默认只在本机；0.0.0.0 为全部")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument(
        "--plain-port",
        type=int,
        help="用 https 时，另在这个端口告诉用 http 打开的人改用 https；--port 443 时默认 80",
    )
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--demo", action="store_true", help="装入演示单位（仅限演示环境）")


def run(arguments: argparse.Namespace) -> int:
    if arguments.demo and (refusal := _refuse_demo()):
        return complain(refusal)
    try:
        reach = _reach(arguments)
    except (reachable.Unreachable, certificates.Unusable) as failure:
        return complain(failure)
    if _is_taken(arguments.host, arguments.port):
        other = f"make run PORT={arguments.port + 1}"
        return complain(f"端口{arguments.port}已被占用。请先停掉占用它的程序，或换一个端口：{other}")
    migrate.bring_up_to_date()
    if arguments.demo:
        demo.fill_if_empty()
    _gather_static_files()
    _announce(reach, with_sign_ins=arguments.demo)
    _answer_plainly(reach, arguments.plain_port)
    _server(arguments, reach).serve()
    return 0


def _reach(arguments: argparse.Namespace) -> Reach:
    """How the product will be reached; the settings go by the same certificate.

    :raises Unreachable: if it may not answer there.
    :raises Unusable: if the certificate cannot be used.
    """
    proxies = settings.BIHUAN_PROXIES
    certificate = None if proxies else certificates.kept(Path(settings.BIHUAN_HOME) / "keys")
    reachable.refuse(arguments.host, certificate, proxies=proxies, now=timezone.now())
    return Reach(arguments.host, arguments.port, certificate)


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


def _announce(reach: Reach, *, with_sign_ins: bool) -> None:
    print(f"\n闭环已启动：{reach.address}  （按 Ctrl+C 停止）")
    if reach.certificate:
        for line in reachable.about(reach.certificate, now=timezone.now()):
            print(line)
    if with_sign_ins:
        print("演示登录：")
        for entry in sign_ins():
            print(f"  {entry.username:<10} {entry.password}   {entry.what}")
    for line in first_run.invitation(reach.address):
        print(line)
    print("本系统不得处理涉密信息。", flush=True)
    sys.stdout.flush()


def _answer_plainly(reach: Reach, port: int | None) -> None:
    """The port for those who type http; that it cannot be had stops nothing."""
    if reach.certificate is None or (port is None and reach.port != HTTPS):
        return
    port = HTTP if port is None else port
    try:
        plain_answer.answer_plainly(reach.host, port, address=reach.address)
    except OSError as failure:
        print(
            f"端口{port}用不了（{failure.strerror}），用 http 打开的人看不到改用 https 的提示。", flush=True
        )


def _server(arguments: argparse.Namespace, reach: Reach) -> Granian:
    return Granian(
        "bihuan.config.wsgi:application",
        address=arguments.host,
        port=arguments.port,
        interface=Interfaces.WSGI,
        workers=arguments.workers,
        blocking_threads=4,
        log_level=LogLevels.warning,
        ssl_protocol_min=SSLProtocols.tls12,
        **reach.files(Path(settings.BIHUAN_HOME) / "keys"),
    )
