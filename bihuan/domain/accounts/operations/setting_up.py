"""Set up an empty installation, and fill the posts of administrators that are vacant."""

from __future__ import annotations

from collections.abc import Mapping

from bihuan.core.registry.roles import roles
from bihuan.core.text.names import clean_name
from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.organizations.operations.people import registered
from bihuan.domain.organizations.operations.steps import cleaned_number
from bihuan.domain.organizations.operations.units import name_unit
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.chain import SYSTEM_CHAIN
from bihuan.domain.trail.door import operation
from bihuan.domain.trail.models import Chain

from .. import permissions_of_setting_up as permissions
from ..administrators import missing_administrators
from ..failures_of_setting_up import NotVacant, OtherName, SetUpBefore, UnfitAnswers
from ..models import User
from ..setting_up import Newcomer, UnitAnswers, faults_between, faults_of, faults_of_unit, is_set_up
from .steps import granted, made_user


@operation("accounts.installation.set_up", may=permissions.can_set_up)
def set_up(*, actor: Actor, unit: UnitAnswers, administrators: Mapping[str, Newcomer]) -> Unit:
    """Make the unit and its first administrators, by the codes of their roles: all of it or nothing.

    :raises SetUpBefore: if there is a unit already, also one that another browser has just made.
    :raises UnfitAnswers: if an answer is missing or cannot be used.
    """
    _one_at_a_time()
    if is_set_up():
        raise SetUpBefore
    found = [
        *faults_of_unit(unit).values(),
        *faults_between(administrators),
        *(
            f"{_title(role)}：{fault}"
            for role, each in administrators.items()
            for fault in faults_of(each).values()
        ),
    ]
    if found:
        raise UnfitAnswers(found)
    made = _unit(unit)
    for role, newcomer in administrators.items():
        granted(made, _user(_person(made, actor, newcomer), newcomer), role)
    return made


@operation("accounts.administrator.appoint", may=permissions.can_appoint)
def appoint_administrator(*, unit: Unit, actor: Actor, role: str, newcomer: Newcomer) -> User:
    """Fill the post of an administrator that the tenant (``unit``, a root) has not yet.

    Somebody whose staff number is in the register is taken from there, with the sign-in there is.

    :raises NotVacant: if somebody holds the post.
    :raises UnfitAnswers: if an answer is missing or cannot be used.
    :raises OtherName: if the staff number is another person's.
    :raises UsernameTaken: if the sign-in name is another user's.
    :raises ExclusiveRoles: if the person is one of the other administrators.
    """
    if role not in missing_administrators(unit.path):
        raise NotVacant
    if found := list(faults_of(newcomer).values()):
        raise UnfitAnswers(found)
    numbered = Person.objects.filter(tenant=unit, withdrawn_at=None)
    person = numbered.filter(staff_number=cleaned_number(newcomer.staff_number)).first()
    if person is not None and person.name != clean_name(newcomer.name):
        raise OtherName(newcomer.staff_number)
    person = person or _person(unit, actor, newcomer)
    user = User.objects.filter(person=person).first() or _user(person, newcomer)
    granted(unit, user, role)
    return user


def _one_at_a_time() -> None:
    """Two browsers at once: the second waits here for the first, and then finds the unit."""
    Chain.objects.select_for_update().get_or_create(name=SYSTEM_CHAIN)


def _unit(answers: UnitAnswers) -> Unit:
    unit = Unit(kind=UnitKind.ORGAN, leading_body=answers.leading_body)
    name_unit(unit, answers.name)
    unit.short_name = clean_name(answers.short_name) if answers.short_name.strip() else ""
    unit.path = f"/{unit.key.hex[:8]}/"
    unit.save()
    return unit


def _person(unit: Unit, actor: Actor, newcomer: Newcomer) -> Person:
    return registered(unit, actor, staff_number=newcomer.staff_number, name=newcomer.name)


def _user(person: Person, newcomer: Newcomer) -> User:
    return made_user(
        person, username=newcomer.username, password=newcomer.password, temporary=newcomer.temporary
    )


def _title(role: str) -> str:
    return roles()[role].name if role in roles() else role
