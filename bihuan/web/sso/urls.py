from django.urls import path

from . import views

urlpatterns = [
    path("", views.begin, name="single-sign-on"),
    path("oidc/", views.oidc_return, name="single-sign-on-oidc"),
    path("cas/", views.cas_return, name="single-sign-on-cas"),
    path("directory/", views.directory, name="single-sign-on-directory"),
    path("signed-out/", views.signed_out, name="single-sign-on-signed-out"),
]
