from django import forms

from bihuan.domain.accounts.passwords import LONGEST


class SignInForm(forms.Form):
    username = forms.CharField(
        label="用户名",
        max_length=50,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label="密码",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(forms.Form):
    """A code of the authenticator, or one on paper."""

    code = forms.CharField(
        label="验证码",
        max_length=40,
        help_text="手机验证器上的6位数字。手机不在身边，就填一个恢复码。",
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}
        ),
    )


def _new_password(label: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, max_length=LONGEST, strip=False, widget=widget)


class PasswordForm(forms.Form):
    current = forms.CharField(
        label="现在的密码",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    new = _new_password("新密码")
    again = _new_password("再输一遍新密码")

    def clean(self) -> dict[str, str]:
        given = super().clean()
        if "new" in given and "again" in given and given["new"] != given["again"]:
            self.add_error("again", "两遍输入的新密码不一样。")
        return given
