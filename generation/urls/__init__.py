from django.urls import include, path

from generation.views import (
    batch,
    downloads,
    pictures,
    preferences,
    requests,
    submit,
    tokens,
    watch,
)

urlpatterns = [
    path("", include("generation.urls.stages")),
    path("", include("generation.urls.iterating")),
    path("", include("generation.urls.finding")),
    path("", submit.submit, name="submit"),
    path("batch/", batch.batch, name="batch"),
    path("check/", submit.check, name="check"),
    path("filename/", submit.filename, name="filename"),
    path("requests/<uuid:request_id>/", requests.detail, name="request"),
    path("requests/<uuid:request_id>/progress/", watch.progress, name="progress"),
    path("requests/<uuid:request_id>/cancel/", watch.cancel, name="cancel"),
    path("requests/<uuid:request_id>/retry/", requests.retry, name="retry"),
    path("requests/<uuid:request_id>/stage-file/", requests.stage_file, name="stage-file"),
    path("requests/<uuid:request_id>/so-far.svg", watch.partial, name="partial"),
    path("requests/<uuid:request_id>/picture.svg", pictures.picture, name="picture"),
    path(
        "requests/<uuid:request_id>/download/",
        downloads.download_as,
        {"form": "svg"},
        name="download",
    ),
    path(
        "requests/<uuid:request_id>/download/<slug:form>/",
        downloads.download_as,
        name="download-as",
    ),
    path("requests/<uuid:request_id>/smaller/", downloads.smaller, name="smaller"),
    path("requests/<uuid:request_id>/source/", downloads.source, name="source"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("tokens/", tokens.token_list, name="tokens"),
    path("tokens/<uuid:token_id>/revoke/", tokens.revoke, name="revoke-token"),
]
