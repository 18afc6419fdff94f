"""A field whose stored text is exactly the text that was hashed."""

import json
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from auditing.chain.canonical import json_text

if TYPE_CHECKING:
    _TextField = models.TextField[dict[str, Any], dict[str, Any]]
else:
    _TextField = models.TextField


class CanonicalJSONField(_TextField):
    """A dict, kept as canonical JSON text.

    No JSONField: PostgreSQL would give the text back in another order than it was hashed in.
    """

    def from_db_value(self, value: str | None, *_: Any) -> Any:
        return self.to_python(value)

    def to_python(self, value: Any) -> Any:
        """A dict; the text itself where somebody has put something else there."""
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            return value

    def get_prep_value(self, value: Any) -> Any:
        return json_text(value) if isinstance(value, dict) else value

    def get_db_prep_value(
        self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> Any:
        return value if prepared else self.get_prep_value(value)

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.get_prep_value(self.value_from_object(obj)))
