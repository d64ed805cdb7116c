"""Sign-in against the register of users."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from bihuan.domain.accounts.models import User
from bihuan.domain.accounts.queries import user_named, users_who_may_enter


class RegisterBackend:
    """Checks name and password; an unknown name costs as much time as a wrong password."""

    def authenticate(
        self, request: HttpRequest | None, username: str = "", password: str = ""
    ) -> User | None:
        user = user_named(username)
        if user is None:
            make_password(password)
            return None
        return user if user.check_password(password) else None

    def get_user(self, user_id: int) -> User | None:
        users = users_who_may_enter().select_related("person__unit", "second_factor")
        return users.filter(pk=user_id).first()
