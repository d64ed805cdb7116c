"""Put this checkout into its own environment: a path file and the ``bihuan`` command.

An editable install would need a build backend from the network and takes seconds; this takes none.
"""

import sys
import sysconfig
from pathlib import Path

COMMAND = """#!{python}
import sys
from bihuan.cli.main import main
sys.exit(main())
"""


def link(root: Path) -> None:
    """Write the two files; safe to repeat."""
    site = Path(sysconfig.get_path("purelib"))
    (site / "bihuan-checkout.pth").write_text(f"{root}\n", encoding="utf-8")
    command = Path(sysconfig.get_path("scripts")) / "bihuan"
    command.write_text(COMMAND.format(python=sys.executable), encoding="utf-8")
    command.chmod(0o755)


if __name__ == "__main__":
    link(Path(__file__).resolve().parent.parent)
