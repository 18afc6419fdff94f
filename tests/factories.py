"""One factory for each model."""

import hashlib
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import factory
from django.contrib.auth.models import Group, User
from django.utils import timezone
from django_q.models import OrmQ, Schedule, Task
from django_q.signing import SignedPackage
from factory.django import DjangoModelFactory

from auditing.access import STAFF_ROLES
from auditing.models import (
    AccessControl,
    AccessEvent,
    AuditAnchor,
    AuditVerification,
    CacheMetrics,
    CacheVersion,
    Erasure,
    ErrorGroup,
    ErrorInfo,
    ExportJob,
    LegalHold,
    LogEntry,
    MetricThreshold,
    PerformanceMetrics,
    ReportSubscription,
    RetentionPolicy,
    RetentionRun,
    Reveal,
    UserPreferences,
)
from auditing.signals import told_by_caller
from generation.models import (
    ApiToken,
    BatchTable,
    Budget,
    CortexModel,
    CortexResponse,
    DailyAnswers,
    DailyCaches,
    DailyRequests,
    DailyTimings,
    FigureDay,
    GeneratedSVG,
    PartialPicture,
    PictureFeature,
    PipelineStep,
    PromptTemplate,
    PromptTemplateVersion,
    RequestTag,
    SnowflakeQuery,
    SnowflakeStage,
    StageCheck,
    StageFinding,
    StageLink,
    Status,
    StatusChange,
    StylePreset,
    SVGGenerationRequest,
    TemporaryTable,
    UserSession,
    Vote,
)

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
    '<rect width="10" height="10" fill="red"></rect></svg>'
)


class UserFactory(DjangoModelFactory[User]):
    """`UserFactory(role="admin")` puts the user into that group; admins may open the admin.

    No events: a test begins with an empty trail.
    """

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    password = factory.django.Password("secret-for-tests")

    @classmethod
    def _create(cls, *args: Any, **kwargs: Any) -> User:
        with told_by_caller():
            user: User = super()._create(*args, **kwargs)
        return user

    @factory.post_generation
    def role(user: User, create: bool, role: str | None, **_: Any) -> None:  # noqa: N805
        role = "user" if role is None else role
        if create and role != "none":
            with told_by_caller():
                user.groups.add(Group.objects.get(name=role))
                user.is_staff = role in STAFF_ROLES
                user.save(update_fields=["is_staff"])


class AccessControlFactory(DjangoModelFactory[AccessControl]):
    """A person's row comes with the person."""

    class Meta:
        model = AccessControl

    @classmethod
    def _create(cls, *_: Any, **__: Any) -> AccessControl:
        return AccessControl.objects.get(user=UserFactory.create())


class RevealFactory(DjangoModelFactory[Reveal]):
    class Meta:
        model = Reveal

    person = factory.SubFactory(UserFactory, role="admin")
    label = "generation.SVGGenerationRequest"
    resource_id = "1"
    category = Reveal.Category.SUPPORT
    reason = "the owner asked for help"
    until = factory.LazyFunction(lambda: timezone.now() + timedelta(minutes=15))


class GroupFactory(DjangoModelFactory[Group]):
    class Meta:
        model = Group

    name = factory.Sequence(lambda n: f"group-{n}")


class ScheduleFactory(DjangoModelFactory[Schedule]):
    class Meta:
        model = Schedule

    func = "generation.tasks.sweep"


class TaskFactory(DjangoModelFactory[Task]):
    """`TaskFactory(success=False)` is a failure."""

    class Meta:
        model = Task

    id = factory.Sequence(lambda n: f"{n:032}")
    name = factory.Sequence(lambda n: f"task-{n}")
    func = "generation.tasks.sweep"
    started = stopped = factory.LazyFunction(timezone.now)
    success = True


class QueuedFactory(DjangoModelFactory[OrmQ]):
    class Meta:
        model = OrmQ

    key = "svgsite"
    lock = factory.LazyFunction(timezone.now)
    payload = factory.LazyFunction(lambda: SignedPackage.dumps({"id": "1", "name": "queued"}))


class UserSessionFactory(DjangoModelFactory[UserSession]):
    class Meta:
        model = UserSession

    owner = factory.SubFactory(UserFactory)
    user_role = "user"
    warehouse = "LOCAL_WH"
    database = "SVGSITE"
    schema = "PUBLIC"


class CortexModelFactory(DjangoModelFactory[CortexModel]):
    class Meta:
        model = CortexModel
        django_get_or_create = ["name"]

    name = factory.Sequence(lambda n: f"model-{n}")
    provider = "anthropic"


