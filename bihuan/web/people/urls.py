from django.urls import path

from . import finding, held, listing, persons, teams

urlpatterns = [
    path("", listing.person_list, name="person-list"),
    path("export/", listing.person_export, name="person-export"),
    path("find/", finding.person_find, name="person-find"),
    path("places/", finding.place_find, name="place-find"),
    path("new/", persons.person_new, name="person-new"),
    path("<uuid:key>/", persons.person_detail, name="person-detail"),
    path("<uuid:key>/edit/", persons.person_edit, name="person-edit"),
    path("<uuid:key>/transfer/", persons.person_transfer, name="person-transfer"),
    path("<uuid:key>/leave/", persons.person_leave, name="person-leave"),
    path("<uuid:key>/return/", persons.person_return, name="person-return"),
    path("<uuid:key>/post/", held.post_add, name="post-add"),
    path("posts/<uuid:key>/end/", held.post_end, name="post-end"),
    path("posts/<uuid:key>/correct/", held.post_correct, name="post-correct"),
    path("posts/<uuid:key>/reopen/", held.post_reopen, name="post-reopen"),
    path("posts/<uuid:key>/void/", held.post_void, name="post-void"),
    path("<uuid:key>/branch/", held.branch_join, name="branch-join"),
    path("branches/<uuid:key>/change/", held.branch_change, name="branch-change"),
    path("branches/<uuid:key>/end/", held.branch_end, name="branch-end"),
    path("branches/<uuid:key>/correct/", held.branch_correct, name="branch-correct"),
    path("branches/<uuid:key>/reopen/", held.branch_reopen, name="branch-reopen"),
    path("branches/<uuid:key>/void/", held.branch_void, name="branch-void"),
    path("<uuid:key>/seat/", held.seat_take, name="seat-take"),
    path("seats/<uuid:key>/change/", held.seat_change, name="seat-change"),
    path("seats/<uuid:key>/end/", held.seat_end, name="seat-end"),
    path("seats/<uuid:key>/reopen/", held.seat_reopen, name="seat-reopen"),
    path("seats/<uuid:key>/void/", held.seat_void, name="seat-void"),
    path("team/<uuid:key>/", teams.team_detail, name="team-detail"),
    path("team/<uuid:key>/order/", teams.team_order, name="team-order"),
]
