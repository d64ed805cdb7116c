from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django import forms
from django.conf import settings

from bihuan.core.registry.roles import administrators, roles
from bihuan.domain.accounts import passwords
from bihuan.domain.accounts.setting_up import FIRST, Newcomer, UnitAnswers, faults_of, faults_of_unit
from bihuan.domain.accounts.temporary_passwords import temporary_password
from bihuan.domain.organizations.enums import LeadingBody

#: An answer of its own, so that nobody passes it by.
NO_BODY = ("none", "都没有")
WHO = ("name", "staff_number", "username")


class CodeForm(forms.Form):
    code = forms.CharField(
        label="设置码",
        max_length=60,
        help_text="启动程序的屏幕上显示的20个字母和数字；大小写、横线都不要紧。",
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autofocus": True,
                "spellcheck": "false",
                "autocapitalize": "characters",
            }
        ),
    )


class UnitForm(forms.Form):
    name = forms.CharField(
        label="单位名称",
        max_length=100,
        help_text="写全称，文稿和通报里用它。",
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "organization"}),
    )
    short_name = forms.CharField(
        label="单位简称", max_length=30, required=False, help_text="页面上地方小的时候用，如“水务局”。"
    )
    leading_body = forms.ChoiceField(
        label="设党组还是党委",
        choices=[*LeadingBody.choices, NO_BODY],
        initial=LeadingBody.PARTY_GROUP,
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not self.errors:
            for field, fault in faults_of_unit(self.answers).items():
                self.add_error(field, fault)
        return given

    @property
    def answers(self) -> UnitAnswers:
        given = self.cleaned_data
        body = "" if given["leading_body"] == NO_BODY[0] else given["leading_body"]
        return UnitAnswers(given["name"], given["short_name"], body)

    @staticmethod
    def initial_of(answers: UnitAnswers | None) -> dict[str, str]:
        """What the form shows to whoever comes back to it."""
        if answers is None:
            return {}
        return asdict(answers) | {"leading_body": answers.leading_body or NO_BODY[0]}


class PersonForm(forms.Form):
    """Who becomes an administrator; without a password of their own they get a temporary one."""

    name = forms.CharField(label="姓名", max_length=50)
    staff_number = forms.CharField(label="工号", max_length=20)
    username = forms.CharField(
        label="登录用户名",
        max_length=50,
        help_text="汉字、字母、数字都可以，如姓名的拼音。",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}
        ),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if self.newcomer is not None and not self.errors:
            for field, fault in faults_of(self.newcomer).items():
                self.add_error(field, fault)
        return given

    @property
    def newcomer(self) -> Newcomer | None:
        """Who was named; nobody where all fields were left empty."""
        given = self.cleaned_data
        who = [given.get(field, "") for field in WHO]
        return Newcomer(*who, self._password(who[-1]), temporary=self._is_temporary()) if any(who) else None

    def _password(self, username: str) -> str:
        return temporary_password(passwords.PROFILES[settings.BIHUAN_PASSWORDS], username=username)

    def _is_temporary(self) -> bool:
        return True


class AdministratorForm(PersonForm):
    """One of the three when setting up. ``before`` is what an earlier round of the same steps said."""

    def __init__(self, role: str, data: Any, before: Newcomer | None) -> None:
        initial = {} if before is None else {name: getattr(before, name) for name in WHO}
        super().__init__(data, prefix=role, initial=initial)
        self.role, self.before, self.needed = roles()[role], before, role == FIRST
        self.empty_permitted, self.use_required_attribute = not self.needed, self.needed

    def full_clean(self) -> None:
        """Somebody who is named at all is named in full."""
        names = [self.add_prefix(name) for name in WHO]
        is_named = any(self.data.get(name, "").strip() for name in names)
        for name in WHO:
            self.fields[name].required = self.needed or is_named
        super().full_clean()

    def _password(self, username: str) -> str:
        if self.before is not None and self.before.username == username:
            return self.before.password
        return super()._password(username)


class FirstForm(AdministratorForm):
    """The first of them may choose a password."""

    password = forms.CharField(
        label="密码",
        max_length=passwords.LONGEST,
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="再输一遍密码",
        max_length=passwords.LONGEST,
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, role: str, data: Any, before: Newcomer | None) -> None:
        super().__init__(role, data, before)
        kept = before is not None and not before.temporary
        self.fields["password"].help_text = (
            "已经设好；空着就用刚才那个。" if kept else "空着就生成一个临时密码，在最后一页显示。"
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if self["password"].data != self["again"].data:
            self.add_error("again", "两遍输入的密码不一样。")
        return given

    def _password(self, username: str) -> str:
        return self.cleaned_data.get("password") or super()._password(username)

    def _is_temporary(self) -> bool:
        if self.cleaned_data.get("password"):
            return False
        username = self.cleaned_data.get("username")
        return self.before is None or self.before.temporary or self.before.username != username


class AppointForm(PersonForm):
    role = forms.ChoiceField(label="岗位")
    field_order = ("role", "name", "staff_number", "username")

    def __init__(self, missing: tuple[str, ...], data: Any = None) -> None:
        super().__init__(data)
        self.fields["role"].choices = [(code, roles()[code].name) for code in administrators()]
        self.fields["role"].widget.choices = [(code, roles()[code].name) for code in missing]
        self.fields["name"].help_text = "已在名册里的，姓名、工号照名册写；已有账号的，照旧用原来的登录。"
