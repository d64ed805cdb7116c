"""What proves a record: a document number, a link or somebody to ask; never compulsory."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from bihuan.domain.organizations.withdrawing import require_standing
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions
from ..enums import AttachmentKind
from ..failures import WrongValue
from ..models import Attachment, Record
from . import steps

#: Kinds that a line of text names; a file is kept by an operation of its own.
NAMED = tuple(kind for kind in AttachmentKind if kind != AttachmentKind.FILE)
#: What a link may lead to: pages, and nothing that a browser would run.
_LINK = URLValidator(schemes=["http", "https"])


@operation("ledgers.attachment.add", may=permissions.can_keep_records)
def add_attachment(*, record: Record, actor: Actor, seen: int, kind: str, text: str) -> Record:
    """Name what proves the record.

    :raises WrongValue: if it says nothing, a link is none, or none of its ledgers takes any.
    """
    require_standing(record)
    steps.require_attachable(record)
    if kind not in NAMED:
        raise WrongValue("附件", f"只能是{'、'.join(each.label for each in NAMED)}之一。")
    text = steps.line(text, "附件", longest=300)
    if kind == AttachmentKind.LINK:
        _require_link(text)
    Attachment(unit=record.unit, record_key=record.key, kind=kind, text=text).save()
    record.save()
    return record


@operation("ledgers.attachment.withdraw", may=permissions.can_keep_records)
def withdraw_attachment(
    *, record: Record, attachment: Attachment, actor: Actor, seen: int, reason: str
) -> Record:
    """Take an attachment that does not belong there out.

    :raises NoReason: if none is given.
    """
    require_standing(record, attachment)
    if attachment.record_key != record.key:
        raise WrongValue("附件", "不属于这条记录，请刷新页面再试。")
    steps.withdraw(attachment, actor, reason)
    record.save()
    return record


def _require_link(text: str) -> None:
    try:
        _LINK(text)
    except ValidationError:
        raise WrongValue("链接", "应以http://或https://开头。内网文件可以改填文号或联系人。") from None
