"""Exports of all requests: rows a second and peak memory, beside django-import-export and COPY.

    .venv/bin/pip install 'django-import-export[xlsx]'
    DATABASE_URL=… .venv/bin/python bench/filling.py --requests 1000000
    DATABASE_URL=… .venv/bin/python bench/exports.py

Each way runs in a process of its own, since peak memory never falls. `copy` needs PostgreSQL.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.filling import set_up_django

WAYS = ("csv", "json", "xlsx", "import-export csv", "import-export xlsx", "copy")


def ours(format: str, folder: Path) -> int:
    from django.conf import settings
    from django.contrib.auth.models import User

    from auditing.exports.running import run_export
    from auditing.models import ExportJob

    settings.EXPORT_DIR = folder
    boss, _ = User.objects.get_or_create(username="bench-boss", is_superuser=True, is_staff=True)
    job = ExportJob.objects.create(
        owner=boss, source="list:generation.SVGGenerationRequest", title="Requests", format=format
    )
    run_export(job.pk)
    job.refresh_from_db()
    assert job.status == "done", job.error_message
    return job.rows_done


def theirs(format: str, folder: Path) -> int:
    from import_export import resources

    from generation.models import SVGGenerationRequest

    class Requests(resources.ModelResource):  # type: ignore[misc]
        class Meta:
            model = SVGGenerationRequest
            fields = tuple(columns())

    data = Requests().export(SVGGenerationRequest.objects.order_by("created_at"))
    (folder / "theirs").write_bytes(data.csv.encode() if format == "csv" else data.export(format))
    return len(data)


def copy(folder: Path) -> int:
    """The same columns in the same order, as the database writes them."""
    from django.db import connection

    from generation.models import SVGGenerationRequest

    rows = SVGGenerationRequest.objects.order_by("created_at", "pk").values_list(*columns())
    sql, parameters = rows.query.sql_with_params()
    with connection.cursor() as cursor, (folder / "copy").open("wb") as file:
        with cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT csv)", parameters) as stream:
            for chunk in stream:
                file.write(chunk)
        return int(cursor.rowcount)


def columns() -> list[str]:
    from generation.admin.requests import RequestAdmin

    return RequestAdmin.export_fields


def run(way: str) -> None:
    """One way, in this process."""
    set_up_django()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        started = time.perf_counter()
        kind, _, format = way.rpartition(" ")
        rows = copy(folder) if way == "copy" else (theirs if kind else ours)(format, folder)
        seconds = time.perf_counter() - started
        size = max(p.stat().st_size for p in folder.rglob("*") if p.is_file())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"{way:20}{rows:>10,} rows{seconds:>8.1f} s{rows / seconds:>12,.0f} rows/s"
        f"{size / 1e6:>8.0f} MB{peak / 1024:>8.0f} MB peak{(peak - before) / 1024:>7.0f} MB more",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--one", choices=WAYS, help="only this way, in this process")
    if way := parser.parse_args().one:
        run(way)
        return
    for way in WAYS:
        if way != "copy" or os.environ.get("DATABASE_URL", "").startswith("postgres"):
            subprocess.run([sys.executable, __file__, "--one", way], check=True)


if __name__ == "__main__":
    main()
