"""The admin: what it shows, what it lets be done, and that lists do not ask more for more rows."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.utils import quote
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from auditing.models import AccessEvent
from auditing.reveals import reveal
from generation.models import SnowflakeStage, Status, SVGGenerationRequest, UserSession
from tests import factories

pytestmark = pytest.mark.django_db

MODELS: dict[str, Any] = {
    "generation_usersession": factories.UserSessionFactory,
    "generation_svggenerationrequest": factories.RequestFactory,
    "generation_generatedsvg": factories.GeneratedSVGFactory,
    "generation_cortexresponse": factories.CortexResponseFactory,
    "generation_snowflakestage": factories.SnowflakeStageFactory,
    "generation_temporarytable": factories.TemporaryTableFactory,
    "generation_apitoken": factories.ApiTokenFactory,
    "generation_stagecheck": factories.StageCheckFactory,
    "generation_stagefinding": factories.StageFindingFactory,
    "generation_stagelink": factories.StageLinkFactory,
    "generation_snowflakequery": factories.SnowflakeQueryFactory,
    "generation_figureday": factories.FigureDayFactory,
    "generation_dailyrequests": factories.DailyRequestsFactory,
    "generation_dailyanswers": factories.DailyAnswersFactory,
    "generation_dailytimings": factories.DailyTimingsFactory,
    "generation_dailycaches": factories.DailyCachesFactory,
    "generation_budget": factories.BudgetFactory,
    "generation_prompttemplate": factories.PromptTemplateFactory,
    "generation_stylepreset": factories.StylePresetFactory,
    "generation_cortexmodel": factories.CortexModelFactory,
    "auditing_accesscontrol": factories.AccessControlFactory,
    "auditing_reveal": factories.RevealFactory,
    "auditing_erasure": factories.ErasureFactory,
    "auditing_reportsubscription": factories.ReportSubscriptionFactory,
    "auditing_accessevent": factories.AccessEventFactory,
    "auditing_auditanchor": factories.AuditAnchorFactory,
    "auditing_auditverification": factories.AuditVerificationFactory,
    "auditing_performancemetrics": factories.PerformanceMetricsFactory,
    "auditing_metricthreshold": factories.MetricThresholdFactory,
    "auditing_cachemetrics": factories.CacheMetricsFactory,
    "auditing_cacheversion": factories.CacheVersionFactory,
    "auditing_errorgroup": factories.ErrorGroupFactory,
    "auditing_errorinfo": factories.ErrorInfoFactory,
    "auditing_logentry": factories.LogEntryFactory,
    "auditing_exportjob": factories.ExportJobFactory,
    "auditing_retentionpolicy": factories.RetentionPolicyFactory,
    "auditing_legalhold": factories.LegalHoldFactory,
    "auditing_retentionrun": factories.RetentionRunFactory,
}


@pytest.fixture
def boss(client: Client, admin_user: User) -> Client:
    client.force_login(admin_user)
    return client


def test_every_own_model_is_in_the_admin() -> None:
    registered = {
        f"{model._meta.app_label}_{model._meta.model_name}"
        for model in admin.site._registry
        if model._meta.app_label in ("generation", "auditing")
    }
    assert registered == set(MODELS)


@pytest.mark.parametrize("name", MODELS)
def test_lists_and_pages_open(boss: Client, name: str) -> None:
    row = MODELS[name].create()

    assert boss.get(reverse(f"admin:{name}_changelist")).status_code == 200
    assert boss.get(reverse(f"admin:{name}_changelist"), {"q": "%'\""}).status_code == 200
    assert boss.get(reverse(f"admin:{name}_change", args=[quote(row.pk)])).status_code == 200


@pytest.mark.parametrize("name", [name for name in MODELS if name != "generation_snowflakestage"])
def test_a_list_does_not_ask_more_for_more_rows(
    boss: Client, name: str, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    MODELS[name].create()
    boss.get(reverse(f"admin:{name}_changelist"))
    with CaptureQueriesContext(connection) as few:
        boss.get(reverse(f"admin:{name}_changelist"))
    for _ in range(5):
        MODELS[name].create()
    with CaptureQueriesContext(connection) as many:
        boss.get(reverse(f"admin:{name}_changelist"))

    assert len(many) <= len(few)


def test_a_request_shows_preview_steps_answer_and_table(boss: Client, admin_user: User) -> None:
    entry = {"code": "active_element", "what": "script", "where": "svg", "why": "", "count": 1}
    svg = factories.GeneratedSVGFactory.create(receipt=[entry])
    factories.PipelineStepFactory.create(request=svg.request, duration_ms=1234.5)
    factories.CortexResponseFactory.create(request=svg.request, content="<svg onload=x></svg>")
    table = factories.TemporaryTableFactory.create(request=svg.request)
    reveal(
        by=admin_user,
        label="generation.SVGGenerationRequest",
        resource_id=str(svg.request.pk),
        subject_owner=svg.owner,
        reason="To see what was removed.",
    )

    url = reverse("admin:generation_svggenerationrequest_change", args=[svg.request.pk])
    text = boss.get(url).content.decode()

    assert reverse("picture", args=[svg.request.pk]) in text
    assert "1,234.5" in text
    assert "1 script removed" in text
    assert "&lt;svg onload=x&gt;" in text and "<svg onload" not in text
    assert table.table_name in text


def test_opening_a_record_is_an_event(boss: Client) -> None:
    request = factories.RequestFactory.create()

    boss.get(reverse("admin:generation_svggenerationrequest_change", args=[request.pk]))

    assert AccessEvent.objects.filter(action="admin.view", resource_id=str(request.pk)).exists()


def test_submitting_in_the_admin(boss: Client, stage: SnowflakeStage) -> None:
    response = boss.post(
        reverse("admin:generation_svggenerationrequest_add"),
        {
            "prompt_text": "a red house under a yellow sun",
            "selected_model": "claude-4-sonnet",
            "filename": "",
            "stage_name": "SVG_STAGE",
        },
    )

    made = SVGGenerationRequest.objects.get()
    assert response.status_code == 302
    assert str(made.pk) in response.headers["Location"]
    assert made.filename == "red-house-under-yellow-sun"


def test_the_admin_refuses_with_the_same_words(boss: Client, stage: SnowflakeStage) -> None:
    url = reverse("admin:generation_svggenerationrequest_add")

    text = boss.post(url, {"prompt_text": "a café by the sea"}).content.decode()

    assert "‘é’ (U+00E9) at position 6" in text


def act(boss: Client, name: str, action: str, *rows: Any) -> None:
    data = {"action": action, "_selected_action": [row.pk for row in rows]}
    assert boss.post(reverse(f"admin:{name}_changelist"), data).status_code == 302


def test_actions_touch_only_legal_states(boss: Client) -> None:
    waiting = factories.RequestFactory.create()
    failed = factories.RequestFactory.create(status=Status.FAILED)
    done = factories.RequestFactory.create(status=Status.COMPLETED)

    act(boss, "generation_svggenerationrequest", "retry_requests", waiting, failed, done)
    act(boss, "generation_svggenerationrequest", "cancel_requests", waiting, done)

    for request in (waiting, failed, done):
        request.refresh_from_db()
    assert [r.status for r in (waiting, failed, done)] == ["failed", "pending", "completed"]


def test_revoking_a_session(boss: Client) -> None:
    session = factories.UserSessionFactory.create()

    act(boss, "generation_usersession", "revoke", session)

    session.refresh_from_db()
    assert session.end_reason == UserSession.EndReason.REVOKED


def test_a_price_change_is_an_event(boss: Client) -> None:
    model = factories.CortexModelFactory.create(name="claude-haiku-4-5")
    url = reverse("admin:generation_cortexmodel_change", args=[model.pk])
    data = {
        "provider": "anthropic",
        "lifecycle": "GA",
        "max_output_tokens": "16384",
        "input_price": "2",
        "output_price": "6",
        "is_offered": "on",
    }

    assert boss.post(url, data).status_code == 302

    event = AccessEvent.objects.get(action="model.change")
    assert set(event.context["fields"]) == {"input_price", "output_price"}


def test_opening_a_list_is_an_event(boss: Client) -> None:
    boss.get(reverse("admin:generation_svggenerationrequest_changelist"), {"q": "cat"})

    event = AccessEvent.objects.get(action="admin.list")
    assert event.resource_label == "generation.SVGGenerationRequest"
    assert event.context["asked"] == "q=cat"


def test_an_event_names_a_stage_as_it_is_named(boss: Client, stage: SnowflakeStage) -> None:
    page = boss.get(reverse("admin:generation_snowflakestage_changelist")).content.decode()
    assert "SVG_5FSTAGE" in page  # the admin's own spelling in addresses

    boss.get("/admin/generation/snowflakestage/SVG_5FSTAGE/change/")

    assert AccessEvent.objects.get(action="admin.view").resource_id == "SVG_STAGE"
