"""What one row makes of somebody whom the register knows."""

from __future__ import annotations

import datetime
from typing import Any

from .. import leaving
from ..models import Post
from . import columns
from .cells import NOTHING
from .member_posts import place_of, plan_post
from .member_reader import MemberReader
from .member_teams import plan_branch, plan_seat
from .plans import What
from .reader import plan_new_seat

ONLY_LEAVING = "这一行只登记离开；职务、支部、班子到离开那一天为止，其他改动不计。"


class Member(MemberReader):
    """Plans the row of a member: the name, leaving and coming back; the rest by one step each."""

    def plan(self, *, renamed: bool) -> None:
        self._name(renamed)
        left = self.differs("left")
        if self.present.person.left_on:
            self._after_leaving(left)
        elif left is not None and left is not NOTHING:
            self._leave(left)
        else:
            self._stay()

    def _stay(self) -> None:
        workplace, since = plan_post(self)
        plan_branch(self)
        plan_seat(self, workplace, since)

    def _name(self, renamed: bool) -> None:
        name, person = self.differs("name"), self.present.person
        if not name or name == person.name:
            return
        self.change("name", name)
        self.row.steps.person["name"] = name
        if not renamed:
            self.row.what = What.ASKED
            self.row.notes.append(("name", f"名册里这个工号是“{person.name}”，表里写的是“{name}”。"))

    def _leave(self, day: datetime.date) -> None:
        late = [row for row in self.present.open_rows if row.since and row.since >= day]
        if late:
            first = max(row.since for row in late).isoformat()
            self.row.errors.append(("left", f"要晚于职务、支部、班子的开始日期（{first}），请核对。"))
            return
        for obstacle in leaving.obstacles_of(self.present.person):
            self.row.errors.append(("left", f"现在不能登记离开：{obstacle.what}。{obstacle.advice}"))
        self.row.steps.person["left_on"] = day
        for row in self.present.open_rows:
            self.row.steps.end(row, day)
        self.change("left", day.isoformat())
        if any(self.says_more(code) for code in ("unit", "title", "since", "branch", "order", "portfolio")):
            self.row.notes.append(("left", ONLY_LEAVING))

    def _after_leaving(self, said: Any) -> None:
        if said is NOTHING:
            self._come_back()
        elif isinstance(said, datetime.date):
            self.row.errors.append(
                ("left", f"名册里已登记{self.shown['left']}离开。要更正离开日期，请在人员页面办理。")
            )
        elif not self.row.row.get("left"):
            self.row.errors.append(
                (
                    columns.NUMBER,
                    f"此人{self.shown['left']}已离开。又回来的，请在离开日期写“无”，并写明职务和任职日期；"
                    "没有回来的，请删去这一行。",
                )
            )

    def _come_back(self) -> None:
        title, since, left = self.words("title"), self.day("since"), self.present.person.left_on
        if not title or not isinstance(since, datetime.date):
            self.row.errors.append(("left", "又回来的人，要写明职务和任职日期，请补上。"))
        elif since < left:
            self.row.errors.append(("since", f"早于离开日期（{left.isoformat()}），请核对。"))
        if self.row.errors:
            return
        home = self.home() or self.present.home
        workplace = self.places.workplace_of(home)
        self.row.steps.person |= {"left_on": None, **place_of(home, workplace)}
        self.row.steps.adds.append((Post, {"unit": home, "title": title, "since": since}))
        self.change("left", "")
        self.change("title", title)
        plan_branch(self)
        plan_new_seat(self, workplace, since=since)
