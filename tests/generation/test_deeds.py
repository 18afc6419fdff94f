"""My data tells in words whatever can be recorded about somebody's data."""

from auditing.signals import ACCESS
from generation.deeds import DEEDS, in_words
from generation.models import Origin, UserSession
from generation.models.checks import CheckStatus
from generation.reconciling.mending import _ACTIONS
from tests.auditing.recorded_actions import recorded_actions

# What can stand where the code puts an action together.
HOLES: dict[str, list[str]] = {
    "noun": ["account"],  # groups and schedules have no owner
    "verb": ["create", "change", "delete", *ACCESS.values()],
    "ancestry.origin": [Origin.VARIATION, Origin.COMPARED],
    "reason": list(UserSession.EndReason),
    "_ACTIONS[finding.kind]": list(_ACTIONS.values()),
    "action": [f"stage.check_{status}" for status in CheckStatus],
    # of the API: those that are about one request
    "name": ["show", "picture", "submit", "cancel", "retry"],
}
# Recorded with a resource that belongs to nobody: a stage, a policy, a shared template …
OF_NOBODY = (
    *("audit.", "error.", "hold.", "model.", "policy.", "preset.", "purge.", "template."),
    *("threshold.", "group.define", "person.erased", "stage.check", "stage.list"),
)


def test_every_action_about_somebodys_data_has_words() -> None:
    recorded = recorded_actions(HOLES)

    missing = {
        action: where
        for action, where in recorded.items()
        if action not in DEEDS and not action.startswith(OF_NOBODY)
    }

    assert missing == {}, "Say in generation/deeds.py what was done."
    assert {"request.view", "stage.put_file", "link.open", "api.show"} <= set(recorded)


def test_nothing_is_left_out_that_is_not_there() -> None:
    recorded = recorded_actions(HOLES)

    unused = [start for start in OF_NOBODY if not any(name.startswith(start) for name in recorded)]

    assert unused == []


def test_an_action_of_another_version_is_told_in_words_too() -> None:
    assert in_words("request.levitate") == "did something else with it"
