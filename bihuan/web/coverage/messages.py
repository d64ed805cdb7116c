from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest


def say_what_is_wrong(request: HttpRequest, form: Form) -> None:
    """Each mistake in a form as a message, led by the name of its field."""
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        for error in errors:
            messages.error(request, f"{label}：{error}" if label else str(error))
