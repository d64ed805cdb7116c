"""The 系统管理员 fills the posts of administrators that were left vacant."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from bihuan.core.registry.roles import administrators as codes
from bihuan.core.registry.roles import roles
from bihuan.domain.accounts.administrators import missing_administrators
from bihuan.domain.accounts.models import User
from bihuan.domain.accounts.operations.setting_up import appoint_administrator
from bihuan.domain.accounts.permissions_of_setting_up import can_appoint
from bihuan.domain.organizations.models import Unit
from bihuan.web.actors import SignedInRequest
from bihuan.web.forms import new_request_key, request_key
from bihuan.web.methods import page_with_form
from bihuan.web.refusals import refusals_as_messages, require

from .forms import AppointForm
from .handing_over import handed_over, put_down, to_hand_over


@page_with_form
@sensitive_post_parameters()
def administrators(request: SignedInRequest) -> HttpResponse:
    tenant = request.user.person.tenant if request.user.person else None
    require(can_appoint, request, tenant)
    if request.method == "POST" and "noted" in request.POST:
        put_down(request)
        return redirect("setup-administrators")
    missing = missing_administrators(tenant.path)
    form = AppointForm(missing, request.POST or None)
    if form.is_valid() and _appointed(request, tenant, form):
        return redirect("setup-administrators")
    context = {
        "form": form,
        "missing": [roles()[code] for code in missing],
        "total": len(codes()),
        "handed": to_hand_over(request),
        "new_request_key": request.POST.get("request_key") or new_request_key(),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "setup/administrators.html", context, status=status)


def _appointed(request: SignedInRequest, tenant: Unit, form: AppointForm) -> bool:
    """Whether it was done: then a temporary password, if one was made, waits to be handed over."""
    role, newcomer = form.cleaned_data["role"], form.newcomer
    with refusals_as_messages(request):
        user: User = appoint_administrator(
            unit=tenant,
            actor=request.actor,
            request_key=request_key(request),
            role=role,
            newcomer=newcomer,
        )
        messages.success(request, f"{user}已任{roles()[role].name}。")
        handed_over(request, user, newcomer.password)
        return True
    return False