class SnowflakeStageFactory(DjangoModelFactory[SnowflakeStage]):
    class Meta:
        model = SnowflakeStage
        django_get_or_create = ["stage_name"]

    stage_name = "SVG_STAGE"
    database = "SVGSITE"
    schema = "PUBLIC"
    encryption = "SNOWFLAKE_SSE"


class RequestFactory(DjangoModelFactory[SVGGenerationRequest]):
    class Meta:
        model = SVGGenerationRequest

    owner = factory.SubFactory(UserFactory)
    prompt_text = "a red house under a yellow sun"
    selected_model = "claude-sonnet-4-5"
    filename = "house"
    stage_name = "SVG_STAGE"
    database = "SVGSITE"
    schema = "PUBLIC"
    template_version = "svg-1"


class StatusChangeFactory(DjangoModelFactory[StatusChange]):
    class Meta:
        model = StatusChange

    request = factory.SubFactory(RequestFactory)
    new = Status.PENDING


class PipelineStepFactory(DjangoModelFactory[PipelineStep]):
    class Meta:
        model = PipelineStep

    request = factory.SubFactory(RequestFactory)
    name = "call_cortex"
    outcome = PipelineStep.Outcome.DONE
    duration_ms = 12.5


class CortexResponseFactory(DjangoModelFactory[CortexResponse]):
    class Meta:
        model = CortexResponse

    request = factory.SubFactory(RequestFactory)
    owner = factory.SelfAttribute("request.owner")
    status = CortexResponse.ResponseStatus.SUCCESS
    model_used = "claude-sonnet-4-5"
    content = f"Here it is:\n```svg\n{PICTURE}\n```"
    prompt_tokens = 100
    completion_tokens = 50
    tokens_used = 150


class GeneratedSVGFactory(DjangoModelFactory[GeneratedSVG]):
    class Meta:
        model = GeneratedSVG

    request = factory.SubFactory(RequestFactory, status=Status.COMPLETED)
    owner = factory.SelfAttribute("request.owner")
    svg_content = PICTURE
    file_size = factory.LazyAttribute(lambda svg: len(svg.svg_content.encode()))
    stage_path = factory.LazyAttribute(
        lambda svg: f"@SVGSITE.PUBLIC.SVG_STAGE/{svg.request.stage_path}"
    )
    model_used = "claude-sonnet-4-5"
    processing_time_ms = 800
    sha256 = factory.LazyAttribute(lambda svg: hashlib.sha256(svg.svg_content.encode()).hexdigest())
    validation_status = "valid"
    policy_version = "1"


class PartialPictureFactory(DjangoModelFactory[PartialPicture]):
    class Meta:
        model = PartialPicture

    request = factory.SubFactory(RequestFactory, status=Status.PROCESSING)
    content = PICTURE
    characters = 120


class StylePresetFactory(DjangoModelFactory[StylePreset]):
    class Meta:
        model = StylePreset

    name = factory.Sequence(lambda n: f"style-{n}")
    label = factory.Sequence(lambda n: f"Style {n}")
    words = "flat shapes, no outlines"


class PromptTemplateFactory(DjangoModelFactory[PromptTemplate]):
    class Meta:
        model = PromptTemplate

    name = factory.Sequence(lambda n: f"template-{n}")
    label = factory.Sequence(lambda n: f"Template {n}")


class PromptTemplateVersionFactory(DjangoModelFactory[PromptTemplateVersion]):
    class Meta:
        model = PromptTemplateVersion

    template = factory.SubFactory(PromptTemplateFactory)
    number = 1
    text = "An icon of a {thing}, seen from the front"
    variables = factory.LazyFunction(
        lambda: [{"name": "thing", "label": "Thing", "type": "text", "default": "lighthouse"}]
    )


class BatchTableFactory(DjangoModelFactory[BatchTable]):
    class Meta:
        model = BatchTable

    owner = factory.SubFactory(UserFactory)
    text = "prompt\na red house under a yellow sun\n"
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))


class BudgetFactory(DjangoModelFactory[Budget]):
    """A person's own; each role has its budget after every migrate."""

    class Meta:
        model = Budget

    person = factory.SubFactory(UserFactory)
    monthly = 10


class RequestTagFactory(DjangoModelFactory[RequestTag]):
    class Meta:
        model = RequestTag

    request = factory.SubFactory(RequestFactory)
    owner = factory.SelfAttribute("request.owner")
    name = factory.Sequence(lambda n: f"tag {n}")


