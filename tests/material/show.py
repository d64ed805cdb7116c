"""Print a report's gold reading beside its text, for proofreading.

python -m tests.material.show NAME
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

COUNTED = re.compile(
    r"(\d[\d.]*|[一二两三四五六七八九十百]+|\*+)[余多]?"
    r"(%|[次场名个项件份家户人条处张篇轮期块天元吨户台套间所座]|万|公里|亩|小时|年[^度底内月代上\d])"
)
REPORTS = Path(__file__).parent / "reports"


def main(name: str) -> None:
    text = (REPORTS / f"{name}.txt").read_text(encoding="utf-8-sig")
    gold = json.loads((REPORTS / f"{name}.gold.json").read_text(encoding="utf-8"))
    all_quantities = [entry for item in gold["items"] for entry in item["quantities"]]
    for heading in gold["outline"]:
        print("  " * heading["level"], heading["number"], heading["title"], "↵" if heading["run_in"] else "")
    for item in gold["items"]:
        span = text[item["char_start"] : item["char_end"]]
        print(f"\n{item['id']} {item['type']} ^{item['parent']} [{item['aspect']}]")
        print(f"   {item['ordinal']} «{item['title']}» {span[:24]} … {span[-12:]}")
        for found in COUNTED.finditer(span):
            at = item["char_start"] + found.start()
            if not any(q["char_start"] - 4 <= at <= q["char_start"] + len(q["text"]) for q in all_quantities):
                print("      UNMARKED?", found[0], "in", span[max(found.start() - 8, 0) : found.end() + 6])
        for kind in ("examples", "quantities", "owners", "deadlines"):
            for entry in item[kind]:
                assert text.startswith(entry["text"], entry["char_start"])
                print("     ", kind, {key: value for key, value in entry.items() if key != "char_start"})


if __name__ == "__main__":
    main(sys.argv[1])
