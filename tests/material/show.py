"""Print a report's gold reading beside its text, for proofreading.

python -m tests.material.show NAME
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

REPORTS = Path(__file__).parent / "reports"


def main(name: str) -> None:
    text = (REPORTS / f"{name}.txt").read_text(encoding="utf-8")
    gold = json.loads((REPORTS / f"{name}.gold.json").read_text(encoding="utf-8"))
    for heading in gold["outline"]:
        print(f"\n{item['id']} {item['type']} ^{item['parent']} [{item['aspect']}]")
        print(f"   {item['ordinal']} «{item['title']}»")
        print(f"   {span[:24]} … {span[-12:]}")
        for kind in ("examples", "quantities", "owners", "deadlines"):
            for entry in item[kind]:
                assert text.startswith(entry["text"], entry["char_start"])
                print("     ", kind, {key: value for key, value in entry.items() if key != "char_start"})


if __name__ == "__main__":
    main(sys.argv[1])
