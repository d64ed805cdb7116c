"""The page of a person, and everything that is done on it."""

from __future__ import annotations

import datetime
import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from bihuan.domain.accounts.queries import actor_of
from bihuan.domain.organizations.models import Person
from bihuan.domain.organizations.operations import people, posts
from bihuan.domain.organizations.operations.branches import join_branch
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.rectification.operations.items import plan_item
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from tests.cast import user_with
from tests.ledgers import add_promise, open_cycle

TODAY = timezone.localdate().isoformat()


def page_of(client, person):
    return client.get(reverse("person-detail", args=[person.key])).content.decode()


def fresh(person):
    return Person.objects.select_related("unit", "department").get(pk=person.pk)


def send(client, route, row, person=None, **fields):
    """As the page would: with the version of the person that it showed."""
    hidden = {"seen": fresh(person or row).version, "request_key": uuid.uuid4().hex}
    return client.post(reverse(route, args=[row.key]), hidden | fields)


def said(response):
    """What the page that follows tells."""
    return re.findall(r'<div class="alert-body">([^<]+)</div>', response.content.decode())


def test_the_page_tells_now_and_before(bureau, clerk_client, branch):
    posts.end_post(
        person=bureau.officer,
        post=bureau.officer.posts.get(),
        actor=SYSTEM,
        on=datetime.date(2026, 1, 1),
    )
    posts.start_post(
        person=bureau.officer,
        unit=bureau.finance,
        actor=SYSTEM,
        title="财务科科长",
        since=datetime.date(2026, 1, 1),
    )
    join_branch(person=bureau.officer, branch=branch, actor=SYSTEM)

    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page_of(clerk_client, bureau.officer)))

    assert "财务科科长 主要职务 2026-01-01起至今" in page
    assert "以前的职务 办公室 办公室主任 开始日期不详，2026-01-01止" in page
    assert "第一党支部 开始日期不详，至今" in page


@pytest.mark.parametrize(
    ("who", "changes", "account"),
    [
        ("clerk_client", True, False),
        ("leader_client", False, False),
        ("sysadmin_client", True, True),
        ("auditor_client", False, True),
    ],
)
def test_buttons_and_accounts_are_shown_to_whom_they_are_for(
    bureau, request, clerk_user, who, changes, account
):
    page = page_of(request.getfixturevalue(who), bureau.officer)

    assert ("离开本单位" in page, "<dt>账号</dt>" in page) == (changes, account)


def test_whoever_was_erased_keeps_a_page_without_buttons(bureau, clerk_client):
    with door.recorded("tests.person.mark", actor=SYSTEM, subject=bureau.officer):
        bureau.officer.erased_at = timezone.now()
        bureau.officer.save()

    page = page_of(clerk_client, bureau.officer)

    assert "个人信息已经清除" in page
    assert reverse("person-edit", args=[bureau.officer.key]) not in page


def test_whoever_was_taken_back_has_no_page(bureau, clerk_client):
    with door.recorded("tests.person.mark", actor=SYSTEM, subject=bureau.officer):
        bureau.officer.withdrawn_at = timezone.now()
        bureau.officer.save()

    assert clerk_client.get(reverse("person-detail", args=[bureau.officer.key])).status_code == 404


def test_somebody_is_entered(bureau, clerk_client, branch):
    fields = {
        "name": "陶　然",
        "staff_number": "０５0",
        "place": bureau.finance.key,
        "title": "科员",
        "since": "2026-01-01",
        "branch": branch.key,
    }

    response = clerk_client.post(reverse("person-new"), fields | {"request_key": "k"}, follow=True)

    person = Person.objects.get(staff_number="050")
    assert (person.name, person.unit, person.department) == ("陶然", bureau.unit, bureau.finance)
    assert (person.posts.get().title, person.memberships.get().unit) == ("科员", branch)
    assert said(response) == ["已登记陶然。"]


def test_a_form_that_is_sent_twice_enters_one_person(bureau, clerk_client):
    fields = {"name": "陶然", "staff_number": "050", "place": bureau.unit.key, "request_key": "k"}

    for _ in range(2):
        response = clerk_client.post(reverse("person-new"), fields, follow=True)

    assert response.status_code == 200
    assert Person.objects.filter(name="陶然").count() == 1


