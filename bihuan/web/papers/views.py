from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from bihuan.domain.compilations import operations, writing
from bihuan.domain.compilations.catalogue import KINDS, Kind
from bihuan.domain.compilations.open_points import open_points
from bihuan.domain.cycles.queries import cycles_visible_to
from bihuan.domain.documents import store
from bihuan.domain.rectification.view import Ledger, ledger_of
from bihuan.web import forms
from bihuan.web.actors import SignedInRequest
from bihuan.web.coverage.years import chosen_cycle
from bihuan.web.downloads import file_answer
from bihuan.web.facts.figures import told_by

from . import preview
from .forms import FrameForm


@require_safe
def papers(request: SignedInRequest) -> HttpResponse:
    """Pick a year and a paper, see it with the rows behind each sentence, and what is still open."""
    cycle, cycles = chosen_cycle(request, request.actor)
    if cycle is None:
        return render(request, "papers/papers_empty.html")
    ledger, kind = ledger_of(cycle), _kind(request.GET.get("paper", "report"))
    form = FrameForm(request.GET)
    context = {"cycle": cycle, "cycles": cycles, "kinds": KINDS.values(), "kind": kind, "form": form}
    if _writable(ledger):
        composition, told = kind.compose(ledger, form.frame()), told_by(ledger.figures)
        changed = sum(bool(each.change) for each in told.values())
        context |= {
            "paper": composition.paper,
            "name": composition.name,
            "blocks": list(preview.shown(composition, preview.by_row(ledger, told))),
            "told": preview.once(told),
            "open_points": open_points(ledger, composition, official=kind.official, stale=changed),
            "fonts": writing.font_notes(composition.paper),
            "forms": writing.FORMS,
            "request_key": forms.new_request_key,
        }
    return render(request, "papers/papers.html", context)


@require_POST
def paper_export(request: SignedInRequest, cycle: UUID, code: str, form: str) -> HttpResponse:
    """Write the paper, note that it was handed out, and hand it out."""
    year = get_object_or_404(cycles_visible_to(request.actor), key=cycle)
    kind, file_form = _kind(code), writing.FORMS.get(form)
    ledger = ledger_of(year)
    if file_form is None or not _writable(ledger):
        raise Http404("no such form, or nothing to write from")
    composition = kind.compose(ledger, FrameForm(request.POST).frame())
    content = file_form.write(composition.paper)
    operations.export_paper(
        cycle=year,
        actor=request.actor,
        request_key=forms.request_key(request),
        paper=kind.code,
        form=form,
        digest=f"{store.ALGORITHM}:{store.digest_of(content)}",
    )
    name = f"{'演示-' if composition.paper.demo else ''}{composition.name}.{form}"
    return file_answer(content, name, media_type=file_form.media_type)


def _kind(code: str) -> Kind:
    if code not in KINDS:
        raise Http404("no such paper")
    return KINDS[code]


def _writable(ledger: Ledger) -> bool:
    return bool(ledger.problems or ledger.items)
