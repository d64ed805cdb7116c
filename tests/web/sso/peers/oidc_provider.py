"""A small provider of OpenID Connect that signs real tokens, and forged ones on request."""

from __future__ import annotations

import base64
import json
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import ECKey, Key, KeySet, RSAKey

from .serving import QuietHandler, serving

CLIENT, SECRET = "bihuan", "only-for-tests-and-long-enough-for-a-signature"


@cache
def rsa_key(kid: str) -> RSAKey:
    return RSAKey.generate_key(2048, parameters={"kid": kid, "use": "sig"})


@cache
def ec_key(kid: str) -> ECKey:
    return ECKey.generate_key("P-256", parameters={"kid": kid, "use": "sig"})


@dataclass
class OidcProvider:
    """What a test may change before a sign-in: claims, signature, the way back, and whole answers."""

    issuer: str = ""
    key: Key = field(default_factory=lambda: rsa_key("first"))
    alg: str = "RS256"
    published: list[Key] = field(default_factory=lambda: [rsa_key("first")])
    person: dict[str, Any] = field(default_factory=lambda: {"sub": "clerk"})
    about: dict[str, Any] = field(default_factory=dict)
    announces: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    back: dict[str, str | None] = field(default_factory=dict)
    sign: Callable[[dict[str, Any]], str] | None = None
    token: dict[str, Any] = field(default_factory=dict)
    #: Whole answers by path: (status, body, headers).
    instead: dict[str, tuple[int, bytes, dict[str, str]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    #: What was asked of the page where users sign in, the latest last.
    questions: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        usual = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "userinfo_endpoint": f"{self.issuer}/about",
            "end_session_endpoint": f"{self.issuer}/end",
            "authorization_response_iss_parameter_supported": True,
        }
        return present({**usual, **self.announces})

    def told(self, path: str) -> dict[str, Any]:
        """What stands at an address that only tells something."""
        if path == "/keys":
            return KeySet(self.published).as_dict(private=False)
        if path == "/about":
            return {**self.person, **self.about}
        return self.document()

    def way_back(self, question: dict[str, str]) -> str:
        """The person signs in and is sent back with a code."""
        self.questions.append(question)
        code = secrets.token_urlsafe(16)
        self.codes[code] = question
        given = present({"code": code, "state": question["state"], "iss": self.issuer, **self.back})
        return f"{question['redirect_uri']}?{urlencode(given)}"

    def tokens(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """The tokens for a code, which is good for once and for the one who can show the verifier."""
        question = self.codes.pop(form.get("code", ""), None)
        if not self._is_client(form, authorization):
            return 401, {"error": "invalid_client"}
        challenge = create_s256_code_challenge(form.get("code_verifier", ""))
        if (
            question is None
            or form.get("redirect_uri") != question["redirect_uri"]
            or challenge != question["code_challenge"]
        ):
            return 400, {"error": "invalid_grant"}
        signed = self._signed(question["nonce"])
        usual = {"access_token": "access", "token_type": "Bearer", "expires_in": 300, "id_token": signed}
        return 200, present({**usual, **self.token})

    def _is_client(self, form: dict[str, str], authorization: str) -> bool:
        if "client_secret" in form:
            return (form["client_id"], form["client_secret"]) == (CLIENT, SECRET)
        given = base64.b64decode(authorization.removeprefix("Basic ")).decode("ascii")
        return tuple(given.split(":")) == (CLIENT, SECRET)

    def _signed(self, nonce: str) -> str:
        now = int(time.time())
        usual = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce}
        claims = present({**usual, **self.person, **self.claims})
        return self.sign(claims) if self.sign else self.signed_with(self.key, claims)

    def signed_with(self, key: Key, claims: dict[str, Any]) -> str:
        return jwt.encode({"alg": self.alg, "kid": key.kid}, claims, key, algorithms=[self.alg])


def present(values: dict[str, Any]) -> dict[str, Any]:
    """Without what a test took out by None."""
    return {name: value for name, value in values.items() if value is not None}


@contextmanager
def oidc_provider(certificate: Path | None = None) -> Iterator[OidcProvider]:
    provider = OidcProvider()

    class Handler(QuietHandler):
        def respond(self) -> None:
            parts = urlsplit(self.path)
            provider.asked.append(parts.path)
            if parts.path in provider.instead:
                status, body, headers = provider.instead[parts.path]
                self.answer(body, status=status, **headers)
            elif parts.path == "/authorize":
                question = {name: values[0] for name, values in parse_qs(parts.query).items()}
                self.answer(b"", status=302, Location=provider.way_back(question))
            elif parts.path == "/token":
                status, found = provider.tokens(self.form(), self.headers.get("Authorization", ""))
                self.answer(json.dumps(found).encode(), status=status)
            else:
                self.answer(json.dumps(provider.told(parts.path)).encode())

    with serving(Handler, certificate=certificate) as address:
        provider.issuer = address
        yield provider
