"""The addresses of the product, and the bare page that lists are compared with."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from bihuan.domain.organizations.models import Person

TEMPLATE = engines["django"].from_string(
    '{% extends "base.html" %}{% block heading %}名单{% endblock %}'
    '{% block content %}<table class="table"><tbody>'
    "{% for row in rows %}<tr><td>{{ row.name }}</td><td>{{ row.staff_number }}</td></tr>{% endfor %}"
    "</tbody></table>{% endblock %}"
)


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(TEMPLATE.render({"rows": Person.objects.order_by("pk")[:50]}, request))


urlpatterns = [path("bare/", bare, name="bare"), path("", include("bihuan.config.urls"))]
