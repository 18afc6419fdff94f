from django.contrib import admin
from django.contrib.auth import views as auth_views
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from auditing.retention.alerts import alerts
from auditing.sign_in import SignInForm
from generation.views import prometheus
from svgsite.views import OwnPasswordView


def alive(request: HttpRequest) -> HttpResponse:
    """Answers as soon as the web process can."""
    return HttpResponse("ok", content_type="text/plain")


def retention(request: HttpRequest) -> HttpResponse:
    """200 while all that is over goes in time; 503 with the codes of what is overdue."""
    codes = sorted({alert.code for alert in alerts() if alert.code != "approval"})
    text = f"overdue: {' '.join(codes)}" if codes else "ok"
    return HttpResponse(text, content_type="text/plain", status=503 if codes else 200)


LOGIN = auth_views.LoginView.as_view(
    redirect_authenticated_user=True, authentication_form=SignInForm
)

urlpatterns = [
    path("", include("generation.urls")),
    path("api/v1/", include("generation.api.urls")),
    path("login/", LOGIN, name="login"),
    path("logout/", auth_views.LogoutView.as_view(), name="logout"),
    path("password/", OwnPasswordView.as_view(), name="password_change"),
    path("metrics", prometheus.metrics, name="metrics"),
    path("healthz", alive, name="alive"),
    path("healthz/retention", retention, name="retention-health"),
    path("admin/", admin.site.urls),
]

handler400 = "svgsite.views.bad_request"
handler404 = "svgsite.views.page_not_found"
handler500 = "svgsite.views.server_error"
