from auditing.models.chains import AuditGate, AuditHead, PrunedStretch
from auditing.models.events import AccessEvent
from auditing.models.exports import ExportJob
from auditing.models.purges import CopyRemoval, PurgeLease, RetentionBatch, RetentionRun
from auditing.models.retention import LegalHold, RetentionPolicy

__all__ = [
    "AccessEvent",
    "AuditGate",
    "AuditHead",
    "CopyRemoval",
    "ExportJob",
    "LegalHold",
    "PrunedStretch",
    "PurgeLease",
    "RetentionBatch",
    "RetentionPolicy",
    "RetentionRun",
]
