"""Keep a file that proves a record; never compulsory, and no better than a number, a link or a contact."""

from __future__ import annotations

from django.utils import timezone

from bihuan.core.document.proof import Proof
from bihuan.domain.documents import store
from bihuan.domain.documents.models import StoredFile
from bihuan.domain.organizations.withdrawing import require_standing
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions
from ..enums import AttachmentKind
from ..failures import WrongValue
from ..models import Attachment, Record
from . import steps


@operation("ledgers.attachment.add_file", may=permissions.can_keep_records)
def add_file(*, record: Record, actor: Actor, seen: int, proof: Proof, text: str = "") -> Record:
    """Keep a file with the record, under a digest of what is kept.

    :raises Withdrawn: if the record was taken out of the ledger.
    :raises WrongValue: if the record has this file, or none of its ledgers takes any.
    """
    require_standing(record)
    steps.require_attachable(record)
    digest = store.digest_of(proof.content)
    if Attachment.objects.standing().filter(record_key=record.key, file__digest=digest).exists():
        raise WrongValue("附件", "已经有这个文件了，不用再加。")
    line = steps.line(text or proof.name, "附件", longest=300)
    was_new = store.put(record.unit.key, proof.content)
    try:
        return _attached(record, actor, proof, digest, line)
    except BaseException:
        if was_new:
            store.discard(record.unit.key, digest)
        raise


def _attached(record: Record, actor: Actor, proof: Proof, digest: str, line: str) -> Record:
    file = StoredFile(
        unit=record.unit,
        name=f"{proof.name.rpartition('.')[0][-190:]}.{proof.kind}",
        size=len(proof.content),
        algorithm=store.ALGORITHM,
        digest=digest,
        received_at=timezone.now(),
        received_by_key=actor.user_key,
    )
    file.save()
    kind = AttachmentKind.FILE
    Attachment(unit=record.unit, record_key=record.key, kind=kind, text=line, file=file).save()
    record.save()
    return record
