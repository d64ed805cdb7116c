"""One problem and its links: confirm, partly, decline, pick by hand; what two people at once get."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bihuan.domain.rectification.enums import LinkOrigin, LinkState
from bihuan.domain.rectification.models import ProblemCause, ProblemMeasure
from bihuan.domain.rectification.operations import wording
from bihuan.domain.trail.models import Entry


@pytest.fixture
def problem(cycle):
    return cycle.problems.get(title="组织生活的严肃性有待增强")


@pytest.fixture
def page(problem):
    return reverse("coverage-problem", args=[problem.key])


@pytest.fixture
def link(problem):
    """The best measure for the problem, still a candidate."""
    return ProblemMeasure.objects.filter(problem=problem).order_by("-score").first()


def settle(client, link, verdict: str, **more: object):
    side = "cause" if isinstance(link, ProblemCause) else "measure"
    url = reverse("coverage-link-settle", args=[side, link.key])
    return client.post(url, {"verdict": verdict, "seen": link.version, **more})


def stored(link) -> tuple[str, bool, str]:
    fresh = type(link).objects.get(pk=link.pk)
    return fresh.state, fresh.weak, fresh.origin


def test_candidates_stand_best_first_with_their_score_in_words(clerk_client, page):
    sides = clerk_client.get(page).context["sides"]

    assert [[(tie.target.title, tie.likelihood.value) for tie in side.waiting] for side in sides] == [
        [("党性锻炼有所松懈", "很可能"), ("求真务实的作风没有扎根", "可能"), ("干事导向出现偏差", "不确定")],
        [
            ("深化理论学习，筑牢思想根基", "很可能"),
            ("严明政治纪律和组织纪律", "不确定"),
            ("扛牢主体责任，全面从严治党", "不确定"),
        ],
    ]


def test_no_bare_score_is_shown(clerk_client, page, link):
    assert str(link.score) not in clerk_client.get(page).content.decode()


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        ("confirm", (LinkState.CONFIRMED, False, LinkOrigin.SCORED)),
        ("weak", (LinkState.CONFIRMED, True, LinkOrigin.SCORED)),
        ("decline", (LinkState.DECLINED, False, LinkOrigin.SCORED)),
    ],
)
def test_a_verdict_is_stored_and_leads_back_to_the_problem(clerk_client, page, link, verdict, expected):
    response = settle(clerk_client, link, verdict)

    assert (response.status_code, response["Location"]) == (302, page)
    assert stored(link) == expected


def test_an_unknown_verdict_changes_nothing(clerk_client, link):
    settle(clerk_client, link, "maybe")

    assert stored(link) == (LinkState.CANDIDATE, False, LinkOrigin.SCORED)


@pytest.mark.parametrize(("role", "seeing", "settling"), [
    ("clerk", 200, 302), ("leader", 200, 403), ("stranger", 404, 404),
])  # fmt: skip
def test_who_may_see_and_who_may_settle(request, page, link, role, seeing, settling):
    client = request.getfixturevalue(f"{role}_client")

    assert client.get(page).status_code == seeing
    assert settle(client, link, "confirm").status_code == settling
    assert (stored(link)[0] == LinkState.CONFIRMED) == (role == "clerk")


def test_signed_out_nothing_is_shown_or_settled(client, page, link):
    for response in (client.get(page), settle(client, link, "confirm")):
        assert (response.status_code, response["Location"].startswith("/sign-in/")) == (302, True)
    assert stored(link)[0] == LinkState.CANDIDATE


def test_a_leader_sees_no_buttons(leader_client, page):
    assert 'name="verdict"' not in leader_client.get(page).content.decode()


def test_of_two_people_the_second_gets_a_stale_answer(clerk_client, link):
    settle(clerk_client, link, "confirm")

    response = settle(clerk_client, link, "decline")

    assert response.status_code == 409
    assert stored(link)[0] == LinkState.CONFIRMED


def test_sending_the_same_form_twice_has_one_effect(clerk_client, link):
    before = Entry.objects.count()

    for _ in range(2):
        assert settle(clerk_client, link, "confirm", request_key="once").status_code == 302

    assert Entry.objects.count() == before + 1


def test_every_form_of_the_page_has_a_key_of_its_own(clerk_client, page):
    keys = [
        line.split('value="')[1].split('"')[0]
        for line in clerk_client.get(page).content.decode().splitlines()
        if 'name="request_key"' in line
    ]

    assert len(keys) == 3 + 3 + 2
    assert len(set(keys)) == len(keys)


def test_another_measure_is_picked_by_hand(clerk_client, page, problem):
    measure = problem.cycle.measures.get(title="强化政治引领，站稳政治立场")

    response = clerk_client.post(page + "links/", {"side": "measure", "target": measure.key, "weak": "on"})

    made = ProblemMeasure.objects.get(problem=problem, measure=measure)
    assert (response.status_code, stored(made)) == (302, (LinkState.CONFIRMED, True, LinkOrigin.MANUAL))


@pytest.mark.parametrize("side", ["measure", "cause", "x", ""])
def test_only_what_stands_in_the_list_can_be_picked(clerk_client, page, problem, side):
    links = ProblemMeasure.objects.count() + ProblemCause.objects.count()

    response = clerk_client.post(page + "links/", {"side": side, "target": str(problem.key)}, follow=True)

    assert ProblemMeasure.objects.count() + ProblemCause.objects.count() == links
    assert [message.level_tag for message in response.context["messages"]] == ["error"]


@pytest.mark.parametrize(("role", "expected"), [("leader", 403), ("stranger", 404)])
def test_who_may_not_pick(request, page, problem, role, expected):
    measure = problem.cycle.measures.get(title="强化政治引领，站稳政治立场")

    response = request.getfixturevalue(f"{role}_client").post(
        page + "links/", {"side": "measure", "target": measure.key}
    )

    assert response.status_code == expected
    assert not ProblemMeasure.objects.filter(problem=problem, measure=measure).exists()


def test_links_of_a_withdrawn_problem_do_not_exist(clerk_client, clerk, page, problem, link):
    wording.withdraw_statement(statement=problem, actor=clerk, seen=problem.version, reason="与他项重复")

    assert clerk_client.get(page).status_code == 404
    assert settle(clerk_client, link, "confirm").status_code == 404


def test_the_next_problem_that_waits_is_a_key_away_and_goes_round(clerk_client, page, cycle, problem, link):
    last = cycle.problems.order_by("-position").first()
    last_page = reverse("coverage-problem", args=[last.key])
    cause = ProblemCause.objects.filter(problem=problem).first()

    assert clerk_client.get(page).context["waiting"].title == "对基层支部的指导帮带不到位"
    assert clerk_client.get(last_page).context["waiting"].title == "把政治要求落到业务中不够"

    before = cycle.problems.get(title="干事创业的心气有所减退")
    settle(clerk_client, link, "confirm")
    settle(clerk_client, cause, "confirm")

    before_page = reverse("coverage-problem", args=[before.key])
    assert clerk_client.get(before_page).context["waiting"].title == "对基层支部的指导帮带不到位"


def test_the_next_and_the_previous_problem_are_a_key_away(clerk_client, page):
    context = clerk_client.get(page).context

    assert (context["number"], context["count"]) == (6, 14)
    assert context["previous"].title == "干事创业的心气有所减退"
    assert context["next"].title == "对基层支部的指导帮带不到位"
