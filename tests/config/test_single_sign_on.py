"""Single sign-on by the environment: off, whole, or refused with a sentence that says what to do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from bihuan.config import single_sign_on as module
from bihuan.config.single_sign_on import single_sign_on
from bihuan.web.sso.kinds import Cas, Directory, Oidc

ROOT = Path(__file__).parents[2]
LDAP = {
    "BIHUAN_LDAP_SERVER": "ldaps://dir.qinghe.example",
    "BIHUAN_LDAP_BIND_AS": "uid={name},ou=people,dc=qinghe,dc=example",
    "BIHUAN_LDAP_BASE": "ou=people,dc=qinghe,dc=example",
}


@pytest.fixture
def oidc(tmp_path):
    file = tmp_path / "secret"
    file.write_text("only-for-tests\n")
    file.chmod(0o600)
    return {
        "BIHUAN_OIDC_ISSUER": "https://id.qinghe.example/realm",
        "BIHUAN_OIDC_CLIENT_ID": "bihuan",
        "BIHUAN_OIDC_CLIENT_SECRET_FILE": str(file),
    }


@pytest.mark.parametrize("environment", [{}, {"BIHUAN_OIDC_ISSUER": " ", "BIHUAN_SSO_CA": ""}])
def test_with_nothing_set_it_is_off(environment):
    assert single_sign_on(environment) is None


def test_oidc_takes_the_subject_unless_another_claim_is_named(oidc):
    usual = {
        "issuer": "https://id.qinghe.example/realm",
        "client_id": "bihuan",
        "client_secret": "only-for-tests",
    }

    assert single_sign_on(oidc) == Oidc(**usual)
    assert single_sign_on({**oidc, "BIHUAN_OIDC_CLAIM": "staff"}) == Oidc(
        **usual, claim="staff", scopes=("openid", "profile")
    )
    assert single_sign_on({**oidc, "BIHUAN_OIDC_SCOPES": "openid staff"}) == Oidc(
        **usual, scopes=("openid", "staff")
    )


def test_the_secret_is_in_no_text_about_the_setting(oidc):
    assert "only-for-tests" not in repr(single_sign_on(oidc)) + str(single_sign_on(oidc))


@pytest.mark.parametrize("server", ["https://cas.qinghe.example/cas", "https://cas.qinghe.example/cas/"])
def test_cas_needs_its_address_only(server):
    assert single_sign_on({"BIHUAN_CAS_SERVER": server}) == Cas("https://cas.qinghe.example/cas/")


def test_ldap_looks_for_uid_unless_another_attribute_is_named():
    kind = Directory(*LDAP.values())

    assert single_sign_on(LDAP) == kind
    assert single_sign_on({**LDAP, "BIHUAN_LDAP_ATTRIBUTE": "sAMAccountName"}) == Directory(
        *LDAP.values(), attribute="sAMAccountName"
    )


@pytest.mark.parametrize("address", ["http://127.0.0.1:9000", "http://localhost/", "http://[::1]:8080/realm"])
def test_without_https_only_this_machine_is_asked(oidc, address):
    assert single_sign_on({**oidc, "BIHUAN_OIDC_ISSUER": address}).issuer == address


def test_a_ca_of_ones_own_is_handed_on(tmp_path):
    file = tmp_path / "ca.pem"
    file.touch()

    assert single_sign_on({**LDAP, "BIHUAN_SSO_CA": str(file)}).ca == str(file)


HALF = {
    "no client": ({"BIHUAN_OIDC_CLIENT_ID": ""}, "设了BIHUAN_OIDC_ISSUER，还要设BIHUAN_OIDC_CLIENT_ID。"),
    "no secret": (
        {"BIHUAN_OIDC_CLIENT_SECRET_FILE": ""},
        "设了BIHUAN_OIDC_ISSUER，还要设BIHUAN_OIDC_CLIENT_SECRET_FILE。",
    ),
    "a secret that is not there": (
        {"BIHUAN_OIDC_CLIENT_SECRET_FILE": "/nowhere"},
        "BIHUAN_OIDC_CLIENT_SECRET_FILE所指的“/nowhere”读不到，请核对路径和权限。",
    ),
    "plain http": (
        {"BIHUAN_OIDC_ISSUER": "http://id.qinghe.example"},
        "BIHUAN_OIDC_ISSUER应以https://开头（只有本机地址可以用http）。",
    ),
    "a name of this machine that is none": (
        {"BIHUAN_OIDC_ISSUER": "http://127.0.0.1.qinghe.example"},
        "BIHUAN_OIDC_ISSUER应以https://开头（只有本机地址可以用http）。",
    ),
    "no openid": ({"BIHUAN_OIDC_SCOPES": "profile"}, "BIHUAN_OIDC_SCOPES必须包含openid。"),
    "no issuer": (
        {"BIHUAN_OIDC_ISSUER": ""},
        "设了BIHUAN_OIDC_CLIENT_ID、BIHUAN_OIDC_CLIENT_SECRET_FILE，但没有设BIHUAN_OIDC_ISSUER、"
        "BIHUAN_CAS_SERVER、BIHUAN_LDAP_SERVER中的任何一个，不知道连到哪里。",
    ),
    "two at once": (
        {"BIHUAN_CAS_SERVER": "https://cas.qinghe.example/"},
        "BIHUAN_OIDC_ISSUER、BIHUAN_CAS_SERVER只能设一个，请留下要用的一种。",
    ),
    "a ca that is not there": (
        {"BIHUAN_SSO_CA": "/nowhere"},
        "BIHUAN_SSO_CA所指的“/nowhere”不是文件，请核对路径。",
    ),
}


@pytest.mark.parametrize("half", HALF)
def test_half_a_setting_is_refused_with_what_is_missing(oidc, half):
    changed, sentence = HALF[half]

    assert refusal({**oidc, **changed}) == sentence


HALF_LDAP = {
    "no base": ({"BIHUAN_LDAP_BASE": ""}, "设了BIHUAN_LDAP_SERVER，还要设BIHUAN_LDAP_BASE。"),
    "no place for the name": (
        {"BIHUAN_LDAP_BIND_AS": "uid=name"},
        "BIHUAN_LDAP_BIND_AS里要有一处{name}，代表输入的用户名。",
    ),
    "another scheme": (
        {"BIHUAN_LDAP_SERVER": "dir.qinghe.example"},
        "BIHUAN_LDAP_SERVER应写作ldaps://主机名或ldap://主机名，可带端口。",
    ),
    "a port that is none": (
        {"BIHUAN_LDAP_SERVER": "ldaps://dir.qinghe.example:x"},
        "BIHUAN_LDAP_SERVER应写作ldaps://主机名或ldap://主机名，可带端口。",
    ),
}


@pytest.mark.parametrize("half", HALF_LDAP)
def test_half_a_directory_is_refused_with_what_is_missing(half):
    changed, sentence = HALF_LDAP[half]

    assert refusal({**LDAP, **changed}) == sentence


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"BIHUAN_CAS_SERVER": "https://cas.qinghe.example/"}, "pip install 'bihuan[cas]'"),
        (LDAP, "pip install 'bihuan[ldap]'"),
    ],
)
def test_what_is_set_but_not_installed_says_what_to_install(monkeypatch, environment, sentence):
    monkeypatch.setattr(module, "find_spec", lambda name: None)

    assert sentence in refusal(environment)


@pytest.mark.parametrize(("mode", "refused"), [(0o600, False), (0o640, False), (0o604, True), (0o644, True)])
def test_a_secret_that_everybody_may_read_is_refused(oidc, mode, refused):
    file = Path(oidc["BIHUAN_OIDC_CLIENT_SECRET_FILE"])
    file.chmod(mode)

    assert (refusal(oidc) == f"“{file}”里是密钥，现在谁都能读。请运行 chmod 600 {file} 后再启动。") is refused


def test_an_empty_secret_is_refused(oidc):
    Path(oidc["BIHUAN_OIDC_CLIENT_SECRET_FILE"]).write_text("\n")

    assert refusal(oidc).endswith("是空的，请把客户端密钥写进去。")


def test_what_is_not_set_is_not_loaded():
    """Neither extra, nor the library for OIDC, takes time or memory where nothing is set."""
    code = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'bihuan.config.settings_test'\n"
        "django.setup(); from django.urls import get_resolver; get_resolver().url_patterns\n"
        "print(sorted({'cas', 'ldap3', 'authlib', 'joserfc'} & set(sys.modules)))"
    )

    finished = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )

    assert finished.stdout == "[]\n"


def refusal(environment) -> str:
    """What the refusal says between its opening and the page it names; empty if there is none."""
    try:
        single_sign_on(environment)
    except ImproperlyConfigured as fault:
        return (
            str(fault).removeprefix("统一身份登录的设置不完整：").removesuffix("见 docs/single-sign-on.md。")
        )
    return ""


def test_every_setting_stands_in_the_table_of_settings_and_on_the_page_about_it():
    table, page = ((ROOT / "docs" / name).read_text("utf-8") for name in ("settings.md", "single-sign-on.md"))

    assert [name for name in module.ALL if f"| `{name}` |" not in table] == []
    assert [name for name in module.ALL if name not in page] == []
