from django.urls import path

from generation.views import links, stages

urlpatterns = [
    path("requests/<uuid:request_id>/links/", links.links, name="links"),
    path("links/<uuid:link_id>/revoke/", links.revoke, name="revoke-link"),
    path("links/<str:text>/", links.open_link, name="open-link"),
    path("stages/", stages.stage_list, name="stages"),
    path("stages/synchronise/", stages.synchronise, name="synchronise-stages"),
    path("stages/<str:stage_name>/", stages.stage_detail, name="stage"),
]
