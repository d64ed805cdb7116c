"""``bihuan setup``: the first unit and its administrators, or the certificate for https."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from django.conf import settings

from bihuan.core.registry.roles import administrators, roles
from bihuan.domain.accounts import setup_code
from bihuan.domain.accounts.operations.setting_up import set_up
from bihuan.domain.accounts.setting_up import FIRST, is_set_up, setter_up
from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail.actor import Via
from bihuan.domain.trail.failures import OperationFailed

from . import certificate, migrate
from .acting import Misused, complain, os_account
from .archive.target import is_demo
from .setup_answers import Answers, add_answer_arguments, answered

DEMO = "这是演示环境，演示单位用 bihuan demo 装入。正式使用请去掉 BIHUAN_DEMO，另设 BIHUAN_HOME。"
FILLED = "这里已有单位，首次设置只做一次，没有改动。换证书用 bihuan setup --certificate。"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_answer_arguments(parser)
    certificate.add_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """0 done, 2 refused or misused: then nothing was made."""
    if arguments.certificate:
        return certificate.run(arguments)
    if is_demo(Path(settings.BIHUAN_HOME)):
        return complain(DEMO)
    migrate.bring_up_to_date()
    if is_set_up():
        return complain(FILLED)
    try:
        answers = answered(arguments)
        unit = _set_up(answers)
    except (Misused, OperationFailed) as failure:
        return complain(failure)
    except (EOFError, KeyboardInterrupt):
        return complain("\n没有做完，什么也没有建立。请再运行一次 bihuan setup。")
    _tell(unit, answers)
    return 0


def _set_up(answers: Answers) -> Unit:
    actor = setter_up(via=Via.CLI, os_account=os_account())
    unit = set_up(actor=actor, unit=answers.unit, administrators=answers.administrators)
    setup_code.forget()
    return unit


def _tell(unit: Unit, answers: Answers) -> None:
    print(f"已建立：{unit.name}。")
    for role, newcomer in answers.administrators.items():
        print(f"  {roles()[role].name}　{newcomer.name}　用户名 {newcomer.username}{_password(newcomer)}")
    missing = [roles()[role].name for role in administrators() if role not in answers.administrators]
    if missing:
        print(
            f"还缺{'、'.join(missing)}：配齐以前不能授予角色，也看不了留痕。请{roles()[FIRST].name}登录后任命。"
        )
    print(
        f"密钥在“{Path(settings.BIHUAN_HOME) / 'keys'}”，只有本账号可读。请另行备份，不要和数据备份放在一起。"
    )
    print("接下来：bihuan serve，见 docs/first-steps.md。")
    sys.stdout.flush()


def _password(newcomer: object) -> str:
    if not newcomer.temporary:
        return ""
    return f"　临时密码 {newcomer.password}（只显示这一次，首次登录时更换）"
