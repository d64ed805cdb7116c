"""Signing in at a provider of OpenID Connect: authorization code with PKCE, state and nonce."""

from __future__ import annotations

import secrets
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from django.http import HttpRequest

from . import pending
from .connections import guarded
from .failures import Declined, NotProven, PeerSilent
from .identity import Identity
from .kinds import Oidc
from .provider import Announced, provider_of
from .tokens import verified_claims

#: What the provider says when a second factor was asked (RFC 8176, and names in use for ``acr``).
STRONG_METHODS = {"mfa", "otp"}
STRONG_CLASSES = {
    "mfa",
    "otp",
    "http://schemas.openid.net/pape/policies/2007/06/multi-factor",
    "https://refeds.org/profile/mfa",
}


def address_to_sign_in(request: HttpRequest, oidc: Oidc, *, back: str, next: str) -> str:
    """Where the browser is to go; what the answer must match waits in the session.

    :raises PeerSilent: if the provider does not answer.
    """
    announced = provider_of(oidc).announced()
    nonce, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    state = pending.begin(request, nonce=nonce, verifier=verifier, back=back, next=next)
    with _session(oidc, announced, back) as session:
        address, _ = session.create_authorization_url(
            announced.authorization_endpoint, state=state, nonce=nonce, code_verifier=verifier
        )
    return address


def identity(request: HttpRequest, oidc: Oidc) -> Identity:
    """Who came back, proven by a token fetched for the code in the address.

    :raises SingleSignOnFailed: if it does not prove anything, the provider declined, or it does not answer.
    """
    given = request.GET
    known = pending.take(request, given.get("state", ""))
    provider = provider_of(oidc)
    announced = provider.announced()
    _ask_who_answers(given.get("iss"), oidc, announced)
    if "error" in given:
        raise Declined(given["error"][:100])
    with _session(oidc, announced, known["back"]) as session:
        token = _token(session, announced, given.get("code", ""), known["verifier"])
        claims = verified_claims(token, oidc=oidc, provider=provider, nonce=known["nonce"])
        name = _name(claims, session, oidc, announced)
    return Identity(name, _is_strong(claims), known["next"])


def address_to_sign_out(oidc: Oidc, *, back: str) -> str:
    """Where the provider ends its own session (RP-initiated logout); empty if it announces no such place."""
    try:
        announced = provider_of(oidc).announced()
    except PeerSilent:
        return ""
    if not announced.end_session_endpoint:
        return ""
    given = {"client_id": oidc.client_id, "post_logout_redirect_uri": back}
    return requests.Request("GET", announced.end_session_endpoint, params=given).prepare().url


def _session(oidc: Oidc, announced: Announced, back: str) -> OAuth2Session:
    session = OAuth2Session(
        client_id=oidc.client_id,
        client_secret=oidc.client_secret,
        token_endpoint_auth_method="client_secret_post"
        if announced.secret_in_body
        else "client_secret_basic",
        scope=" ".join(oidc.scopes),
        redirect_uri=back,
        code_challenge_method="S256",
    )
    return guarded(session, ca=oidc.ca)


def _ask_who_answers(named: str | None, oidc: Oidc, announced: Announced) -> None:
    """RFC 9207: an answer that another provider sent is no answer to this question."""
    if named != oidc.issuer and (named is not None or announced.names_itself):
        raise NotProven("the answer names another issuer")


def _token(session: OAuth2Session, announced: Announced, code: str, verifier: str) -> dict[str, Any]:
    if not code:
        raise NotProven("no code")
    try:
        return session.fetch_token(
            announced.token_endpoint, grant_type="authorization_code", code=code, code_verifier=verifier
        )
    except AuthlibBaseError as failure:
        raise NotProven(f"no token: {failure.error}") from failure
    except (requests.RequestException, ValueError) as failure:
        raise PeerSilent(f"no token: {type(failure).__name__}") from failure


def _name(claims: dict[str, Any], session: OAuth2Session, oidc: Oidc, announced: Announced) -> str:
    """The claim that is our user name: from the token, or else from the provider's page about the user."""
    name = claims.get(oidc.claim)
    if name is None and announced.userinfo_endpoint:
        name = _about(session, announced.userinfo_endpoint, claims["sub"]).get(oidc.claim)
    if not isinstance(name, str) or not name:
        raise NotProven(f"no claim {oidc.claim}")
    return name


def _about(session: OAuth2Session, address: str, subject: str) -> dict[str, Any]:
    """What the provider tells about the user; only if it speaks of the same one as the token."""
    try:
        answer = session.get(address)
        answer.raise_for_status()
        found = answer.json()
    except (AuthlibBaseError, requests.RequestException, ValueError) as failure:
        raise PeerSilent(f"no user info: {type(failure).__name__}") from failure
    if not isinstance(found, dict) or found.get("sub") != subject:
        raise NotProven("the user info speaks of another")
    return found


def _is_strong(claims: dict[str, Any]) -> bool:
    methods = claims.get("amr") or []
    return not STRONG_METHODS.isdisjoint(map(str, methods)) or str(claims.get("acr")) in STRONG_CLASSES
