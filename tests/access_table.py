"""Who may open what. `tests/test_access_matrix.py` holds every address of the site to it.

A new page is one line in `PAGES`, a new model of the admin one line in `MODELS`. Words in braces in
`args`, `query` and `data` are filled in with the keys of `tests.test_access_matrix.Things`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests import factories

# Everybody who can be signed in; "superuser" is in no group.
ROLES = frozenset({"user", "manager", "admin", "system", "none", "superuser"})
ADMINS = frozenset({"admin", "superuser"})
REPORTERS = ADMINS | {"manager"}  # auditing.view_reports; also who may enter the admin
SUBMITTERS = REPORTERS | {"user"}  # generation.submit_request
SUPER = frozenset({"superuser"})
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Page:
    """One address.

    Attributes:
        who: the roles that it opens for; the others get 403. Signed out: the sign-in page.
        owned: its object is some person's: other people's answer 404, but for `ADMINS`.
        private: other people's objects answer 404 to everybody, `ADMINS`, too.
        public: it opens for everybody, signed in or not.
        missing: how it answers everybody whom it lets in, where that is 404 in the tests' world.
    """

    who: frozenset[str] = ROLES
    method: str = "get"
    args: tuple[str, ...] = ()
    query: dict[str, str] = field(default_factory=dict)
    data: dict[str, str] = field(default_factory=dict)
    owned: bool = False
    private: bool = False
    public: bool = False
    missing: bool = False


@dataclass(frozen=True)
class Model:
    """A model of the admin: who may do what there, its factory, and its actions."""

    factory: Callable[[], Any]
    see: frozenset[str] = ADMINS
    add: frozenset[str] = NOBODY
    change: frozenset[str] = NOBODY
    delete: frozenset[str] = NOBODY
    actions: dict[str, frozenset[str]] = field(default_factory=dict)


REQUEST = ("{request}",)
GROUP = ("{group}",)
STAGE = ("{stage}",)
CHECK = ("{check}",)
EXPORT = ("{export}",)

PAGES: dict[str, Page] = {
    # the site
    "submit": Page(),
    "batch": Page(),
    "check": Page(method="post"),
    "filename": Page(method="post"),
    "history": Page(),
    "chosen": Page(SUBMITTERS, "post", data={"do": "favourite", "request": "{request}"}),
    "exports": Page(),
    "export-download": Page(args=EXPORT, owned=True, private=True, missing=True),
    "export-cancel": Page(method="post", args=EXPORT, owned=True, private=True),
    "request": Page(args=REQUEST, owned=True),
    "progress": Page(args=REQUEST, owned=True),
    "picture": Page(args=REQUEST, owned=True),
    "partial": Page(args=("{drawn}",), owned=True),
    "download": Page(args=REQUEST, owned=True),
    "download-as": Page(args=("{request}", "react"), owned=True),
    "smaller": Page(args=REQUEST, owned=True),
    "source": Page(args=REQUEST, owned=True),
    "cancel": Page(SUBMITTERS, "post", REQUEST, owned=True),
    "retry": Page(SUBMITTERS, "post", REQUEST, owned=True),
    "links": Page(args=REQUEST, owned=True),
    "revoke-link": Page(method="post", args=("{link}",), owned=True),
    "open-link": Page(args=("{link_text}",), public=True),
    "refine": Page(method="post", args=REQUEST, owned=True),
    "vary": Page(method="post", args=REQUEST, owned=True),
    "compare": Page(method="post", args=REQUEST, owned=True),
    "colours": Page(args=REQUEST, owned=True),
    "colours-preview": Page(args=REQUEST, owned=True),
    "versions": Page(args=REQUEST * 2, owned=True),
    "difference": Page(args=REQUEST * 2, owned=True),
    "family": Page(args=REQUEST, owned=True),
    "group": Page(args=GROUP, owned=True),
    "group-progress": Page(args=GROUP, owned=True),
    "cancel-group": Page(SUBMITTERS, "post", GROUP, owned=True),
    "vote": Page(SUBMITTERS, "post", GROUP, owned=True),
    "comparisons": Page(),
    "favourite": Page(SUBMITTERS, "post", REQUEST, data={"on": "1"}, owned=True),
    "add-tags": Page(SUBMITTERS, "post", REQUEST, data={"tag": "logo"}, owned=True),
    "remove-tag": Page(SUBMITTERS, "post", REQUEST, data={"tag": "logo"}, owned=True),
    "my-data": Page(),
    "my-archive": Page(method="post"),
    "end-sessions": Page(method="post"),
    "preferences": Page(),
    "password_change": Page(),
    "stage-file": Page(method="post", args=REQUEST, owned=True),
    "stages": Page(),
    "stage": Page(args=STAGE),
    "synchronise-stages": Page(ADMINS, "post"),
    "check-stage": Page(ADMINS, "post", STAGE),
    "stage-check": Page(ADMINS, args=CHECK),
    "cancel-check": Page(ADMINS, "post", CHECK),
    "resume-check": Page(ADMINS, "post", CHECK),
    "mend-stage": Page(ADMINS, "post", CHECK),
    "tokens": Page(),
    "revoke-token": Page(method="post", args=("{token}",), owned=True),
    # The API looks at tokens only: with any session or none it answers 401.
    "api-openapi": Page(public=True),
    "api-whoami": Page(public=True),
    "api-models": Page(public=True),
    "api-requests": Page(public=True),
    "api-request": Page(args=REQUEST, public=True),
    "api-picture": Page(args=REQUEST, public=True),
    "api-cancel": Page(method="post", args=REQUEST, public=True),
    "api-retry": Page(method="post", args=REQUEST, public=True),
    "api-unknown": Page(args=("nothing",), public=True),
    "login": Page(public=True),
    "logout": Page(method="post", public=True),
    "alive": Page(public=True),
    # for this machine, where the tests are, or by token: tests/generation/views/test_prometheus.py
    "metrics": Page(public=True),
    "retention-health": Page(public=True),
    # the admin's own
    "admin:index": Page(REPORTERS),
    "admin:login": Page(public=True),
    "admin:logout": Page(method="post", public=True),
    "admin:password_change": Page(REPORTERS),
    "admin:password_change_done": Page(REPORTERS),
    "admin:jsi18n": Page(REPORTERS),
    "admin:view_on_site": Page(REPORTERS, args=("1", "1"), missing=True),
    "admin:app_list": Page(ADMINS, args=("generation",)),
    "admin:autocomplete": Page(NOBODY),
    "admin:auth_user_password_change": Page(ADMINS, args=("{user}",)),
    # pages of the admin that are no model's
    "admin:search": Page(ADMINS),
    "admin:is-this-ours": Page(ADMINS),
    "admin:reveal": Page(ADMINS, args=REQUEST),
    "admin:end-reveal": Page(ADMINS, "post", REQUEST),
    "admin:timeline": Page(ADMINS, args=REQUEST),
    "admin:dashboard": Page(REPORTERS),
    "admin:settle-error": Page(
        ADMINS, "post", ("{error}",), data={"action": "acknowledge", "note": "seen"}
    ),
    "admin:exports": Page(REPORTERS),
    "admin:export-new": Page(REPORTERS, "post", missing=True),
    "admin:export-download": Page(REPORTERS, args=EXPORT, owned=True, missing=True),
    "admin:export-manifest": Page(REPORTERS, args=EXPORT, owned=True, missing=True),
    "admin:export-cancel": Page(REPORTERS, "post", EXPORT, owned=True),
    "admin:persons": Page(ADMINS),
    "admin:person": Page(ADMINS, args=("{user}",)),
    "admin:person-archive": Page(ADMINS, "post", ("{user}",)),
    "admin:retention-report": Page(REPORTERS),
    "admin:retention-report-monthly": Page(REPORTERS, "post", data={"format": "pdf"}),
    "admin:retention-report-export": Page(REPORTERS, "post", data={"format": "csv"}),
    "admin:retention": Page(REPORTERS),
    "admin:retention-policy": Page(REPORTERS, args=("requests",)),
    "admin:retention-policy-change": Page(ADMINS, "post", ("requests",)),
    "admin:retention-approve": Page(ADMINS, "post", ("1",)),
    "admin:retention-refuse": Page(ADMINS, "post", ("1",)),
    "admin:retention-holds": Page(ADMINS),
    "admin:retention-hold-lift": Page(ADMINS, "post", ("{hold}",)),
    "admin:retention-purges": Page(REPORTERS),
    "admin:retention-purge-start": Page(ADMINS, "post", data={"data_class": "requests"}),
    "admin:retention-purge": Page(REPORTERS, args=("{run}",)),
    "admin:retention-purge-approve": Page(ADMINS, "post", ("{run}",)),
    "admin:retention-purge-refuse": Page(ADMINS, "post", ("{run}",)),
    "admin:retention-purge-cancel": Page(ADMINS, "post", ("{run}",)),
    "admin:retention-certificate-pdf": Page(REPORTERS, args=("{run}",)),
    "admin:retention-certificate-json": Page(REPORTERS, args=("{run}",)),
    "admin:verify-audit": Page(ADMINS),
}

MODELS: dict[str, Model] = {
    "auth.user": Model(factories.UserFactory.create, add=ADMINS, change=ADMINS),
    "auth.group": Model(factories.GroupFactory.create),
    "auditing.accesscontrol": Model(factories.AccessControlFactory.create, change=ADMINS),
    "auditing.accessevent": Model(factories.AccessEventFactory.create),
    "auditing.auditanchor": Model(factories.AuditAnchorFactory.create),
    "auditing.auditverification": Model(factories.AuditVerificationFactory.create),
    "auditing.cachemetrics": Model(factories.CacheMetricsFactory.create),
    "auditing.cacheversion": Model(factories.CacheVersionFactory.create),
    "auditing.metricthreshold": Model(factories.MetricThresholdFactory.create, change=ADMINS),
    "auditing.performancemetrics": Model(factories.PerformanceMetricsFactory.create),
    "auditing.errorgroup": Model(factories.ErrorGroupFactory.create, change=ADMINS),
    "auditing.errorinfo": Model(factories.ErrorInfoFactory.create, change=ADMINS),
    "auditing.logentry": Model(factories.LogEntryFactory.create),
    "auditing.erasure": Model(factories.ErasureFactory.create),
    "auditing.exportjob": Model(factories.ExportJobFactory.create),
    "auditing.legalhold": Model(factories.LegalHoldFactory.create),
    "auditing.reportsubscription": Model(factories.ReportSubscriptionFactory.create),
    "auditing.retentionpolicy": Model(factories.RetentionPolicyFactory.create),
    "auditing.retentionrun": Model(factories.RetentionRunFactory.create),
    "auditing.reveal": Model(factories.RevealFactory.create),
    "django_q.failure": Model(
        lambda: factories.TaskFactory.create(success=False),
        see=SUPER,
        delete=SUPER,
        change=SUPER,
        actions={"resubmit_task": SUPER},
    ),
    "django_q.ormq": Model(factories.QueuedFactory.create, change=SUPER, delete=SUPER),
    "django_q.schedule": Model(
        factories.ScheduleFactory.create, add=SUPER, change=SUPER, delete=SUPER
    ),
    "django_q.success": Model(
        factories.TaskFactory.create,
        see=SUPER,
        change=SUPER,
        delete=SUPER,
        actions={"resubmit_task": SUPER},
    ),
    "generation.figureday": Model(factories.FigureDayFactory.create),
    "generation.dailyrequests": Model(factories.DailyRequestsFactory.create),
    "generation.dailyanswers": Model(factories.DailyAnswersFactory.create),
    "generation.dailytimings": Model(factories.DailyTimingsFactory.create),
    "generation.dailycaches": Model(factories.DailyCachesFactory.create),
    "generation.cortexmodel": Model(
        factories.CortexModelFactory.create,
        add=ADMINS,
        change=ADMINS,
        actions={"refresh": ADMINS},
    ),
    "generation.cortexresponse": Model(factories.CortexResponseFactory.create),
    "generation.generatedsvg": Model(factories.GeneratedSVGFactory.create),
    "generation.snowflakestage": Model(
        factories.SnowflakeStageFactory.create, actions={"synchronise": ADMINS}
    ),
    "generation.apitoken": Model(factories.ApiTokenFactory.create, actions={"revoke": ADMINS}),
    "generation.stagecheck": Model(factories.StageCheckFactory.create),
    "generation.stagefinding": Model(
        factories.StageFindingFactory.create, actions={"put_back": ADMINS}
    ),
    "generation.stagelink": Model(factories.StageLinkFactory.create, actions={"revoke": ADMINS}),
    "generation.snowflakequery": Model(factories.SnowflakeQueryFactory.create),
    "generation.svggenerationrequest": Model(
        factories.RequestFactory.create,
        add=ADMINS,
        actions={"cancel_requests": ADMINS, "retry_requests": ADMINS},
    ),
    "generation.budget": Model(
        factories.BudgetFactory.create, add=ADMINS, change=ADMINS, delete=ADMINS
    ),
    "generation.prompttemplate": Model(
        factories.PromptTemplateFactory.create, add=ADMINS, change=ADMINS
    ),
    "generation.stylepreset": Model(factories.StylePresetFactory.create, add=ADMINS, change=ADMINS),
    "generation.temporarytable": Model(factories.TemporaryTableFactory.create),
    "generation.usersession": Model(
        factories.UserSessionFactory.create, actions={"revoke": ADMINS}
    ),
}
