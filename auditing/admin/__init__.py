from auditing.admin import access, events, exports, metrics, people, retention

__all__ = ["access", "events", "exports", "metrics", "people", "retention"]
