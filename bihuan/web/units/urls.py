from django.urls import path

from . import listing, making, settling, views

urlpatterns = [
    path("", listing.unit_list, name="unit-list"),
    path("<uuid:key>/", views.unit_detail, name="unit-detail"),
    path("<uuid:key>/add/", making.unit_add, name="unit-add"),
    path("<uuid:key>/edit/", making.unit_edit, name="unit-edit"),
    path("<uuid:key>/move/", settling.unit_move, name="unit-move"),
    path("<uuid:key>/close/", settling.unit_close, name="unit-close"),
    path("<uuid:key>/reopen/", settling.unit_reopen, name="unit-reopen"),
]
