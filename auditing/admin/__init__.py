from auditing.admin import access, events, exports, metrics, people, retention, verifying

__all__ = ["access", "events", "exports", "metrics", "people", "retention", "verifying"]
