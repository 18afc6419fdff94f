"""Pages of the admin without the scripts that Django loads for fields that few of them have."""

from typing import Any, ClassVar

from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.forms import Media
from django.http import HttpRequest, HttpResponse

_OF_FIELDS = ["jquery", "RelatedObjectLookups", "urlify", "prepopulate"]
_OF_DATES = ["calendar", "DateTimeShortcuts", "actions"]


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
        return _without(found, self._unused)

    @property
    def _unused(self) -> list[str]:
        unused = ["xregexp", *([] if self.prepopulated_fields else ["urlify", "prepopulate"])]
        if not (self.prepopulated_fields or self.raw_id_fields):
            unused += ["jquery", "RelatedObjectLookups"]
        return unused

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A list has no fields; but one in a window hands its choice on by jQuery."""
        answer: Any = super().changelist_view(request, *args, **kwargs)  # type: ignore[misc]
        told = getattr(answer, "context_data", None) or {}
        if "media" in told and IS_POPUP_VAR not in request.GET:
            told["media"] = _without(told["media"], _OF_FIELDS)
        return answer  # type: ignore[no-any-return]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """What is only read has no date to be chosen."""
        row = kwargs.get("obj")
        if row is not None and not self.has_change_permission(request, row):  # type: ignore[attr-defined]
            context["media"] = _without(context["media"], _OF_DATES)
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc,no-any-return]

    def formfield_for_dbfield(self, *args: Any, **kwargs: Any) -> Any:
        """A choice among rows is a plain one; Django's buttons beside it need jQuery."""
        field: Any = super().formfield_for_dbfield(*args, **kwargs)  # type: ignore[misc]
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field


def _without(media: Any, words: list[str]) -> Media:
    scripts = [path for path in media._js if not any(word in str(path) for word in words)]
    return Media(css=media._css, js=scripts)


class PlainInline:
    """Rows under another row that are only read: there is no script for adding some."""

    media = Media()
