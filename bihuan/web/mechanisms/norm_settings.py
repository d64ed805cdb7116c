"""Say what a norm is worth in a unit and below: taken over or not, asking for more or less."""

from __future__ import annotations

from typing import Any

from django import forms as fields
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from bihuan.core.norms import telling
from bihuan.core.registry.norms import EveryRule, Norm, QuorumRule, Strength, norms
from bihuan.domain.organizations.models import Unit
from bihuan.domain.profiles import operations, permissions
from bihuan.domain.profiles.models import NormSetting
from bihuan.web import forms
from bihuan.web.methods import page_with_form
from bihuan.web.refusals import refusals_as_messages, require

from .excusing import asked_for
from .verdicts import norms_address

#: The version that a page shows where the unit has said nothing yet.
NOTHING_SAID = 0
ADOPTED = {"": None, "yes": True, "no": False}
CHOICES = (("", "不另作规定"), ("yes", "采用"), ("no", "不采用"))


class SettingForm(fields.Form):
    """Only what can be set: a mandatory norm is not switched off, a share has no number."""

    adopted = fields.ChoiceField(label="本单位采用吗", choices=CHOICES, required=False)
    at_least = fields.IntegerField(label="至少几次（学时）", min_value=1, max_value=366, required=False)
    reason = fields.CharField(
        label="依据或理由",
        max_length=200,
        widget=fields.Textarea(attrs={"rows": 2}),
        help_text="例如本单位哪份文件这样规定。",
    )

    def __init__(self, data: Any, *, norm: Norm, setting: NormSetting | None) -> None:
        super().__init__(data, initial=_initial(setting) if setting else {})
        if norm.strength is Strength.MANDATORY and norm.adopted:
            del self.fields["adopted"]
        if isinstance(norm.rule, QuorumRule | EveryRule):
            del self.fields["at_least"]
        else:
            self.fields["at_least"].help_text = f"不填就是{norm.rule.at_least}。"

    def arguments(self) -> dict[str, Any]:
        """What the operation takes."""
        filled = self.cleaned_data
        return {
            "adopted": ADOPTED[filled.get("adopted", "")],
            "at_least": filled.get("at_least"),
            "reason": filled["reason"],
        }


@page_with_form
def norm_setting(request: HttpRequest, code: str, norm: str) -> HttpResponse:
    mechanism, unit = asked_for(request, code)
    chosen = norms().get(norm)
    if chosen is None or chosen.mechanism != code:
        raise Http404
    require(permissions.can_set_norms, request, unit)
    setting = NormSetting.objects.filter(unit=unit, norm=norm).first()
    form = SettingForm(request.POST or None, norm=chosen, setting=setting)
    if form.is_valid():
        with refusals_as_messages(request):
            _say(request, unit, norm, setting, form.arguments())
            messages.success(request, f"已改变这一条在{unit}和全部下级的要求。")
            return redirect(norms_address(code, unit))
    context = {
        "mechanism": mechanism,
        "unit": unit,
        "form": form,
        "heading": "本单位的设定",
        "intro": f"{telling.demand(chosen)}。改动对{unit}和全部下级都有效，下级另有设定的从下级。",
        "button": "保存",
        "back_url": norms_address(code, unit),
        "seen": setting.version if setting else NOTHING_SAID,
        "request_key": forms.new_request_key(),
    }
    return render(request, "mechanisms/excusing.html", context, status=422 if form.is_bound else 200)


def _say(
    request: HttpRequest, unit: Unit, norm: str, setting: NormSetting | None, said: dict[str, Any]
) -> None:
    """Say it first, or change what the page showed; whoever saw something older gets both texts."""
    seen = forms.seen_version(request)
    common = {"actor": request.actor, "request_key": forms.request_key(request), **said}
    if setting is None or seen == NOTHING_SAID:
        operations.set_norm(unit=unit, norm=norm, **common)
    else:
        operations.change_norm(setting=setting, seen=seen, **common)


def _initial(setting: NormSetting) -> dict[str, Any]:
    word = next(word for word, adopted in ADOPTED.items() if adopted is setting.adopted)
    return {"adopted": word, "at_least": setting.at_least, "reason": setting.reason}
