"""Setting up, renewing, turning off and resetting the second factor, through the door."""

from __future__ import annotations

import pytest

from bihuan.domain.accounts import queries, second_factor
from bihuan.domain.accounts.failures import (
    FactorNotSet,
    FactorRequired,
    FactorSetBefore,
    ResettingOneself,
    WrongCode,
    WrongProof,
)
from bihuan.domain.accounts.models import SecondFactor, User
from bihuan.domain.accounts.operations import second_factor as operations
from bihuan.domain.accounts.second_factor_steps import factor_of, is_required_of
from bihuan.domain.trail.failures import NotPermitted
from bihuan.domain.trail.models import Entry
from tests.authenticators import enrolled, reading, sign_in
from tests.cast import PASSWORD, user_with


@pytest.fixture
def security_admin(bureau) -> User:
    return user_with(bureau.head, "secadmin", "secadmin")


def test_setting_up_ends_other_sessions(clock, clerk_user):
    before = clerk_user.get_session_auth_hash()

    enrolled(clerk_user)

    assert reading(clerk_user).get_session_auth_hash() != before


def set_up_again(telephone, **more):
    user = reading(telephone.user)
    secret = second_factor.new_secret()
    fresh = type(telephone)(user, secret, second_factor.new_recovery_codes())
    fields = {"secret": secret, "code": fresh.code(), "recovery": second_factor.hashed(fresh.recovery)}
    operations.set_up(user=user, actor=queries.actor_of(user), **(fields | more))
    return fresh


def test_a_second_set_up_needs_proof(telephone):
    with pytest.raises(FactorSetBefore):
        set_up_again(telephone)
    with pytest.raises(WrongProof):
        set_up_again(telephone, proof="wrong")

    assert factor_of(reading(telephone.user)).secret == telephone.secret


@pytest.mark.parametrize("proof", ["password", "code", "recovery"])
def test_another_telephone_takes_the_place_of_the_old_one(telephone, clock, proof):
    proofs = {"password": PASSWORD, "code": telephone.code(), "recovery": telephone.recovery[0]}

    fresh = set_up_again(telephone, proof=proofs[proof])

    clock.now += 60
    for old in (telephone.code(), telephone.recovery[1]):
        with pytest.raises(WrongCode):
            sign_in(telephone, old)
    sign_in(fresh, fresh.code())
    sign_in(fresh, fresh.recovery[0])
    assert SecondFactor.objects.count() == 1


def test_a_wrong_first_code_sets_nothing_up(clerk_user, clock):
    with pytest.raises(WrongCode):
        operations.set_up(
            user=clerk_user,
            actor=queries.actor_of(clerk_user),
            secret=second_factor.new_secret(),
            code="12",
            recovery={},
        )

    assert factor_of(reading(clerk_user)) is None
    assert SecondFactor.objects.count() == 0


@pytest.mark.parametrize("proof", ["password", "code"])
def test_new_recovery_codes_make_the_old_ones_worthless(telephone, proof):
    user, codes = reading(telephone.user), second_factor.new_recovery_codes()

    operations.renew_recovery_codes(
        user=user,
        actor=queries.actor_of(user),
        proof={"password": PASSWORD, "code": telephone.code()}[proof],
        recovery=second_factor.hashed(codes),
    )

    with pytest.raises(WrongCode):
        sign_in(telephone, telephone.recovery[0])
    sign_in(telephone, codes[0])


def test_a_code_given_as_proof_is_used_up(telephone):
    user, code = reading(telephone.user), telephone.code()
    operations.renew_recovery_codes(user=user, actor=queries.actor_of(user), proof=code, recovery={})

    with pytest.raises(WrongCode):
        sign_in(telephone, code)


def test_turned_off_nothing_is_left_of_it(telephone):
    user = reading(telephone.user)

    operations.turn_off(user=user, actor=queries.actor_of(user), proof=PASSWORD)

    factor = SecondFactor.objects.get()
    assert factor_of(reading(user)) is None
    assert (factor.sealed_secret, factor.recovery, factor.last_step, factor.set_at) == ("", {}, 0, None)
    assert reading(user).get_session_auth_hash() != user.get_session_auth_hash()


@pytest.mark.parametrize("operation", ["renew_recovery_codes", "turn_off"])
def test_changing_needs_proof_and_something_to_change(telephone, leader_user, operation):
    more = {"recovery": {}} if operation == "renew_recovery_codes" else {}
    user, run = reading(telephone.user), getattr(operations, operation)

    with pytest.raises(WrongProof):
        run(user=user, actor=queries.actor_of(user), proof="wrong", **more)
    with pytest.raises(FactorNotSet):
        run(user=leader_user, actor=queries.actor_of(leader_user), proof=PASSWORD, **more)


def test_where_the_role_asks_for_it_it_stays_on(telephone, settings):
    settings.BIHUAN_SECOND_FACTOR = "required"
    user = reading(telephone.user)

    with pytest.raises(FactorRequired):
        operations.turn_off(user=user, actor=queries.actor_of(user), proof=PASSWORD)

    assert factor_of(reading(user)) is not None


@pytest.mark.parametrize(
    ("role", "setting", "expected"),
    [
        ("clerk", "required", True),
        ("secadmin", "required", True),
        ("auditor", "required", True),
        ("inspector", "required", True),
        ("teller", "required", True),
        ("leader", "required", False),
        ("staff", "required", False),
        (None, "required", False),
        ("clerk", "offered", False),
        ("secadmin", "offered", False),
    ],
)
def test_which_roles_must_have_one(bureau, settings, role, setting, expected):
    settings.BIHUAN_SECOND_FACTOR = setting
    user = user_with(bureau.head, role, "head")

    assert is_required_of(queries.actor_of(user)) is expected


def test_the_security_administrator_resets_it(telephone, security_admin):
    user = reading(telephone.user)

    operations.reset_second_factor(user=user, actor=queries.actor_of(security_admin))

    entry = Entry.objects.latest("pk")
    assert factor_of(reading(user)) is None
    assert reading(user).get_session_auth_hash() != user.get_session_auth_hash()
    assert (entry.action, entry.actor_key) == ("accounts.second_factor.reset", security_admin.key)


@pytest.mark.parametrize("who", ["clerk_user", "leader_user", "stranger_user"])
def test_nobody_else_resets_it(telephone, request, who):
    user = request.getfixturevalue(who)

    with pytest.raises(NotPermitted):
        operations.reset_second_factor(user=reading(telephone.user), actor=queries.actor_of(user))

    assert factor_of(reading(telephone.user)) is not None


def test_nobody_resets_their_own(clock, security_admin):
    enrolled(security_admin)

    with pytest.raises(ResettingOneself):
        operations.reset_second_factor(user=security_admin, actor=queries.actor_of(security_admin))


@pytest.mark.parametrize("operation", ["set_up", "renew_recovery_codes", "turn_off"])
def test_nobody_changes_somebody_elses(telephone, leader, operation):
    more = {"set_up": {"secret": telephone.secret, "code": telephone.code(), "recovery": {}}}
    arguments = more.get(operation, {"proof": PASSWORD})
    if operation == "renew_recovery_codes":
        arguments |= {"recovery": {}}

    with pytest.raises(NotPermitted):
        getattr(operations, operation)(user=reading(telephone.user), actor=leader, **arguments)
