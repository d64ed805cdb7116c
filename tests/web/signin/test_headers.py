"""Every answer carries its headers; plain http stays on this machine; cookies follow the transport."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from django.urls import reverse

from bihuan.config.transport import transport
from bihuan.web.addresses import client_address, is_from_this_machine

CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
EXPECTED = {
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
OFFICE = "10.20.30.40"


def failing(*arguments):
    raise RuntimeError("a defect")


def headers_of(response) -> dict[str, str]:
    policy = sorted(response.headers["Content-Security-Policy"].split("; "))
    assert policy == sorted(CSP.split("; "))
    return {name: response.headers.get(name) for name in EXPECTED}


@pytest.mark.parametrize(
    ("method", "path", "more", "status"),
    [
        ("get", "/", {}, 200),
        ("get", "/nowhere/", {}, 404),
        ("get", "/sign-out/", {}, 405),
        ("get", "/", {"HTTP_HOST": "elsewhere.example"}, 400),
        ("get", "/", {"REMOTE_ADDR": OFFICE}, 403),
    ],
)
def test_every_answer_carries_all_headers(clerk_client, method, path, more, status):
    response = getattr(clerk_client, method)(path, **more)

    assert response.status_code == status
    assert headers_of(response) == EXPECTED


def test_a_defect_answers_with_all_headers(clerk_client, monkeypatch):
    clerk_client.raise_request_exception = False
    monkeypatch.setattr("bihuan.web.today.views.render", failing)

    response = clerk_client.get("/")

    assert response.status_code == 500
    assert headers_of(response) == EXPECTED


def test_a_form_without_token_answers_with_all_headers(client, db):
    client.handler.enforce_csrf_checks = True

    response = client.post(reverse("sign-in"), {"username": "x", "password": "y"})

    assert response.status_code == 403
    assert headers_of(response) == EXPECTED


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, 200),
        ({"REMOTE_ADDR": "::1"}, 200),
        ({"REMOTE_ADDR": "::ffff:127.0.0.1"}, 200),
        ({"REMOTE_ADDR": OFFICE}, 403),
        ({"REMOTE_ADDR": ""}, 403),
        ({"REMOTE_ADDR": OFFICE, "secure": True}, 200),
        ({"REMOTE_ADDR": OFFICE, "HTTP_X_FORWARDED_PROTO": "https"}, 403),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": OFFICE}, 403),
    ],
)
def test_plain_http_is_for_this_machine_only(client, db, more, status):
    response = client.get(reverse("sign-in"), **more)

    assert response.status_code == status
    assert ("请改用 https 访问" in response.content.decode()) == (status == 403)


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"HTTP_X_FORWARDED_FOR": OFFICE, "HTTP_X_FORWARDED_PROTO": "https"}, 200),
        ({"HTTP_X_FORWARDED_FOR": OFFICE, "HTTP_X_FORWARDED_PROTO": "http"}, 403),
        ({"HTTP_X_FORWARDED_FOR": f"127.0.0.1, {OFFICE}"}, 403),
        ({}, 200),
    ],
)
def test_behind_a_proxy_its_word_on_encryption_counts(client, db, settings, more, status):
    settings.BIHUAN_PROXIES = 1
    settings.SECURE_PROXY_SSL_HEADER = transport(tls=False, proxies=1)["SECURE_PROXY_SSL_HEADER"]

    assert client.get(reverse("sign-in"), **more).status_code == status


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "", "192.0.2.1"),
        (0, "198.51.100.7", "192.0.2.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (2, "203.0.113.9, 198.51.100.7", "203.0.113.9"),
        (2, "forged, 203.0.113.9, 198.51.100.7", "203.0.113.9"),
        (2, "198.51.100.7", "198.51.100.7"),
        (1, "", "192.0.2.1"),
    ],
)
def test_only_what_our_own_proxies_added_is_believed(settings, proxies, forwarded, expected):
    settings.BIHUAN_PROXIES = proxies
    more = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", **more)

    assert client_address(request) == expected
    assert not is_from_this_machine(request)


@pytest.mark.parametrize(("tls", "proxies"), [(True, 0), (False, 1), (True, 2)])
def test_over_tls_cookies_are_bound_to_the_host(tls, proxies):
    found = transport(tls=tls, proxies=proxies)

    assert (found["SESSION_COOKIE_NAME"], found["CSRF_COOKIE_NAME"]) == (
        "__Host-bihuan_session",
        "__Host-bihuan_csrf",
    )
    assert found["SESSION_COOKIE_SECURE"] is found["CSRF_COOKIE_SECURE"] is True
    assert found["SECURE_HSTS_SECONDS"] == 31_536_000
    assert (found["SECURE_PROXY_SSL_HEADER"] is None) == (proxies == 0)


def test_on_this_machine_cookies_work_without_tls():
    found = transport(tls=False, proxies=0)

    assert (found["SESSION_COOKIE_NAME"], found["SESSION_COOKIE_SECURE"]) == ("bihuan_session", False)
    assert (found["SECURE_HSTS_SECONDS"], found["SECURE_PROXY_SSL_HEADER"]) == (0, None)


def test_a_session_cookie_meets_what_the_host_prefix_asks(client, clerk_user, settings):
    for name, value in transport(tls=True, proxies=0).items():
        setattr(settings, name, value)

    response = client.post(
        reverse("sign-in"), {"username": "clerk", "password": "only-for-tests"}, secure=True
    )

    cookie = response.cookies["__Host-bihuan_session"]
    assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000"
