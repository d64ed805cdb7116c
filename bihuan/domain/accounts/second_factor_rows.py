"""What is stored of a user's second factor."""

from __future__ import annotations

import base64
from uuid import UUID

from django.conf import settings
from django.db import models

from bihuan.core.seal import seal, unseal
from bihuan.domain.trail.recorded import RecordedModel


class SecondFactor(RecordedModel):
    """The authenticator and the recovery codes of a user; empty where they were turned off or reset.

    ``last_step`` is the step of the newest code that was used: none counts twice.
    """

    not_noted = frozenset({"sealed_secret", "recovery", "last_step"})

    user = models.OneToOneField("accounts.User", on_delete=models.PROTECT, related_name="second_factor")
    sealed_secret = models.TextField(blank=True, editable=False)
    recovery = models.JSONField(default=dict, editable=False)
    last_step = models.PositiveBigIntegerField(default=0, editable=False)
    set_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return f"{self.user_id}"

    @property
    def is_set(self) -> bool:
        return self.set_at is not None

    @property
    def secret(self) -> str:
        """:raises Unsealable: if the key of this installation is another one."""
        sealed = base64.b64decode(self.sealed_secret)
        return unseal(sealed, keys=settings.BIHUAN_SEALING_KEYS, place=self._place).decode()

    @secret.setter
    def secret(self, secret: str) -> None:
        sealed = seal(secret.encode(), keys=settings.BIHUAN_SEALING_KEYS, place=self._place)
        self.sealed_secret = base64.b64encode(sealed).decode()

    @property
    def _place(self) -> str:
        return f"{self._meta.label_lower}:{self.key}"

    def chain_key(self) -> UUID | None:
        return self.user.chain_key()
