"""The 核验页, codes that stand on paper, and verifying a chain from the page."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from bihuan.domain.trail import anchors, checkpoint
from bihuan.domain.trail.models import Chain, Entry
from tests.domain.trail.tampering import switch_triggers_off

WHOLE = "第1条到第{}条逐条前后相接"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("BIHUAN_ANCHORS", str(tmp_path))
    return tmp_path


@pytest.fixture
def chain(bureau, administrators):
    """Changes nothing any more: all who sign in have done so."""
    return Chain.objects.get(unit_key=bureau.unit.key)


def page(client, name, unit, headers=None, **query):
    return client.get(reverse(name, args=[unit.key]), query, headers=headers)


def test_the_page_for_paper_shows_the_newest_code(auditor_client, bureau, chain):
    text = page(auditor_client, "trail-checkpoint", bureau.unit).content.decode()

    assert f"<code>{checkpoint.code(chain)}</code>" in text
    assert f"本单位留痕共{chain.size}条" in text


def test_a_unit_without_entries_has_no_code(auditor_client, bureau):
    text = page(auditor_client, "trail-checkpoint", bureau.finance).content.decode()

    assert "本单位还没有留痕，没有校验码可印。" in text
    assert page(auditor_client, "trail-verify", bureau.finance).status_code == 404


def test_a_code_from_paper_leads_to_its_entry(auditor_client, bureau, chain):
    entry = Entry.objects.get(chain=chain, sequence=2)

    response = page(
        auditor_client, "trail-checkpoint", bureau.unit, code=checkpoint.code(_headed(entry)).lower()
    )

    assert response.context["found"].entry == entry
    assert f"印出以后又增加了{chain.size - 2}条" in response.content.decode()


def test_a_miswritten_code_is_told_from_one_that_is_nowhere(auditor_client, bureau, chain, stranger_user):
    foreign = Entry.objects.filter(chain__unit_key=stranger_user.person.unit.key).latest("pk")

    short = page(auditor_client, "trail-checkpoint", bureau.unit, code="ABC")
    elsewhere = page(auditor_client, "trail-checkpoint", bureau.unit, code=checkpoint.code(_headed(foreign)))

    assert short.context["wrong"] == "校验码应有20个字符，现有3个。"
    assert elsewhere.context["found"] is None
    assert "在您能查看的留痕里没有这个校验码" in elsewhere.content.decode()


def test_a_whole_chain_verifies_and_says_until_where(auditor_client, bureau, chain):
    text = page(auditor_client, "trail-verify", bureau.unit).content.decode()

    assert WHOLE.format(chain.size) in text
    assert "没有存根可比对" in text


def test_a_long_chain_goes_on_part_by_part(auditor_client, bureau, chain, monkeypatch):
    monkeypatch.setattr("bihuan.web.trail.views.checking.ENTRIES_AT_A_TIME", chain.size - 1)

    first = page(auditor_client, "trail-verify", bureau.unit)
    last = page(auditor_client, "trail-verify", bureau.unit, beyond=first.context["part"].reached)
    part = page(auditor_client, "trail-verify", bureau.unit, headers={"HX-Request": "true"})

    assert f"已核验到第{chain.size - 1}条，共{chain.size}条" in first.content.decode()
    assert f"?beyond={chain.size - 1}&amp;erased=0" in first.content.decode()
    assert WHOLE.format(chain.size) in last.content.decode()
    assert part.content.decode().lstrip().startswith('<section class="panel" id="verified"')


def test_a_changed_entry_is_named(auditor_client, bureau, chain):
    switch_triggers_off()
    Entry.objects.filter(chain=chain, sequence=3).update(action="x")

    text = page(auditor_client, "trail-verify", bureau.unit).content.decode()

    assert "从第3条起不可信：内容与校验值不符，记录被改动。第1条到第2条完好。" in text


def test_checkpoints_outside_are_compared(auditor_client, bureau, chain, folder):
    anchors.keep(checkpoint.of_unit(bureau.unit.key, at=timezone.now()), folder)
    compared = page(auditor_client, "trail-verify", bureau.unit).content.decode()
    (folder / f"{chain.name}{anchors.SUFFIX}").write_text("nothing\n", "utf-8")
    unreadable = page(auditor_client, "trail-verify", bureau.unit).content.decode()

    assert "与1份存根比对过" in compared
    assert f"{chain.name}{anchors.SUFFIX} 第1行不是完整的存根" in unreadable


@pytest.mark.parametrize("beyond", ["x", "-1", "9" * 30, "²", ""])
def test_a_number_that_is_none_counts_as_nothing(auditor_client, bureau, chain, beyond):
    assert page(auditor_client, "trail-verify", bureau.unit, beyond=beyond).context["part"].beyond == 0


@pytest.mark.parametrize("name", ["trail-checkpoint", "trail-verify"])
@pytest.mark.parametrize("who", ["clerk", "leader", "sysadmin", "stranger", "foreign_auditor"])
def test_nobody_else_opens_them(client, request, bureau, chain, name, who):
    client.force_login(request.getfixturevalue(f"{who}_user"))

    assert page(client, name, bureau.unit).status_code == 404


def test_reading_and_verifying_write_nothing(auditor_client, bureau, chain):
    before = Entry.objects.count()

    for name in ("trail-checkpoint", "trail-verify"):
        page(auditor_client, name, bureau.unit)

    assert Entry.objects.count() == before


@pytest.mark.parametrize("name", ["ledger-year", "item-list"])
def test_a_printed_ledger_carries_the_code_of_its_unit(clerk_client, bureau, cycle, name):
    text = clerk_client.get(reverse(name, args=[cycle.key])).content.decode()

    chain = Chain.objects.get(unit_key=bureau.unit.key)
    assert f"<code>{checkpoint.code(chain)}</code>" in text
    assert f"至第{chain.size}条" in text


def _headed(entry):
    """The chain as it was when the entry was its newest."""
    return Chain(head=entry.hash)
