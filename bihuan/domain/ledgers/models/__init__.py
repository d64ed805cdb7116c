"""The record of every mechanism: seven shapes, and the marks that say where a record counts."""

from .activity import Activity, Attachment, Attendance
from .keeping import Exemption, Keeping
from .mark import Mark
from .record import Record

__all__ = ["Activity", "Attachment", "Attendance", "Exemption", "Keeping", "Mark", "Record"]
