"""What one row makes of one person: a newcomer, or somebody whom the register knows."""

from __future__ import annotations

import datetime
from typing import Any

from .. import leaving
from ..enums import SeatKind
from ..models import BranchMembership, Dated, Post, TeamSeat, Unit
from . import cells, columns
from .cells import NOTHING, Nothing
from .failures import CellProblem
from .places import Places
from .plans import RowPlan, What, telling
from .present import Present

CORRECTED = "任职日期没有改，按更正处理，不留原职务。如是调任，请写新的任职日期。"
ONLY_LEAVING = "这一行只登记离开；职务、支部、班子到离开那一天为止，其他改动不计。"


class Reader:
    """Reads the cells of a row; what is wrong with one is kept in the row's plan."""

    def __init__(self, row: RowPlan, places: Places, *, today: datetime.date) -> None:
        self.row, self.places, self.today = row, places, today

    def words(self, code: str) -> str | None:
        return self._read(code, lambda text: cells.words_of(code, text))

    def day(self, code: str) -> datetime.date | Nothing | None:
        return self._read(code, lambda text: cells.day_of(code, text, today=self.today))

    def home(self) -> Unit | None:
        return self._read("unit", lambda text: _unit("unit", self.places.home, text))

    def branch(self) -> Unit | Nothing | None:
        return self._read("branch", lambda text: _unit("branch", self.places.branch, text))

    def order(self) -> int | Nothing | None:
        return self._read("order", cells.order_of)

    def seat(self) -> SeatKind | None:
        return self._read("seat", cells.seat_of)

    def _read(self, code: str, understand: Any) -> Any:
        """What the cell says: None for an empty or wrong one, NOTHING where ``无`` makes sense."""
        text = self.row.row.get(code)
        if not text:
            return None
        with telling(self.row):
            if not columns.says_nothing_holds(text):
                return understand(text)
            if code in ("branch", "order", "portfolio", "left"):
                return NOTHING
            if code in ("unit", "title", "name"):
                raise CellProblem(code, f"不能写“{text}”。不改的请空着；已离开的请写离开日期。")
        return None


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
        _new_seat(self, workplace, since=None)

    def _post(self, home: Unit) -> None:
        title, since = self.words("title"), self.day("since")
        if title:
            day = since if isinstance(since, datetime.date) else None
            self.row.steps.adds.append((Post, {"unit": home, "title": title, "since": day}))
        elif isinstance(since, datetime.date) and not self.row.row.get("title"):
            self.row.errors.append(("since", "写了任职日期，没有写职务，请补上职务。"))


