from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """All components on one page, for whoever builds pages; in demo mode only."""
    if not settings.BIHUAN_DEMO:
        raise Http404
    return render(request, "gallery.html")
