"""Every page has a name; each area keeps its own addresses."""

from django.urls import include, path

from .today import views as today_views

urlpatterns = [
    path("", today_views.today, name="today"),
    path("", include("bihuan.web.signin.urls")),
    path("setup/", include("bihuan.web.setup.urls")),
    path("sso/", include("bihuan.web.sso.urls")),
    path("account/", include("bihuan.web.account.urls")),
    path("drafts/", include("bihuan.web.drafts.urls")),
    path("ledger/", include("bihuan.web.ledger.urls")),
    path("mechanisms/", include("bihuan.web.mechanisms.urls")),
    path("leaders/", include("bihuan.web.leader_page.urls")),
    path("own-study/", include("bihuan.web.own_study.urls")),
    path("facts/", include("bihuan.web.facts.urls")),
    path("year-picture/", include("bihuan.web.year_picture.urls")),
    path("coverage/", include("bihuan.web.coverage.urls")),
    path("papers/", include("bihuan.web.papers.urls")),
    path("exchange/", include("bihuan.web.exchange.urls")),
    path("search/", include("bihuan.web.search.urls")),
    path("units/", include("bihuan.web.units.urls")),
    path("people/import/", include("bihuan.web.people_exchange.urls")),
    path("people/", include("bihuan.web.people.urls")),
    path("", include("bihuan.web.administration.urls")),
    path("trail/", include("bihuan.web.trail.urls")),
    path("gallery/", include("bihuan.web.gallery.urls")),
]
