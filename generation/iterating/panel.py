"""What the page of a finished picture offers to go on with, and what each would cost."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from auditing.access import restrictions_of
from generation.iterating import estimating
from generation.iterating.estimating import Estimate
from generation.iterating.forms import CompareForm, RefineForm, VaryForm
from generation.iterating.picture_context import max_tokens_for
from generation.iterating.services import VARIATIONS
from generation.models import CortexModel, GeneratedSVG, SVGGenerationRequest
from generation.submitting import drafts


@dataclass(frozen=True)
class ModelChoice:
    """A model with what changing and drawing again would cost; `too_large` says why it cannot."""

    name: str
    is_chosen: bool
    change: Estimate
    again: Estimate
    too_large: str = ""


@dataclass(frozen=True)
class Panel:
    refine: RefineForm
    vary: VaryForm
    compare: CompareForm
    models: list[ModelChoice]
    typed_by: str
    numbers: list[tuple[int, Estimate]] = field(default_factory=list)

    @property
    def typed(self) -> dict[str, str]:
        """Wish and model in their form: sent and refused, or typed before a sign-in."""
        given = self.refine.data or self.refine.initial
        return {name: given.get(name, "") for name in ("wish", "model")}

    @property
    def ticked(self) -> list[str]:
        """The models to compare: what was sent and refused, else the first two."""
        if self.compare.is_bound:
            return list(self.compare["models"].value() or ())
        return [model.name for model in self.models[:2]]

    @property
    def is_too_large(self) -> str:
        """Why no model can change this picture; empty where one can."""
        fits = any(not model.too_large for model in self.models)
        return "" if fits or not self.models else self.models[0].too_large


def panel_of(
    user: Any, request: SVGGenerationRequest, svg: GeneratedSVG, *, forms: Iterable[Any] = ()
) -> Panel:
    """For the owner. `forms` are those that were sent and refused."""
    sent = {type(form): form for form in forms}
    made = {
        kind: sent.get(kind) or kind(by=user, parent=request)
        for kind in (RefineForm, VaryForm, CompareForm)
    }
    models = list(_choices(user, request, svg))
    one = next((m.again for m in models if m.is_chosen), estimating.Estimate(None))
    return Panel(
        refine=made[RefineForm],  # type: ignore[arg-type]
        vary=made[VaryForm],  # type: ignore[arg-type]
        compare=made[CompareForm],  # type: ignore[arg-type]
        models=models,
        typed_by=drafts.token_of(user),
        numbers=[(n, one.times(n)) for n in VARIATIONS],
    )


def _choices(user: Any, request: SVGGenerationRequest, svg: GeneratedSVG) -> Iterable[ModelChoice]:
    """The request's own model first, or the one that answers for it; none that is retired."""
    bound = restrictions_of(user)
    offered = [m for m in CortexModel.objects.offered() if bound.allow_model(m.name)]
    usable = [model for model in offered if not model.is_retired]
    own = next((m.replacement_id for m in offered if m.name == request.selected_model), None)
    names = {model.name for model in usable}
    chosen = request.selected_model if request.selected_model in names else own or svg.model_used
    tokens = estimating.tokens_of(request)
    for model in sorted(usable, key=lambda model: (model.name != chosen, model.name)):
        yield ModelChoice(
            name=model.name,
            is_chosen=model.name == chosen,
            change=estimating.changed(model, tokens, svg.svg_content),
            again=estimating.again(model, tokens),
            too_large=_too_large(svg.svg_content, model),
        )


def _too_large(picture: str, model: CortexModel) -> str:
    try:
        max_tokens_for(picture, model)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
