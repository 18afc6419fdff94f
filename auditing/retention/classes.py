"""The classes of data that a policy can be about, and the time each has from the specification."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from auditing.kept import keep

HOURS, DAYS, FOREVER = "hours", "days", "forever"

# A hundred years: beyond it a number is a slip of the hand, or asks for "forever".
MOST_DAYS = 36_500


@dataclass(frozen=True)
class DataClass:
    """`amount` of `unit` is the default. `at_once`: a time of 0 is allowed.

    `guarded`: people's records; a purge of many of them waits for a second person.
    `carried_out_by`: says who deletes, where that is not the purge; such a policy is not changed.
    `after`: what the time runs from, in words. All words are English; pages show `said` of them.
    """

    key: str
    title: str
    description: str
    amount: int
    unit: str = DAYS
    guarded: bool = True
    at_once: bool = False
    carried_out_by: str = ""
    after: str = _("after they were made")


_ALL = (
    DataClass(
        "requests", _("Requests"), _("What people asked for, with steps, moves and answers."), 365
    ),
    DataClass(
        "svgs", _("Pictures"), _("The safe SVG that was made, as it lies on the stage."), 730
    ),
    DataClass(
        "sessions",
        _("Sessions"),
        _("Who was signed in, when, with which warehouse."),
        90,
        after=_("after their last activity"),
    ),
    DataClass(
        "error_logs", _("Error logs"), _("What went wrong, with its trace."), 30, guarded=False
    ),
    DataClass("logs", _("Logs"), _("What the program said about its work."), 30, guarded=False),
    DataClass("metrics", _("Metrics"), _("Times, rates and cache figures."), 90, guarded=False),
    DataClass(
        "access_events",
        _("Access events"),
        _("Who did what to which record: the audit trail."),
        1095,
    ),
    DataClass("admin_log", _("Admin log"), _("Django's own list of changes in the admin."), 365),
    DataClass(
        "assurance", _("Evidence"), _("Results of tests, checks and scans."), 365, guarded=False
    ),
    DataClass(
        "exports",
        _("Exports"),
        _("Who exported what; the files themselves expire within days."),
        365,
    ),
    DataClass(
        "queue_tasks",
        _("Queue"),
        _("Results and payloads of background tasks; they hold ids only."),
        7,
        guarded=False,
        at_once=True,
        after=_("after they ended"),
    ),
    DataClass(
        "session_cache",
        _("Session cache"),
        _("What the server keeps for a signed-in browser."),
        1,
        HOURS,
        guarded=False,
        at_once=True,
        after=_("after they expired"),
    ),
    DataClass(
        "temporary_tables",
        _("Temporary tables"),
        _("Tables on Snowflake that a file passes through."),
        0,
        guarded=False,
        at_once=True,
        carried_out_by=_("Dropped by the pipeline right after use, and by the sweep every minute."),
    ),
    DataClass(
        "stage_files",
        _("Stage files"),
        _("Files on the stages belong to their owners."),
        0,
        FOREVER,
        carried_out_by=_("Never deleted by a policy; with its record where its owner chose so."),
    ),
)

CLASSES: dict[str, DataClass] = {item.key: item for item in _ALL}

for _item in _ALL:
    for _text in (_item.title, _item.description, _item.carried_out_by, _item.after):
        keep(_text)
