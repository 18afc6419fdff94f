"""Further checks that apps register: what else has to agree with the trail.

register_check("permissions", find_drift)   # in an app's ready()
"""

from collections.abc import Callable, Iterable

import structlog
from django.utils.translation import gettext_noop as _

from auditing.errors import record_exception
from auditing.kept import keep
from auditing.verification.findings import Findings, Kind

log = structlog.get_logger(__name__)

COULD_NOT_RUN = keep(_("could not be run: %(error)s"))

Check = Callable[[], Iterable[str]]  # one line for each fault

_checks: dict[str, Check] = {}


def register_check(name: str, check: Check) -> None:
    """Let `manage.py verify_audit` and the admin's button run `check` as well."""
    _checks[name] = check


def run_checks(findings: Findings) -> None:
    """A check that fails itself is a finding too: what was not checked is not verified."""
    for name, check in _checks.items():
        try:
            for fault in check():
                findings.add(Kind.CHECK, fault, check=name)
        except Exception as error:
            log.exception("audit_check_failed", check=name)
            record_exception(error, operation="verify audit", check=name)
            findings.add(Kind.CHECK, COULD_NOT_RUN % {"error": type(error).__name__}, check=name)
