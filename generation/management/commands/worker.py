from typing import Any

from django.core.management.base import BaseCommand

from generation.worker import PoliteCluster


class Command(BaseCommand):
    help = "Works on queued requests until it is stopped; gives back what it has not finished."

    def handle(self, *args: Any, **options: Any) -> None:
        PoliteCluster().start()