class Member(Reader):
    """A row about somebody whom the register knows: only cells that say something else count."""

    def __init__(self, row: RowPlan, present: Present, places: Places, *, today: datetime.date) -> None:
        super().__init__(row, places, today=today)
        self.present = present
        self.shown = present.cells(places)

    def plan(self, *, renamed: bool) -> None:
        self._name(renamed)
        leaving = self._differs("left")
        if self.present.person.left_on:
            self._after_leaving(leaving)
        elif leaving is not None and leaving is not NOTHING:
            self._leave(leaving)
        else:
            self._stay()

    def _stay(self) -> None:
        workplace, since = self._post()
        self._branch()
        self._seat(workplace, since)

    def _differs(self, code: str) -> Any:
        """What a cell says if it says something other than the register."""
        if not self._says_more(code):
            return None
        read = {
            "unit": self.home, "branch": self.branch, "order": self.order, "seat": self.seat,
            "since": lambda: self.day("since"), "left": lambda: self.day("left"),
        }.get(code, lambda: self.words(code))  # fmt: skip
        return read()

    def _says_more(self, code: str) -> bool:
        text = self.row.row.get(code)
        return bool(text) and text != self.shown[code]

    def _change(self, code: str, after: str) -> None:
        self.row.changes.append((code, self.shown[code], after))

    def _name(self, renamed: bool) -> None:
        name, person = self._differs("name"), self.present.person
        if not name or name == person.name:
            return
        self._change("name", name)
        self.row.steps.person["name"] = name
        if not renamed:
            self.row.what = What.ASKED
            self.row.notes.append(("name", f"名册里这个工号是“{person.name}”，表里写的是“{name}”。"))

    # ---- leaving and coming back ----

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
        self._change("left", day.isoformat())
        if any(self._says_more(code) for code in ("unit", "title", "since", "branch", "order", "portfolio")):
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
        self.row.steps.person |= {"left_on": None, **_place(home, workplace)}
        self.row.steps.adds.append((Post, {"unit": home, "title": title, "since": since}))
        self._change("left", "")
        self._change("title", title)
        self._branch()
        _new_seat(self, workplace, since=since)

    # ---- posts ----

    def _post(self) -> tuple[Unit, datetime.date | None]:
        """Plan the unit and the main post; where the person works then, and since when if they move."""
        home, title, since = self._differs("unit"), self._differs("title"), self._differs("since")
        post = self.present.post
        home = None if home == self.present.home else home
        title = None if post and title == post.title else title
        day = since if isinstance(since, datetime.date) and not (post and since == post.since) else None
        workplace = self.places.workplace_of(home) if home else self.present.person.unit
        if home:
            self.row.steps.person |= _place(home, workplace)
            self._change("unit", self.places.shown(home))
        if title:
            self._change("title", title)
        if day:
            self._change("since", day.isoformat())
        values = {
            "unit": home or (post.unit if post else self.present.home),
            "title": title or (post.title if post else ""),
        }
        last = self.present.last_post_until
        if day and last and day < last:
            sentence = f"早于前一个主要职务结束的日期（{last.isoformat()}），请核对。"
            self.row.errors.append(("since", sentence))
        elif post is None:
            self._first_post(values, day)
        elif home or title:
            return workplace, self._moved(post, values, day)
        elif day:
            self.row.steps.sets.append((post, {"since": day}))
        return workplace, None

    def _first_post(self, values: dict[str, Any], day: datetime.date | None) -> None:
        if values["title"]:
            self.row.steps.adds.append((Post, {**values, "since": day}))
        elif day:
            self.row.errors.append(("since", "写了任职日期，没有写职务，请补上职务。"))

    def _moved(self, post: Post, values: dict[str, Any], day: datetime.date | None) -> datetime.date | None:
        """A later day starts another post; without one the post is corrected."""
        if day and post.since and day < post.since:
            self.row.errors.append(("since", f"早于现任职务的任职日期（{post.since.isoformat()}），请核对。"))
            return None
        if day:
            self.row.steps.end(post, day)
            self.row.steps.adds.append((Post, {**values, "since": day}))
            return day
        self.row.steps.sets.append((post, values))
        self.row.notes.append(("since", CORRECTED))
        return None

    # ---- branch and team ----

    def _branch(self) -> None:
        said, membership = self._differs("branch"), self.present.membership
        if said is None or (membership and said == membership.unit) or (said is NOTHING and not membership):
            return
        self._change("branch", "" if said is NOTHING else self.places.shown(said))
        if membership and said is not NOTHING and membership.since and membership.since >= self.today:
            self.row.steps.sets.append((membership, {"unit": said}))
            return
        if membership:
            self._end(membership, self.today, "branch")
        if said is not NOTHING:
            since = self.today if self.present.was_in_a_branch else None
            self.row.steps.adds.append((BranchMembership, {"unit": said, "since": since}))

    def _seat(self, workplace: Unit, moved_on: datetime.date | None) -> None:
        seat = self.present.seat
        if seat and workplace != self.present.person.unit:
            self._end(seat, moved_on or self.today, "unit")
            _new_seat(self, workplace, since=moved_on or self.today)
        elif seat:
            self._change_seat(seat)
        else:
            _new_seat(self, workplace, since=moved_on or self.today)

    def _change_seat(self, seat: TeamSeat) -> None:
        order, kind, portfolio = self._differs("order"), self._differs("seat"), self._portfolio()
        if order is NOTHING:
            self._end(seat, self.today, "order")
            self._change("order", "")
            return
        wanted = {"position": order, "kind": kind, "portfolio": portfolio}
        values = {
            name: value
            for name, value in wanted.items()
            if value is not None and value != getattr(seat, name)
        }
        if values:
            self.row.steps.sets.append((seat, values))
        if values.get("kind") == SeatKind.PRINCIPAL:
            self.row.team = seat.unit
        for name, code in (("position", "order"), ("kind", "seat"), ("portfolio", "portfolio")):
            if name in values:
                after = SeatKind(values[name]).label if name == "kind" else values[name]
                self._change(code, str(after))

    def _portfolio(self) -> str | None:
        said = self._differs("portfolio")
        return "" if said is NOTHING else said

    def _end(self, row: Dated, day: datetime.date, code: str) -> None:
        if row.since and row.since >= day:
            self.row.errors.append(
                (code, f"{row.since.isoformat()}才开始，不能在{day.isoformat()}结束，请在人员页面更正。")
            )
            return
        self.row.steps.end(row, day)


def _new_seat(reader: Reader, unit: Unit | None, *, since: datetime.date | None) -> None:
    """Plan a seat in a unit's team if the row gives a place in its order."""
    row, order, kind, portfolio = reader.row, reader.order(), reader.seat(), reader.words("portfolio")
    if isinstance(order, int):
        values = {
            "unit": unit,
            "position": order,
            "kind": kind or SeatKind.MEMBER,
            "portfolio": portfolio if isinstance(portfolio, str) else "",
            "since": since,
        }
        row.steps.adds.append((TeamSeat, values))
        row.team = unit if kind == SeatKind.PRINCIPAL else None
        if isinstance(reader, Member):
            row.changes.append(("order", "", str(order)))
    elif order is None and not row.row.get("order") and (kind or isinstance(portfolio, str)):
        code = "seat" if kind else "portfolio"
        row.errors.append((code, "没有写班子排序。是班子成员的，请补上排序；不是的，请空着。"))


def _place(home: Unit, workplace: Unit | None) -> dict[str, Unit | None]:
    return {"unit": workplace, "department": None if workplace == home else home}


def _unit(code: str, find: Any, text: str) -> Unit:
    try:
        return find(text)
    except ValueError as problem:
        raise CellProblem(code, str(problem)) from None
