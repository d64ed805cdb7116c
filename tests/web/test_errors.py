"""Every refusal answers in plain Chinese, with a status that machines understand."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from bihuan.domain.trail.failures import NotPermitted, OperationFailed
from bihuan.web.refusals import RefusalMiddleware


@pytest.mark.parametrize(
    ("failure", "status", "words"),
    [
        (NotPermitted(), 403, "没有做这件事的权限"),
        (OperationFailed("数量不能为负。"), 409, "数量不能为负。"),
        (OperationalError("database is locked"), 503, "请过几分钟再刷新"),
    ],
)
def test_what_a_view_did_not_handle_becomes_a_page(failure, status, words):
    request = RequestFactory().get("/")

    response = RefusalMiddleware(lambda request: HttpResponse()).process_exception(request, failure)

    assert response.status_code == status
    assert words in response.content.decode()
    assert "database is locked" not in response.content.decode()


def test_a_defect_is_left_to_the_server_error_page():
    request = RequestFactory().get("/")

    assert RefusalMiddleware(lambda request: HttpResponse()).process_exception(request, KeyError()) is None


def test_an_address_that_does_not_exist_says_so(clerk_client):
    response = clerk_client.get("/nowhere/")

    assert response.status_code == 404
    assert "返回" in response.content.decode() or "回到" in response.content.decode()


def test_a_form_without_its_token_says_to_reload(client, db):
    client.handler.enforce_csrf_checks = True

    response = client.post(reverse("sign-in"), {"username": "x", "password": "y"})

    assert response.status_code == 403
    assert "页面已过期" in response.content.decode()


@pytest.mark.parametrize("address", ["/sign-in/", "/nowhere/", "/"])
def test_every_answer_carries_the_protective_headers(client, db, address):
    headers = client.get(address).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "'unsafe-inline'" not in headers["Content-Security-Policy"]
    assert "default-src 'self'" in headers["Content-Security-Policy"]
