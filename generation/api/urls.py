from django.urls import path

from generation.api import views

urlpatterns = [
    path("openapi.json", views.OPENAPI, name="api-openapi"),
    path("whoami/", views.WHOAMI, name="api-whoami"),
    path("models/", views.MODELS, name="api-models"),
    path("requests/", views.REQUESTS, name="api-requests"),
    path("requests/<uuid:request_id>/", views.REQUEST, name="api-request"),
    path("requests/<uuid:request_id>/picture.svg", views.PICTURE, name="api-picture"),
    path("requests/<uuid:request_id>/cancel/", views.CANCEL, name="api-cancel"),
    path("requests/<uuid:request_id>/retry/", views.RETRY, name="api-retry"),
    path("<path:address>", views.UNKNOWN, name="api-unknown"),
]
