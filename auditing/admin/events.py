"""Access events, to read and to search."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from auditing.admin.base import ReadOnlyAdmin
from auditing.admin.filters import IndexedValuesFilter
from auditing.admin.links import story_url
from auditing.models import AccessEvent
from auditing.verification.one import examine, is_intact


@admin.register(AccessEvent)
class AccessEventAdmin(ReadOnlyAdmin):
    list_display = [
        "timestamp",
        "intact",
        "actor",
        "action",
        "result",
        "about",
    ]
    fieldsets = [
        (None, {"fields": ["timestamp", "action", "result", "resource", "facts"]}),
        (_("Who"), {"fields": ["who", "whose", "personal_facts", "request_id"]}),
        (
            _("In the chain"),
            {"fields": ["event_id", "place", "examined", "hash_text", "previous_hash_text"]},
        ),
    ]
    list_filter = [
        "result",
        ("action", IndexedValuesFilter),
        ("resource_label", IndexedValuesFilter),
    ]
    sortable_by = ["timestamp"]
    search_fields = ["event_id", "actor_id", "action", "request_id"]
    search_placeholder = _("User name, action, or an id")
    search_help_text = _("Whole user names, actions, ids of events, resources and HTTP requests.")
    date_hierarchy = "timestamp"
    export_time = "timestamp"
    export_fields = [
        "event_id",
        "timestamp",
        "actor_id",
        "actor_name",
        "action",
        "resource_label",
        "resource_id",
        "result",
        "context",
    ]

    @admin.display(description=_("actor"))
    def actor(self, event: AccessEvent) -> str:
        return str(_("erased") if event.erased_at else event.actor_name or "–")

    @admin.display(description=_("resource"))
    def about(self, event: AccessEvent) -> str:
        words = '<span class="event-resource">{}<span title="{}">{}</span></span>'
        label = _called(event.resource_label)
        short = Truncator(event.resource_id).chars(14)
        return format_html(words, label or "–", event.resource_id, short)

    @admin.display(boolean=True, description=_("as written"))
    def intact(self, event: AccessEvent) -> bool:
        """Its own hash is right; the verification looks at the neighbours as well."""
        return is_intact(event)

    @admin.display(description=_("resource"))
    def resource(self, event: AccessEvent) -> str:
        url = story_url(event.resource_label, event.resource_id)
        words = f"{event.resource_label} {event.resource_id}".strip() or "–"
        return format_html('<a href="{}">{}</a>', url, words) if url else words

    @admin.display(description=_("facts"))
    def facts(self, event: AccessEvent) -> str:
        return _fragment("_facts", facts=event.context)

    @admin.display(description=_("actor"))
    def who(self, event: AccessEvent) -> str:
        if event.erased_at:
            return _("Erased on %(day)s.") % {"day": f"{event.erased_at:%Y-%m-%d}"}
        name = event.actor_name or str(_("nobody signed in"))
        if not event.real_actor_name:
            return name
        return _("%(real)s in the name of %(name)s") % {"real": event.real_actor_name, "name": name}

    @admin.display(description=_("about the data of"))
    def whose(self, event: AccessEvent) -> str:
        key = event.subject_owner_id
        is_key = key.isdecimal() and len(key) < 19
        owner = User.objects.filter(pk=key).first() if is_key else None
        return str(owner or key or "–")

    @admin.display(description=_("from"))
    def personal_facts(self, event: AccessEvent) -> str:
        return _fragment("_facts", facts=event.personal)

    @admin.display(description=_("place"))
    def place(self, event: AccessEvent) -> str:
        return _("lane %(chain)s, position %(position)s") % vars(event)

    @admin.display(description=_("examined now"))
    def examined(self, event: AccessEvent) -> str:
        return _fragment("_examined", answers=examine(event))

    @admin.display(description=_("hash"))
    def hash_text(self, event: AccessEvent) -> str:
        return format_html('<code class="hash">{}</code>', event.hash)

    @admin.display(description=_("hash of the event before"))
    def previous_hash_text(self, event: AccessEvent) -> str:
        return format_html('<code class="hash">{}</code>', event.previous_hash)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [str(name) for _title, options in self.fieldsets for name in options["fields"]]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With a link to the story of what the event is about."""
        event = context.get("original")
        if isinstance(event, AccessEvent):
            context["story_url"] = story_url(event.resource_label, event.resource_id)
        return super().render_change_form(request, context, *args, **kwargs)

    def search_conditions(self, term: str) -> list[Q]:
        people = User.objects.filter(username=term).values_list("pk", flat=True)
        # An id is looked up below each label, since the index begins with that.
        labels = [model._meta.label for model in apps.get_models()]
        return [
            *super().search_conditions(term),
            *(Q(actor_id=str(pk)) for pk in people),
            Q(resource_label__in=labels, resource_id=term),
        ]


def _called(label: str) -> str:
    """What a model of this label is called; the label itself where there is none any more."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label


def _fragment(name: str, **context: Any) -> SafeString:
    template = f"admin/auditing/{name}.html"
    return mark_safe(render_to_string(template, context))  # noqa: S308  templates escape
