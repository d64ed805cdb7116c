from django.urls import path

from . import kept, password, views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/code/", views.sign_in_code, name="sign-in-code"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("sign-out/everywhere/", views.sign_out_everywhere, name="sign-out-everywhere"),
    path("session/extend/", views.session_extend, name="session-extend"),
    path("session/kept/", kept.form_kept, name="form-kept"),
    path("password/", password.password_change, name="password-change"),
]
