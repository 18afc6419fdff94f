from auditing.admin import events, exports, retention

__all__ = ["events", "exports", "retention"]
