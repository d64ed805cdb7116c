"""``bihuan privacy``: what is stored about people, told about one of them, and erased."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

from django.utils import timezone

from bihuan.domain.documents import store
from bihuan.domain.organizations.models import Person
from bihuan.domain.organizations.queries import people_visible_to
from bihuan.domain.privacy import inventory
from bihuan.domain.privacy.dossier import dossier
from bihuan.domain.privacy.mentions import Mention, mentions_of
from bihuan.domain.privacy.operations.erase import Erased, erase_person
from bihuan.domain.privacy.operations.export import note_person_export
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.failures import OperationFailed

from .acting import Misused, actor_named, complain, unit_named


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="inventory|export|erase")
    listing = actions.add_parser("inventory", help="个人信息处理记录：存了什么、为什么、存多久")
    listing.add_argument("--json", action="store_true", help="全部字段，供程序读取")
    listing.set_defaults(act=_inventory)
    export = actions.add_parser("export", help="导出与一个人有关的全部信息")
    export.add_argument("--out", required=True, type=Path, help="写到哪个 zip 文件（不覆盖已有文件）")
    export.set_defaults(act=_export)
    erase = actions.add_parser("erase", help="清除一个人的个人信息，不能撤回")
    erase.add_argument("--reason", required=True, help="理由，如“本人申请”")
    erase.set_defaults(act=_erase)
    for action in (export, erase):
        action.add_argument("--person", required=True, metavar="STAFF_NUMBER", help="工号")
        action.add_argument("--unit", required=True, help="单位名称或简称")
        action.add_argument("--as", dest="username", required=True, help="以哪个用户的身份办理")


def run(arguments: argparse.Namespace) -> int:
    try:
        return arguments.act(arguments)
    except OSError as failure:
        if failure.filename is None:
            raise
        return complain(f"写不了文件“{failure.filename}”：{failure.strerror}。")
    except (Misused, OperationFailed) as failure:
        return complain(failure)


def _inventory(arguments: argparse.Namespace) -> int:
    if arguments.json:
        print(json.dumps(inventory.as_json(), ensure_ascii=False, indent=2))
    else:
        print("\n".join(inventory.lines()))
    return 0


def _export(arguments: argparse.Namespace) -> int:
    actor = actor_named(arguments.username)
    person = _person(actor, arguments)
    content = dossier(person, now=timezone.now())
    with _new_file(arguments.out) as file:
        digest = f"{store.ALGORITHM}:{store.digest_of(content)}"
        try:
            note_person_export(person=person, actor=actor, digest=digest)
        except OperationFailed:
            arguments.out.unlink()
            raise
        file.write(content)
    print(f"已写出：{arguments.out}。内含个人信息，请只交给本人，用后删除。")
    return 0


def _erase(arguments: argparse.Namespace) -> int:
    actor = actor_named(arguments.username)
    person = _person(actor, arguments)
    erased = erase_person(person=person, actor=actor, seen=person.version, reason=arguments.reason)
    _tell(person, erased, mentions_of(person.tenant, person.name))
    return 0


def _tell(person: Person, erased: Erased, left: list[Mention]) -> None:
    print(f"“{person.name}”的个人信息已清除，台账和留痕中改称“{erased.name}”。")
    print(
        f"清空变更内容{erased.changes}条，替换责任人{erased.owners}处、导入的表格{erased.batches}份，"
        f"删除角色{erased.grants}个、登录会话{erased.sessions}个。"
    )
    if left:
        print(f"下列文字依法作为公务材料保留，其中仍有“{person.name}”字样{len(left)}处，请人工核对：")
        for mention in left:
            print(f"  {mention.table}　{mention.field}　{mention.key}")
    if erased.namesake:
        print("本单位另有同名的人，未与名册对上的责任人姓名和导入的表格没有替换。")
    print("此前做的备份里仍有这些信息，请按单位的规定销毁或在恢复后重新清除。")


def _person(actor: Actor, arguments: argparse.Namespace) -> Person:
    """:raises Misused: if the actor sees no such person in the unit's tenant."""
    unit = unit_named(actor, arguments.unit)
    people = people_visible_to(actor).select_related("tenant").filter(tenant__path=unit.tenant_path)
    found = people.filter(staff_number=arguments.person).first()
    if found is None:
        raise Misused(f"{unit}没有工号为“{arguments.person}”的人员，或您看不到。")
    return found


def _new_file(path: Path) -> object:
    """A file that only its owner can read; never one that was there.

    :raises FileExistsError: if there is one.
    """
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
