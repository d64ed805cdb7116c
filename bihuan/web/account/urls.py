from django.urls import path

from . import second_factor, sessions, views

urlpatterns = [
    path("", views.account, name="account"),
    path("second-factor/", second_factor.set_up, name="second-factor-set-up"),
    path("second-factor/codes/", second_factor.renew_codes, name="second-factor-codes"),
    path("second-factor/off/", second_factor.turn_off, name="second-factor-turn-off"),
    path("sessions/end/", sessions.session_end, name="session-end"),
    path("sessions/end-others/", sessions.session_end_others, name="session-end-others"),
]
