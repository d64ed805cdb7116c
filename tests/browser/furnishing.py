"""What the demo lacks for every page to have something to show: open drafts and imported tables."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import APIResponse, BrowserContext

from bihuan.core.registry import demo
from tests import pictures
from tests.browser.product import Product
from tests.ledger_books import book

PICTURE = {"name": "会场.png", "mimeType": "image/png", "buffer": pictures.png()}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def furnish(product: Product, context: BrowserContext) -> dict[str, dict[str, str]]:
    """Bring papers and tables in; the values for the addresses of all pages that have parameters."""
    text = demo.report("bureau-report-2025.txt").decode()
    fresh = _bring_in(product, context, text.replace("2025", "2021"), "2021")
    rival = _bring_in(product, context, text.replace("一是", "首先，一是", 1), "2025")
    year = product.key("cycles_cycle where year = 2025")
    table = _send(context, f"/exchange/ledgers/{year}/", {}).body()
    waiting, dropped = (_import(product, context, table) for _ in range(2))
    _send(context, f"/exchange/{dropped}/drop/", {"seen": "1"})
    kinds = ("measure", "problem", "cause")
    measure, problem, cause = (product.key(f"rectification_{kind}") for kind in kinds)
    unit = product.key("organizations_unit where parent_id is null")
    register = _send(context, f"/people/import/units/{unit}/export/", {}).body()
    listed = _people(product, context, register)
    return {
        "draft-detail": {"key": fresh},
        "draft-confirm": {"key": fresh},
        "draft-withdraw": {"key": fresh},
        "draft-compare": {"key": rival},
        "exchange-batch": {"key": waiting},
        "exchange-batch settled": {"key": dropped},
        "ledger-year": {"cycle": year},
        "item-list": {"cycle": year},
        "item-detail": {"key": product.key("rectification_item")},
        "statement-add": {"cycle": year, "kind": "measure"},
        "statement-detail": {"kind": "measure", "key": measure},
        "statement-edit": {"kind": "problem", "key": problem},
        "statement-edit cause": {"kind": "cause", "key": cause},
        "coverage-problem": {"key": problem},
        "coverage-figure-facts": {"key": product.key("rectification_figure")},
        "unit-detail": {"key": unit},
        "unit-add": {"key": unit},
        "unit-edit": {"key": unit},
        "unit-close": {"key": product.key("organizations_unit where name = '办公室'")},
        **_holders(product),
        "team-detail": {"key": unit},
        "leader-page": {"key": product.key("organizations_person where staff_number = '005'")},
        **_administered(product, context),
        **_recorded(product, context),
        "register-template": {"key": unit},
        "people-batch": {"key": listed},
        "trail-entry": {"key": unit, "sequence": "1"},
        "trail-checkpoint": {"key": unit},
        "trail-verify": {"key": unit},
    }


def _holders(product: Product) -> dict[str, dict[str, str]]:
    """Somebody of the team, for every page on people and on what they hold."""
    person = product.key("organizations_person where staff_number = '005'")
    of_them = "where person_id = (select id from organizations_person where staff_number = '005')"
    post, branch, seat = (
        product.key(f"organizations_{kind} {of_them}") for kind in ("post", "branchmembership", "teamseat")
    )
    of_person = (
        "person-detail",
        "person-edit",
        "person-transfer",
        "person-leave",
        "person-return",
        "post-add",
    )
    return {
        **{name: {"key": person} for name in (*of_person, "branch-join", "seat-take")},
        **{name: {"key": post} for name in ("post-end", "post-correct")},
        **{name: {"key": branch} for name in ("branch-change", "branch-end", "branch-correct")},
        **{name: {"key": seat} for name in ("seat-change", "seat-end")},
    }


OF_A_MECHANISM = ("record-list", "record-new", "mechanism-norms", "keeping-declare", "exemption-new")


def _recorded(product: Product, context: BrowserContext) -> dict[str, dict[str, str]]:
    """An activity in the ledgers of the mechanisms, and a number that counts it."""
    today = datetime.datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()
    fields = {"on": today, "title": "第18期：惠企政策怎样直达快享", "biweekly-forum.organizer": "own"}
    _send(context, "/mechanisms/biweekly-forum/new/", fields | {"topics": "惠企政策\n直达快享"})
    own = {"key-projects.programme": "三项工程"}
    _send(context, "/mechanisms/key-projects/new/", {"on": today, "title": "零工市场建设"} | own)
    plan = {"shape": "plan", "key": product.key("ledgers_plan order by id desc")}
    add = f"/mechanisms/plan/{plan['key']}/do/add-milestone/"
    _send(context, add, {"seen": "1", "text": "选址经党组会审定"})
    step = {"shape": "plan", "key": product.key("ledgers_milestone order by id desc")}
    planned = {"rhythm": "month_weekday", "every": "1", "nth": "1", "weekday": "4", "title": "双周讲坛"}
    _send(
        context, "/mechanisms/biweekly-forum/series/new/", planned | {"since": today, "until": "2028-12-31"}
    )
    appeal = {"on": today, "title": "反映取水难", "petitions.category": "appeal", "route": "direct"}
    _send(context, "/mechanisms/petitions/new/", appeal)
    case = {"key": product.key("ledgers_case order by id desc")}
    record = {"shape": "activity", "key": product.key("ledgers_activity order by id desc")}
    _send(context, f"/mechanisms/activity/{record['key']}/attachments/file/", {"seen": "1", "file": PICTURE})
    unit = product.key("organizations_unit where parent_id is null")
    _send(context, f"/facts/units/{unit}/freeze/", {"code": "biweekly-forum.sessions"})
    return {
        "fact-detail": {"key": product.key("facts_fact")},
        **{name: {"code": "biweekly-forum"} for name in OF_A_MECHANISM},
        **{name: {"code": "biweekly-forum"} for name in ("series-list", "series-new")},
        "series-edit": {"key": product.key("ledgers_series order by id desc")},
        "attachment-file": {"shape": "activity", "key": product.key("ledgers_attachment order by id desc")},
        "records-import": {"code": "biweekly-forum"},
        "records-template": {"code": "biweekly-forum"},
        "records-batch": {"key": _forums(product, context)},
        "record-attendance": record,
        "norm-setting": {"code": "biweekly-forum", "norm": "common-practice.biweekly-forum"},
        **dict.fromkeys(("record-detail", "record-edit", "record-count"), record),
        "record-detail plan": plan,
        "record-detail case": case | {"shape": "case"},
        "record-list case": {"code": "petitions"},
        "case-what-if": case,
        "record-deed": plan | {"deed": "add-milestone"},
        "part-deed": step | {"deed": "finish-milestone"},
    }


def _forums(product: Product, context: BrowserContext) -> str:
    """A table of forums, with a row that is wrong."""
    content = book([["日期", "标题", "由谁组织"], ["2026-03-06", "第3期", "本单位组织"], ["", "第4期", ""]])
    file = {"name": "讲坛.xlsx", "mimeType": XLSX, "buffer": content}
    _send(context, "/mechanisms/biweekly-forum/import/", {"file": file})
    return product.key("exchange_importbatch order by id desc")


def _administered(product: Product, context: BrowserContext) -> dict[str, dict[str, str]]:
    """Accounts and roles; the clerk hands the own role to the head for today."""
    clerk, head = (
        product.key(f"accounts_user where username = '{name}'") for name in ("chengban", "juzhang")
    )
    grant = product.key("accounts_rolegrant where role = 'clerk'")
    today = datetime.datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()
    days = {"since": today, "until": today, "reason": "休假"}
    _send(context, "/delegations/new/", {"grant": grant, "taker": head, **days})
    nobody = "organizations_person where id not in (select person_id from accounts_user)"
    return {
        "account-detail": {"key": clerk},
        "account-open": {"key": product.key(nobody)},
        "account-reopen": {"key": clerk},
        "account-shut": {"key": clerk},
        "role-grant": {"key": clerk},
        "role-withdraw": {"key": grant},
        "delegation-end": {"key": product.key("accounts_delegation")},
    }


def _bring_in(product: Product, context: BrowserContext, text: str, year: str) -> str:
    _send(context, "/drafts/new/", {"text": text, "year": year, "cycle_kind": "annual"})
    return product.key("documents_draft where state = 'open' order by id desc")


def _import(product: Product, context: BrowserContext, table: bytes) -> str:
    file = {"name": "台账.xlsx", "mimeType": XLSX, "buffer": table}
    _send(context, "/exchange/", {"file": file, "year": "2025", "cycle_kind": "annual"})
    return product.key("exchange_importbatch order by id desc")


def _people(product: Product, context: BrowserContext, table: bytes) -> str:
    file = {"name": "名册.xlsx", "mimeType": XLSX, "buffer": table}
    _send(context, "/people/import/", {"file": file})
    return product.key("exchange_importbatch order by id desc")


def _send(context: BrowserContext, address: str, fields: dict) -> APIResponse:
    token = next(each["value"] for each in context.cookies() if each["name"] == "bihuan_csrf")
    answer = context.request.post(address, multipart=fields, headers={"X-CSRFToken": token})
    assert answer.status == 200, answer.text()
    return answer
