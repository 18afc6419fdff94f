from auditing.models.access import AccessControl
from auditing.models.anchors import AuditAnchor, AuditVerification
from auditing.models.caches import CacheMetrics
from auditing.models.chains import AuditGate, AuditHead, PrunedStretch
from auditing.models.erasures import Erasure
from auditing.models.errors import ErrorAffected, ErrorDay, ErrorGroup, ErrorInfo
from auditing.models.events import AccessEvent
from auditing.models.exports import ExportJob
from auditing.models.logs import LogEntry
from auditing.models.metrics import CacheVersion, MetricThreshold, PerformanceMetrics
from auditing.models.preferences import UserPreferences
from auditing.models.purges import CopyRemoval, PurgeLease, RetentionBatch, RetentionRun
from auditing.models.retention import LegalHold, RetentionPolicy
from auditing.models.reveals import Reveal
from auditing.models.subscriptions import ReportSubscription

__all__ = [
    "AccessControl",
    "AccessEvent",
    "AuditAnchor",
    "AuditGate",
    "AuditHead",
    "AuditVerification",
    "CacheMetrics",
    "CacheVersion",
    "CopyRemoval",
    "Erasure",
    "ErrorAffected",
    "ErrorDay",
    "ErrorGroup",
    "ErrorInfo",
    "ExportJob",
    "LegalHold",
    "LogEntry",
    "MetricThreshold",
    "PerformanceMetrics",
    "PrunedStretch",
    "PurgeLease",
    "ReportSubscription",
    "RetentionBatch",
    "RetentionPolicy",
    "RetentionRun",
    "Reveal",
    "UserPreferences",
]
