from django.urls import path, register_converter

from . import converters
from .views import adding, items, listing, statements

register_converter(converters.StatementKind, "statement")

urlpatterns = [
    path("", listing.newest, name="ledger"),
    path("<uuid:cycle>/", listing.ledger, name="ledger-year"),
    path("<uuid:cycle>/items/", listing.item_list, name="item-list"),
    path("<uuid:cycle>/add/<statement:kind>/", adding.statement_add, name="statement-add"),
    path("items/<uuid:key>/", items.item_detail, name="item-detail"),
    path("items/<uuid:key>/plan/", items.item_plan, name="item-plan"),
    path("items/<uuid:key>/progress/", items.item_progress, name="item-progress"),
    path("<statement:kind>/<uuid:key>/", statements.statement_detail, name="statement-detail"),
    path("<statement:kind>/<uuid:key>/edit/", statements.statement_edit, name="statement-edit"),
    path("<statement:kind>/<uuid:key>/withdraw/", statements.statement_withdraw, name="statement-withdraw"),
    path("<statement:kind>/<uuid:key>/restore/", statements.statement_restore, name="statement-restore"),
]
