from auditing.models.chains import AuditGate, AuditHead, PrunedStretch
from auditing.models.events import AccessEvent

__all__ = ["AccessEvent", "AuditGate", "AuditHead", "PrunedStretch"]
