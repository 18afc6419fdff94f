"""Going on from a picture: its own part of `urls`."""

from django.urls import path

from generation.views import colours, family, groups, iterate, versions

urlpatterns = [
    path("requests/<uuid:request_id>/refine/", iterate.refine, name="refine"),
    path("requests/<uuid:request_id>/variations/", iterate.vary, name="vary"),
    path("requests/<uuid:request_id>/compare/", iterate.compare, name="compare"),
    path("requests/<uuid:request_id>/colours/", colours.colours, name="colours"),
    path("requests/<uuid:request_id>/colours.svg", colours.preview, name="colours-preview"),
    path("requests/<uuid:request_id>/family/", family.family, name="family"),
    path("requests/<uuid:request_id>/with/<uuid:other_id>/", versions.compare_two, name="versions"),
    path(
        "requests/<uuid:request_id>/with/<uuid:other_id>/difference.png",
        versions.difference,
        name="difference",
    ),
    path("groups/<uuid:key>/", groups.detail, name="group"),
    path("groups/<uuid:key>/progress/", groups.progress, name="group-progress"),
    path("groups/<uuid:key>/cancel/", groups.cancel, name="cancel-group"),
    path("groups/<uuid:key>/vote/", groups.vote, name="vote"),
    path("comparisons/", groups.comparisons, name="comparisons"),
]
