"""What a page's form would send: for every route that takes a POST, fields that fit the object."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyotp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from bihuan.domain.accounts.queries import actor_of
from bihuan.domain.accounts.sessions import name_of
from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.ledgers.doubts.asking import doubts_of
from bihuan.domain.ledgers.models import Activity
from bihuan.domain.ledgers.planned import days_between
from bihuan.domain.organizations.models import Person, TeamSeat, Unit
from bihuan.domain.rectification.models import Measure, ProblemMeasure
from bihuan.domain.trail.recorded import RecordedModel
from bihuan.web.account import enrolment
from tests import pictures

from . import objects, record_sheets
from .matrix import Cell
from .world import PASSWORD, Tenant

#: A password that both profiles take.
NEXT = "Long-enough-4-both"
Fields = dict[str, Any]


def body(cell: Cell, row: RecordedModel | None, tenant: Tenant) -> Fields:
    """The fields of the form, as a page that shows the row now would send them."""
    hidden = {"seen": row.version if row else 1, "request_key": "matrix"}
    return hidden | BODIES[cell.address.route](row, tenant, cell)


def _nothing(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    return {}


def _sign_in(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    who = "inactive" if cell.role == "inactive" else "clerk"
    return {"username": f"{tenant.name}-{who}", "password": PASSWORD}


def _second_factor(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    """As the page would send it once the authenticator has the secret."""
    offer = enrolment.fresh(tenant.members[cell.role].user or tenant.members["clerk"].user)
    return {"token": offer.token, "code": pyotp.TOTP(offer.secret).now(), "proof": PASSWORD}


def _elsewhere(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    return {"session": name_of(tenant.members[cell.role].elsewhere)}


def _reason(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    return {"reason": "工作调整"}


def _grant(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    return {"unit": str(row.person.unit.key) if row else "", "role": "teller"}


def _handing_on(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    """One's own role, if there is one that can be handed on, to a colleague, for today."""
    user, today = tenant.members[cell.role].user, timezone.localdate().isoformat()
    own = user.grants.first() if user else None
    taker = str(tenant.objects["user", "own"].key)
    return {
        "grant": str(own.key) if own else "",
        "taker": taker,
        "since": today,
        "until": today,
        "reason": "休假",
    }


