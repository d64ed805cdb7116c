"""The list of people as a spreadsheet: what the page shows, one person a line."""

from __future__ import annotations

from collections.abc import Sequence

from bihuan.core.document.spreadsheet import sheet_bytes
from bihuan.core.document.spreadsheet.model import Column, WrittenSheet
from bihuan.core.text.masking import masked
from bihuan.domain.organizations.models import Person, Post, Unit

#: No more people than this leave in one file.
MOST = 10_000
COLUMNS = (
    Column("单位", 28),
    Column("内设机构", 18),
    Column("工号", 12, centred=True),
    Column("姓名", 12, centred=True),
    Column("职务", 30),
    Column("支部", 20),
    Column("班子", 16),
)


def workbook(people: Sequence[Person], unit: Unit, *, gone: bool, cut: bool, demo: bool) -> bytes:
    """``cut``: there are more people than may leave at once."""
    what = "已离开人员名单" if gone else "人员名单"
    note = f"只含前{MOST}人，请按单位分次导出" if cut else f"共{len(people)}人"
    mark = "（演示）" if demo else ""
    sheet = WrittenSheet(
        name="人员名单",
        title=f"{unit.name}{what}{mark}",
        header_left=note,
        header_right="演示" if demo else "",
        columns=COLUMNS,
        blocks=tuple((_cells(person),) for person in people),
    )
    return sheet_bytes(sheet)


def _cells(person: Person) -> tuple[str, ...]:
    return (
        person.unit.name,
        person.department.name if person.department else "",
        person.staff_number,
        person.name,
        masked("；".join(post_in_words(post, person) for post in person.current_posts)),
        "；".join(membership.unit.name for membership in person.current_memberships),
        "；".join(seat.get_kind_display() for seat in person.current_seats),
    )


def post_in_words(post: Post, person: Person) -> str:
    """The title; with the unit where it is another one than the person's own."""
    own = {person.unit_id, person.department_id}
    return post.title if post.unit_id in own else f"{post.unit}{post.title}"
