from django.urls import path

from generation.views import links, stage_checks, stages

urlpatterns = [
    path("requests/<uuid:request_id>/links/", links.links, name="links"),
    path("links/<uuid:link_id>/revoke/", links.revoke, name="revoke-link"),
    path("links/<str:text>/", links.open_link, name="open-link"),
    path("stages/", stages.stage_list, name="stages"),
    path("stages/synchronise/", stages.synchronise, name="synchronise-stages"),
    path("stages/checks/<uuid:check_id>/", stage_checks.detail, name="stage-check"),
    path("stages/checks/<uuid:check_id>/cancel/", stage_checks.cancel, name="cancel-check"),
    path("stages/checks/<uuid:check_id>/resume/", stage_checks.resume, name="resume-check"),
    path("stages/checks/<uuid:check_id>/mend/", stage_checks.mend, name="mend-stage"),
    path("stages/<str:stage_name>/", stages.stage_detail, name="stage"),
    path("stages/<str:stage_name>/check/", stage_checks.start, name="check-stage"),
]
