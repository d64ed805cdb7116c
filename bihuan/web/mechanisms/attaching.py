"""Name what proves a record, and take it out again: on the record's own page."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from bihuan.core.document.gate import FileRefused, limits
from bihuan.core.document.proof import MEDIA_TYPES, Proof, admitted
from bihuan.domain.ledgers import permissions, queries
from bihuan.domain.ledgers.enums import AttachmentKind
from bihuan.domain.ledgers.files import content_of
from bihuan.domain.ledgers.operations import attachments
from bihuan.domain.ledgers.operations.files import add_file
from bihuan.web.downloads import file_answer
from bihuan.web.refusals import refusals_as_messages, require

from .changing import done
from .records import record_or_404


@require_POST
def record_attach(request: HttpRequest, shape: str, key: UUID) -> HttpResponse:
    record = record_or_404(request, shape, key)
    given = {name: request.POST.get(name, "") for name in ("kind", "text")}
    with refusals_as_messages(request):
        return done(request, record, attachments.add_attachment, "已加上附件。", **given)
    return redirect("record-detail", shape, key)


@require_POST
def file_add(request: HttpRequest, shape: str, key: UUID) -> HttpResponse:
    record = record_or_404(request, shape, key)
    require(permissions.can_keep_records, request, record)
    try:
        proof = _proof(request.FILES.get("file"))
    except FileRefused as refusal:
        messages.error(request, refusal.message)
        return redirect("record-detail", shape, key)
    with refusals_as_messages(request):
        return done(request, record, add_file, "已加上文件。", proof=proof, text=request.POST.get("text", ""))
    return redirect("record-detail", shape, key)


@require_safe
def attachment_file(request: HttpRequest, shape: str, key: UUID) -> HttpResponse:
    """The file, to be saved and not to be opened in the page.

    :raises FileGone, FileChanged: if somebody touched the store.
    """
    kept = queries.attachments_visible_to(request.actor).filter(kind=AttachmentKind.FILE)
    attachment = get_object_or_404(kept, key=key)
    record_or_404(request, shape, attachment.record_key)
    content, name = content_of(attachment), attachment.file.name
    return file_answer(content, name, media_type=MEDIA_TYPES[name.rpartition(".")[2]])


def _proof(upload: UploadedFile | None) -> Proof:
    if upload is None:
        raise FileRefused("empty", "没有选文件。请先选一个文件，再点“上传”。")
    limits.refuse_if_too_large(upload.size)
    return admitted(upload.name, upload.read())


@require_POST
def attachment_withdraw(request: HttpRequest, shape: str, key: UUID) -> HttpResponse:
    attachment = get_object_or_404(queries.attachments_visible_to(request.actor), key=key)
    record = record_or_404(request, shape, attachment.record_key)
    given = {"attachment": attachment, "reason": request.POST.get("reason", "")}
    with refusals_as_messages(request):
        return done(request, record, attachments.withdraw_attachment, "已撤回附件。", **given)
    return redirect("record-detail", shape, record.key)
