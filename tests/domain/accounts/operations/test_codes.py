"""Signing in by a code of the second factor, which is worth something once."""

from __future__ import annotations

import pytest
from django.db.models import QuerySet

from bihuan.core.seal import Keys, id_of, new_key
from bihuan.domain.accounts import queries
from bihuan.domain.accounts.failures import (
    WrongCode,
)
from bihuan.domain.accounts.models import SecondFactor
from bihuan.domain.accounts.operations import sessions
from bihuan.domain.accounts.second_factor_steps import factor_of
from bihuan.domain.trail.models import Change, Entry
from tests.authenticators import START, enrolled, reading, sign_in, wrong_code


def test_a_right_code_signs_in_once(telephone):
    code = telephone.code()

    sign_in(telephone, code)

    with pytest.raises(WrongCode):
        sign_in(telephone, code)
    assert Entry.objects.filter(action="accounts.session.sign_in").count() == 1


def test_the_code_of_the_set_up_is_used_up(clock, clerk_user):
    telephone = enrolled(clerk_user)

    with pytest.raises(WrongCode):
        sign_in(telephone, telephone.code(steps=-1))
    sign_in(telephone, telephone.code())


def test_an_older_code_is_refused_after_a_newer_one(telephone):
    sign_in(telephone, telephone.code(steps=1))

    with pytest.raises(WrongCode):
        sign_in(telephone, telephone.code())


@pytest.mark.parametrize("seconds", [-30, -3600, -86_400 * 400])
def test_a_clock_set_back_opens_no_used_code_again(telephone, clock, seconds):
    code, neighbour = telephone.code(), telephone.code(steps=-1)
    sign_in(telephone, code)

    clock.now += seconds

    for used in (code, neighbour):
        with pytest.raises(WrongCode):
            sign_in(telephone, used)


def test_a_clock_set_forward_and_back_shuts_nobody_out_for_long(telephone, clock):
    clock.now += 3600
    sign_in(telephone, telephone.code())

    clock.now -= 3600
    with pytest.raises(WrongCode):
        sign_in(telephone, telephone.code())
    sign_in(telephone, telephone.recovery[0])
    clock.now += 3600 + 30
    sign_in(telephone, telephone.code())


def test_a_recovery_code_signs_in_once(telephone):
    sign_in(telephone, telephone.recovery[3].lower().replace("-", " "))

    with pytest.raises(WrongCode):
        sign_in(telephone, telephone.recovery[3])
    sign_in(telephone, telephone.recovery[4])
    assert len(factor_of(reading(telephone.user)).recovery) == 8


def test_a_wrong_code_notes_nothing_and_uses_nothing_up(telephone):
    before = Entry.objects.count(), factor_of(reading(telephone.user)).version

    with pytest.raises(WrongCode):
        sign_in(telephone, wrong_code(telephone))

    assert (Entry.objects.count(), factor_of(reading(telephone.user)).version) == before


def test_a_code_of_somebody_else_is_worth_nothing(telephone, leader_user):
    other = enrolled(leader_user)

    with pytest.raises(WrongCode):
        sign_in(telephone, other.code())
    with pytest.raises(WrongCode):
        sign_in(telephone, other.recovery[0])


def test_who_has_no_second_factor_has_no_right_code(clerk_user, clock):
    with pytest.raises(WrongCode):
        sessions.sign_in(user=clerk_user, actor=queries.actor_of(clerk_user), code="000000")


def test_the_secret_is_stored_sealed_and_bound_to_its_row(telephone, leader_user):
    other = enrolled(leader_user)
    rows = {factor.user_id: factor for factor in SecondFactor.objects.all()}
    sealed = rows[telephone.user.pk].sealed_secret

    assert rows[telephone.user.pk].secret == telephone.secret
    assert telephone.secret not in sealed
    QuerySet(SecondFactor).filter(user=other.user).update(sealed_secret=sealed)
    with pytest.raises(WrongCode):
        sign_in(other, telephone.code())


def test_under_another_key_only_recovery_codes_work(telephone, settings):
    key = new_key()
    settings.BIHUAN_SEALING_KEYS = Keys({id_of(key): key}, id_of(key))

    with pytest.raises(WrongCode):
        sign_in(telephone, telephone.code())
    sign_in(telephone, telephone.recovery[0])


def test_no_secret_and_no_code_stand_in_the_trail(telephone):
    sign_in(telephone, telephone.code())
    sign_in(telephone, telephone.recovery[0])

    told = "".join(f"{change.before}{change.after}" for change in Change.objects.all())
    fields = set(
        Change.objects.filter(object_type="accounts.secondfactor").values_list("field", flat=True)
    ) - {"*"}

    assert telephone.secret not in told
    assert "argon2" not in told
    assert "md5$" not in told
    assert [code for code in telephone.recovery if code in told or code.replace("-", "") in told] == []
    assert fields == set()


def test_how_somebody_signed_in_stands_in_the_trail(telephone):
    sign_in(telephone, telephone.code())
    sign_in(telephone, telephone.recovery[0])

    told = Change.objects.filter(field="signed_in_from").order_by("pk").values_list("after", flat=True)

    assert list(told) == ['"密码和验证码"', '"密码和恢复码"']


def test_the_tests_begin_with_a_step():
    assert START % 30 == 0
