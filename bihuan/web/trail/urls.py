from django.urls import path

from .views import checking, entries, listing, taking_out

urlpatterns = [
    path("", listing.trail_list, name="trail-list"),
    path("export/", taking_out.trail_export, name="trail-export"),
    path("<uuid:key>/checkpoint/", checking.trail_checkpoint, name="trail-checkpoint"),
    path("<uuid:key>/verify/", checking.trail_verify, name="trail-verify"),
    path("<uuid:key>/<int:sequence>/", entries.trail_entry, name="trail-entry"),
]
