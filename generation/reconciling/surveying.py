"""The first look at a stage: which days it has, cut into batches that fit into memory."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from generation.reconciling.paths import DAY_LENGTH, OurPath
from generation.reconciling.records import per_day
from generation.snowflake.locations import StageLocation
from generation.snowflake.warehouse import Warehouse

# Files of a batch, about: as many are held in memory at a time.
BATCH_FILES = 5000
# Where each file has to be read whole, a batch must still end before its worker's time does.
SLOW_BATCH_FILES = 200
_HEX = "0123456789abcdef"
_TICK = 1000


@dataclass(frozen=True)
class Survey:
    """`batches`: beginnings of paths. `others`: how many files are not of this program.

    `size`: bytes of all files, as the stage counts them.
    """

    batches: list[str]
    files: int
    others: int
    size: int
    newest: datetime | None


def survey(
    warehouse: Warehouse, stage: StageLocation, *, batch_files: int, tick: Callable[[], object]
) -> Survey:
    """List the whole stage once, keeping only counts; `tick` is called now and then."""
    days: Counter[str] = Counter()
    files = others = size = 0
    newest: datetime | None = None
    for file in warehouse.scan_files(stage):
        if files % _TICK == 0:
            tick()
        files, size = files + 1, size + file.size
        newest = max(newest or file.last_modified, file.last_modified)
        if OurPath.read(file.name):
            days[file.name[:DAY_LENGTH]] += 1
        else:
            others += 1
    for day, recorded in per_day(stage).items():
        days[day] = max(days[day], recorded)
    batches = [part for day in sorted(days) for part in _parts(day, days[day], batch_files)]
    return Survey(batches, files, others, size, newest)


def _parts(day: str, files: int, batch_files: int) -> list[str]:
    """The day, or as many equal parts of it as it takes: request ids are evenly spread."""
    letters = 0
    while files > batch_files * 16**letters and letters < 3:
        letters += 1
    return [f"{day}/{''.join(start)}".rstrip("/") for start in product(_HEX, repeat=letters)]
