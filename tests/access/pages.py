"""What a page offers to click: its links, and its forms with what a browser would send."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import html

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """One link or button of a page; ``path`` is the address with its query."""

    method: str
    path: str
    fields: Fields = ()

    @property
    def place(self) -> str:
        return urlsplit(self.path).path

    @property
    def query_names(self) -> tuple[str, ...]:
        return tuple(sorted(pair.split("=")[0] for pair in urlsplit(self.path).query.split("&")))


def offers(content: bytes, at: str) -> Iterator[Offer]:
    """Everything that a page at an address offers on this server."""
    page = html.fromstring(content.decode())
    for link in page.iterfind(".//a[@href]"):
        yield from _on_this_server(at, link.get("href"), "GET", ())
    for form in page.forms:
        for action, more in _ways(page, form):
            fields = (*form.form_values(), *more)
            yield from _on_this_server(at, action, form.method, fields)


def _ways(page: html.HtmlElement, form: html.FormElement) -> Iterator[tuple[str, Fields]]:
    """Each submit button for itself: some have an address or a value of their own."""
    buttons = list(form.iterfind(".//button"))
    if form.get("id"):
        buttons += page.iterfind(f".//button[@form='{form.get('id')}']")
    for button in buttons:
        if button.get("type", "submit") == "submit" and button.get("disabled") is None:
            value = ((button.get("name"), button.get("value", "")),) if button.get("name") else ()
            yield button.get("formaction") or form.get("action") or "", value


def _on_this_server(at: str, target: str, method: str, fields: Fields) -> Iterator[Offer]:
    path = urldefrag(urljoin(at, target)).url
    if path.startswith("/") and not path.startswith("/static/"):
        yield Offer(method, path, fields)
