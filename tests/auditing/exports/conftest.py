"""Exports write below a folder that is gone after the test; the queue is asked by hand."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from auditing.exports.running import run_export
from auditing.models import ExportJob
from tests.factories import ExportJobFactory


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.EXPORT_DIR = tmp_path
    return tmp_path


def run(**fields: Any) -> ExportJob:
    """Make a job, write it, and give it as it stands then."""
    job = ExportJobFactory.create(**fields)
    run_export(job.pk)
    job.refresh_from_db()
    return job
