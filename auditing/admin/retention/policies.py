"""Policies: the overview in plain words, one policy with its simulator, changing and approving."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from auditing.admin.retention.forms import PolicyForm
from auditing.admin.retention.pages import page, tell
from auditing.admin.retention.simulation import simulation
from auditing.kept import said
from auditing.models import RetentionPolicy, RetentionRun
from auditing.retention.alerts import alerts
from auditing.retention.planning import plan
from auditing.retention.policies import (
    approve_policy,
    can_anonymise,
    change_policy,
    policies_in_force,
    refuse_policy,
)
from auditing.retention.registry import records_of
from auditing.retention.simulator import imagined


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every policy in force: what, how long, by whom, what is due and what is held."""
    proposed = RetentionPolicy.objects.filter(state=RetentionPolicy.State.PROPOSED)
    waiting = RetentionRun.objects.filter(state=RetentionRun.State.AWAITING_APPROVAL)
    return page(
        request,
        "overview.html",
        _("Retention"),
        rows=[_row(policy) for policy in policies_in_force().values()],
        alerts=alerts(),
        proposed=proposed,
        waiting=waiting,
    )


def _row(policy: RetentionPolicy) -> dict[str, Any]:
    last = RetentionRun.objects.filter(data_class=policy.data_class).exclude(ended_at=None).first()
    return {
        "policy": policy,
        "plan": plan(policy.data_class, as_of=timezone.now()),
        "last": last,
    }


@require_safe
def policy(request: HttpRequest, data_class: str) -> HttpResponse:
    """One policy: its words, what another time would mean, its history."""
    current = _current(data_class)
    form = PolicyForm(request.GET or None, policy=current)
    imagine = None
    if form.is_bound and form.is_valid():
        imagine = imagined(data_class, form.cleaned_data["amount"], form.cleaned_data["unit"])
    return _policy_page(request, current, form, imagine)


def _policy_page(
    request: HttpRequest,
    current: RetentionPolicy,
    form: PolicyForm,
    imagine: RetentionPolicy | None = None,
) -> HttpResponse:
    return page(
        request,
        "policy.html",
        said(current.kind.title),
        policy=current,
        kind=current.kind,
        form=form,
        rows=records_of(current.data_class),
        can_anonymise=can_anonymise(current.data_class),
        history=RetentionPolicy.objects.filter(data_class=current.data_class),
        simulation=None if current.kind.carried_out_by else simulation(current, imagine),
    )


@require_POST
def change(request: HttpRequest, data_class: str) -> HttpResponse:
    """A new version; refused with the rule's words beside the field."""
    current = _current(data_class)
    form = PolicyForm(request.POST, policy=current, saving=True)
    by: Any = request.user
    if form.is_valid():
        try:
            made = change_policy(by=by, data_class=data_class, **form.values())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            _say_changed(request, made)
            return redirect("admin:retention-policy", data_class)
    return _policy_page(request, current, form)


def _say_changed(request: HttpRequest, made: RetentionPolicy) -> None:
    if made.state == RetentionPolicy.State.PROPOSED:
        messages.warning(
            request,
            _("So many rows would be due that a second person has to approve: %(words)s.")
            % {"words": said(made.words)},
        )
    else:
        words = _("%(what)s: kept %(words)s from now on.")
        given = {"what": said(made.kind.title), "words": said(made.words)}
        messages.success(request, words % given)


@require_POST
def approve(request: HttpRequest, policy_id: int) -> HttpResponse:
    by: Any = request.user
    return _decide(request, policy_id, by, approve_policy, _("The new policy is in force."))


@require_POST
def refuse(request: HttpRequest, policy_id: int) -> HttpResponse:
    by: Any = request.user
    return _decide(request, policy_id, by, refuse_policy, _("The change was refused."))


def _decide(
    request: HttpRequest, policy_id: int, by: User, decide: Any, words: str
) -> HttpResponse:
    try:
        done = decide(by=by, policy_id=policy_id)
    except PermissionDenied as error:
        tell(request, error)
    else:
        messages.info(request, words if done else _("It was decided already."))
    return redirect("admin:retention")


def _current(data_class: str) -> RetentionPolicy:
    found = policies_in_force().get(data_class)
    if found is None:
        raise Http404(_("There is no such policy."))
    return found
