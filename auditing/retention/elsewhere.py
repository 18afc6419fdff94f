"""The answers of models that are not ours: Django's own and the queue's."""

from django.utils.translation import gettext_noop

from auditing.retention.rules import Answer, KeptBecause, RetentionRule

ACCOUNTS = KeptBecause(gettext_noop("Accounts and roles are kept until somebody deletes them."))
PROGRAM = KeptBecause(
    gettext_noop("Part of the program: it names no person and grows with the code alone.")
)

# label → answer
ANSWERS: dict[str, Answer] = {
    "auth.User": ACCOUNTS,
    "auth.Group": ACCOUNTS,
    "auth.User_groups": ACCOUNTS,
    "auth.User_user_permissions": ACCOUNTS,
    "auth.Group_permissions": ACCOUNTS,
    "auth.Permission": PROGRAM,
    "contenttypes.ContentType": PROGRAM,
    "django_q.Schedule": KeptBecause(
        gettext_noop("One row for each scheduled task of the program.")
    ),
    "admin.LogEntry": RetentionRule(
        policy="admin_log",
        counted_from="action_time",
        owners=("user_id",),
        search=("object_repr",),
        size=("object_repr", "change_message"),
    ),
    "sessions.Session": RetentionRule(
        policy="session_cache", counted_from="expire_date", ids=(), size=("session_data",)
    ),
    "django_q.Task": RetentionRule(policy="queue_tasks", counted_from="stopped", ids=("name",)),
    "django_q.OrmQ": RetentionRule(
        policy="queue_tasks", counted_from="lock", ids=(), size=("payload",)
    ),
}
