"""The page of a person: what it tells and to whom; entering and correcting."""

from __future__ import annotations

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from bihuan.domain.organizations.models import Person
from bihuan.domain.organizations.operations import people, posts
from bihuan.domain.organizations.operations.branches import join_branch
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from tests.web.people.helping import fresh, page_of, said, send

TODAY = timezone.localdate().isoformat()


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


@pytest.mark.parametrize(("erased", "expected"), [(False, True), (True, False)])
def test_the_sign_in_of_somebody_erased_is_not_linked(bureau, sysadmin_client, leader_user, erased, expected):
    with door.recorded("tests.person.mark", actor=SYSTEM, subject=bureau.deputy):
        bureau.deputy.erased_at = timezone.now() if erased else None
        bureau.deputy.save()

    page = page_of(sysadmin_client, bureau.deputy)

    assert (reverse("account-detail", args=[leader_user.key]) in page) is expected


def test_whoever_was_erased_keeps_a_page_without_buttons(bureau, clerk_client):
    with door.recorded("tests.person.mark", actor=SYSTEM, subject=bureau.head):
        bureau.head.erased_at = timezone.now()
        bureau.head.save()

    page = page_of(clerk_client, bureau.head)

    assert "个人信息已经清除" in page
    assert reverse("person-edit", args=[bureau.head.key]) not in page


def test_whoever_was_taken_back_has_no_page(bureau, clerk_client):
    with door.recorded("tests.person.mark", actor=SYSTEM, subject=bureau.head):
        bureau.head.withdrawn_at = timezone.now()
        bureau.head.save()

    assert clerk_client.get(reverse("person-detail", args=[bureau.head.key])).status_code == 404


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

    with django_assert_num_queries(9):
        clerk_client.get(address)