def _paper(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    text = objects.PAPER.format(name=tenant.marker("own"), year=2018)
    return {"text": text, "year": "2018", "cycle_kind": "annual"}


def _correction(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    item = row.reading["items"][0]["id"] if row else "1"
    return {"change": "retitle", "item": item, "title": "换一个标题"}


def _wording(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    fields = {"title": "新的标题", "text": "新的内容。"}
    problem = "problem" in (cell.address.kind, *dict(cell.address.arguments).values())
    return fields | ({"source": "talk", "example": "新的事例。"} if problem else {})


def _plan(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    return {"due_kind": "dated", "due_date": "2026-09-30", "end_state": "新的结果", "leads": "新的牵头人"}


def _progress(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    return {"progress": "in_progress", "outcome": "做了一半。"}


def _pick(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    """A measure of the same year that is not tied to the problem yet."""
    if row is None:
        return {"side": "measure", "target": ""}
    tied = ProblemMeasure.objects.filter(problem=row).values("measure")
    spare = Measure.objects.filter(cycle=row.cycle, withdrawn_at=None).exclude(pk__in=tied).first()
    return {"side": "measure", "target": str(spare.key)}


def _lines(row: ImportBatch | None, tenant: Tenant, cell: Cell) -> Fields:
    return {"line": [str(each["line"]) for each in row.rows] if row else ["2"]}


def _columns(row: ImportBatch | None, tenant: Tenant, cell: Cell) -> Fields:
    mapping = row.head["mapping"] if row else {}
    return {f"column-{column}": code for column, code in mapping.items()}


def _upload(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    file = SimpleUploadedFile("新表.xlsx", objects.book(tenant.marker("own")))
    return {"file": file, "year": "2017", "cycle_kind": "annual"}


def _new_unit(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    return {"kind": "department", "name": "新设的科室", "short_name": "新科"}


def _register(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    file = SimpleUploadedFile("新名册.xlsx", objects.register(tenant.marker("own"), "9"))
    return {"file": file, "unit": str(tenant.units["own"].key)}


def _newcomer(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    own = tenant.units["own"]
    return {"name": "新来的人", "staff_number": "new-1", "place": str(own.key), "title": "科员"}


def _move(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    """To a section of the own unit, on the day of today."""
    section = tenant.objects["section", "own"]
    return {"unit": str(section.key), "title": "新的职务", "on": _today()}


def _post(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    return {"unit": str(tenant.units["own"].key), "title": "新的职务", "since": "2026-02-01", "is_main": ""}


def _branch(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    branch = tenant.objects["membership", "own"].unit
    others = Unit.objects.filter(kind=branch.kind, parent=branch.parent).exclude(pk=branch.pk)
    return {"branch": str(others.first().key), "since": "2026-02-01", "on": "2026-02-01"}


def _seat(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    unit = row.unit if row else tenant.units["own"]
    return {"unit": str(unit.key), "kind": "member", "portfolio": "分管新的事", "since": "2026-02-01"}


def _seen(row: Any) -> Fields:
    """The version of the person who holds it."""
    return {"seen": Person.objects.get(pk=row.person_id).version if row else 1}


def _of_the_person(fields: Callable[[Any], Fields]) -> Callable[[Any, Tenant, Cell], Fields]:
    """The fields of a form on what somebody holds: its version is that of the person."""

    def of(row: Any, tenant: Tenant, cell: Cell) -> Fields:
        return _seen(row) | (fields(row) if row else {})

    return of


def _corrected(row: Any) -> Fields:
    ended = {"until": "2026-01-02"} if row.until else {}
    return {
        "title": "更正的职务",
        "is_main": "on",
        "kind": "observer",
        "portfolio": "",
        "since": "2025-02-01",
    } | ended


def _ends(row: Any) -> Fields:
    return {"on": "2026-02-01"}


def _changed_branch(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    return _branch(row, tenant, cell) | _seen(row)


def _order(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    """The last one up by one."""
    seats = TeamSeat.objects.open().filter(unit=row).order_by("position", "pk") if row else []
    keys = [str(seat.key) for seat in seats]
    return {"seat": keys, "up": keys[-1:]}


def _record(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    """Every field that the form of a forum has."""
    common = {
        "on": "2026-03-20",
        "title": "换了标题的讲坛",
        "note": "改期",
        "unit": str(tenant.units["own"].key),
    }
    details = {"starts": "09:00", "ends": "10:00", "place": "", "host": "", "lecturer": "", "hours": "1"}
    return common | details | {"topics": "新的题目", "biweekly-forum.organizer": "above"}


def _of_own(tenant: Tenant) -> Fields:
    return {"unit": str(tenant.units["own"].key)}


def _excuse(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    days = {"since": "2026-04-01", "last_day": "2026-04-30"}
    return _of_own(tenant) | days | {"reason": "当月集中安排其他工作"}


def _series(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    year = timezone.localdate().year + 1
    days = {"rhythm": "month_day", "every": "1", "day": "15"}
    return _of_own(tenant) | days | {
        "title": "新的系列", "since": f"{year}-01-01", "until": f"{year}-12-31",
    }  # fmt: skip


def _series_changed(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    days = {
        "rhythm": "month_day",
        "every": "1",
        "day": "15",
        "until": f"{timezone.localdate().year + 1}-12-31",
    }
    return days | {"title": "改过的系列"}


def _left_out(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    day = days_between(row, row.since, row.until)[0] if row else timezone.localdate()
    return {"day": day.isoformat(), "reason": "全体出差"}


def _forums(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    file = SimpleUploadedFile("讲坛.xlsx", record_sheets.forums(f"{tenant.marker('own')}另一个讲坛"))
    return {"file": file, "unit": str(tenant.units["own"].key)}


def _proof(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    """As the page of the record would send it."""
    record = Activity.objects.filter(key=row.record_key).first() if row else None
    return {"seen": str(record.version if record else 1), "reason": "误传"}


def _counting(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    asked = {"asked": ["civic-culture"], "civic-culture.form": "lecture"}
    return {"counts_in": ["biweekly-forum", "civic-culture"]} | asked


def _finished(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    seen = row.plan.version if row else 1
    return {"seen": str(seen), "on": "2026-03-20", "proof": "批复"}


def _number(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    return {"code": "biweekly-forum.sessions", "since": "2026-01-01", "last": "2026-12-31"}


def _picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("会场.png", pictures.png(text="会场"), "image/png")


def _settled(row: Any, tenant: Tenant, cell: Cell) -> Fields:
    """The first doubt that the clerk is asked about."""
    doubts = doubts_of(row, actor_of(tenant.members["clerk"].user)) if row else []
    return {"basis": doubts[0].basis if doubts else "", "reason": "与办公室核对过"}


def _today() -> str:
    return timezone.localdate().isoformat()


BODIES: dict[str, Callable[[Any, Tenant, Cell], Fields]] = {
    "sign-in": _sign_in,
    "sign-out": _nothing,
    "sign-out-everywhere": _nothing,
    "session-extend": _nothing,
    "password-change": lambda row, tenant, cell: {"current": PASSWORD, "new": NEXT, "again": NEXT},
    "sign-in-code": _nothing,
    "setup-administrators": _nothing,
    "second-factor-set-up": _second_factor,
    "second-factor-codes": _nothing,
    "second-factor-turn-off": _nothing,
    "session-end": _elsewhere,
    "session-end-others": _nothing,
    "account-open": lambda row, tenant, cell: {"username": f"new-{row.key.hex[:8]}" if row else "new"},
    "account-password-reset": _nothing,
    "account-shut": _reason,
    "account-reopen": _reason,
    "account-unlock": _nothing,
    "account-sessions-end": _nothing,
    "account-factor-reset": _nothing,
    "role-grant": _grant,
    "role-withdraw": _reason,
    "delegation-new": _handing_on,
    "delegation-end": _reason,
    "acting-start": _nothing,
    "acting-stop": _nothing,
    "draft-new": _paper,
    "draft-again": lambda row, tenant, cell: {"year": "2016", "cycle_kind": "annual"},
    "draft-correct": _correction,
    "draft-undo": _nothing,
    "draft-confirm": _nothing,
    "draft-withdraw": lambda row, tenant, cell: {"reason": "选错了文件"},
    "draft-compare": _nothing,
    "statement-add": _wording,
    "statement-edit": _wording,
    "statement-withdraw": lambda row, tenant, cell: {"reason": "写重了"},
    "statement-restore": _nothing,
    "item-plan": _plan,
    "item-progress": _progress,
    "coverage-link-make": _pick,
    "coverage-link-settle": lambda row, tenant, cell: {"verdict": "confirm"},
    "coverage-figure-facts": _number,
    "coverage-figure-fill": lambda row, tenant, cell: {"value": "9", "note": "会议记录"},
    "paper-export": lambda row, tenant, cell: {"to": "上级机关"},
    "unit-add": _new_unit,
    "unit-edit": lambda row, tenant, cell: {"name": "改名的科室", "short_name": "改名"},
    "unit-move": lambda row, tenant, cell: {"way": "up"},
    "unit-close": lambda row, tenant, cell: {"closed_on": "2026-05-01"},
    "unit-reopen": _nothing,
    "person-export": _nothing,
    "person-new": _newcomer,
    "person-edit": lambda row, tenant, cell: {"name": "改过的姓名", "staff_number": "changed-1"},
    "person-transfer": _move,
    "person-leave": lambda row, tenant, cell: {"on": _today()},
    "person-return": _move,
    "post-add": _post,
    "post-end": _of_the_person(_ends),
    "post-correct": _of_the_person(_corrected),
    "post-reopen": _of_the_person(lambda row: {}),
    "post-void": _of_the_person(lambda row: {}),
    "branch-join": _branch,
    "branch-change": _changed_branch,
    "branch-end": _of_the_person(_ends),
    "branch-correct": _of_the_person(_corrected),
    "branch-reopen": _of_the_person(lambda row: {}),
    "branch-void": _of_the_person(lambda row: {}),
    "seat-take": _seat,
    "seat-change": _of_the_person(_corrected),
    "seat-end": _of_the_person(_ends),
    "seat-reopen": _of_the_person(lambda row: {}),
    "seat-void": _of_the_person(lambda row: {}),
    "team-order": _order,
    "exchange": _upload,
    "people-import": _register,
    "register-export": _nothing,
    "people-batch-map": _columns,
    "people-batch-names": _lines,
    "people-batch-refresh": _nothing,
    "people-batch-apply": _nothing,
    "people-batch-drop": _nothing,
    "people-batch-undo": _nothing,
    "ledger-export": _nothing,
    "exchange-map": _columns,
    "exchange-refresh": _nothing,
    "exchange-apply": _lines,
    "exchange-drop": _nothing,
    "exchange-undo": _nothing,
    "trail-export": _nothing,
    "record-new": _record,
    "record-edit": _record,
    "record-count": _counting,
    "record-deed": lambda row, tenant, cell: {"text": "上线"},
    "part-deed": _finished,
    "keeping-declare": lambda row, tenant, cell: _of_own(tenant) | {"since": "2026-01-01"},
    "exemption-new": _excuse,
    "norm-setting": lambda row, tenant, cell: (
        _of_own(tenant) | {"adopted": "yes", "at_least": "1", "reason": "本单位的制度", "seen": "0"}
    ),
    "exemption-withdraw": _reason,
    "record-withdraw": _reason,
    "doubt-settle": _settled,
    "series-new": _series,
    "records-import": _forums,
    "records-export": _nothing,
    "records-batch-apply": _nothing,
    "records-batch-drop": _nothing,
    "records-batch-undo": _nothing,
    "series-withdraw": _reason,
    "series-edit": _series_changed,
    "series-skip": _left_out,
    "series-take-up": _nothing,
    "record-attendance": lambda row, tenant, cell: {"everybody": "1"},
    "record-attach": lambda row, tenant, cell: {"kind": "number", "text": "新的文号"},
    "record-attach-file": lambda row, tenant, cell: {"file": _picture(), "text": "会场"},
    "attachment-withdraw": _proof,
    "case-reveal": _nothing,
    "record-restore": _nothing,
    "fact-refreeze": _nothing,
    "fact-freeze": _number,
    "fact-export": _number,
}
