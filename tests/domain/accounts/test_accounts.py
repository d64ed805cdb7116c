"""Users, their roles, and what signing in costs."""

from __future__ import annotations

from bihuan.domain.accounts import queries
from bihuan.domain.accounts.models import User
from bihuan.domain.accounts.operations.users import create_user
from bihuan.domain.trail.actor import SYSTEM, Via
from bihuan.domain.trail.models import Change
from tests.cast import PASSWORD


def test_an_actor_carries_person_and_roles_by_path(bureau, clerk_user, django_assert_num_queries):
    with django_assert_num_queries(1):
        actor = queries.actor_of(clerk_user, via=Via.CLI, os_account="root")

    assert (actor.user_key, actor.person_key) == (clerk_user.key, bureau.officer.key)
    assert actor.roles_by_unit_path == {bureau.unit.path: frozenset({"clerk"})}
    assert (actor.via, actor.os_account) == ("cli", "root")


def test_only_active_users_are_found_by_name(clerk_user):
    assert queries.user_named("clerk") == clerk_user
    assert queries.user_named("nobody") is None


def test_the_password_is_checked_and_never_noted(clerk_user, bureau):
    noted = Change.objects.get(object_key=clerk_user.key)

    assert clerk_user.check_password(PASSWORD)
    assert not clerk_user.check_password("wrong")
    assert '"password"' not in noted.after
    assert "former_passwords" not in noted.after


def test_checking_a_password_writes_nothing(clerk_user, settings, django_assert_num_queries):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]

    with django_assert_num_queries(0):
        assert User.objects.none().model.check_password(clerk_user, PASSWORD)


def test_a_user_shows_the_name_of_the_person(clerk_user, bureau):
    system_user = create_user(person=bureau.head, actor=SYSTEM, username="head", password="x")

    assert (str(clerk_user), str(system_user)) == ("乔一帆", "沈知远")
