"""What a row changes of the unit and the main post of somebody whom the register knows."""

from __future__ import annotations

import datetime
from typing import Any

from ..models import Post, Unit
from .member_reader import MemberReader

CORRECTED = "任职日期没有改，按更正处理，不留原职务。如是调任，请写新的任职日期。"


def plan_post(member: MemberReader) -> tuple[Unit, datetime.date | None]:
    """Plan the unit and the main post; where the person works then, and since when if they move."""
    home, title, since = member.differs("unit"), member.differs("title"), member.differs("since")
    post = member.present.post
    home = None if home == member.present.home else home
    title = None if post and title == post.title else title
    day = since if isinstance(since, datetime.date) and not (post and since == post.since) else None
    workplace = member.places.workplace_of(home) if home else member.present.person.unit
    if home:
        member.row.steps.person |= place_of(home, workplace)
        member.change("unit", member.places.shown(home))
    if title:
        member.change("title", title)
    if day:
        member.change("since", day.isoformat())
    values = {
        "unit": home or (post.unit if post else member.present.home),
        "title": title or (post.title if post else ""),
    }
    last = member.present.last_post_until
    if day and last and day < last:
        sentence = f"早于前一个主要职务结束的日期（{last.isoformat()}），请核对。"
        member.row.errors.append(("since", sentence))
    elif post is None:
        _first_post(member, values, day)
    elif home or title:
        return workplace, _moved(member, post, values, day)
    elif day:
        member.row.steps.sets.append((post, {"since": day}))
    return workplace, None


def _first_post(member: MemberReader, values: dict[str, Any], day: datetime.date | None) -> None:
    if values["title"]:
        member.row.steps.adds.append((Post, {**values, "since": day}))
    elif day:
        member.row.errors.append(("since", "写了任职日期，没有写职务，请补上职务。"))


def _moved(
    member: MemberReader, post: Post, values: dict[str, Any], day: datetime.date | None
) -> datetime.date | None:
    """A later day starts another post; without one the post is corrected."""
    if day and post.since and day < post.since:
        member.row.errors.append(("since", f"早于现任职务的任职日期（{post.since.isoformat()}），请核对。"))
        return None
    if day:
        member.row.steps.end(post, day)
        member.row.steps.adds.append((Post, {**values, "since": day}))
        return day
    member.row.steps.sets.append((post, values))
    member.row.notes.append(("since", CORRECTED))
    return None


def place_of(home: Unit, workplace: Unit | None) -> dict[str, Unit | None]:
    """Where a person works, as it stands in the person's row."""
    return {"unit": workplace, "department": None if workplace == home else home}
