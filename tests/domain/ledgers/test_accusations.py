"""Of an accusation only its transfer is written down: nothing else is taken, wherever it is tried."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from bihuan.domain.ledgers.failures import WrongValue
from bihuan.domain.ledgers.models import Case
from bihuan.domain.ledgers.models.case import ACCUSATION_TITLE
from bihuan.domain.ledgers.operations import cases, records
from bihuan.domain.ledgers.operations.attachments import add_attachment
from bihuan.domain.ledgers.operations.extensions import ask_extension
from bihuan.domain.trail.actor import SYSTEM
from tests.cases import day, happened

pytestmark = pytest.mark.django_db
ACCUSED = {"petitions.category": "accusation"}


def days(case):
    case.refresh_from_db()
    return case.state, case.accepted_on, case.due_on, case.closed_on, case.on_time


def accusation(bureau, title=ACCUSATION_TITLE, note="", values=ACCUSED, **details):
    return records.enter_record(
        unit=bureau.unit,
        actor=SYSTEM,
        counts_in=["petitions"],
        on=day("03-02"),
        title=title,
        note=note,
        details=details,
        values=values,
    )


def test_an_accusation_keeps_its_transfer_and_nothing_else(bureau):
    values = ACCUSED | {
        "petitions.transfer_number": "访转〔2026〕3号",
        "petitions.receiving_body": "县纪委监委",
    }
    case = accusation(bureau, values=values)

    case = happened(case, "passed_on", "03-04", number="访转〔2026〕3号")

    assert (case.confined, case.values) == (True, values)
    assert days(case) == ("closed", None, None, day("03-04"), None)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": "反映某某受贿"}, "事由"),
        ({"note": "某某的事"}, "备注"),
        ({"source": "某某来信"}, "来源"),
        ({"number": "1号"}, "编号"),
        ({"answer": "已查"}, "答复内容"),
        ({"satisfaction": "satisfied"}, "满意度"),
        ({"values": ACCUSED | {"petitions.way": "letter"}}, "信访形式"),
        ({"values": ACCUSED | {"petitions.repeated": True}}, "重复信访"),
    ],
)
def test_an_accusation_refuses_anything_else(bureau, changed, field):
    with pytest.raises(WrongValue, match=f"“{field}”"):
        accusation(bureau, **changed)
    assert not Case.objects.exists()


def test_an_accusation_takes_no_person_and_no_note(bureau, clerk):
    case = accusation(bureau)

    with pytest.raises(WrongValue, match="不登记"):
        cases.write_petitioner(case=case, actor=clerk, seen=case.version, name="云外客")
    with pytest.raises(WrongValue, match="“说明”要空着"):
        happened(case, "passed_on", "03-04", note="某某的事")


def test_an_accusation_takes_no_pause_no_extension_and_no_attachment(bureau, clerk):
    case = accusation(bureau)
    asked = {"actor": clerk, "seen": case.version}

    with pytest.raises(WrongValue, match="“暂停”不登记：检举控告只记日期"):
        cases.stop_clock(case=case, kind="hearing", since=day("03-04"), note="某某的事", **asked)
    with pytest.raises(WrongValue, match="“延期”不登记：检举控告只记日期"):
        ask_extension(case=case, step="handle", days=5, reason="某某的事", **asked)
    with pytest.raises(WrongValue, match="“附件”不收：检举控告只记日期"):
        add_attachment(record=case, kind="number", text="某某的举报信", **asked)


def test_an_accusation_becomes_nothing_else_nor_the_other_way_round(bureau, petition, clerk):
    asked = {"actor": clerk, "on": day("03-02"), "title": ACCUSATION_TITLE}
    case = accusation(bureau)

    with pytest.raises(WrongValue, match="不能互改"):
        records.change_record(record=petition, seen=petition.version, values=ACCUSED, **asked)
    with pytest.raises(WrongValue, match="不能互改"):
        records.change_record(
            record=case, seen=case.version, values={"petitions.category": "appeal"}, **asked
        )


@pytest.mark.parametrize(
    "changed", [{"note": "某某"}, {"title": "某某"}, {"sealed_person": "x"}, {"answer": "x"}]
)
def test_the_database_itself_refuses_content_of_an_accusation(bureau, changed):
    told = {"title": ACCUSATION_TITLE, "confined": True, "on": day("03-02"), "unit": bureau.unit}

    with pytest.raises(IntegrityError), transaction.atomic():
        super(type(Case.objects.all()), Case.objects.all())._insert(
            [Case(**told | changed)], fields=Case._meta.local_concrete_fields[1:], using="default"
        )
