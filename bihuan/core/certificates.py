"""Certificates for https: made, taken and checked, and read from the folder where one is kept.

Made ones are self-signed (docs/adr/0117): no key lies here that could vouch for other sites.
"""

from __future__ import annotations

import datetime
import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

LASTS = datetime.timedelta(days=825)
SAY_BEFORE = datetime.timedelta(days=30)
#: The clocks of an office differ: valid since an hour ago.
CLOCKS_DIFFER = datetime.timedelta(hours=1)
CERTIFICATE, KEY = "certificate.pem", "certificate.key"
LONGEST_COMMON_NAME = 64
NOT_A_PAIR = "私钥与证书不是一对。请核对两个文件；证书文件里，本机的证书要排在最前面。"


class Unusable(Exception):
    """A certificate or its key cannot be used; ``str()`` says why and what to do."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate says. ``names`` are the hosts and addresses it is for, in its order."""

    names: tuple[str, ...]
    begins: datetime.datetime
    ends: datetime.datetime
    fingerprint: str
    self_signed: bool

    def ends_soon(self, now: datetime.datetime) -> bool:
        return self.ends - now < SAY_BEFORE

    def is_over(self, now: datetime.datetime) -> bool:
        return self.ends <= now


def made(names: Iterable[str], *, now: datetime.datetime) -> tuple[bytes, bytes]:
    """A self-signed certificate for the names and its new key, both PEM.

    :raises Unusable: if there is no name, or one is not a host name or an address.
    """
    wanted = [_general_name(name) for name in dict.fromkeys(names)]
    if not wanted:
        raise Unusable("请用 --name 写明访问本系统的主机名或地址，可以写多个。")
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, _said(wanted[0])[:LONGEST_COMMON_NAME])])
    builder = x509.CertificateBuilder(
        issuer_name=subject,
        subject_name=subject,
        public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=now - CLOCKS_DIFFER,
        not_valid_after=now + LASTS,
    )
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(x509.SubjectAlternativeName(wanted), critical=False)
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM), _as_pem(key)


def checked(certificate: bytes, key: bytes, *, now: datetime.datetime) -> tuple[bytes, bytes]:
    """A chain and a key that were given, ready to be kept: the key as plain PKCS 8.

    :raises Unusable: if one cannot be read, they do not belong together, or it is not valid now.
    """
    said = told(certificate, key)
    if said.is_over(now):
        raise Unusable(f"证书已于{_day(said.ends)}到期，没有保存。请换一张有效的证书。")
    if said.begins > now:
        raise Unusable(f"证书从{_day(said.begins)}起才生效，没有保存。请核对本机的时间。")
    if not said.names:
        raise Unusable("证书里没有写主机名（subjectAltName），浏览器不认，没有保存。请重新申领。")
    chain = (each.public_bytes(serialization.Encoding.PEM) for each in _chain(certificate))
    return b"".join(chain), _as_pem(_private_key(key))


def kept(folder: Path) -> Certificate | None:
    """The certificate of this installation, if there is one.

    :raises Unusable: if it cannot be read, or its key is another's: a replacement that was cut off.
    """
    try:
        return told((folder / CERTIFICATE).read_bytes(), (folder / KEY).read_bytes())
    except FileNotFoundError:
        return None


def told(certificate: bytes, key: bytes) -> Certificate:
    """What a certificate says, if the key is its own.

    :raises Unusable: otherwise.
    """
    chain = _chain(certificate)
    if chain[0].public_key() != _private_key(key).public_key():
        raise Unusable(NOT_A_PAIR)
    return _told(chain[0])


def is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _told(certificate: x509.Certificate) -> Certificate:
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        names = tuple(_said(each) for each in found if isinstance(each, x509.DNSName | x509.IPAddress))
    except x509.ExtensionNotFound:
        names = ()
    return Certificate(
        names=names,
        begins=certificate.not_valid_before_utc,
        ends=certificate.not_valid_after_utc,
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(":").upper(),
        self_signed=certificate.issuer == certificate.subject,
    )


def _general_name(name: str) -> x509.GeneralName:
    bare = name.strip().removeprefix("[").removesuffix("]")
    if is_address(bare):
        return x509.IPAddress(ipaddress.ip_address(bare))
    try:
        ascii_name = bare.encode("idna").decode("ascii").lower()
        labels = ascii_name.removeprefix("*.").split(".")
        if not all(label and label.replace("-", "").isalnum() for label in labels):
            raise ValueError
    except ValueError:
        raise Unusable(f"“{name}”不是主机名，也不是 IP 地址。请写浏览器地址栏里要输的那一段。") from None
    return x509.DNSName(ascii_name)


def _said(name: x509.GeneralName) -> str:
    return str(name.value)


def _chain(pem: bytes) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(pem)
    except ValueError:
        raise Unusable("证书读不懂。请给 PEM 格式的文件，内容以 -----BEGIN CERTIFICATE----- 开头。") from None


def _private_key(pem: bytes) -> PrivateKeyTypes:
    try:
        return serialization.load_pem_private_key(pem, password=None)
    except TypeError:
        raise Unusable("私钥带口令，启动时无法输入。请先去掉口令（openssl pkey），再运行一次。") from None
    except ValueError:
        raise Unusable("私钥读不懂。请给 PEM 格式的文件，内容以 -----BEGIN PRIVATE KEY----- 开头。") from None


def _as_pem(key: PrivateKeyTypes) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _day(moment: datetime.datetime) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日"
