"""How long one generation takes, with the model's own time taken out, and where the time goes.

    .venv/bin/python bench/one_generation.py [--runs 30]

Runs on a folder of its own with an instant model: the stand-in, told not to pace its answers.
Two tables: each step of the pipeline run in this process, and the whole way through the queue, from
submit to the finished picture, with a worker of its own.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

WARM_UP = 3
STEP_OF_THE_MODEL = "call_cortex"


def prepare(folder: str) -> None:
    """Point the settings to an empty folder and set it up."""
    os.environ.update(VAR_DIR=folder, ENVIRONMENT="testing", LOG_LEVEL="ERROR")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "svgsite.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def submit(nudge: bool) -> str:
    from generation import accounts, services

    request = services.submit(
        by=accounts.command_line_account(),
        prompt_text="a red house under a yellow sun",
        selected_model="claude-sonnet-4-5",
        filename="house",
        stage_name="SVG_STAGE",
        nudge=nudge,
    )
    return str(request.pk)


def run_in_process(runs: int) -> None:
    """The pipeline's steps, one row each: median and 95th percentile in milliseconds."""
    from generation.models import GeneratedSVG, PipelineStep
    from generation.pipeline import runner
    from generation.snowflake.warehouse import warehouse

    wall = []
    for number in range(runs + WARM_UP):
        key = submit(nudge=False)
        started = time.perf_counter()
        runner.run(key)
        if number >= WARM_UP:
            wall.append((time.perf_counter() - started) * 1000)
    times: dict[str, list[float]] = defaultdict(list)
    for step in PipelineStep.objects.order_by("pk")[WARM_UP * 13 :]:
        times[step.name].append(step.duration_ms or 0)
    assert GeneratedSVG.objects.count() == runs + WARM_UP
    print(f"\n{'step':28}{'median ms':>12}{'p95 ms':>12}")
    for name, values in times.items():
        show(name, values)
    show("whole run", wall)
    model = statistics.median(times[STEP_OF_THE_MODEL])
    print(f"{'overhead without the model':28}{statistics.median(wall) - model:12.1f}")
    with warehouse(query_tag="bench") as connection:
        print(f"files on the stage: {len(connection.list_files(location()))}")


def location() -> "StageLocation":  # type: ignore[name-defined]  # noqa: F821
    from generation.snowflake.locations import StageLocation

    return StageLocation("SVGSITE", "PUBLIC", "SVG_STAGE")


def run_through_queue(runs: int, port: int) -> None:
    """From submit to `completed`, with a worker process as `make run` starts it."""
    from generation.models import SVGGenerationRequest

    environment = {**os.environ, "LOCAL_SNOWFLAKE_PORT": str(port)}
    command = [sys.executable, "manage.py", "worker"]
    worker = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        taken = []
        for number in range(runs + WARM_UP):
            started = time.perf_counter()
            key = submit(nudge=True)
            while SVGGenerationRequest.objects.get(pk=key).status != "completed":
                time.sleep(0.005)
            if number >= WARM_UP:
                taken.append((time.perf_counter() - started) * 1000)
    finally:
        worker.terminate()
        worker.wait(timeout=20)
    print(f"\n{'through the queue':28}{'median ms':>12}{'p95 ms':>12}")
    show("submit to finished picture", taken)


def show(name: str, values: list[float]) -> None:
    p95 = statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]
    print(f"{name:28}{statistics.median(values):12.1f}{p95:12.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=30)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        from dataclasses import replace

        from django.conf import settings

        from generation import stages
        from generation.snowflake.local.server import running
        from generation.snowflake.settings import override

        with running(state_dir=Path(folder) / "local_snowflake", pace_ms=0) as endpoint:
            pointed = replace(settings.SNOWFLAKE, local_port=endpoint.port)
            with override(pointed):
                stages.synchronise(by=None)
                run_in_process(runs)
                run_through_queue(runs, endpoint.port)


if __name__ == "__main__":
    main()
