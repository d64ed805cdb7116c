"""The proof of who signed in: an ID token, signed by the provider, for us, now, and for this question."""

from __future__ import annotations

from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jws import JWSRegistry

from .failures import NotProven
from .kinds import Oidc
from .provider import Provider

#: Signatures by a key that only the provider has; never ``none``, never a secret that both sides share.
ALGORITHMS = [
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "Ed25519", "EdDSA"),
]
#: Seconds by which the clocks of both sides may differ.
LEEWAY = 60


def verified_claims(token: dict[str, Any], *, oidc: Oidc, provider: Provider, nonce: str) -> dict[str, Any]:
    """The claims of the ID token.

    :raises NotProven: if it is not signed by the provider, or not for us, not now, not for this sign-in.
    """
    signed = token.get("id_token")
    if not isinstance(signed, str):
        raise NotProven("no ID token")
    try:
        read = _opened(signed, provider)
        claims = CodeIDToken(
            read.claims,
            read.header,
            options={
                "iss": {"essential": True, "value": oidc.issuer},
                "aud": {"essential": True, "value": oidc.client_id},
            },
            params={"nonce": nonce, "client_id": oidc.client_id, "access_token": token.get("access_token")},
        )
        claims.validate(leeway=LEEWAY)
    except (JoseError, ValueError, TypeError) as failure:
        raise NotProven(f"ID token: {type(failure).__name__} {failure}") from failure
    return dict(claims)


def _opened(signed: str, provider: Provider) -> jwt.Token:
    """The token, its signature checked; a key that we do not know yet is asked for once."""
    registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
    try:
        return jwt.decode(signed, provider.keys(), registry=registry)
    except InvalidKeyIdError:
        return jwt.decode(signed, provider.keys(anew=True), registry=registry)
