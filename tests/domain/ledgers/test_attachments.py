"""A link, a document number or somebody to ask is as good as a photo, and none is compulsory."""

from __future__ import annotations

import pytest

from bihuan.domain.ledgers.failures import WrongValue
from bihuan.domain.ledgers.models import Attachment
from bihuan.domain.ledgers.operations.attachments import add_attachment, withdraw_attachment
from bihuan.domain.ledgers.queries import attachments_of
from bihuan.domain.organizations.withdrawing import NoReason
from bihuan.domain.trail.failures import NotPermitted
from tests.records import theme_day

pytestmark = pytest.mark.django_db


def attached(record, actor, kind, text):
    return add_attachment(record=record, actor=actor, seen=record.version, kind=kind, text=text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [("number", "青水党〔2026〕3号"), ("link", "https://oa.example/3"), ("contact", "乔一帆")],
)
def test_each_kind_is_kept(branch, clerk, kind, text):
    record = attached(theme_day(branch), clerk, kind, text)

    assert [(row.kind, row.text) for row in attachments_of(record)] == [(kind, text)]
    assert record.version == 2


@pytest.mark.parametrize(
    ("kind", "text", "why"),
    [
        ("link", "javascript:alert(1)", "http"),
        ("link", "ftp://oa.example/3", "http"),
        ("number", " ", "不能这样写"),
        ("photo", "x", "只能是"),
    ],
)
def test_what_proves_nothing_is_refused(branch, clerk, kind, text, why):
    with pytest.raises(WrongValue, match=why):
        attached(theme_day(branch), clerk, kind, text)
    assert not Attachment.objects.exists()


def test_one_is_taken_out_with_a_reason(branch, clerk):
    record = attached(theme_day(branch), clerk, "number", "3号")
    row = Attachment.objects.get()

    with pytest.raises(NoReason):
        withdraw_attachment(record=record, attachment=row, actor=clerk, seen=2, reason="")
    withdraw_attachment(record=record, attachment=row, actor=clerk, seen=2, reason="误传")

    assert list(attachments_of(record)) == []


def test_that_of_another_record_is_not_taken_out_here(branch, clerk):
    attached(theme_day(branch), clerk, "number", "3号")

    with pytest.raises(WrongValue, match="不属于这条记录"):
        withdraw_attachment(
            record=theme_day(branch), attachment=Attachment.objects.get(), actor=clerk, seen=1, reason="误传"
        )


def test_only_who_keeps_records_attaches(branch, leader):
    with pytest.raises(NotPermitted):
        attached(theme_day(branch), leader, "number", "3号")


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("heart-talks", {"heart-talks.between": "members"}),
        ("online-study", {"online-study.platform": "other"}),
    ],
)
def test_what_must_have_no_content_takes_no_attachments(branch, clerk, code, values):
    record = theme_day(branch, counts_in=[code], values=values)

    with pytest.raises(WrongValue, match="不收"):
        attached(record, clerk, "number", "3号")


def test_one_ledger_that_takes_them_is_enough(branch, clerk):
    both = theme_day(branch, counts_in=["theme-day", "dual-organization-life"])

    assert attached(both, clerk, "number", "3号").version == 2
