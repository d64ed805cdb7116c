"""SVG by elements: text is never pasted into markup."""

from __future__ import annotations

from xml.etree import ElementTree

from django.utils.safestring import SafeString, mark_safe

Element = ElementTree.Element


def root(width: float, height: float, **attributes: str) -> Element:
    """An ``<svg>`` with a view box."""
    box = {
        "viewBox": f"0 0 {number(width)} {number(height)}",
        "width": number(width),
        "height": number(height),
    }
    return Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **box, **named(attributes)})


def child(parent: Element, tag: str, text: str = "", **attributes: object) -> Element:
    """Add an element; ``stroke_width`` becomes ``stroke-width``, ``class_`` becomes ``class``."""
    element = ElementTree.SubElement(parent, tag, named(attributes))
    if text:
        element.text = text
    return element


def markup(element: Element) -> SafeString:
    """The element as text for a page: the writer escapes everything that came in."""
    return mark_safe(ElementTree.tostring(element, encoding="unicode"))  # noqa: S308


def named(attributes: dict[str, object]) -> dict[str, str]:
    return {
        name.rstrip("_").replace("_", "-"): value if isinstance(value, str) else number(value)
        for name, value in attributes.items()
        if value is not None
    }


def number(value: object) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
