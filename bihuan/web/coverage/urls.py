from django.urls import path

from . import figures, views

urlpatterns = [
    path("", views.coverage, name="coverage"),
    path("problems/<uuid:key>/", views.problem, name="coverage-problem"),
    path("problems/<uuid:key>/links/", views.link_make, name="coverage-link-make"),
    path("links/<str:side>/<uuid:key>/", views.link_settle, name="coverage-link-settle"),
    path("figures/<uuid:key>/", views.figure_fill, name="coverage-figure-fill"),
    path("figures/<uuid:key>/facts/", figures.figure_facts, name="coverage-figure-facts"),
]
