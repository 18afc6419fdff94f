from typing import Any

from django.core.management.base import BaseCommand

from auditing.recording import record_event
from generation import replaying
from generation.svg import POLICY_VERSION


class Command(BaseCommand):
    help = "Judges all stored answers by the present SVG policy and lists what would differ."

    def handle(self, *args: Any, **options: Any) -> None:
        # It reads everybody's answers.
        record_event(by=None, action="answers.replay", context={"policy": POLICY_VERSION})
        differing = 0
        for difference in replaying.differences():
            differing += 1
            self.stdout.write(str(difference))
        judged = replaying.answers().count()
        self.stdout.write(
            f"{differing} of {judged} answers would differ under policy {POLICY_VERSION}."
        )
