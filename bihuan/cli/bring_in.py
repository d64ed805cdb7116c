"""``bihuan import``: read a report into a draft, or straight into the year's ledger."""

from __future__ import annotations

import argparse
from pathlib import Path

from bihuan.core.document.gate import FileRefused
from bihuan.domain.documents import intake, operations, queries, store
from bihuan.domain.documents.intake import Incoming
from bihuan.domain.documents.models import Draft
from bihuan.domain.organizations.models import Unit
from bihuan.domain.rectification.operations.confirm import confirm_draft
from bihuan.domain.rectification.view import ledger_of
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.failures import OperationFailed

from .acting import Misused, actor_named, add_actor_arguments, complain, unit_named


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="docx、txt 或有文字层的 pdf")
    add_actor_arguments(parser)
    parser.add_argument("--confirm", action="store_true", help="读完即建台账，不经网页核对")


def run(arguments: argparse.Namespace) -> int:
    try:
        return _bring_in(arguments)
    except OSError as failure:
        return complain(f"打不开文件“{arguments.file}”：{failure.strerror}。")
    except (Misused, FileRefused, OperationFailed) as failure:
        return complain(failure)


def _bring_in(arguments: argparse.Namespace) -> int:
    actor = actor_named(arguments.username)
    unit = unit_named(actor, arguments.unit)
    incoming = intake.take_file(arguments.file.name, arguments.file.read_bytes())
    draft = _draft(unit, actor, incoming, arguments.year)
    if arguments.confirm:
        return _confirm(draft, actor)
    print(
        f"已读入“{draft.title}”（{draft.kind}），共{len(incoming.reading.items)}条，待核对：/drafts/{draft.key}/"
    )
    return 0


def _draft(unit: Unit, actor: Actor, incoming: Incoming, year: int) -> Draft:
    digest = store.digest_of(incoming.content)
    earlier = queries.earlier_draft(unit, digest)
    if earlier and earlier.year == year:
        print(f"这份文件此前已导入过（{earlier.get_state_display()}），沿用原来的稿子。")
        return earlier
    key = f"import:{unit.key.hex}:{year}:{digest[:32]}"
    return operations.bring_in(unit=unit, actor=actor, incoming=incoming, year=year, request_key=key)


def _confirm(draft: Draft, actor: Actor) -> int:
    cycle = confirm_draft(draft=draft, actor=actor, seen=draft.version)
    ledger = ledger_of(cycle)
    print(
        f"{cycle}台账已建立：问题{len(ledger.problems)}个，原因{len(ledger.causes)}个，"
        f"措施{len(ledger.measures)}条，整改事项{len(ledger.items)}项。"
    )
    return 0
