from django.urls import path

from . import batches, exporting, listing

urlpatterns = [
    path("", listing.exchange, name="exchange"),
    path("ledgers/<uuid:key>/", exporting.ledger_export, name="ledger-export"),
    path("<uuid:key>/", batches.batch_detail, name="exchange-batch"),
    path("<uuid:key>/columns/", batches.batch_map, name="exchange-map"),
    path("<uuid:key>/refresh/", batches.batch_refresh, name="exchange-refresh"),
    path("<uuid:key>/apply/", batches.batch_apply, name="exchange-apply"),
    path("<uuid:key>/drop/", batches.batch_drop, name="exchange-drop"),
    path("<uuid:key>/undo/", batches.batch_undo, name="exchange-undo"),
]
