"""What a person holds: posts, the branch, seats in teams. One page or button for everything done to them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from bihuan.domain.organizations.models import BranchMembership, Post, TeamSeat
from bihuan.domain.organizations.operations import branches, posts, taking_back, teams
from bihuan.web.methods import page_with_form

from .forms import (
    BranchChangeForm,
    BranchForm,
    DaysForm,
    EndForm,
    PostCorrectionForm,
    PostForm,
    SeatChangeForm,
    SeatForm,
)
from .steps import Step, answered, person_or_404, row_or_404, settled

ADD_POST = Step("任职", "登记", "已登记{name}的职务。", posts.start_post, PostForm)
END_POST = Step(
    "免职", "结束职务", "已结束{name}的这个职务。", posts.end_post, EndForm,
    intro="免职后人员仍在原单位。换单位的请用“调动”，离开的请用“离开本单位”。",
)  # fmt: skip
CORRECT_POST = Step("更正职务", "保存", "已更正{name}的职务。", posts.correct_post, PostCorrectionForm)
REOPEN_POST = Step("恢复职务", "恢复", "已恢复{name}的职务。", posts.reopen_post)
VOID_POST = Step("作废职务登记", "作废", "已作废{name}的这条职务登记。", taking_back.take_back_post)

JOIN = Step("编入支部", "编入", "已把{name}编入支部。", branches.join_branch, BranchForm)
CHANGE = Step("转支部", "转支部", "已登记{name}转支部。", branches.change_branch, BranchChangeForm)
END_BRANCH = Step(
    "转出支部", "转出", "已登记{name}转出支部。", branches.leave_branch, EndForm,
    intro="组织关系转到别处、暂时不编入本系统的支部时用。换到另一个支部的，请用“转支部”。",
)  # fmt: skip
CORRECT_BRANCH = Step(
    "更正支部日期", "保存", "已更正{name}的支部日期。", branches.correct_membership, DaysForm
)
REOPEN_BRANCH = Step("恢复支部关系", "恢复", "已恢复{name}的支部关系。", branches.reopen_membership)
VOID_BRANCH = Step("作废支部登记", "作废", "已作废{name}的这条支部登记。", taking_back.take_back_membership)

TAKE_SEAT = Step("进班子", "登记", "{name}已列入班子。", teams.take_seat, SeatForm)
CHANGE_SEAT = Step("修改班子席位", "保存", "已修改{name}的班子席位。", teams.change_seat, SeatChangeForm)
END_SEAT = Step("离开班子", "登记", "已登记{name}离开班子。", teams.leave_seat, EndForm)
REOPEN_SEAT = Step("恢复班子席位", "恢复", "已恢复{name}的班子席位。", teams.reopen_seat)
VOID_SEAT = Step("作废席位登记", "作废", "已作废{name}的这条席位登记。", taking_back.take_back_seat)


@page_with_form
def post_add(request: HttpRequest, key: UUID) -> HttpResponse:
    return answered(request, ADD_POST, person_or_404(request, key))


@page_with_form
def post_end(request: HttpRequest, key: UUID) -> HttpResponse:
    post = row_or_404(request, Post, key)
    return answered(request, END_POST, post.person, post)


@page_with_form
def post_correct(request: HttpRequest, key: UUID) -> HttpResponse:
    post = row_or_404(request, Post, key)
    return answered(request, CORRECT_POST, post.person, post)


@require_POST
def post_reopen(request: HttpRequest, key: UUID) -> HttpResponse:
    post = row_or_404(request, Post, key)
    return settled(request, REOPEN_POST, post.person, post)


@require_POST
def post_void(request: HttpRequest, key: UUID) -> HttpResponse:
    post = row_or_404(request, Post, key)
    return settled(request, VOID_POST, post.person, post)


@page_with_form
def branch_join(request: HttpRequest, key: UUID) -> HttpResponse:
    return answered(request, JOIN, person_or_404(request, key))


@page_with_form
def branch_change(request: HttpRequest, key: UUID) -> HttpResponse:
    membership = row_or_404(request, BranchMembership, key)
    return answered(request, CHANGE, membership.person)


@page_with_form
def branch_end(request: HttpRequest, key: UUID) -> HttpResponse:
    membership = row_or_404(request, BranchMembership, key)
    return answered(request, END_BRANCH, membership.person, membership)


@page_with_form
def branch_correct(request: HttpRequest, key: UUID) -> HttpResponse:
    membership = row_or_404(request, BranchMembership, key)
    return answered(request, CORRECT_BRANCH, membership.person, membership)


@require_POST
def branch_reopen(request: HttpRequest, key: UUID) -> HttpResponse:
    membership = row_or_404(request, BranchMembership, key)
    return settled(request, REOPEN_BRANCH, membership.person, membership)


@require_POST
def branch_void(request: HttpRequest, key: UUID) -> HttpResponse:
    membership = row_or_404(request, BranchMembership, key)
    return settled(request, VOID_BRANCH, membership.person, membership)


@page_with_form
def seat_take(request: HttpRequest, key: UUID) -> HttpResponse:
    return answered(request, TAKE_SEAT, person_or_404(request, key))


@page_with_form
def seat_change(request: HttpRequest, key: UUID) -> HttpResponse:
    seat = row_or_404(request, TeamSeat, key)
    return answered(request, CHANGE_SEAT, seat.person, seat)


@page_with_form
def seat_end(request: HttpRequest, key: UUID) -> HttpResponse:
    seat = row_or_404(request, TeamSeat, key)
    return answered(request, END_SEAT, seat.person, seat)


@require_POST
def seat_reopen(request: HttpRequest, key: UUID) -> HttpResponse:
    seat = row_or_404(request, TeamSeat, key)
    return settled(request, REOPEN_SEAT, seat.person, seat)


@require_POST
def seat_void(request: HttpRequest, key: UUID) -> HttpResponse:
    seat = row_or_404(request, TeamSeat, key)
    return settled(request, VOID_SEAT, seat.person, seat)
