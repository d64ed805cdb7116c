"""``bihuan trail verify``: check every chain; names the first bad row of each."""

from __future__ import annotations

import argparse

from bihuan.domain.trail.verification import verify


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=["verify"], help="verify：核验全部留痕链")


def run(arguments: argparse.Namespace) -> int:
    result = verify()
    for fault in result.faults:
        print(f"留痕链 {fault.chain} 第{fault.sequence}条：{fault.reason}")
    if result.faults:
        return 1
    print(f"核验通过：{result.chains}条链，{result.entries}条记录，未发现改动、缺失或分叉。")
    print("说明：整条链被完整重算或末尾被截断，须与单位另存的校验码比对才能发现。")
    return 0
