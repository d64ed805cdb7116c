from django.urls import path

from . import views

urlpatterns = [path("", views.own_study, name="own-study")]
