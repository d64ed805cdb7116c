"""``bihuan paper``: write a paper from the year's ledger, as docx or PDF."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from bihuan.core.document.paper import Paper
from bihuan.domain.compilations import operations, writing
from bihuan.domain.compilations.catalogue import KINDS
from bihuan.domain.compilations.composition import Frame
from bihuan.domain.cycles.models import Cycle
from bihuan.domain.cycles.queries import cycles_visible_to
from bihuan.domain.documents import store
from bihuan.domain.organizations.models import Unit
from bihuan.domain.rectification.view import ledger_of
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.failures import OperationFailed

from .acting import Misused, actor_named, add_actor_arguments, complain, unit_named


def add_arguments(parser: argparse.ArgumentParser) -> None:
    papers = "；".join(f"{kind.code} {kind.title}" for kind in KINDS.values())
    parser.add_argument("paper", choices=list(KINDS), help=papers)
    add_actor_arguments(parser)
    parser.add_argument("--out", required=True, type=Path, help="写到哪个文件：以 .docx 或 .pdf 结尾")
    parser.add_argument("--to", default="", help="主送机关")
    parser.add_argument("--date", type=datetime.date.fromisoformat, help="成文日期，如 2026-01-20")


def run(arguments: argparse.Namespace) -> int:
    try:
        return _write(arguments)
    except OSError as failure:
        return complain(f"写不了文件“{arguments.out}”：{failure.strerror}。")
    except (Misused, OperationFailed) as failure:
        return complain(failure)


def _write(arguments: argparse.Namespace) -> int:
    form = arguments.out.suffix.lower().removeprefix(".")
    if form not in writing.FORMS:
        raise Misused("文件名请以 .docx 或 .pdf 结尾。")
    actor = actor_named(arguments.username)
    cycle = _cycle(actor, unit_named(actor, arguments.unit), arguments.year)
    frame = Frame(timezone.localdate(), arguments.to, arguments.date, demo=settings.BIHUAN_DEMO)
    paper = KINDS[arguments.paper].compose(ledger_of(cycle), frame).paper
    content = writing.FORMS[form].write(paper)
    digest = f"{store.ALGORITHM}:{store.digest_of(content)}"
    operations.export_paper(cycle=cycle, actor=actor, paper=arguments.paper, form=form, digest=digest)
    arguments.out.write_bytes(content)
    _tell(arguments.out, form, paper)
    return 0


def _cycle(actor: Actor, unit: Unit, year: int) -> Cycle:
    found = cycles_visible_to(actor).filter(unit=unit, year=year).first()
    if found is None or not (found.problems.standing().exists() or found.items.standing().exists()):
        raise Misused(f"{unit}还没有{year}年度的台账。请先用 bihuan import 读入报告并确认。")
    return found


def _tell(out: Path, form: str, paper: Paper) -> None:
    print(f"已写出：{out}")
    if form == "pdf":
        notes = writing.font_notes(paper)
        for line in notes.substitutions:
            print(f"字体：{line}")
        if notes.missing:
            print(f"以下字符缺字：{notes.missing}")