class VoteFactory(DjangoModelFactory[Vote]):
    class Meta:
        model = Vote

    request = factory.SubFactory(RequestFactory, status=Status.COMPLETED)
    owner = factory.SelfAttribute("request.owner")
    group = factory.LazyFunction(uuid4)


class ApiTokenFactory(DjangoModelFactory[ApiToken]):
    class Meta:
        model = ApiToken

    owner = factory.SubFactory(UserFactory)
    name = "weekly report"
    prefix = "svgsite_abcd"
    digest = factory.Sequence(lambda n: f"{n:064x}")
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))


class StageCheckFactory(DjangoModelFactory[StageCheck]):
    class Meta:
        model = StageCheck

    stage_name = factory.Sequence(lambda n: f"STAGE_{n}")
    database = "SVGSITE"
    schema = "PUBLIC"


class StageFindingFactory(DjangoModelFactory[StageFinding]):
    class Meta:
        model = StageFinding

    check_run = factory.SubFactory(StageCheckFactory)
    kind = StageFinding.Kind.MISSING
    location = factory.LazyFunction(
        lambda: f"@SVGSITE.PUBLIC.SVG_STAGE/2026/11/20/{uuid4()}/house.svg"
    )


class StageLinkFactory(DjangoModelFactory[StageLink]):
    """`text` is what its address ends with."""

    class Meta:
        model = StageLink
        exclude = ["text"]

    text = factory.Sequence(lambda n: f"svglink_{n:043}")
    svg = factory.SubFactory(GeneratedSVGFactory)
    owner = factory.SelfAttribute("svg.owner")
    prefix = factory.LazyAttribute(lambda link: link.text[:12])
    digest = factory.LazyAttribute(lambda link: hashlib.sha256(link.text.encode()).hexdigest())
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))


class PictureFeatureFactory(DjangoModelFactory[PictureFeature]):
    class Meta:
        model = PictureFeature

    svg = factory.SubFactory(GeneratedSVGFactory)
    feature = factory.Sequence(lambda n: n)


class SnowflakeQueryFactory(DjangoModelFactory[SnowflakeQuery]):
    class Meta:
        model = SnowflakeQuery

    query_id = factory.Sequence(lambda n: f"01b2c3d4-0000-4abc-0000-{n:012x}")
    request = factory.SubFactory(RequestFactory)
    owner = factory.SelfAttribute("request.owner")
    step = "upload_to_stage"
    kind = "COPY"
    duration_ms = 20.0


class TemporaryTableFactory(DjangoModelFactory[TemporaryTable]):
    class Meta:
        model = TemporaryTable

    request = factory.SubFactory(RequestFactory)
    owner = factory.SelfAttribute("request.owner")
    table_name = factory.LazyAttribute(lambda t: f"TMP_SVG_{t.request.pk.hex.upper()}_1")
    database = "SVGSITE"
    schema = "PUBLIC"


class ErrorGroupFactory(DjangoModelFactory[ErrorGroup]):
    class Meta:
        model = ErrorGroup

    fingerprint = factory.Sequence(lambda n: f"{n:064x}")
    error_type = "development_error"
    title = "KeyError: 'model'"
    culprit = "generation/pipeline/runner.py:run"
    count = 3


class ErrorInfoFactory(DjangoModelFactory[ErrorInfo]):
    class Meta:
        model = ErrorInfo

    group = factory.SubFactory(ErrorGroupFactory)
    error_type = factory.SelfAttribute("group.error_type")
    error_message = factory.SelfAttribute("group.title")
    stack_trace = "Traceback (most recent call last):\n  …\nKeyError: 'model'"
    context = factory.LazyFunction(lambda: {"operation": "request", "environment": "testing"})


class LogEntryFactory(DjangoModelFactory[LogEntry]):
    class Meta:
        model = LogEntry

    level = "warning"
    message = "snowflake_error"
    source = "application"
    context = factory.LazyFunction(lambda: {"operation": "call_cortex"})


class AccessEventFactory(DjangoModelFactory[AccessEvent]):
    class Meta:
        model = AccessEvent

    actor_name = "somebody"
    action = "request.view"


class ExportJobFactory(DjangoModelFactory[ExportJob]):
    class Meta:
        model = ExportJob

    owner = factory.SubFactory(UserFactory, role="admin")
    source = "list:generation.SVGGenerationRequest"
    title = "Requests"
    format = "csv"


class RetentionPolicyFactory(DjangoModelFactory[RetentionPolicy]):
    """A version of long ago: the one in force stands after every migrate."""

    class Meta:
        model = RetentionPolicy

    data_class = "requests"
    version = factory.Sequence(lambda n: 1000 + n)
    amount = 400
    state = RetentionPolicy.State.REPLACED
    reason = "as it was"


