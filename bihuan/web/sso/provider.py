"""A provider of OpenID Connect: what it announces, and the keys by which it signs."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

import requests
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from .connections import guarded
from .failures import PeerSilent
from .fetched import Fetched
from .kinds import Oidc, is_protected

#: Others are passed over, as RFC 7517 §5 asks; a shared secret is no key of a provider.
KINDS_OF_KEY = {"RSA", "EC", "OKP"}


@dataclass(frozen=True, slots=True)
class Announced:
    """The parts of the discovery document that we use."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str
    end_session_endpoint: str
    secret_in_body: bool
    names_itself: bool


class Provider:
    """Asked when first needed, then remembered (``fetched.py``)."""

    def __init__(self, oidc: Oidc) -> None:
        self._oidc = oidc
        self._announced: Fetched[Announced] = Fetched(self._discover)
        self._keys: Fetched[KeySet] = Fetched(self._fetch_keys)

    def announced(self) -> Announced:
        """:raises PeerSilent: if the provider does not answer, or its document is not one of this issuer."""
        return self._announced.get()

    def keys(self, *, anew: bool = False) -> KeySet:
        """The public keys; ``anew`` after a token named one that we do not know (at most once a minute)."""
        return self._keys.get(anew=anew)

    def _discover(self) -> Announced:
        found = self._json(f"{self._oidc.issuer.rstrip('/')}/.well-known/openid-configuration")
        if found.get("issuer") != self._oidc.issuer:
            raise PeerSilent("the discovery document names another issuer")
        methods = found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        return Announced(
            authorization_endpoint=_address(found, "authorization_endpoint"),
            token_endpoint=_address(found, "token_endpoint"),
            jwks_uri=_address(found, "jwks_uri"),
            userinfo_endpoint=_address(found, "userinfo_endpoint", needed=False),
            end_session_endpoint=_address(found, "end_session_endpoint", needed=False),
            secret_in_body="client_secret_basic" not in methods,
            names_itself=found.get("authorization_response_iss_parameter_supported") is True,
        )

    def _fetch_keys(self) -> KeySet:
        try:
            found = self._json(self.announced().jwks_uri)["keys"]
            return KeySet.import_key_set({"keys": [key for key in found if key.get("kty") in KINDS_OF_KEY]})
        except (JoseError, ValueError, KeyError, TypeError, AttributeError) as failure:
            raise PeerSilent(f"its keys cannot be read: {failure}") from failure

    def _json(self, address: str) -> dict[str, Any]:
        try:
            with guarded(requests.Session(), ca=self._oidc.ca) as session:
                answer = session.get(address)
                answer.raise_for_status()
                found = answer.json()
        except requests.RequestException as failure:
            raise PeerSilent(f"{address}: {type(failure).__name__}") from failure
        if not isinstance(found, dict):
            raise PeerSilent(f"{address}: not an object")
        return found


@functools.lru_cache(maxsize=8)
def provider_of(oidc: Oidc) -> Provider:
    """One provider object for each setting, shared by all requests of a worker."""
    return Provider(oidc)


def _address(found: dict[str, Any], name: str, *, needed: bool = True) -> str:
    address = found.get(name) or ""
    if not address and not needed:
        return ""
    if not isinstance(address, str) or not is_protected(address, encrypted="https", plain="http"):
        raise PeerSilent(f"its {name} is missing or not protected")
    return address
