from auditing.admin.retention import records
from auditing.admin.retention.urls import PAGES

__all__ = ["PAGES", "records"]
