"""What one row makes of somebody whom the register does not know."""

from __future__ import annotations

import datetime

from ..models import BranchMembership, Post, Unit
from .cells import NOTHING
from .places import Places
from .plans import RowPlan
from .reader import Reader, plan_new_seat


class Newcomer(Reader):
    """A row whose staff number the register does not know."""

    def __init__(self, row: RowPlan, places: Places, tenant: Unit, *, today: datetime.date) -> None:
        super().__init__(row, places, today=today)
        self.tenant = tenant

    def plan(self, number: str) -> None:
        steps, name, home = self.row.steps, self.words("name"), self.home() or self.places.top
        workplace = self.places.workplace_of(home)
        if not self.row.row.get("name"):
            self.row.errors.append(("name", "没有填。新登记的人要有姓名，请补上。"))
        if workplace is None:
            self.row.errors.append(("unit", "没有填，也没有可以归到的单位，请补上。"))
        if self.row.row.get("left") and self.day("left") is not NOTHING:
            self.row.errors.append(("left", "名册里没有这个人，已离开的不必登记。请删去这一行，或核对工号。"))
        department = None if workplace == home else home
        steps.person = {
            "tenant": self.tenant,
            "unit": workplace,
            "department": department,
            "staff_number": number,
            "name": name,
        }
        self._post(home)
        branch = self.branch()
        if isinstance(branch, Unit):
            steps.adds.append((BranchMembership, {"unit": branch, "since": None}))
        plan_new_seat(self, workplace, since=None)

    def _post(self, home: Unit) -> None:
        title, since = self.words("title"), self.day("since")
        if title:
            day = since if isinstance(since, datetime.date) else None
            self.row.steps.adds.append((Post, {"unit": home, "title": title, "since": day}))
        elif isinstance(since, datetime.date) and not self.row.row.get("title"):
            self.row.errors.append(("since", "写了任职日期，没有写职务，请补上职务。"))