def test_a_number_that_somebody_has_is_refused_and_nothing_typed_is_lost(bureau, clerk_client):
    fields = {"name": "陶然", "staff_number": "001", "place": bureau.unit.key}

    response = clerk_client.post(reverse("person-new"), fields)

    assert response.status_code == 422
    assert said(response) == ["工号“001”已经登记给沈知远（水务局）。请核对工号；同一个人不必再登记一次。"]
    assert 'value="陶然"' in response.content.decode()


def test_a_name_that_hides_something_is_refused(bureau, clerk_client):
    response = send(clerk_client, "person-edit", bureau.officer, name="乔\u202e帆", staff_number="003")

    assert response.status_code == 422
    assert said(response)[0].startswith("名称的第2个字符（U+202E）看不见")
    assert fresh(bureau.officer).name == "乔一帆"


def test_a_name_is_corrected(bureau, clerk_client):
    response = send(clerk_client, "person-edit", bureau.officer, name="乔一舟", staff_number="003")

    assert (response.status_code, fresh(bureau.officer).name) == (302, "乔一舟")


def test_a_second_editor_sees_both_texts(bureau, clerk_client):
    """The form keeps what was typed; beside it stands what the register says now."""
    address, seen = reverse("person-edit", args=[bureau.officer.key]), bureau.officer.version
    people.change_person(person=bureau.officer, actor=SYSTEM, name="乔一舟", staff_number="003")

    first = clerk_client.post(address, {"name": "乔大帆", "staff_number": "003", "seen": seen})
    page = first.content.decode()
    again = re.search(r'name="seen" value="(\d+)"', page)[1]
    second = clerk_client.post(address, {"name": "乔大帆", "staff_number": "003", "seen": again})

    assert (first.status_code, second.status_code) == (409, 302)
    assert 'value="乔大帆"' in page
    assert "<dt>姓名</dt><dd>乔一舟</dd>" in page
    assert fresh(bureau.officer).name == "乔大帆"


def test_a_page_without_a_version_is_none_of_ours(bureau, clerk_client):
    address = reverse("person-edit", args=[bureau.officer.key])

    assert clerk_client.post(address, {"name": "某", "staff_number": "003"}).status_code == 404


def test_a_person_is_moved(bureau, clerk_client, station):
    fields = {"unit": station.key, "title": "站长", "on": TODAY}

    response = send(clerk_client, "person-transfer", bureau.officer, **fields)

    assert response.status_code == 302
    assert fresh(bureau.officer).unit == station


@pytest.mark.parametrize("on", ["2999-01-01", "soon", ""])
def test_a_day_that_is_none_or_has_not_come_is_refused(bureau, clerk_client, station, on):
    fields = {"unit": station.key, "title": "站长", "on": on}

    response = send(clerk_client, "person-transfer", bureau.officer, **fields)

    assert response.status_code == 422
    assert fresh(bureau.officer).unit == bureau.unit


def test_nobody_is_moved_out_of_reach(bureau, client, station, garden):
    keeper = user_with(
        create_person(unit=station, actor=SYSTEM, staff_number="100", name="站长"), "clerk", "station-clerk"
    )
    person = create_person(unit=station, actor=SYSTEM, staff_number="101", name="站员")
    client.force_login(keeper)

    page = client.get(reverse("person-transfer", args=[person.key])).content.decode()
    response = send(client, "person-transfer", person, unit=garden.key, title="园丁", on=TODAY)

    assert str(garden.key) not in page
    assert (response.status_code, fresh(person).unit) == (422, station)


def test_somebody_leaves_and_returns(bureau, clerk_client):
    left = send(clerk_client, "person-leave", bureau.deputy, on="2026-01-15")
    assert (left.status_code, fresh(bureau.deputy).left_on) == (302, datetime.date(2026, 1, 15))

    fields = {"unit": bureau.finance.key, "title": "科长", "on": "2026-06-01"}
    back = send(clerk_client, "person-return", bureau.deputy, **fields)

    assert (back.status_code, fresh(bureau.deputy).left_on) == (302, None)


def test_whoever_answers_for_something_hands_it_on_first(bureau, clerk_client):
    item = add_promise(open_cycle(bureau.unit), 1)
    plan_item(item=item, actor=SYSTEM, seen=item.version, responsible_leader=bureau.deputy, end_state="办结")
    address = reverse("person-leave", args=[bureau.deputy.key])

    page = clerk_client.get(address).content.decode()
    response = send(clerk_client, "person-leave", bureau.deputy, on=TODAY)

    assert "还负责1个没有办结的整改事项。" in page
    assert 'name="on"' not in page
    assert said(response) == ["韩若溪现在不能登记离开：还负责1个没有办结的整改事项。请先逐项交接。"]


