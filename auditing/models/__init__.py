from auditing.models.events import AccessEvent

__all__ = ["AccessEvent"]
