"""Pages of the admin without the scripts that Django loads for fields that few of them have."""

from typing import Any, ClassVar

from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.forms import Media


class LightMedia:
    """Of every admin class: `SvgAdminSite.register` puts it in front.

    What is left out weighs 85 kB as it is sent. The largest is for slugs in all the world's
    letters, and ours have small ASCII ones.
    """

    prepopulated_fields: ClassVar[Any]
    raw_id_fields: ClassVar[Any]

    @property
    def media(self) -> Media:
        found: Any = super().media  # type: ignore[misc]
        scripts = [
            path for path in found._js if not any(word in str(path) for word in self._unused)
        ]
        return Media(css=found._css, js=scripts)

    @property
    def _unused(self) -> list[str]:
        unused = ["xregexp", *([] if self.prepopulated_fields else ["urlify", "prepopulate"])]
        if not (self.prepopulated_fields or self.raw_id_fields):
            unused += ["jquery", "RelatedObjectLookups"]
        return unused

    def formfield_for_dbfield(self, *args: Any, **kwargs: Any) -> Any:
        """A choice among rows is a plain one; Django's buttons beside it need jQuery."""
        field: Any = super().formfield_for_dbfield(*args, **kwargs)  # type: ignore[misc]
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field


class PlainInline:
    """Rows under another row that are only read: there is no script for adding some."""

    media = Media()
