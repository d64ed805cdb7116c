"""What a page's form would send: for every route that takes a POST, fields that fit the object."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyotp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from bihuan.domain.accounts.sessions import name_of
from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.rectification.models import Measure, ProblemMeasure
from bihuan.domain.trail.recorded import RecordedModel
from bihuan.web.account import enrolment

from . import objects
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
    "coverage-figure-fill": lambda row, tenant, cell: {"value": "9", "note": "会议记录"},
    "paper-export": lambda row, tenant, cell: {"to": "上级机关"},
    "unit-add": _new_unit,
    "unit-edit": lambda row, tenant, cell: {"name": "改名的科室", "short_name": "改名"},
    "unit-move": lambda row, tenant, cell: {"way": "up"},
    "unit-close": lambda row, tenant, cell: {"closed_on": "2026-05-01"},
    "unit-reopen": _nothing,
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
}