class LegalHoldFactory(DjangoModelFactory[LegalHold]):
    class Meta:
        model = LegalHold

    matter = factory.Sequence(lambda n: f"Matter {n}")
    reason = "a claim"
    owner = "Legal"
    search = "lighthouse"


class RetentionRunFactory(DjangoModelFactory[RetentionRun]):
    class Meta:
        model = RetentionRun

    data_class = "requests"
    state = RetentionRun.State.COMPLETED
    policy_version = 1
    policy_words = "365 days"
    action = "delete"
    as_of = factory.LazyFunction(timezone.now)
    cutoff = factory.LazyFunction(timezone.now)


class PerformanceMetricsFactory(DjangoModelFactory[PerformanceMetrics]):
    class Meta:
        model = PerformanceMetrics

    metric_name = "generation.total"
    category = "response_time"
    unit = "milliseconds"
    value = 1234.5


class MetricThresholdFactory(DjangoModelFactory[MetricThreshold]):
    class Meta:
        model = MetricThreshold

    metric_name = factory.Sequence(lambda n: f"test.metric{n}")
    category = "response_time"
    unit = "milliseconds"
    meaning = "For a test"


class CacheMetricsFactory(DjangoModelFactory[CacheMetrics]):
    class Meta:
        model = CacheMetrics

    cache_id = factory.Sequence(lambda n: f"data_cache-{n}")
    cache_type = "data_cache"
    measured_at = factory.LazyFunction(timezone.now)
    hit_count = 3
    miss_count = 1


class CacheVersionFactory(DjangoModelFactory[CacheVersion]):
    class Meta:
        model = CacheVersion

    name = factory.Sequence(lambda n: f"thing{n}")


class FigureDayFactory(DjangoModelFactory[FigureDay]):
    class Meta:
        model = FigureDay

    day = factory.Sequence(lambda n: date(2020, 1, 1) + timedelta(days=n))
    rolled_at = factory.LazyFunction(timezone.now)


class DailyRequestsFactory(DjangoModelFactory[DailyRequests]):
    class Meta:
        model = DailyRequests

    day = date(2020, 1, 1)
    person_id = 0
    model = "claude-sonnet-4-5"
    status = Status.COMPLETED
    count = 5


class DailyAnswersFactory(DjangoModelFactory[DailyAnswers]):
    class Meta:
        model = DailyAnswers

    day = date(2020, 1, 1)
    person_id = 0
    model = "claude-sonnet-4-5"
    is_preview = False
    status = CortexResponse.ResponseStatus.SUCCESS
    calls = 5


class DailyTimingsFactory(DjangoModelFactory[DailyTimings]):
    class Meta:
        model = DailyTimings

    day = date(2020, 1, 1)
    kind = "step"
    name = "call_cortex"
    model = "claude-sonnet-4-5"
    count = 1
    buckets = factory.LazyFunction(lambda: {"100": 1})


class DailyCachesFactory(DjangoModelFactory[DailyCaches]):
    class Meta:
        model = DailyCaches

    day = date(2020, 1, 1)
    cache_type = "data_cache"
    hits = 3
    misses = 1
    evictions = 0


class AuditAnchorFactory(DjangoModelFactory[AuditAnchor]):
    """A row to look at; `auditing.anchoring.make_anchor` makes genuine ones."""

    class Meta:
        model = AuditAnchor

    made_at = factory.LazyFunction(timezone.now)
    statement = factory.LazyFunction(lambda: {"lanes": {}})
    previous = factory.Sequence(lambda n: f"{n:064x}")
    digest = factory.Sequence(lambda n: f"{n + 1:064x}")
    signature = "c2lnbmF0dXJl"


class AuditVerificationFactory(DjangoModelFactory[AuditVerification]):
    class Meta:
        model = AuditVerification

    asked_by_name = "boss"


class ErasureFactory(DjangoModelFactory[Erasure]):
    class Meta:
        model = Erasure

    person_id = factory.Sequence(lambda n: str(100_000 + n))
    person_name = "somebody"
    reason = "They asked for it in writing."
    requested_by_id = "1"
    requested_by_name = "boss"


class ReportSubscriptionFactory(DjangoModelFactory[ReportSubscription]):
    class Meta:
        model = ReportSubscription

    owner = factory.SubFactory(UserFactory, role="manager")
    format = "pdf"


class UserPreferencesFactory(DjangoModelFactory[UserPreferences]):
    class Meta:
        model = UserPreferences

    user = factory.SubFactory(UserFactory)
    language = "de"
    time_zone = "Europe/Berlin"
