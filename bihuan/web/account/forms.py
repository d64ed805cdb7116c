from __future__ import annotations

from typing import Any

from django import forms

LONGEST = 200


def _code() -> forms.CharField:
    attributes = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
    return forms.CharField(
        label="验证器上现在的6位数字", max_length=40, widget=forms.TextInput(attrs=attributes)
    )


def _proof(help_text: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
    return forms.CharField(
        label="现在的密码或验证码", max_length=LONGEST, strip=False, widget=widget, help_text=help_text
    )


class SetUpForm(forms.Form):
    """``asks_proof``: whether the user must show once more who it is."""

    token = forms.CharField(max_length=400, widget=forms.HiddenInput)
    code = _code()
    proof = _proof("再确认一次是您本人。")

    def __init__(self, *arguments: Any, asks_proof: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if not asks_proof:
            del self.fields["proof"]


class ProofForm(forms.Form):
    proof = _proof("填密码，或手机验证器上的6位数字。")
