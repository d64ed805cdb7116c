"""``bihuan setup --certificate``: make or take the certificate of this installation, and keep it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from bihuan.core import certificates
from bihuan.core.certificates import CERTIFICATE, KEY, Certificate, Unusable

from .acting import complain
from .archive import stored

SELF = "self"
#: A certificate is for this machine's own visitors in any case.
OWN = ("localhost", "127.0.0.1", "::1")
TO_DO = {
    True: "证书由本系统自己签发：第一次打开时浏览器会提示，请与上面的指纹核对后再信任，"
    "或由管理员把证书文件“{file}”分发到各台电脑（不要分发私钥）。",
    False: "证书由别的机构签发，浏览器信任该机构时不会提示。",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("https 证书（不改动任何数据，到期前再运行一次就是更换）")
    group.add_argument("--certificate", metavar="self|FILE", help="self 自己签发一张；或给出 PEM 证书文件")
    group.add_argument("--key", type=Path, metavar="FILE", help="证书的私钥文件")
    group.add_argument(
        "--name",
        action="append",
        default=[],
        dest="names",
        metavar="HOST",
        help="浏览器里输的主机名或地址，可写多次；BIHUAN_HOSTS 里的会自动加上",
    )


def run(arguments: argparse.Namespace) -> int:
    try:
        certificate = _keep(*_pair(arguments))
    except (Unusable, OSError) as failure:
        return complain(_sentence(failure))
    _tell(certificate)
    return 0


def _pair(arguments: argparse.Namespace) -> tuple[bytes, bytes]:
    now = timezone.now()
    if arguments.certificate == SELF:
        names = [*arguments.names, *_hosts_set()]
        return certificates.made([*names, *OWN] if names else (), now=now)
    if arguments.key is None:
        raise Unusable("请用 --key 一并给出证书的私钥文件。")
    return certificates.checked(Path(arguments.certificate).read_bytes(), arguments.key.read_bytes(), now=now)


def _hosts_set() -> Iterator[str]:
    for host in os.environ.get("BIHUAN_HOSTS", "").split(","):
        if bare := host.strip().removeprefix("[").removesuffix("]").lstrip("."):
            yield bare


def _keep(certificate: bytes, key: bytes) -> Certificate:
    """The key first: a start between the two finds a pair that does not fit, and says so."""
    home = Path(settings.BIHUAN_HOME)
    stored.place(home, f"keys/{KEY}", [key])
    stored.place(home, f"keys/{CERTIFICATE}", [certificate])
    return certificates.told(certificate, key)


def _sentence(failure: Exception) -> str:
    if isinstance(failure, OSError):
        return f"“{failure.filename}”读写不了：{failure.strerror}。请核对路径和权限。"
    return str(failure)


def _tell(certificate: Certificate) -> None:
    file = Path(settings.BIHUAN_HOME) / "keys" / CERTIFICATE
    print(f"证书已保存：{file}（私钥在同一目录，只有本账号可读，不要外传）")
    print(f"用于：{'、'.join(certificate.names)}")
    print(f"有效期至：{timezone.localtime(certificate.ends):%Y-%m-%d}")
    print(f"指纹（SHA-256）：{certificate.fingerprint}")
    print(TO_DO[certificate.self_signed].format(file=file))
    print("重新启动 bihuan serve 后生效。")
