from django.contrib import admin
from django.contrib.auth import views as auth_views
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def alive(request: HttpRequest) -> HttpResponse:
    """Answers as soon as the web process can."""
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [
    path("", include("generation.urls")),
    path("login/", auth_views.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("logout/", auth_views.LogoutView.as_view(), name="logout"),
    path("healthz", alive, name="alive"),
    path("admin/", admin.site.urls),
]
