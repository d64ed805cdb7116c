"""All that is stored about one person, to be read by that person."""

from __future__ import annotations

import datetime
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from bihuan.core.registry import privacy
from bihuan.core.text.masking import masked
from bihuan.domain.accounts.sessions_queries import SIGNED_IN_FROM
from bihuan.domain.ledgers.models import Attendance
from bihuan.domain.organizations.models import Person
from bihuan.domain.rectification.models import Item, ItemOwner
from bihuan.domain.trail.models import Change, Entry

from . import inventory
from .holdings import Holdings, holdings_of
from .in_ledgers import Place, places_of
from .mentions import mentions_of

#: What the trail tells of a row beside its fields.
_WORDS = {"*": "建立", "deleted": "删除", SIGNED_IN_FROM: "登录地点和方式"}
_DATE_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_README = """这里是本系统保存的、与“{name}”有关的全部信息，{at}导出。

人员信息.json　登记、账号、角色、负责的事项，以及提到姓名的文字在哪里
本人操作.json　本人办理过的操作，按时间先后，来自留痕
处理说明.json　上述信息的用途、保存期限和清除办法

密码和恢复码只存散列，验证器密钥加密存放，都不在导出之列。文字里出现的手机号、证件号和银行卡号已遮盖。
同一单位有同名的人时，“文字中提到”可能指的是另一位。
"""


def dossier(person: Person, *, now: datetime.datetime) -> bytes:
    """A zip of readable JSON. The same record at the same moment gives the same bytes."""
    held = holdings_of(person)
    parts = {
        "说明.txt": _README.format(name=person.name, at=_moment(now)),
        "人员信息.json": _json(_about(held)),
        "本人操作.json": _json(list(_actions(held))),
        "处理说明.json": _json([inventory.table_of(label) for label in _labels(held)]),
    }
    return _zipped(parts)


def _about(held: Holdings) -> dict[str, Any]:
    person = held.person
    return {
        "人员": _row(person),
        "账号": _row(held.user, leave_out=held.user.not_noted) if held.user else None,
        "角色": [{"单位": grant.unit.name, "角色": str(grant)} for grant in held.grants],
        "代办": [_row(delegation) for delegation in held.delegations],
        "第二重验证": [_row(factor, leave_out=factor.not_noted) for factor in held.factors],
        "职务、支部和班子": [
            {"种类": privacy.models()[row._meta.label_lower].title, **_row(row)} for row in held.dated
        ],
        "登录会话": [{"到期时间": _moment(session.expire_date)} for session in held.sessions],
        "负责的事项": [*_led(held), *_owned(held)],
        "工作台账": [_in_ledger(place) for place in places_of(person)],
        "文字中提到": [
            {"所在": mention.table, "字段": mention.field, "编号": str(mention.key)}
            for mention in mentions_of(person.tenant, person.name)
        ],
    }


def _in_ledger(place: Place) -> dict[str, Any]:
    """A row of the ledgers with what it says about the person; how the rest is worded belongs to the unit."""
    row = place.row
    told = {"种类": _title(row._meta.label_lower), "编号": str(row.key), "身份": place.role}
    if isinstance(row, Attendance):
        told |= {"状态": row.get_state_display(), "理由": masked(row.reason)}
    return told


def _led(held: Holdings) -> Iterator[dict[str, Any]]:
    for item in held.items:
        for role, who in (("责任领导", item.responsible_leader_id), ("责任人", item.contact_id)):
            if who == held.person.pk:
                yield _item(item, role, withdrawn=item.withdrawn_at is not None)


def _owned(held: Holdings) -> Iterator[dict[str, Any]]:
    for owner in held.owners:
        yield _item(owner.item, owner.get_role_display(), withdrawn=_is_withdrawn(owner))


def _is_withdrawn(owner: ItemOwner) -> bool:
    return owner.withdrawn_at is not None or owner.item.withdrawn_at is not None


def _item(item: Item, role: str, *, withdrawn: bool) -> dict[str, Any]:
    return {
        "编号": str(item.key),
        "年度": item.cycle.year,
        "身份": role,
        "措施": masked(item.measure.title),
        "完成时限": item.due_date.isoformat() if item.due_date else item.due_text,
        "进展": item.get_progress_display(),
        "已撤回": withdrawn,
    }


def _row(row: models.Model, leave_out: frozenset[str] | set[str] = frozenset()) -> dict[str, Any]:
    """A row by the titles of its personal fields; what it points to is named."""
    declared = privacy.models()[row._meta.label_lower]
    shown = [field for field in declared.personal_fields if field.name not in leave_out]
    return {field.title: _value(getattr(row, field.name)) for field in shown}


def _value(value: Any) -> Any:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.datetime):
        return _moment(value)
    return value if isinstance(value, int | None) else masked(str(value))


def _actions(held: Holdings) -> Iterator[dict[str, Any]]:
    """What the person did, and what others did on the person's behalf."""
    if held.user is None:
        return
    key = held.user.key
    entries = list(Entry.objects.filter(Q(actor_key=key) | Q(on_behalf_of=key)).order_by("at", "pk"))
    changed = _changed({entry.pk for entry in entries})
    for entry in entries:
        yield {
            "时间": _moment(entry.at),
            "操作": entry.action,
            "对象": _title(entry.object_type),
            "对象编号": str(entry.object_key or ""),
            "改动": changed[entry.pk],
            "途径": entry.via,
            "代办": entry.actor_key != key,
            "系统账号": entry.os_account,
            "序号": entry.sequence,
        }


def _changed(entries: set[int]) -> dict[int, list[str]]:
    """Which fields each entry changed, by their titles, each once."""
    rows = Change.objects.filter(entry__in=entries).order_by("entry", "position")
    found: dict[int, list[str]] = defaultdict(list)
    for entry, label, name in rows.values_list("entry_id", "object_type", "field"):
        words = f"{_title(label)}：{_field_title(label, name)}"
        if words not in found[entry]:
            found[entry].append(words)
    return found


def _title(label: str) -> str:
    declared = privacy.models().get(label)
    return declared.title if declared else label


def _field_title(label: str, name: str) -> str:
    declared = privacy.models().get(label)
    field = declared.fields.get(name.removesuffix("_id")) if declared else None
    return field.title if field else _WORDS.get(name, name)


def _labels(held: Holdings) -> list[str]:
    """The tables that hold something about a person with or without an account."""
    account = [
        "accounts.user",
        "accounts.secondfactor",
        "accounts.rolegrant",
        "accounts.delegation",
        "sessions.session",
    ]
    return [
        "organizations.person",
        "organizations.post",
        "organizations.branchmembership",
        "organizations.teamseat",
        *([*account, "trail.entry"] if held.user else []),
        "trail.change",
        "rectification.item",
        "rectification.itemowner",
        *sorted({place.row._meta.label_lower for place in places_of(held.person)}),
    ]


def _moment(at: datetime.datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _zipped(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _DATE_OF_ZIP), text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
