"""The security log."""

from __future__ import annotations

import logging

from bihuan.config.logs import DAYS_KEPT, SecurityLogHandler


def test_nothing_is_made_until_something_is_logged(tmp_path):
    handler = SecurityLogHandler(str(tmp_path / "log"))
    assert not (tmp_path / "log").exists()

    handler.emit(logging.LogRecord("bihuan.security", logging.WARNING, "", 0, "refused", None, None))
    handler.close()

    assert (tmp_path / "log" / "security.log").read_text("utf-8") == "refused\n"


def test_lines_are_kept_for_more_than_six_months():
    assert DAYS_KEPT > 184
