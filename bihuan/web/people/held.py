"""What a person holds: posts, the branch, seats in teams. One page or button for everything done to them."""

from __future__ import annotations

from bihuan.domain.organizations.models import BranchMembership, Post, TeamSeat
from bihuan.domain.organizations.operations import branches, posts, taking_back, teams

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
from .steps import Step, button_for_row, page_for_person, page_for_row

ADD_POST = Step("任职", "登记", "已登记{name}的职务。", posts.start_post, PostForm)
END_POST = Step(
    "免职", "结束职务", "已结束{name}的这个职务。", posts.end_post, EndForm,
    intro="免职后人员仍在原单位。换单位的请用“调动”，离开的请用“离开本单位”。",
)  # fmt: skip
CORRECT_POST = Step("更正职务", "保存", "已更正{name}的职务。", posts.correct_post, PostCorrectionForm)
REOPEN_POST = Step("恢复职务", "恢复", "已恢复{name}的职务。", posts.reopen_post)
VOID_POST = Step("作废职务登记", "作废", "已作废{name}的这条职务登记。", taking_back.take_back_post)

JOIN = Step("编入支部", "编入", "已把{name}编入支部。", branches.join_branch, BranchForm)
CHANGE = Step(
    "转支部", "转支部", "已登记{name}转支部。", branches.change_branch, BranchChangeForm, takes_row=False
)
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

post_add = page_for_person(ADD_POST)
post_end = page_for_row(END_POST, Post)
post_correct = page_for_row(CORRECT_POST, Post)
post_reopen = button_for_row(REOPEN_POST, Post)
post_void = button_for_row(VOID_POST, Post)

branch_join = page_for_person(JOIN)
branch_change = page_for_row(CHANGE, BranchMembership)
branch_end = page_for_row(END_BRANCH, BranchMembership)
branch_correct = page_for_row(CORRECT_BRANCH, BranchMembership)
branch_reopen = button_for_row(REOPEN_BRANCH, BranchMembership)
branch_void = button_for_row(VOID_BRANCH, BranchMembership)

seat_take = page_for_person(TAKE_SEAT)
seat_change = page_for_row(CHANGE_SEAT, TeamSeat)
seat_end = page_for_row(END_SEAT, TeamSeat)
seat_reopen = button_for_row(REOPEN_SEAT, TeamSeat)
seat_void = button_for_row(VOID_SEAT, TeamSeat)
