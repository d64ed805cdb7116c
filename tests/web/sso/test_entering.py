"""What our own house asks of those who were recognised elsewhere."""

from __future__ import annotations

import time

import pyotp
import pytest
from django.urls import reverse

from bihuan.domain.accounts.operations.second_factor import set_up
from bihuan.domain.accounts.queries import actor_of
from bihuan.domain.accounts.sessions_queries import SIGNED_IN_FROM
from bihuan.domain.trail import journal
from bihuan.domain.trail.models import Change
from bihuan.web.signin.kept import KEPT
from tests.cast import PASSWORD
from tests.web.sso.walking import IN, OUT, walk

pytestmark = pytest.mark.usefixtures("clerk_user", "oidc")


@pytest.fixture
def with_factor(clerk_user):
    """The clerk's second factor, set up; its authenticator."""
    authenticator = pyotp.TOTP(pyotp.random_base32())
    set_up(
        user=clerk_user,
        actor=actor_of(clerk_user),
        secret=authenticator.secret,
        code=authenticator.at(time.time() - 30),
        recovery={},
    )
    return authenticator


def said() -> list[str]:
    """By which means the sign-ins were made, as the trail has it."""
    noted = Change.objects.filter(field=SIGNED_IN_FROM).order_by("pk").values_list("after", flat=True)
    return [text.strip('"').rpartition("，")[2] for text in noted]


WEAK = [{}, {"amr": ["pwd"]}, {"acr": "0"}, {"amr": []}, {"amr": ["MFA"]}, {"acr": ["mfa"]}]
STRONG = [{"amr": ["pwd", "otp"]}, {"amr": ["mfa"]}, {"acr": "https://refeds.org/profile/mfa"}]


@pytest.mark.usefixtures("with_factor")
@pytest.mark.parametrize("claims", WEAK)
def test_who_gave_only_a_password_there_is_asked_for_a_code_here(client, provider, sign_ins, claims):
    provider.claims = claims

    response = walk(client)

    assert (response.status_code, response["Location"]) == (302, reverse("sign-in-code"))
    assert sign_ins(client) == OUT


def test_the_code_opens_the_way_that_was_asked_for_and_both_means_are_noted(client, with_factor, sign_ins):
    walk(client, "/ledger/")

    response = client.post(reverse("sign-in-code"), {"code": with_factor.now()})

    assert response["Location"] == "/ledger/"
    assert sign_ins(client) == IN
    assert said() == ["统一身份（OIDC）和验证码"]


@pytest.mark.usefixtures("with_factor")
@pytest.mark.parametrize("claims", STRONG)
def test_who_gave_more_there_is_not_asked_again(client, provider, sign_ins, claims):
    provider.claims = claims

    walk(client)

    assert sign_ins(client) == IN


@pytest.mark.usefixtures("with_factor")
@pytest.mark.parametrize("claims", [{"amr": "mfa"}, {"amr": {"mfa": 1}}])
def test_methods_that_are_no_list_prove_nothing(client, provider, sign_ins, claims):
    provider.claims = claims

    assert walk(client).status_code == 400
    assert sign_ins(client) == OUT


def test_the_trail_says_by_which_way(client):
    walk(client)

    assert said() == ["统一身份（OIDC）"]


@pytest.mark.parametrize(("by", "status"), [("elsewhere", 200), ("password", 302)])
def test_a_password_is_to_be_changed_by_those_who_use_it(client, clerk_user, by, status):
    with journal.opened():
        clerk_user.password_is_temporary = True
        clerk_user.save()

    if by == "elsewhere":
        walk(client)
    else:
        client.post(reverse("sign-in"), {"username": "clerk", "password": PASSWORD})

    assert client.get(reverse("today")).status_code == status


def test_a_form_that_waited_for_its_author_comes_first(client, clerk_user):
    session = client.session
    session[KEPT] = {"owner": str(clerk_user.pk), "path": "/ledger/", "fields": [["title", "新的标题"]]}
    session.save()

    assert walk(client)["Location"] == reverse("form-kept")


@pytest.mark.parametrize(("claims", "first"), [({}, "second-factor-set-up"), ({"amr": ["mfa"]}, None)])
def test_a_factor_that_a_role_requires_is_set_up_unless_one_was_asked_for_there(
    client, provider, settings, claims, first
):
    settings.BIHUAN_SECOND_FACTOR = "required"
    provider.claims = claims

    walk(client)

    response = client.get(reverse("today"))
    assert response.get("Location") == (reverse(first) if first else None)
