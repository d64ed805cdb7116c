from django.urls import path

from . import views

urlpatterns = [path("<uuid:key>/", views.leader_page, name="leader-page")]
