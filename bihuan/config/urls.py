from django.urls import include, path

urlpatterns = [path("", include("bihuan.web.urls"))]

handler400 = "bihuan.web.errors.bad_request"
handler403 = "bihuan.web.errors.forbidden"
handler404 = "bihuan.web.errors.not_found"
handler500 = "bihuan.web.errors.server_error"
