"""What runs by itself, and how often."""

from django_q.models import Schedule

# name → (function, minutes between two runs)
SCHEDULES = {
    "sweep": ("generation.tasks.sweep", 1),
    "measure": ("generation.tasks.measure", 1),
    "add up figures": ("generation.tasks.roll_up", 2),
    "sweep exports": ("auditing.tasks.sweep_exports", 1),
    "monthly reports": ("auditing.tasks.make_monthly_reports", 60),
    "close idle sessions": ("generation.tasks.close_idle_sessions", 10),
    "synchronise stages": ("generation.tasks.synchronise_stages", 60),
    "check stages": ("generation.tasks.check_stages", 7 * 24 * 60),
    "sweep stage checks": ("generation.tasks.sweep_checks", 1),
    "purge expired": ("auditing.tasks.purge_expired", 24 * 60),
    "scrub search index": ("generation.tasks.scrub_search_index", 24 * 60),
    "continue purges": ("auditing.tasks.continue_purges", 5),
    "anchor audit trail": ("auditing.tasks.anchor_audit", 24 * 60),
    "publish audit anchors": ("auditing.tasks.publish_anchors", 60),
    "refresh catalogue": ("generation.tasks.refresh_catalogue", 24 * 60),
}


def create_schedules() -> None:
    """Make the schedules that are missing and mend those that differ."""
    for name, (function, minutes) in SCHEDULES.items():
        Schedule.objects.update_or_create(
            name=name,
            defaults={"func": function, "schedule_type": Schedule.MINUTES, "minutes": minutes},
        )
