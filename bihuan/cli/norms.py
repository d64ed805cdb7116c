"""``bihuan norms``: how a unit stands with every norm of a year, or all units at once into files."""

from __future__ import annotations

import argparse
from collections import Counter
from itertools import groupby
from pathlib import Path

from django.utils import timezone

from bihuan.core.norms import embedded
from bihuan.core.norms.telling import STATES, sentence
from bihuan.core.norms.verdicts import State, Verdict
from bihuan.core.registry.mechanisms import mechanisms
from bihuan.domain.ledgers.norms import evaluation, snapshot
from bihuan.domain.ledgers.operations.snapshots import note_snapshot
from bihuan.domain.ledgers.permissions import can_read_records
from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.failures import OperationFailed

from .acting import Misused, actor_named, complain, unit_named

#: What is told unless everything is asked for.
TO_LOOK_AT = (State.SHORT, State.NOTICE)
ANSWER = "verdicts.parquet"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    this_year = timezone.localdate().year
    parser.add_argument("--unit", required=True, help="单位名称或简称")
    parser.add_argument("--as", dest="username", required=True, help="以哪个用户的身份查看")
    parser.add_argument("--year", type=int, default=this_year, help=f"哪一年，默认今年（{this_year}）")
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--all", action="store_true", help="全部判定；不写时只列请核对的和未达到的")
    shown.add_argument(
        "--snapshot", type=Path, metavar="DIR", help="本单位和全部下级一起算，快照和判定写进这个空文件夹"
    )


def run(arguments: argparse.Namespace) -> int:
    try:
        return _run(arguments)
    except OSError as failure:
        return complain(f"写不了“{arguments.snapshot}”：{failure.strerror}。")
    except (Misused, OperationFailed) as failure:
        return complain(failure)


def _run(arguments: argparse.Namespace) -> int:
    if not 2000 <= arguments.year <= 2100:
        raise Misused("年份请写2000到2100之间的四位数。")
    actor = actor_named(arguments.username)
    unit = unit_named(actor, arguments.unit)
    if not can_read_records(actor, unit):
        raise Misused(f"“{arguments.username}”不能看{unit}的台账。")
    if arguments.snapshot:
        _write(actor, unit, arguments.year, arguments.snapshot)
    else:
        found = evaluation.verdicts_of(unit, arguments.year, today=timezone.localdate())
        _tell(unit, arguments.year, found, everything=arguments.all)
    return 0


def _tell(unit: Unit, year: int, found: list[Verdict], *, everything: bool) -> None:
    if not found:
        print(f"{unit}是{unit.get_kind_display()}，没有哪一条规范约束它。")
        return
    print(f"{unit} {year}年：{_totals(Counter(verdict.state for verdict in found))}")
    shown = [verdict for verdict in found if everything or verdict.state in TO_LOOK_AT]
    for code, verdicts in groupby(shown, lambda verdict: verdict.norm.mechanism):
        print(f"\n{mechanisms()[code].name}")
        for verdict in verdicts:
            print(f"  {_padded(STATES[verdict.state])}  {sentence(verdict)}")


def _write(actor: Actor, unit: Unit, year: int, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise Misused(f"“{folder}”里已有文件，请换一个空文件夹。")
    units = Unit.objects.within([unit.path])
    note_snapshot(unit=unit, actor=actor, year=year, units=units.count())
    snapshot.write(folder, units, year, today=timezone.localdate())
    embedded.write_verdicts(folder, folder / ANSWER)
    counted: Counter[State] = Counter()
    for _, _, state, count in embedded.totals(folder / ANSWER):
        counted[State(state)] += count
    print(f"{unit}及下级 {year}年：{_totals(counted)}")
    print(f"快照和判定已写入：{folder}")


def _totals(counted: Counter[State]) -> str:
    return "，".join(f"{STATES[state]}{counted[state]}" for state in State if counted[state])


def _padded(word: str) -> str:
    """Chinese characters are all as wide; the longest word has four."""
    return word + "　" * (max(map(len, STATES.values())) - len(word))
