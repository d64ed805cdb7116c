"""``bihuan trail verify``."""

from __future__ import annotations

from bihuan.cli.main import main
from bihuan.domain.trail.models import Change


def test_an_untouched_trail_verifies(bureau, capsys):
    assert main(["trail", "verify"]) == 0

    assert capsys.readouterr().out.startswith("核验通过：2条链，")


def test_the_first_bad_row_is_named(bureau, capsys):
    Change.objects.filter(object_key=bureau.head.key).update(after="x")

    assert main(["trail", "verify"]) == 1

    assert "变更明细被改动" in capsys.readouterr().out
