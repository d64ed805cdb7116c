from django.urls import path

from . import views

urlpatterns = [
    path("", views.fact_list, name="fact-list"),
    path("<uuid:key>/", views.fact_detail, name="fact-detail"),
    path("<uuid:key>/refreeze/", views.fact_refreeze, name="fact-refreeze"),
    path("units/<uuid:key>/freeze/", views.fact_freeze, name="fact-freeze"),
    path("units/<uuid:key>/export/", views.fact_export, name="fact-export"),
]
