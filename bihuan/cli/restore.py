"""``bihuan restore``: a backup into an empty home and database."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from pathlib import Path

from .acting import complain
from .archive.failures import ArchiveFailed
from .archive.manifest import Manifest
from .archive.restoring import Restored, check, restore

security_log = logging.getLogger("bihuan.security")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="bihuan backup 写成的文件")
    parser.add_argument("--check", action="store_true", help="只核对备份是否完好，不写入任何数据")


def run(arguments: argparse.Namespace) -> int:
    try:
        if arguments.check:
            return _tell_checked(*check(arguments.file, say=_say))
        restored = restore(arguments.file, say=_say)
    except OSError as failure:
        return complain(f"打不开备份“{arguments.file}”：{failure.strerror}。")
    except ArchiveFailed as failure:
        return complain(failure)
    security_log.info("restored %s os_uid=%s", restored.manifest.made_at, os.getuid())
    return _tell(restored)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _contents(manifest: Manifest) -> str:
    keys = "含密钥" if manifest.with_keys else "不含密钥"
    return (
        f"数据{manifest.row_count}行，文件{len(manifest.named('files'))}份，"
        f"留痕{len(manifest.chains)}条链、{manifest.entry_count}条记录；{keys}。"
    )


def _tell_checked(manifest: Manifest, seal: str) -> int:
    print(f"备份完好（{manifest.made_at}，程序 {manifest.product}）：{_contents(manifest)}")
    print(f"校验值（请与备份时记下的比对）：{seal}")
    _tell_findings(manifest)
    return 0


def _tell(restored: Restored) -> int:
    manifest = restored.manifest
    print(f"已恢复（备份于 {manifest.made_at}）：{_contents(manifest)}")
    _tell_findings(manifest)
    for fault in restored.trail.faults:
        print(f"留痕链 {fault.chain} 第{fault.sequence}条：{fault.reason}")
    for name in restored.moved:
        print(f"留痕链 {name} 的链尾与备份时登记的不符。")
    if restored.trail.faults or restored.moved:
        return 1
    print(f"留痕核验通过：{restored.trail.chains}条链，{restored.trail.entries}条记录，链尾与备份时一致。")
    return 0


def _tell_findings(manifest: Manifest) -> None:
    for finding in manifest.findings:
        print(f"注意，备份时已有的问题：{finding}")
