from django.urls import path

from .views import bringing_in, comparing, correcting, listing, reading, settling

urlpatterns = [
    path("", listing.draft_list, name="draft-list"),
    path("new/", bringing_in.draft_new, name="draft-new"),
    path("sample/", bringing_in.draft_sample, name="draft-sample"),
    path("<uuid:key>/", reading.draft_detail, name="draft-detail"),
    path("<uuid:key>/again/", bringing_in.draft_again, name="draft-again"),
    path("<uuid:key>/correct/", correcting.draft_correct, name="draft-correct"),
    path("<uuid:key>/undo/", correcting.draft_undo, name="draft-undo"),
    path("<uuid:key>/confirm/", settling.draft_confirm, name="draft-confirm"),
    path("<uuid:key>/withdraw/", settling.draft_withdraw, name="draft-withdraw"),
    path("<uuid:key>/compare/", comparing.draft_compare, name="draft-compare"),
]
