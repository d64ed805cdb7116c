"""How a started product is reached: over https with the certificate kept here, or plainly on this machine."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from django.utils import timezone

from bihuan.core.certificates import CERTIFICATE, KEY, Certificate, is_address

NO_CERTIFICATE = (
    "在“{host}”上提供服务要用 https，这里还没有证书。请先运行（主机名换成大家在浏览器里输的）：\n"
    "  bihuan setup --certificate self --name 主机名或地址\n"
    "有单位的证书，用 bihuan setup --certificate 证书文件 --key 私钥文件；"
    "前面有自己的代理，设 BIHUAN_PROXIES=1。"
)
RENEW = "请再运行一次 bihuan setup --certificate（与上次相同的参数）换一张"
OVER = f"证书已于{{day}}到期。{RENEW}，再启动。"
SOON = f"证书将于{{day}}到期。{RENEW}，再重新启动。"


class Unreachable(Exception):
    """The product may not answer there; ``str()`` says what to do first."""


@dataclass(frozen=True, slots=True)
class Reach:
    """``certificate`` is None where the product answers plain http: to this machine, or to our own proxy."""

    host: str
    port: int
    certificate: Certificate | None

    @property
    def address(self) -> str:
        scheme = "https" if self.certificate else "http"
        return f"{scheme}://{bracketed(self._name())}:{self.port}/"

    def _name(self) -> str:
        """What to type: the first name of the certificate where the product listens everywhere."""
        if self.certificate and not is_loopback(self.host):
            return self.certificate.names[0].replace("*", "www")
        return self.host

    def files(self, keys: Path) -> dict[str, Path]:
        """What the server needs to speak TLS."""
        if self.certificate is None:
            return {}
        return {"ssl_cert": keys / CERTIFICATE, "ssl_key": keys / KEY}


def refuse(host: str, certificate: Certificate | None, *, proxies: int, now: datetime.datetime) -> None:
    """:raises Unreachable: if the product may not answer there: no TLS, or a certificate that ended."""
    if certificate is None:
        if not proxies and not is_loopback(host):
            raise Unreachable(NO_CERTIFICATE.format(host=host))
    elif certificate.is_over(now):
        raise Unreachable(OVER.format(day=day(certificate.ends)))


def about(certificate: Certificate, *, now: datetime.datetime) -> Iterator[str]:
    """What to know of the certificate at every start."""
    yield f"证书指纹（SHA-256）：{certificate.fingerprint}"
    if said := notice(certificate, now=now):
        yield f"注意：{said}"


def notice(certificate: Certificate, *, now: datetime.datetime) -> str:
    """That it ends soon, or ended; empty otherwise."""
    if certificate.is_over(now):
        return OVER.format(day=day(certificate.ends))
    return SOON.format(day=day(certificate.ends)) if certificate.ends_soon(now) else ""


def bracketed(name: str) -> str:
    return f"[{name}]" if ":" in name else name


def is_loopback(host: str) -> bool:
    return host == "localhost" or (is_address(host) and ip_address(host).is_loopback)


def day(moment: datetime.datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d}"
