"""The security log: refusals and sign-ins, kept for at least six months."""

from __future__ import annotations

from logging.handlers import TimedRotatingFileHandler
from pathlib import Path

DAYS_KEPT = 200


class SecurityLogHandler(TimedRotatingFileHandler):
    """Daily files in ``folder``, which is made when the first line is written."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder)
        super().__init__(
            self._folder / "security.log",
            when="midnight",
            backupCount=DAYS_KEPT,
            encoding="utf-8",
            delay=True,
        )

    def _open(self) -> object:
        self._folder.mkdir(parents=True, exist_ok=True)
        return super()._open()
