"""Users and their roles in units."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from bihuan.core.registry.roles import administrators, roles
from bihuan.domain.organizations.models import Person, ScopedModel, ScopedQuerySet
from bihuan.domain.trail.recorded import RecordedModel, RecordedQuerySet

from .second_factor_rows import SecondFactor as SecondFactor


class UserQuerySet(RecordedQuerySet):
    def get_by_natural_key(self, username: str) -> User:
        return self.get(username=username)


class User(RecordedModel, AbstractBaseUser):
    """A sign-in. The person behind it stands in the register of people."""

    not_noted = frozenset({"password", "former_passwords"})
    USERNAME_FIELD = "username"

    username = models.CharField(max_length=50, unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, null=True, related_name="user")
    is_active = models.BooleanField(default=True)
    password_set_at = models.DateTimeField(default=timezone.now)
    password_is_temporary = models.BooleanField(default=False)
    former_passwords = models.JSONField(default=list, editable=False)
    session_generation = models.PositiveIntegerField(default=0)
    state_changed_at = models.DateTimeField(null=True, editable=False)
    state_reason = models.CharField(max_length=200, blank=True)
    last_login = None

    objects = UserQuerySet.as_manager()

    def __str__(self) -> str:
        return self.person.name if self.person else self.username

    def check_password(self, raw_password: str) -> bool:
        """Compare only: signing in never writes to the user's row."""
        return check_password(raw_password, self.password)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must know to stay valid: it changes with the password and the generation."""
        text = f"{self.password}:{self.session_generation}"
        return salted_hmac("bihuan.accounts.session", text, secret=secret, algorithm="sha256").hexdigest()

    def set_unusable_password(self) -> None:
        """Shut the sign-in, and forget earlier passwords with it."""
        super().set_unusable_password()
        self.former_passwords = []

    def has_used(self, raw_password: str, *, remembered: int) -> bool:
        """Whether it is the present password or one of the last ``remembered``."""
        earlier = self.former_passwords[: max(remembered - 1, 0)]
        return any(check_password(raw_password, used) for used in (self.password, *earlier))

    def chain_key(self) -> UUID | None:
        return self.person.chain_key() if self.person else None


class StandingQuerySet(ScopedQuerySet):
    def standing(self) -> StandingQuerySet:
        return self.filter(withdrawn_at=None)


class Withdrawable(ScopedModel):
    """A right that was given: it is withdrawn, never deleted."""

    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by = models.UUIDField(null=True, blank=True, editable=False)
    withdrawn_why = models.CharField(max_length=200, blank=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        abstract = True


class RoleGrant(Withdrawable):
    """A role that a user holds in a unit and everything below it; ``role`` is the registry's code."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["user", "unit", "role"], condition=Q(withdrawn_at=None), name="role_granted_once"
            ),
        )

    def __str__(self) -> str:
        return roles()[self.role].name

    @property
    def is_administration(self) -> bool:
        """Whether it makes the user one of the three administrators of the tenant."""
        return self.role in administrators() and self.unit.parent_id is None


class Delegation(Withdrawable):
    """A granted role that somebody else may use from one day until before another (代办)."""

    grant = models.ForeignKey(RoleGrant, on_delete=models.PROTECT, related_name="delegations")
    taker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="delegations")
    since = models.DateField()
    until = models.DateField()
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="delegation_ends_after_start"),
        )
        indexes = (models.Index(fields=["taker", "until"], name="delegation_of_taker"),)

    def __str__(self) -> str:
        return f"{self.grant_id}/{self.taker_id}"
