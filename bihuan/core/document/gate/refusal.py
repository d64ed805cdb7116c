"""The one failure of reading a file: it is refused, and one sentence says what to do next."""

from __future__ import annotations


class FileRefused(Exception):
    """A file that is not read.

    ``code`` is for programs and tests; ``message`` is one Chinese sentence for the person who gave the file.
    Neither carries any text of the file.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
