"""The answers that ``bihuan setup`` needs: from options, from a file, and the rest asked at the keyboard."""

from __future__ import annotations

import argparse
import getpass
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from bihuan.core.registry.roles import administrators, roles
from bihuan.domain.accounts import passwords
from bihuan.domain.accounts.setting_up import (
    FIRST,
    Newcomer,
    UnitAnswers,
    faults_of,
    faults_of_unit,
)
from bihuan.domain.accounts.temporary_passwords import temporary_password
from bihuan.domain.organizations.enums import LeadingBody

from .acting import Misused

UNIT, PERSON = ("name", "short_name", "leading_body"), ("name", "staff_number", "username")
NO_BODY = "无"
BODIES = {NO_BODY: "", **{str(body.label): str(body.value) for body in LeadingBody}}
FOR_OTHERS = 0o077


@dataclass(frozen=True, slots=True)
class Answers:
    unit: UnitAnswers
    administrators: Mapping[str, Newcomer]


def add_answer_arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("首次设置（不写的在屏幕上问；密码从不写在命令行上）")
    group.add_argument("--answers", type=Path, metavar="FILE", help="TOML 文件，样子见 docs/first-steps.md")
    group.add_argument("--unit", metavar="NAME", help="单位名称")
    group.add_argument("--short-name", help="单位简称")
    group.add_argument("--leading-body", choices=[*BODIES], help="单位设党组、党委，还是都没有")
    for role in administrators():
        title = f"{roles()[role].name}的姓名、工号、用户名"
        group.add_argument(f"--{role}", nargs=3, metavar=("NAME", "STAFF_NUMBER", "USERNAME"), help=title)
    group.add_argument(
        "--password-file",
        metavar="FILE|-",
        help=f"{roles()[FIRST].name}的密码：0600 的文件，或 - 从标准输入读一行；不给就生成临时密码",
    )


def answered(arguments: argparse.Namespace) -> Answers:
    """:raises Misused: if an answer is missing with nobody to ask, or cannot be used."""
    given = _from_file(arguments.answers) if arguments.answers else {}
    given = _with_options(given, arguments)
    asks = _Asking() if arguments.answers is None and sys.stdin.isatty() else None
    unit = _unit(given.get("unit", {}), asks)
    return Answers(unit, dict(_administrators(given, arguments.password_file, asks)))


def _from_file(file: Path) -> dict[str, Any]:
    try:
        given = tomllib.loads(file.read_text("utf-8"))
    except OSError as failure:
        raise Misused(f"“{file}”读不到：{failure.strerror}。") from failure
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as failure:
        raise Misused(f"“{file}”不是正确的 TOML 文件：{failure}") from failure
    _refuse_strange(given, {"unit": UNIT, **dict.fromkeys(administrators(), PERSON)})
    return given


def _refuse_strange(given: dict[str, Any], known: Mapping[str, tuple[str, ...]]) -> None:
    for section, fields in given.items():
        if section not in known or not isinstance(fields, dict):
            raise Misused(f"不认识“{section}”。可写的部分：{'、'.join(f'[{name}]' for name in known)}。")
        for field, value in fields.items():
            if field not in known[section] or not isinstance(value, str):
                raise Misused(
                    f"[{section}] 里的“{field}”不认识或不是文字。可写：{'、'.join(known[section])}。"
                )


def _with_options(given: dict[str, Any], arguments: argparse.Namespace) -> dict[str, Any]:
    """An option goes before the file."""
    options = {
        "name": arguments.unit,
        "short_name": arguments.short_name,
        "leading_body": arguments.leading_body,
    }
    unit = given.get("unit", {}) | {name: value for name, value in options.items() if value is not None}
    people = {role: values for role in administrators() if (values := getattr(arguments, role))}
    return (
        given | {"unit": unit} | {role: dict(zip(PERSON, each, strict=True)) for role, each in people.items()}
    )


def _unit(given: Mapping[str, str], asks: _Asking | None) -> UnitAnswers:
    if asks and "name" not in given:
        given = asks.unit()
    body = given.get("leading_body", NO_BODY)
    if body not in BODIES:
        raise Misused(f"leading_body 只能是{'、'.join(BODIES)}。")
    unit = UnitAnswers(given.get("name", ""), given.get("short_name", ""), BODIES[body])
    _refuse("unit", faults_of_unit(unit))
    return unit


