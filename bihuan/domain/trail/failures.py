"""What can go wrong at the door. Each message is a sentence that a user can act on."""

from __future__ import annotations


class OperationFailed(Exception):
    """An operation could not be done; ``str()`` is the sentence for the user."""


class NotPermitted(OperationFailed):
    """The actor may not do this."""

    def __init__(self) -> None:
        super().__init__("您没有做这件事的权限。如确需办理，请联系本单位承办人。")


class Stale(OperationFailed):
    """Somebody changed the row since the user's page was loaded."""

    def __init__(self, current: object, seen: int, attempted: dict[str, object]) -> None:
        super().__init__("在您打开之后，这条记录已被他人修改。两份内容都在下面，请核对后再保存。")
        self.current = current
        self.seen = seen
        self.attempted = attempted


class OutsideTheDoor(RuntimeError):
    """Code tried to change the record without an operation: a defect, never a user's mistake."""
