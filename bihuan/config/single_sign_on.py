"""Single sign-on: off, or one of OIDC, CAS and LDAP; half a setting is refused at the start."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from bihuan.web.sso.kinds import Cas, Directory, Kind, Oidc, is_protected

FIRST = {"BIHUAN_OIDC_ISSUER": "OIDC", "BIHUAN_CAS_SERVER": "CAS", "BIHUAN_LDAP_SERVER": "LDAP"}
ALL = (
    *FIRST,
    "BIHUAN_OIDC_CLIENT_ID",
    "BIHUAN_OIDC_CLIENT_SECRET_FILE",
    "BIHUAN_OIDC_CLAIM",
    "BIHUAN_OIDC_SCOPES",
    "BIHUAN_LDAP_BIND_AS",
    "BIHUAN_LDAP_BASE",
    "BIHUAN_LDAP_ATTRIBUTE",
    "BIHUAN_SSO_CA",
)


def single_sign_on(environment: Mapping[str, str]) -> Kind | None:
    """What the environment asks for; None if it asks for nothing.

    :raises ImproperlyConfigured: if it asks for half a thing, for two, or for one that is not installed.
    """
    given = {name: environment[name].strip() for name in ALL if environment.get(name, "").strip()}
    chosen = [name for name in FIRST if name in given]
    if not chosen:
        return _none(given)
    if len(chosen) > 1:
        raise _fault(f"{'、'.join(chosen)}只能设一个，请留下要用的一种。")
    ca = _ca(given.get("BIHUAN_SSO_CA", ""))
    return MADE_BY[chosen[0]](given, ca)


def _none(given: Mapping[str, str]) -> None:
    if given:
        raise _fault(f"设了{'、'.join(given)}，但没有设{'、'.join(FIRST)}中的任何一个，不知道连到哪里。")


def _oidc(given: Mapping[str, str], ca: str) -> Oidc:
    _need(given, "BIHUAN_OIDC_ISSUER", "BIHUAN_OIDC_CLIENT_ID", "BIHUAN_OIDC_CLIENT_SECRET_FILE")
    _need_protected("BIHUAN_OIDC_ISSUER", given["BIHUAN_OIDC_ISSUER"], encrypted="https", plain="http")
    claim = given.get("BIHUAN_OIDC_CLAIM", "sub")
    usual = "openid" if claim == "sub" else "openid profile"
    scopes = given.get("BIHUAN_OIDC_SCOPES", usual).split()
    if "openid" not in scopes:
        raise _fault("BIHUAN_OIDC_SCOPES必须包含openid。")
    return Oidc(
        issuer=given["BIHUAN_OIDC_ISSUER"],
        client_id=given["BIHUAN_OIDC_CLIENT_ID"],
        client_secret=_secret(Path(given["BIHUAN_OIDC_CLIENT_SECRET_FILE"])),
        claim=claim,
        scopes=tuple(scopes),
        ca=ca,
    )


def _cas(given: Mapping[str, str], ca: str) -> Cas:
    _need_protected("BIHUAN_CAS_SERVER", given["BIHUAN_CAS_SERVER"], encrypted="https", plain="http")
    _need_installed("cas", extra="cas", title="CAS")
    return Cas(server=given["BIHUAN_CAS_SERVER"].rstrip("/") + "/", ca=ca)


def _directory(given: Mapping[str, str], ca: str) -> Directory:
    _need(given, "BIHUAN_LDAP_SERVER", "BIHUAN_LDAP_BIND_AS", "BIHUAN_LDAP_BASE")
    if not _is_directory(given["BIHUAN_LDAP_SERVER"]):
        raise _fault("BIHUAN_LDAP_SERVER应写作ldaps://主机名或ldap://主机名，可带端口。")
    if given["BIHUAN_LDAP_BIND_AS"].count("{name}") != 1:
        raise _fault("BIHUAN_LDAP_BIND_AS里要有一处{name}，代表输入的用户名。")
    _need_installed("ldap3", extra="ldap", title="LDAP")
    return Directory(
        server=given["BIHUAN_LDAP_SERVER"],
        bind_as=given["BIHUAN_LDAP_BIND_AS"],
        base=given["BIHUAN_LDAP_BASE"],
        attribute=given.get("BIHUAN_LDAP_ATTRIBUTE", "uid"),
        ca=ca,
    )


MADE_BY = {"BIHUAN_OIDC_ISSUER": _oidc, "BIHUAN_CAS_SERVER": _cas, "BIHUAN_LDAP_SERVER": _directory}


def _need(given: Mapping[str, str], *names: str) -> None:
    missing = [name for name in names if name not in given]
    if missing:
        raise _fault(f"设了{names[0]}，还要设{'、'.join(missing)}。")


def _need_protected(name: str, address: str, *, encrypted: str, plain: str) -> None:
    if not is_protected(address, encrypted=encrypted, plain=plain):
        raise _fault(f"{name}应以{encrypted}://开头（只有本机地址可以用{plain}）。")


def _need_installed(module: str, *, extra: str, title: str) -> None:
    if find_spec(module) is None:
        raise _fault(
            f"设了用{title}登录，但没有安装它要的程序包。请运行 pip install 'bihuan[{extra}]' 后再启动。"
        )


def _is_directory(address: str) -> bool:
    """Plain ``ldap`` is encrypted by StartTLS before anything is said (bihuan.web.sso.directory)."""
    try:
        parts = urlsplit(address)
        return parts.scheme in {"ldap", "ldaps"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _secret(file: Path) -> str:
    try:
        open_to_all = file.stat().st_mode & 0o007
        text = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise _fault(f"BIHUAN_OIDC_CLIENT_SECRET_FILE所指的“{file}”读不到，请核对路径和权限。") from None
    if open_to_all:
        raise _fault(f"“{file}”里是密钥，现在谁都能读。请运行 chmod 600 {file} 后再启动。")
    if not text:
        raise _fault(f"“{file}”是空的，请把客户端密钥写进去。")
    return text


def _ca(file: str) -> str:
    if file and not Path(file).is_file():
        raise _fault(f"BIHUAN_SSO_CA所指的“{file}”不是文件，请核对路径。")
    return file


def _fault(sentence: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"统一身份登录的设置不完整：{sentence}见 docs/single-sign-on.md。")
