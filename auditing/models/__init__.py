from auditing.models.chains import AuditGate, AuditHead, PrunedStretch
from auditing.models.events import AccessEvent
from auditing.models.exports import ExportJob

__all__ = ["AccessEvent", "AuditGate", "AuditHead", "ExportJob", "PrunedStretch"]
