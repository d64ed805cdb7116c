"""What was typed while setting up: in the session, sealed, until it is made and noted down."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from bihuan.core.seal import Unsealable, seal, unseal
from bihuan.domain.accounts import setup_code
from bihuan.domain.accounts.setting_up import Newcomer, UnitAnswers
from bihuan.web.forms import new_request_key

KEPT, PLACE = "setup", "web.setup"
LASTS = 60 * 60


@dataclass(frozen=True, slots=True)
class Draft:
    """``code`` is the setup code that was given; ``key`` makes sending the last step twice harmless."""

    code: str
    key: str
    unit: dict[str, str] = field(default_factory=dict)
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    made: bool = False

    @property
    def answers(self) -> UnitAnswers | None:
        return UnitAnswers(**self.unit) if self.unit else None

    @property
    def newcomers(self) -> dict[str, Newcomer]:
        """Who becomes what, by the codes of the roles."""
        return {role: Newcomer(**each) for role, each in self.people.items()}

    def is_current(self) -> bool:
        """Whether the code that was given is the one that waits."""
        return constant_time_compare(self.code, setup_code.found())


def begin(request: HttpRequest) -> None:
    """The right code was given. The session gets a new number: nobody can have planted it."""
    request.session.cycle_key()
    request.session.set_expiry(LASTS)
    _keep(request, Draft(setup_code.found(), new_request_key()))


def found(request: HttpRequest) -> Draft | None:
    kept = request.session.get(KEPT)
    if kept is None:
        return None
    try:
        return Draft(**json.loads(unseal(b64decode(kept), keys=settings.BIHUAN_SEALING_KEYS, place=PLACE)))
    except Unsealable:
        return None


def keep(request: HttpRequest, draft: Draft, **changes: Any) -> None:
    """The draft with changes, for the next step."""
    _keep(request, replace(draft, **changes))


def with_people(newcomers: dict[str, Newcomer]) -> dict[str, dict[str, Any]]:
    return {role: asdict(each) for role, each in newcomers.items()}


def forget(request: HttpRequest) -> None:
    request.session.flush()


def _keep(request: HttpRequest, draft: Draft) -> None:
    plain = json.dumps(asdict(draft), ensure_ascii=False).encode()
    sealed = seal(plain, keys=settings.BIHUAN_SEALING_KEYS, place=PLACE)
    request.session[KEPT] = b64encode(sealed).decode("ascii")
