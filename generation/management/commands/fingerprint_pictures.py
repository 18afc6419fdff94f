from typing import Any

from django.core.management.base import BaseCommand

from generation import recognition


class Command(BaseCommand):
    help = "Reads what stored pictures are recognised by, where this version has not read them yet."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{recognition.read_unread()} pictures read.")
