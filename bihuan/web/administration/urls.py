from django.urls import path

from . import acting

urlpatterns = [
    path("delegations/act/", acting.acting_start, name="acting-start"),
    path("delegations/act/stop/", acting.acting_stop, name="acting-stop"),
]
