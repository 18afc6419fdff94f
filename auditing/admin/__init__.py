from auditing.admin import events, exports

__all__ = ["events", "exports"]
