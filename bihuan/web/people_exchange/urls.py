from django.urls import path

from . import batches, exporting, listing

urlpatterns = [
    path("", listing.people_import, name="people-import"),
    path("units/<uuid:key>/template/", exporting.register_template, name="register-template"),
    path("units/<uuid:key>/export/", exporting.register_export, name="register-export"),
    path("<uuid:key>/", batches.batch_detail, name="people-batch"),
    path("<uuid:key>/columns/", batches.batch_map, name="people-batch-map"),
    path("<uuid:key>/names/", batches.batch_names, name="people-batch-names"),
    path("<uuid:key>/refresh/", batches.batch_refresh, name="people-batch-refresh"),
    path("<uuid:key>/apply/", batches.batch_apply, name="people-batch-apply"),
    path("<uuid:key>/drop/", batches.batch_drop, name="people-batch-drop"),
    path("<uuid:key>/undo/", batches.batch_undo, name="people-batch-undo"),
]
