"""``python -m benchmarks [NAME]``: print the figures, one a line, each with the command that repeats it."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence

from benchmarks import registry
from benchmarks.measuring import NotMeasurable


def main(arguments: Sequence[str]) -> int:
    """0 when every measurement ran or was impossible here, 1 when one broke, 2 for an unknown name."""
    only = arguments[0] if arguments else None
    figures = registry.chosen(only)
    if not figures:
        names = "\n  ".join(figure.name for figure in registry.FIGURES)
        print(f"没有“{only}”这项指标。可用的名称：\n  {names}", file=sys.stderr)
        return 2
    return max([_show(figure) for figure in figures])


def _show(figure: registry.Figure) -> int:
    value, broken = None, 0
    try:
        value = figure.measure()()
    except NotMeasurable as reason:
        print(f"{figure.name}：{reason}", file=sys.stderr)
    except Exception:
        traceback.print_exc()
        broken = 1
    print(figure.line(value), flush=True)
    return broken


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
