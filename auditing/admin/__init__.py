from auditing.admin import events

__all__ = ["events"]
