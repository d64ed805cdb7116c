from django.urls import path

from . import appointing, views

urlpatterns = [
    path("", views.code, name="setup"),
    path("unit/", views.unit, name="setup-unit"),
    path("people/", views.people, name="setup-people"),
    path("summary/", views.summary, name="setup-summary"),
    path("done/", views.done, name="setup-done"),
    path("administrators/", appointing.administrators, name="setup-administrators"),
]
