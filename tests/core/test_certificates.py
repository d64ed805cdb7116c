"""Certificates: made, taken, refused, read again."""

from __future__ import annotations

import datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID

from bihuan.core import certificates
from bihuan.core.certificates import Unusable

NOW = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
NAMES = ["bihuan.qinghe.example", "10.1.2.3", "::1"]


def made(names=NAMES, now=NOW):
    return certificates.made(names, now=now)


def signed_by_another(names: list[str]) -> tuple[bytes, bytes]:
    """A certificate that an office's own authority signed, and its key."""
    key, authority = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "bihuan")])
    issuer = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "某县电子政务")])
    builder = x509.CertificateBuilder(
        issuer, name, key.public_key(), 1, NOW, NOW + datetime.timedelta(days=90)
    )
    if names:
        found = [x509.DNSName(each) for each in names]
        builder = builder.add_extension(x509.SubjectAlternativeName(found), critical=False)
    signed = builder.sign(authority, hashes.SHA256())
    return signed.public_bytes(serialization.Encoding.PEM), _pem(key)


def _pem(key, encryption=None) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        encryption or serialization.NoEncryption(),
    )


def test_a_made_one_is_for_its_names_and_lasts_825_days():
    told = certificates.told(*made())

    assert told.names == ("bihuan.qinghe.example", "10.1.2.3", "::1")
    assert told.begins == NOW - datetime.timedelta(hours=1)
    assert told.ends == NOW + datetime.timedelta(days=825)
    assert told.self_signed


def test_a_made_one_vouches_for_no_other_site():
    certificate = x509.load_pem_x509_certificate(made()[0])
    extensions = certificate.extensions

    assert extensions.get_extension_for_class(x509.BasicConstraints).value.ca is False
    usage = extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [ExtendedKeyUsageOID.SERVER_AUTH]
    assert isinstance(certificate.public_key().curve, ec.SECP256R1)


def test_names_in_chinese_are_kept_as_browsers_ask_for_them():
    assert certificates.told(*made(["闭环.example", "[::1]", "*.Qinghe.example"])).names == (
        "xn--rcy934e.example",
        "::1",
        "*.qinghe.example",
    )


@pytest.mark.parametrize("name", ["", "a b", "http://x.example", "x..example", "-", "a/b", "10.1.2.3:8000"])
def test_what_is_no_name_is_refused(name):
    with pytest.raises(Unusable, match="不是主机名，也不是 IP 地址"):
        made([name])


def test_no_name_at_all_is_refused():
    with pytest.raises(Unusable, match="--name"):
        made([])


def test_a_given_pair_is_taken_with_its_key_as_plain_pkcs8():
    certificate, key = signed_by_another(["bihuan.qinghe.example"])

    chain, kept_key = certificates.checked(certificate, key, now=NOW)

    assert chain == certificate
    assert kept_key.startswith(b"-----BEGIN PRIVATE KEY-----\n")
    assert not certificates.told(chain, kept_key).self_signed


def test_a_chain_stays_whole_with_its_own_certificate_first():
    certificate, key = signed_by_another(["bihuan.qinghe.example"])
    other, _ = signed_by_another(["other.example"])

    chain, _ = certificates.checked(certificate + other, key, now=NOW)

    assert chain == certificate + other
    with pytest.raises(Unusable, match="不是一对"):
        certificates.checked(other + certificate, key, now=NOW)


@pytest.mark.parametrize(
    ("days", "reason"), [(-1, "起才生效"), (90, "已于2026年5月30日到期"), (91, "已于2026年5月30日到期")]
)
def test_one_that_is_not_valid_today_is_refused(days, reason):
    with pytest.raises(Unusable, match=reason):
        certificates.checked(
            *signed_by_another(["bihuan.qinghe.example"]), now=NOW + datetime.timedelta(days=days)
        )


def test_one_without_names_is_refused():
    with pytest.raises(Unusable, match="subjectAltName"):
        certificates.checked(*signed_by_another([]), now=NOW)


@pytest.mark.parametrize("content", [b"", b"nonsense", b"-----BEGIN CERTIFICATE-----\nAAAA\n"])
def test_what_cannot_be_read_is_said(content):
    certificate, key = made()

    with pytest.raises(Unusable, match="证书读不懂"):
        certificates.checked(content, key, now=NOW)
    with pytest.raises(Unusable, match="私钥读不懂"):
        certificates.checked(certificate, content, now=NOW)


def test_a_key_behind_a_password_is_refused():
    certificate, _ = made()
    locked = _pem(ec.generate_private_key(ec.SECP256R1()), serialization.BestAvailableEncryption(b"secret"))

    with pytest.raises(Unusable, match="去掉口令"):
        certificates.checked(certificate, locked, now=NOW)


@pytest.mark.parametrize(
    ("left", "soon", "over"), [(31, False, False), (29, True, False), (0, True, True), (-1, True, True)]
)
def test_its_end_is_said_thirty_days_before(left, soon, over):
    told = certificates.told(*made())
    now = told.ends - datetime.timedelta(days=left)

    assert (told.ends_soon(now), told.is_over(now)) == (soon, over)


def test_a_folder_without_one_holds_none(tmp_path):
    assert certificates.kept(tmp_path) is None


def test_a_replacement_that_was_cut_off_is_found(tmp_path):
    (tmp_path / certificates.CERTIFICATE).write_bytes(made()[0])
    (tmp_path / certificates.KEY).write_bytes(made()[1])

    with pytest.raises(Unusable, match="不是一对"):
        certificates.kept(tmp_path)
