"""Operations of our own for migrations; the leading underscore keeps Django from reading it as one."""

from typing import Any

from django.db import migrations
from django.db.migrations.state import ProjectState


class Names(migrations.SeparateDatabaseAndState):
    """Only names, help texts and labels of choices change: no table is touched.

    Django would build the models anew after each of hundreds of names; here, once at the end.
    """

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)

    def describe(self) -> Any:
        return "Names, help texts and labels of choices"
