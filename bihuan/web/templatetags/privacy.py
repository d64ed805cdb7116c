"""Personal numbers in lists."""

from __future__ import annotations

from django import template

from bihuan.core.text import masking

register = template.Library()


@register.filter
def masked(value: object) -> str:
    """Running text with phone, identity and bank card numbers hidden but for their ends."""
    return "" if value is None else masking.masked(str(value))
