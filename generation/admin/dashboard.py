"""The dashboard: how much is asked for, how well it goes, what it takes and costs."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from auditing.charts import Markup
from generation.figures import headline, reading, rollup
from generation.figures.drawing import Dashboard
from generation.figures.period import PERIODS, Report, read_report
from generation.models import DailyTimings, FigureDay, SVGGenerationRequest

Kind = DailyTimings.Kind

# As long as a page may add up days that nobody has added up yet; the queue does the rest.
ROLL_UP_SECONDS = 1.0


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Figures only: no words of anybody's requests are shown here or read for it."""
    viewer: User = request.user  # type: ignore[assignment]
    left = rollup.roll_up(seconds=ROLL_UP_SECONDS)
    report, form = read_report(request.GET)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Dashboard"),
        # The charts need the room, and a manager has no models to go to.
        "is_nav_sidebar_enabled": False,
        "report": report,
        "form": form,
        "models": reading.models_of(report),
        "periods": [(days, f"?days={days}") for days in PERIODS],
        "left": left,
        "as_of": FigureDay.objects.values_list("rolled_at", flat=True).first(),
        "zone": timezone.get_default_timezone_name(),
        **figures(report, viewer),
    }
    return TemplateResponse(request, "admin/generation/dashboard.html", context)


def figures(report: Report, viewer: User) -> dict[str, Any]:
    """The headlines and the charts."""
    requests, answers = reading.requests_of(report), reading.answers_of(report)
    whole = reading.timings_of(report, Kind.REQUEST)
    before = report.before()
    past = (
        reading.requests_of(before),
        reading.answers_of(before),
        reading.timings_of(before, Kind.REQUEST),
    )
    people = [] if report.person else reading.people_of(report)
    draw = Dashboard(report, viewer)
    # In pairs of about the same height.
    charts: list[Markup] = [
        draw.requests(requests),
        draw.duration("time", _("From asking to the picture"), whole),
        draw.tokens(answers),
        draw.cost(answers),
        draw.failures(requests),
        draw.models(answers),
        *((draw.people(people), draw.people_cost(people)) if people else ()),
        draw.verdicts(answers),
        draw.duration("wait", _("Waiting for a worker"), reading.timings_of(report, Kind.WAIT)),
        draw.timings(
            "models", _("Time by model"), _("Model"), reading.timings_of(report, Kind.MODEL)
        ),
        draw.caches(reading.caches_of(report)),
        draw.timings("steps", _("Time by step"), _("Step"), reading.timings_of(report, Kind.STEP)),
    ]
    return {
        "headlines": headline.headlines(report, (requests, answers, whole), past),
        "charts": charts,
        "is_empty": not requests.total() and not SVGGenerationRequest.objects.exists(),
    }
