from django.urls import path

from . import views

urlpatterns = [
    path("", views.papers, name="papers"),
    path("<uuid:cycle>/<slug:code>/<slug:form>/", views.paper_export, name="paper-export"),
]
