"""Forms of accounts, roles and delegations. They check shape; the operations check what may happen."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone

from bihuan.domain.accounts.models import RoleGrant
from bihuan.domain.accounts.operations.delegations import LONGEST
from bihuan.domain.organizations.models import Unit
from bihuan.web.days import WRONG_DAY

NOT_A_DAY = WRONG_DAY | {"required": "请选日期。"}
NO_CHOICE = {"required": "请从中选一个。", "invalid_choice": "没有这一项，请从中选一个。"}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="原因",
        max_length=200,
        error_messages={"required": "请写明原因。", "max_length": "最多写200个字。"},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class OpeningForm(forms.Form):
    username = forms.CharField(
        label="用户名",
        max_length=50,
        strip=True,
        help_text="登录时填。按姓名拼音取的，可以改；开好以后不能再改。",
        error_messages={"required": "请填写用户名。", "max_length": "用户名太长，至多50个字。"},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}
        ),
    )


class GrantForm(forms.Form):
    """Which role, in which unit."""

    unit = forms.ChoiceField(label="在哪个单位", error_messages=NO_CHOICE)
    role = forms.ChoiceField(label="哪个角色", error_messages=NO_CHOICE)

    def __init__(self, *arguments: Any, units: Iterable[Unit], roles: Iterable[str], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.units = {str(unit.key): unit for unit in units}
        self.fields["unit"].choices = list(_as_a_tree(self.units))
        self.fields["role"].choices = [(code, code) for code in roles]

    def clean_unit(self) -> Unit:
        return self.units[self.cleaned_data["unit"]]


class DelegationForm(forms.Form):
    """``until`` is the last day here; a row has the day after it."""

    grant = forms.ChoiceField(label="交哪个角色", error_messages=NO_CHOICE)
    since = forms.DateField(label="从", error_messages=NOT_A_DAY, help_text="从这一天零时起。")
    until = forms.DateField(
        label="到", error_messages=NOT_A_DAY, help_text=f"含这一天；至多{LONGEST}天，到期可再办。"
    )
    reason = forms.CharField(
        label="原因",
        max_length=200,
        error_messages={"required": "请写明原因，如外出培训、休假。", "max_length": "最多写200个字。"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "如外出培训、休假"}),
    )

    def __init__(self, *arguments: Any, grants: Iterable[RoleGrant], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.grants = {str(grant.key): grant for grant in grants}
        self.fields["grant"].choices = [(key, f"{each} · {each.unit}") for key, each in self.grants.items()]
        today = timezone.localdate()
        self.initial.setdefault("since", today)
        self.initial.setdefault("until", today + datetime.timedelta(days=6))
        for name in ("since", "until"):
            widget = forms.DateInput(attrs={"type": "date", "min": today.isoformat()}, format="%Y-%m-%d")
            self.fields[name].widget = widget

    def clean_grant(self) -> RoleGrant:
        return self.grants[self.cleaned_data["grant"]]

    def clean_until(self) -> datetime.date:
        """The first day on which it holds no more."""
        last = self.cleaned_data["until"]
        return last + datetime.timedelta(days=1) if last < datetime.date.max else last


def _as_a_tree(units: dict[str, Unit]) -> Iterable[tuple[str, str]]:
    top = min((unit.path.count("/") for unit in units.values()), default=0)
    for key, unit in units.items():
        yield key, "　" * (unit.path.count("/") - top) + unit.name
