"""``bihuan trail``: check every chain, compare it with checkpoints kept elsewhere, and keep a new one."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from django.utils import timezone

from bihuan.domain.trail import anchors, checkpoint
from bihuan.domain.trail.anchors import Anchored
from bihuan.domain.trail.code_words import Miswritten
from bihuan.domain.trail.verification import Verified, verify

NOT_COMPARED = (
    "说明：整条链被完整重算或末尾被截断，须与单位另存的存根或校验码比对才能发现；这次没有存根可比。"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="verify|checkpoint")
    checking = actions.add_parser("verify", help="核验全部留痕链，有存根时一并比对")
    checking.add_argument("--code", help="核对纸上的校验码属于哪条链的第几条")
    checking.set_defaults(act=_verify)
    keeping = actions.add_parser("checkpoint", help="给每条链存一份存根，并印出校验码")
    keeping.set_defaults(act=_checkpoint)
    for action in (checking, keeping):
        action.add_argument("--anchors", type=Path, metavar="DIR", help="存根目录，默认 BIHUAN_ANCHORS")


def run(arguments: argparse.Namespace) -> int:
    """0 all is well, 1 a chain is bad, 2 misused or unreadable."""
    try:
        return arguments.act(arguments)
    except (Miswritten, anchors.Unreadable) as failure:
        print(failure, file=sys.stderr)
    except OSError as failure:
        print(f"存根目录读写不了：{failure}", file=sys.stderr)
    return 2


def _verify(arguments: argparse.Namespace) -> int:
    anchored = _anchored(arguments.anchors)
    if arguments.anchors and not anchored:
        print(f"{arguments.anchors} 里没有存根，无从比对。", file=sys.stderr)
        return 2
    code_is_wrong = arguments.code is not None and not _shown_code(arguments.code)
    result = verify(anchored)
    for fault in result.faults:
        print(f"留痕链 {fault.chain} 第{fault.sequence}条：{fault.reason}")
    if result.faults or code_is_wrong:
        return 1
    _show(result)
    return 0


def _show(result: Verified) -> None:
    print(f"核验通过：{result.chains}条链，{result.entries}条记录，未发现改动、缺失或分叉。")
    if result.erased:
        print(f"其中{result.erased}条变更明细已按规定清除，清除的内容无法再核验。")
    if not result.anchors:
        print(NOT_COMPARED)
        return
    print(f"与{result.anchors}份存根一致。")
    if result.unanchored:
        print(f"有{result.unanchored}条链还没有存根，请运行 bihuan trail checkpoint。")


def _shown_code(written: str) -> bool:
    entry = checkpoint.entry_behind(written)
    if entry is None:
        print("校验码不属于现有的任何一条链：纸质件不是由这份数据印出的，或者这份数据已被改过。")
        return False
    at = timezone.localtime(entry.at)
    print(f"校验码属于留痕链 {entry.chain} 第{entry.sequence}条（{at:%Y-%m-%d %H:%M:%S}）。")
    print(f"该链现有{entry.chain.size}条。")
    return True


def _checkpoint(arguments: argparse.Namespace) -> int:
    folder = arguments.anchors or anchors.folder()
    if contradictions := list(anchors.contradictions(_anchored(folder))):
        for name, size in contradictions:
            print(f"留痕链 {name} 第{size}条：与已有存根不符，没有存新的存根")
        return 1
    for taken in checkpoint.taken(at=timezone.now()):
        is_new = anchors.keep(taken, folder)
        print(f"{taken.chain} 第{taken.size}条 {checkpoint.code(taken)} {'已存' if is_new else '没有新记录'}")
    return 0


def _anchored(folder: Path | None) -> Anchored:
    """The folder that was named must be there; the usual one may be missing."""
    if folder is None:
        folder = anchors.folder()
        return anchors.read(folder) if folder.is_dir() else {}
    return anchors.read(folder)
