"""Which requests a page answers: HEAD wherever GET, so that a link can be checked without its page."""

from __future__ import annotations

from django.views.decorators.http import require_http_methods

#: A page with a form: shown by GET and HEAD, sent by POST.
page_with_form = require_http_methods(["GET", "HEAD", "POST"])
