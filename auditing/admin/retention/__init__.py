from auditing.admin.retention import records

__all__ = ["records"]
