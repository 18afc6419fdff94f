"""Finding one's pictures again, marking them, taking them along: its own part of `urls`."""

from django.urls import path

from generation.views import chosen, exports, history, marks, my_data

urlpatterns = [
    path("history/", history.history, name="history"),
    path("history/chosen/", chosen.do, name="chosen"),
    path("requests/<uuid:request_id>/favourite/", marks.favourite, name="favourite"),
    path("requests/<uuid:request_id>/tags/", marks.add_tags, name="add-tags"),
    path("requests/<uuid:request_id>/tags/remove/", marks.remove_tag, name="remove-tag"),
    path("exports/", exports.exports, name="exports"),
    path("exports/<uuid:job_id>/download/", exports.download, name="export-download"),
    path("exports/<uuid:job_id>/cancel/", exports.cancel, name="export-cancel"),
    path("my-data/", my_data.my_data, name="my-data"),
    path("my-data/archive/", my_data.archive, name="my-archive"),
    path("my-data/sessions/end/", my_data.end_sessions, name="end-sessions"),
]
