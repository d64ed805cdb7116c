"""What is done to plans, registers, awards and scorecards, from the page of the record."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bihuan.domain.ledgers.enums import CriterionState
from bihuan.domain.ledgers.models import Milestone, Nomination, Poll
from bihuan.web.mechanisms.deeds import DEEDS

pytestmark = pytest.mark.django_db


def page(record):
    return f"/mechanisms/{record.shape}/{record.key}/"


def do(client, record, word, part=None, **fields):
    record.refresh_from_db()
    names = (record.shape, part.key if part else record.key, word)
    address = reverse("part-deed" if part else "record-deed", args=names)
    answer = client.post(address, {"seen": record.version, **fields}, follow=True)
    return answer, answer.content.decode()


def test_a_plan_is_broken_down_and_carried_out(clerk_client, plan):
    assert "还没有里程碑" in clerk_client.get(page(plan)).content.decode()
    do(clerk_client, plan, "add-milestone", text="立项", due_on="2026-05-31")
    milestone = Milestone.objects.get()
    assert "2026年5月31日前" in clerk_client.get(page(plan)).content.decode()

    _, shown = do(clerk_client, plan, "finish-milestone", milestone, on="2026-05-20", proof="批复")

    assert "已登记完成。" in shown
    assert "2026年5月20日完成：批复" in shown
    assert "正在推进，1/1个完成" in shown


def test_the_form_of_a_deed_stands_on_a_page_of_its_own(clerk_client, plan):
    shown = clerk_client.get(f"{page(plan)}do/add-milestone/").content.decode()

    assert "<h1>加一个里程碑</h1>" in shown
    assert "智慧水务平台" in shown


def test_what_is_refused_is_said_and_what_was_typed_stays(clerk_client, plan):
    do(clerk_client, plan, "add-milestone", text="立项")

    answer, shown = do(
        clerk_client, plan, "finish-milestone", Milestone.objects.get(), on="2099-01-01", proof="批复〔2026〕"
    )

    assert answer.status_code == 422
    assert "日期在今天以后" in shown
    assert 'value="批复〔2026〕"' in shown


def test_a_stale_deed_changes_nothing(clerk_client, plan):
    do(clerk_client, plan, "add-milestone", text="立项")

    answer = clerk_client.post(f"{page(plan)}do/add-milestone/", {"seen": "1", "text": "上线"})

    assert answer.status_code == 409
    assert "已被他人修改" in answer.content.decode()
    assert Milestone.objects.count() == 1


def test_a_register_is_reviewed_and_retired(clerk_client, entry):
    _, shown = do(clerk_client, entry, "review", on="2026-06-01", finding="仍然适用", review_on="2026-12-01")
    assert "2026年6月1日 仍然适用" in shown
    assert "下次2026年12月1日" in shown

    _, shown = do(clerk_client, entry, "retire")
    assert "已停用" in shown
    assert f"{page(entry)}do/review/" not in shown
    assert f"{page(entry)}do/reuse/" in shown


def test_an_award_is_nominated_and_chosen(clerk_client, award, bureau):
    do(clerk_client, award, "nominate", person=bureau.head.key, grounds="实绩")
    nomination = Nomination.objects.get()

    _, shown = do(clerk_client, award, "choose", nomination)

    assert "推荐1个，评定1个，名额1个" in shown
    assert f"{nomination.key}/do/unchoose/" in shown
    assert f"{nomination.key}/do/choose/" not in shown


def test_a_scorecard_is_judged_line_by_line(clerk_client, scorecard):
    _, shown = do(clerk_client, scorecard, "add-criteria", texts="按期换届\n每月主题党日")
    assert "2条中0条达到、0条未达到" in shown

    for criterion in scorecard.criteria.all():
        _, shown = do(
            clerk_client, scorecard, "judge", criterion, state=CriterionState.MET, evidence="支部记录"
        )
    assert "自查完成，2条中2条达到" in shown


def test_a_poll_shows_its_votes(clerk_client, bureau):
    form = {"on": "2026-03-06", "title": "评议", "valid": "41", "options": "满意 38\n不满意 3"}

    shown = clerk_client.post("/mechanisms/conduct-appraisal/new/", form, follow=True).content.decode()

    assert Poll.objects.get().options == [{"label": "满意", "votes": 38}, {"label": "不满意", "votes": 3}]
    assert "<li>满意 38票</li><li>不满意 3票</li>" in shown


@pytest.mark.parametrize("wrong", ["满意", "满意 很多", " 12"])
def test_votes_without_a_number_are_asked_again(clerk_client, bureau, wrong):
    form = {"on": "2026-03-06", "title": "评议", "options": wrong}

    answer = clerk_client.post("/mechanisms/conduct-appraisal/new/", form)

    assert (answer.status_code, Poll.objects.count()) == (422, 0)


@pytest.mark.parametrize("address", ["do/nothing/", "do/choose/", "do/finish-milestone/"])
def test_what_cannot_be_done_to_a_plan_is_no_page(clerk_client, plan, address):
    assert clerk_client.get(f"{page(plan)}{address}").status_code == 404


def test_a_withdrawn_part_is_no_page(clerk_client, plan):
    do(clerk_client, plan, "add-milestone", text="立项")
    milestone = Milestone.objects.get()
    address = reverse("part-deed", args=["plan", milestone.key, "finish-milestone"])
    assert clerk_client.get(address).status_code == 200

    do(clerk_client, plan, "withdraw-milestone", milestone, reason="并入下一步")

    assert clerk_client.get(address).status_code == 404


def test_a_leader_sees_no_deeds_and_is_refused(leader_client, plan):
    assert "/do/" not in leader_client.get(page(plan)).content.decode()
    assert leader_client.get(f"{page(plan)}do/add-milestone/").status_code == 403


@pytest.mark.parametrize("shape", DEEDS)
def test_every_deed_is_an_operation_on_its_own_kind_of_record(shape):
    assert {deed.record for deed in DEEDS[shape].values()} == {{"register": "entry"}.get(shape, shape)}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_parts(clerk_client, plan, rows, django_assert_num_queries):
    for number in range(rows):
        do(clerk_client, plan, "add-milestone", text=f"第{number}步")

    with django_assert_num_queries(14):
        clerk_client.get(page(plan))