def test_whoever_leaves_is_out_at_once(bureau, clerk_client, client, leader_user):
    leaving = client.__class__()
    leaving.force_login(leader_user)
    assert leaving.get("/").status_code == 200

    send(clerk_client, "person-leave", bureau.deputy, on=TODAY)

    assert leaving.get("/").status_code == 302


def test_whoever_is_moved_while_signed_in_sees_the_new_scope_on_the_next_request(
    bureau, sysadmin_client, client, station, garden
):
    """What was held at the old place is gone with the next click; the desk says what to do."""
    mover = create_person(unit=station, actor=SYSTEM, staff_number="100", name="移动")
    stays = create_person(unit=station, actor=SYSTEM, staff_number="101", name="留下")
    user = user_with(mover, "clerk", "mover")
    moving = client.__class__()
    moving.force_login(user)
    assert moving.get(reverse("person-detail", args=[stays.key])).status_code == 200

    send(sysadmin_client, "person-transfer", mover, unit=garden.key, title="园丁", on=TODAY)

    assert moving.get(reverse("person-detail", args=[stays.key])).status_code == 404
    assert moving.get(reverse("person-list")).status_code == 404
    page = moving.get("/")
    assert (page.status_code, "灌溉试验站" in page.content.decode()) == (200, True)
    assert actor_of(user).roles_by_unit_path == {}


def test_posts_are_begun_ended_reopened_corrected_and_voided(bureau, sysadmin_client, station):
    person = bureau.officer
    post = person.posts.get()
    send(sysadmin_client, "post-end", post, person, on="2026-01-01")
    send(
        sysadmin_client, "post-add", person, unit=station.key, title="站长", since="2026-01-01", is_main="on"
    )
    assert fresh(person).unit == station
    newer = person.posts.get(title="站长")

    refused = send(sysadmin_client, "post-reopen", post, person)
    send(sysadmin_client, "post-void", newer, person)
    send(sysadmin_client, "post-reopen", post, person)
    send(
        sysadmin_client, "post-correct", post, person, title="办公室副主任", since="2025-01-01", is_main="on"
    )

    assert refused.status_code == 302
    told = person.posts.told().values_list("title", "since", "until")
    assert list(told) == [("办公室副主任", datetime.date(2025, 1, 1), None)]
    assert (fresh(person).unit, fresh(person).department) == (bureau.unit, bureau.office)


def test_the_branch_is_joined_changed_ended_and_reopened(bureau, clerk_client, branch, other_branch):
    person = bureau.officer
    send(clerk_client, "branch-join", person, branch=branch.key, since="2025-01-01")
    first = person.memberships.get()
    send(clerk_client, "branch-change", first, person, branch=other_branch.key, on="2026-01-01")
    second = person.memberships.get(unit=other_branch)
    send(clerk_client, "branch-end", second, person, on="2026-02-01")
    send(clerk_client, "branch-reopen", second, person)
    send(clerk_client, "branch-correct", second, person, since="2026-01-05")

    told = person.memberships.order_by("pk").values_list("unit__name", "since", "until")
    assert list(told) == [
        ("第一党支部", datetime.date(2025, 1, 1), datetime.date(2026, 1, 1)),
        ("第二党支部", datetime.date(2026, 1, 5), None),
    ]


def test_two_branches_at_a_time_are_refused_in_words(bureau, clerk_client, branch, other_branch):
    send(clerk_client, "branch-join", bureau.officer, branch=branch.key, since="2025-01-01")

    response = send(clerk_client, "branch-join", bureau.officer, branch=other_branch.key)

    assert response.status_code == 422
    assert said(response)[1:] == [
        "乔一帆这段时间已在“第一党支部”（2025-01-01起至今）。一个人同一时间只在一个支部；要换支部，请用“转支部”。"
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_queries_whatever_was_held(
    bureau, clerk_client, django_assert_num_queries, count
):
    for number in range(count):
        posts.start_post(
            person=bureau.officer, unit=bureau.finance, actor=SYSTEM, title=f"兼{number}", is_main=False
        )
    address = reverse("person-detail", args=[bureau.officer.key])
    clerk_client.get(address)

    with django_assert_num_queries(8):
        clerk_client.get(address)
