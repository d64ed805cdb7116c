"""Control characters, bidi marks and very long names: the chain holds, the security log keeps its lines."""

from __future__ import annotations

import logging

import pytest

from bihuan.config.logs import SecurityLogHandler
from bihuan.domain.trail import door, journal, security_log
from bihuan.domain.trail.actor import SYSTEM, Actor
from bihuan.domain.trail.failures import NotPermitted
from bihuan.domain.trail.models import Change
from bihuan.domain.trail.verification import verify

CONTROLS = "".join(map(chr, (*range(1, 32), *range(127, 160))))
HOSTILE = {
    "controls": f"甲{CONTROLS}乙",
    "a forged line": "甲\n2026-01-01 00:00:00,000 WARNING bihuan.security sign-in of 乙",
    "bidi": "\u202e甲\u2066乙\u2069\u200f\u061c",
    "separators": "甲\u2028乙\u2029丙\x85丁\x0b\x0c",
    "json": '甲","after":null,"salt":"',
    "astral": "𠮷\U000e0001\ufeff",
    "a megabyte": "名" * 350_000,
}
hostile = pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())


@door.operation("tests.hostile.note", may=lambda actor, unit: True)
def note(*, unit, actor, value):
    """Note a value as it is."""
    journal.current().note("tests.row", unit.key, value[:40].replace("\x00", ""), value, {"name": value})


@pytest.fixture
def log(tmp_path):
    """The lines of the security log, as the product's own handler writes them."""
    handler = SecurityLogHandler(str(tmp_path))
    logger = logging.getLogger("bihuan.security")
    logger.addHandler(handler)
    yield lambda: (tmp_path / "security.log").read_bytes().decode().split("\n")
    logger.removeHandler(handler)
    handler.close()


@hostile
def test_the_chain_holds_what_was_given_and_verifies(bureau, value):
    note(unit=bureau.unit, actor=SYSTEM, value=value)

    stored = Change.objects.latest("pk")
    assert journal.value_of(stored.before) == value
    assert journal.value_of(stored.after) == {"name": value}
    assert verify().faults == ()


def test_a_zero_character_is_kept_as_well(bureau):
    note(unit=bureau.unit, actor=SYSTEM, value="甲\x00乙")

    assert journal.value_of(Change.objects.latest("pk").before) == "甲\x00乙"
    assert verify().faults == ()


@hostile
def test_a_logged_value_is_one_line_without_invisible_characters(log, value):
    logging.getLogger("bihuan.security").warning("sign-in of %s failed", value)

    line, rest = log()
    assert rest == ""
    assert line == security_log.one_line(f"sign-in of {value} failed")
    assert line.isprintable()
    assert len(line) <= 10 * security_log.LONGEST + 30


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("refused a.b user=None", "refused a.b user=None"),
        ("青禾县水务局 沈知远", "青禾县水务局 沈知远"),
        ("a\r\nb\tc", "a\\r\\nb\\tc"),
        ("\u202e\u2028", "\\u202e\\u2028"),
        ("\ud800", "\\ud800"),
        ("x" * 1_000, "x" * 1_000),
        ("x" * 1_001, "x" * 1_000 + "… (1001 characters)"),
    ],
)
def test_one_line(text, expected):
    assert security_log.one_line(text) == expected


def test_the_door_logs_refusals_on_one_line(bureau, log):
    @door.operation("tests.forged\nline", may=lambda actor, unit: False)
    def forbidden(*, unit, actor):
        """Do nothing."""

    nobody = Actor(user_key=None, person_key=None)
    with pytest.raises(NotPermitted):
        forbidden(unit=bureau.unit, actor=nobody)

    assert log() == [f"refused tests.forged\\nline user=None object={bureau.unit.key}", ""]
