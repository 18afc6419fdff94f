"""Whether a request can be taken: field rules, model, stage. One definition for every way in."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from generation.models import CortexModel, SnowflakeStage, SVGGenerationRequest


def check_request(request: SVGGenerationRequest) -> SnowflakeStage:
    """Check every rule on a request and return its stage.

    Raises:
        ValidationError: by field.
    """
    errors = _field_errors(request)
    for field, value, check in (
        ("selected_model", request.asked_model, check_model),
        ("stage_name", request.stage_name, check_stage),
    ):
        if field not in errors and value is not None:
            try:
                check(value)
            except ValidationError as error:
                errors[field] = error.error_list
    if errors:
        raise ValidationError(errors)
    return check_stage(request.stage_name)


def _field_errors(request: SVGGenerationRequest) -> dict[str, list[ValidationError]]:
    try:
        request.full_clean(
            exclude=["session", "owner"], validate_unique=False, validate_constraints=False
        )
    except ValidationError as error:
        return error.error_dict
    return {}


def check_model(name: str) -> CortexModel:
    """The model of the catalogue, if it or a replacement can answer.

    Raises:
        ValidationError: unknown, switched off, or retired without a replacement.
    """
    # What is not printed is no name, and PostgreSQL would not even look it up.
    offered_ones = CortexModel.objects.offered()
    model = offered_ones.filter(pk=name).first() if name.isprintable() else None
    if model is None:
        offered = ", ".join(offered_ones.values_list("pk", flat=True))
        words = _("There is no model %(name)s. There are: %(offered)s.")
        given = {"name": repr(name[:100]), "offered": offered}
        raise ValidationError(words % given, code="unknown")
    model.answering_model()
    return model


def check_stage(name: str) -> SnowflakeStage:
    """The stage, if the last synchronisation saw it.

    Raises:
        ValidationError: naming the stages there are.
    """
    stage = SnowflakeStage.objects.filter(pk=name, is_available=True).first()
    if stage is None:
        known = SnowflakeStage.objects.filter(is_available=True).values_list("pk", flat=True)
        none = _("none yet; ask an administrator to synchronise the stages")
        words = _("There is no stage %(name)s. There are: %(known)s.")
        given = {"name": repr(name[:255]), "known": ", ".join(known) or none}
        raise ValidationError(words % given, code="unknown")
    return stage