def _administrators(
    given: Mapping[str, Any], source: str | None, asks: _Asking | None
) -> Iterator[tuple[str, Newcomer]]:
    for role in administrators():
        fields = given.get(role)
        if asks and fields is None:
            fields = asks.person(role)
        if fields is None and role == FIRST:
            raise Misused(f"请写明{roles()[FIRST].name}：--{FIRST} 姓名 工号 用户名，或 --answers 文件。")
        if fields is not None:
            typed = _typed(role, source, asks)
            yield role, _newcomer(role, fields, typed)


def _newcomer(role: str, fields: Mapping[str, str], typed: str) -> Newcomer:
    who = [fields.get(field, "") for field in PERSON]
    profile = passwords.PROFILES[settings.BIHUAN_PASSWORDS]
    password = typed or temporary_password(profile, username=who[-1])
    newcomer = Newcomer(*who, password, temporary=not typed)
    _refuse(role, faults_of(newcomer))
    return newcomer


def _typed(role: str, source: str | None, asks: _Asking | None) -> str:
    """The password that the first administrator chose; others, and who chose none, get a temporary one."""
    if role != FIRST:
        return ""
    if source == "-":
        return sys.stdin.readline().rstrip("\r\n")
    if source:
        return _secret(Path(source))
    return asks.password() if asks else ""


def _secret(file: Path) -> str:
    try:
        if file.stat().st_mode & FOR_OTHERS:
            raise Misused(f"“{file}”里是密码，别的账号也能读。请先运行 chmod 600 {file}。")
        return file.read_text("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as failure:
        raise Misused(f"“{file}”读不到，请核对路径和权限。") from failure


def _refuse(section: str, faults: Mapping[str, str]) -> None:
    if faults:
        title = roles()[section].name if section in roles() else "单位"
        raise Misused(f"{title}：{''.join(faults.values())}什么也没有建立。")


class _Asking:
    """Questions at the keyboard, each asked again until its answer can be used."""

    def unit(self) -> dict[str, str]:
        print("首次设置。随时按 Ctrl+C 放弃，做完以前什么也不建立。\n")
        name = self._asked("单位名称", lambda text: faults_of_unit(UnitAnswers(text)).get("name"))
        short = self._asked(
            "单位简称（可不填）", lambda text: faults_of_unit(UnitAnswers(name, text)).get("short_name")
        )
        body = self._asked(
            "设党组、党委，还是无", lambda text: None if text in BODIES else "请输入党组、党委或无。"
        )
        return {"name": name, "short_name": short, "leading_body": body}

    def person(self, role: str) -> dict[str, str] | None:
        title, later = roles()[role].name, "" if role == FIRST else "（以后再定，直接回车）"
        name = self._asked(
            f"{title}姓名{later}", lambda text: None if later and not text else self._fault("name", text)
        )
        if not name:
            return None
        number = self._asked("  工号", lambda text: self._fault("staff_number", text))
        username = self._asked("  登录用户名", lambda text: self._fault("username", text))
        return {"name": name, "staff_number": number, "username": username}

    def password(self) -> str:
        profile = passwords.PROFILES[settings.BIHUAN_PASSWORDS]
        print("".join(profile.rules()))
        while True:
            first = getpass.getpass("  密码（直接回车则生成临时密码）：")
            if not first or self._agrees(first, profile):
                return first

    def _agrees(self, first: str, profile: passwords.Profile) -> bool:
        if found := passwords.faults(first, profile=profile, username=""):
            print("".join(found))
            return False
        if getpass.getpass("  再输一遍：") != first:
            print("两遍不一样。")
            return False
        return True

    def _fault(self, field: str, text: str) -> str | None:
        answers = dict.fromkeys(PERSON, "") | {field: text}
        return faults_of(Newcomer(**answers, password="")).get(field)

    def _asked(self, question: str, fault: Any) -> str:
        while True:
            text = input(f"{question}：").strip()
            if not (wrong := fault(text)):
                return text
            print(wrong)
