"""The stand-in and the worker as programs of their own, on the tests' database."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection

from generation.snowflake.embedded import is_stand_in
from generation.snowflake.settings import SnowflakeSettings
from tests.faults.processes import Program, free_port, wait_until


class StandIn:
    """A stand-in that can be killed and started again on its port and folder."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.folder, self.ledger = folder / "snowflake", folder / "calls"
        self.ledger.touch()
        self._log = folder / "stand-in.log"
        self._start()

    def start_again(self) -> None:
        self.kill()
        self._start()

    def _start(self) -> None:
        arguments = str(self.port), str(self.folder), str(self.ledger)
        self._program = Program("-m", "tests.faults.counted_stand_in", *arguments, log=self._log)
        wait_until(lambda: is_stand_in("127.0.0.1", self.port), "the stand-in answers")

    def kill(self) -> None:
        self._program.kill()

    @property
    def settings(self) -> SnowflakeSettings:
        return replace(settings.SNOWFLAKE, local_port=self.port, local_dir=self.folder)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def paid_calls(self, request_id: UUID | str) -> int:
        return self.ledger.read_text().split().count(str(request_id))


def environment(stand_in_port: int, folder: Path, **more: str) -> dict[str, str]:
    """For a program on the tests' own database and a stand-in."""
    return {
        "DJANGO_SETTINGS_MODULE": "svgsite.settings",
        "ENVIRONMENT": "testing",
        "VAR_DIR": str(folder),
        "SECRET_KEY": settings.SECRET_KEY,
        "AUDIT_KEY": settings.AUDIT_KEY,
        "DATABASE_URL": database_url(),
        "LOCAL_SNOWFLAKE_PORT": str(stand_in_port),
        "LEASE_SECONDS": "3",
        "RETRY_BASE_SECONDS": "0.05",
        "LOG_LEVEL": "WARNING",
        "WORKERS": "2",
        "PYTHONUNBUFFERED": "1",
        **more,
    }


def database_url() -> str:
    """The tests' database, as a program of its own would be told of it."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    secret = f":{given['PASSWORD']}" if given["PASSWORD"] else ""
    port = given["PORT"] or 5432
    return f"postgres://{given['USER']}{secret}@{given['HOST']}:{port}/{given['NAME']}"


def start_worker(folder: Path, stand_in: StandIn, **more: str) -> Program:
    """`manage.py worker`, as `make run` starts it."""
    told = environment(stand_in.port, folder, **more)
    return Program("manage.py", "worker", log=folder / "worker.log", **told)
