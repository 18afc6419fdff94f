from auditing.admin import events, exports, metrics, retention

__all__ = ["events", "exports", "metrics", "retention"]
