"""What is asked when an installation is set up, and what is wrong with the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings

from bihuan.core.registry.roles import SYSTEM, administrators, roles
from bihuan.core.text.names import clean_name
from bihuan.domain.organizations.enums import LeadingBody
from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail.actor import Actor, Via

from . import passwords
from .usernames import username_fault

#: The first of the administrators: named when the installation is set up, the others then or later.
FIRST = "sysadmin"


@dataclass(frozen=True, slots=True)
class UnitAnswers:
    name: str
    short_name: str = ""
    leading_body: str = ""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who becomes an administrator. ``temporary``: the password must be changed at the first sign-in."""

    name: str
    staff_number: str
    username: str
    password: str
    temporary: bool = True


def is_set_up() -> bool:
    """Whether there is a unit."""
    return Unit.objects.exists()


def setter_up(*, via: Via = Via.PAGE, os_account: str = "") -> Actor:
    """Who sets up: whoever knows the setup code, or has an account of the operating system here."""
    return Actor(None, None, {"/": frozenset({SYSTEM})}, via=via, os_account=os_account)


def faults_of_unit(answers: UnitAnswers) -> dict[str, str]:
    """What is wrong, by field: each a sentence."""
    found = {
        "name": _text_fault("单位名称", answers.name, longest=100),
        "short_name": _text_fault("单位简称", answers.short_name, longest=30, needed=False),
        "leading_body": "" if answers.leading_body in ("", *LeadingBody) else "请选党组、党委或没有。",
    }
    return {field: fault for field, fault in found.items() if fault}


def faults_of(newcomer: Newcomer) -> dict[str, str]:
    """What is wrong with one newcomer, by field: each a sentence."""
    profile = passwords.PROFILES[settings.BIHUAN_PASSWORDS]
    found = {
        "name": _text_fault("姓名", newcomer.name, longest=50),
        "staff_number": _text_fault("工号", newcomer.staff_number, longest=20),
        "username": username_fault(newcomer.username),
        "password": "".join(passwords.faults(newcomer.password, profile=profile, username=newcomer.username)),
    }
    return {field: fault for field, fault in found.items() if fault}


def faults_between(newcomers: Mapping[str, Newcomer]) -> Iterator[str]:
    """Whether they are the administrators, the first among them, and different people."""
    if FIRST not in newcomers:
        yield f"必须先有{roles()[FIRST].name}。"
    if strange := [role for role in newcomers if role not in administrators()]:
        yield f"首次设置只任命三员，不能任命“{strange[0]}”。"
    for what, values in (
        ("工号", [each.staff_number for each in newcomers.values()]),
        ("用户名", [each.username.casefold() for each in newcomers.values()]),
    ):
        if repeated := [value for value, count in Counter(values).items() if count > 1]:
            yield f"三员必须是三个人，{what}“{repeated[0]}”写了两次。"


def _text_fault(what: str, text: str, *, longest: int, needed: bool = True) -> str:
    if not text.strip():
        return f"请填写{what}。" if needed else ""
    try:
        too_long = len(clean_name(text)) > longest
    except ValueError as fault:
        return f"{what}：{fault}"
    return f"{what}太长，至多{longest}个字。" if too_long else ""
