from django.urls import path

from . import views

urlpatterns = [path("", views.year_picture, name="year-picture")]
