"""What the pipeline's steps are called where each of them is shown: timeline, admin, dashboard."""

from typing import Any

from django.utils.translation import gettext_lazy as _

STEPS: dict[str, Any] = {
    "validate_session": _("check the session"),
    "set_up_context": _("set up the context"),
    "construct_prompt": _("construct the prompt"),
    "call_cortex": _("call Cortex"),
    "wait": _("wait before another try"),
    "extract_svg": _("extract the SVG"),
    "repair_answer": _("repair the answer"),
    "validate_content": _("check the content"),
    "set_up_place": _("set up the place"),
    "recolour_picture": _("change the colours"),
    "create_temporary_table": _("create the temporary table"),
    "insert_content": _("insert the content"),
    "upload_to_stage": _("upload to the stage"),
    "verify_upload": _("verify the upload"),
    "drop_temporary_table": _("drop the temporary table"),
    "record_success": _("record the success"),
}


def step_words(name: str) -> str:
    """A step by its name, in the reader's language; one that is gone as it was called."""
    return str(STEPS.get(name, name.replace("_", " ")))
