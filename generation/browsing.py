"""A page of what lies on a stage, newest first, however much lies there.

Pictures lie in folders by day, and the database knows on which days somebody asked for one. So a
page lists day after day backwards until it is full; of each list only the page's own rows are kept.
A folder can be listed as well, also those that other programs made: admins may look there.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from heapq import nlargest
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.utils import timezone

from auditing import caching
from auditing.access import sees_everything
from generation.finding.filters import FIRST_YEAR, LAST_YEAR
from generation.models import SnowflakeStage, Status, StatusChange, SVGGenerationRequest
from generation.reconciling.paths import OurPath
from generation.snowflake.locations import StageLocation
from generation.snowflake.records import StageFile
from generation.snowflake.warehouse import Warehouse, warehouse

PAGE_SIZE = 40
# A page that is not full after so many days says so, and offers to look further back.
MOST_LISTS = 10
# How long files that somebody else put on a stage may stay unseen.
CACHE_SECONDS = 60
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Wish:
    """What of the stage is to be shown. `before` is the cursor of an earlier page."""

    name: str = ""
    folder: str = ""
    day: str = ""
    before: str = ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.name or self.folder or self.day)


@dataclass(frozen=True)
class Page:
    """`older`: the cursor of the next page, "" at the end. `as_of`: when the stage was asked."""

    files: list[StageFile]
    older: str
    as_of: datetime
    # The newest move of a request that was on record before the stage was asked.
    last_change: int


@dataclass
class _Cursor:
    """Behind which file a page begins: its day, and within that its time and name."""

    day: date | None = None
    behind: tuple[datetime, str] | None = None

    @classmethod
    def read(cls, text: str) -> "_Cursor":
        """The beginning for anything that is no cursor."""
        try:
            day, moment, name = text.split("~", 2)
            at = datetime.fromisoformat(moment) if moment else None
            found = date.fromisoformat(day) if day else None
        except ValueError:
            return cls()
        if (at and at.tzinfo is None) or (found and not _is_likely(found)):
            return cls()
        return cls(found, (at, name) if at else None)


def browse(user: User, stage: SnowflakeStage, wish: Wish, *, ask_again: bool = False) -> Page:
    """A page as `user` may see it, at most a minute old and after the last of our uploads.

    Raises:
        SnowflakeError: the account could not be asked, or the folder's name is not allowed.
    """
    asked = f"{stage.database}.{stage.schema}.{stage.pk} {user.pk} {wish!r}"
    key = f"stage-{hashlib.sha256(asked.encode()).hexdigest()}"
    if ask_again:
        caching.forget(caching.DATA, key)
    return caching.get_or_load(
        caching.DATA,
        key,
        lambda: _ask(user, stage, wish),
        seconds=CACHE_SECONDS,
        is_fresh=lambda page: not _changed_since(stage, page.last_change),
    )


def _ask(user: User, stage: SnowflakeStage, wish: Wish) -> Page:
    # Read first: a file is on its stage before the move that says so is written.
    newest = StatusChange.objects.order_by("-pk").values_list("pk", flat=True).first()
    as_of = timezone.now()
    with warehouse(query_tag="list_stage") as connection:
        search = _Search(user, stage, wish, connection)
        search.fill()
    return Page(search.files, search.older, as_of, newest or 0)


def _changed_since(stage: SnowflakeStage, last_change: int) -> bool:
    """Whether a request for this stage has ended since: its file came, or was taken back."""
    ended = StatusChange.objects.filter(
        pk__gt=last_change,
        new__in=[Status.COMPLETED, Status.FAILED],
        request__stage_name=stage.stage_name,
    )
    return ended.exists()


@dataclass
class _Search:
    """Fills one page."""

    user: User
    stage: SnowflakeStage
    wish: Wish
    warehouse: Warehouse
    files: list[StageFile] = field(default_factory=list)
    older: str = ""

    def fill(self) -> None:
        cursor = _Cursor.read(self.wish.before)
        if self.wish.folder and sees_everything(self.user):
            self._take(self.wish.folder.strip("/"), None, cursor.behind)
            return
        day, behind = cursor.day or self._first_day(), cursor.behind
        lists = 0
        while day is not None and not self.older:
            if lists == MOST_LISTS or len(self.files) == PAGE_SIZE:
                self.older = f"{day.isoformat()}~~"
                return
            self._take(f"{day:%Y/%m/%d}", day, behind)
            lists += 1
            behind, day = None, self._day_before(day)

    def _take(self, folder: str, day: date | None, behind: tuple[datetime, str] | None) -> None:
        """The folder's newest files behind the cursor, as many as the page has room for."""
        room = PAGE_SIZE - len(self.files)
        at = StageLocation(self.stage.database, self.stage.schema, self.stage.pk, folder)
        wanted = self._wanted(self.warehouse.scan_files(at), day, behind)
        found = nlargest(room + 1, wanted, key=_order)
        self.files += found[:room]
        if len(found) > room:
            moment, name = _order(found[room - 1])
            self.older = f"{day.isoformat() if day else ''}~{moment.isoformat()}~{name}"

    def _wanted(
        self, files: Iterable[StageFile], day: date | None, behind: tuple[datetime, str] | None
    ) -> Iterator[StageFile]:
        own = None if sees_everything(self.user) else self._own_ids(day)
        text = self.wish.name.lower()
        for file in files:
            if text not in file.name.rpartition("/")[2].lower():
                continue
            if own is not None and request_id_of(file) not in own:
                continue
            if behind is None or _order(file) < behind:
                yield file

    def _own_ids(self, day: date | None) -> set[UUID]:
        return set(self._requests(day).values_list("pk", flat=True)) if day else set()

    def _requests(self, day: date | None = None) -> Any:
        own = SVGGenerationRequest.objects.visible_to(self.user).filter(stage_name=self.stage.pk)
        if self.wish.name:
            own = own.filter(filename__icontains=self.wish.name.removesuffix(".svg"))
        if day is None:
            return own
        start = datetime(day.year, day.month, day.day, tzinfo=UTC)
        return own.filter(created_at__gte=start, created_at__lt=start + timedelta(days=1))

    def _first_day(self) -> date | None:
        if self.wish.day:
            return date.fromisoformat(self.wish.day)
        return self._newest(self._requests())

    def _day_before(self, day: date) -> date | None:
        if self.wish.day:
            return None
        start = datetime(day.year, day.month, day.day, tzinfo=UTC)
        return self._newest(self._requests().filter(created_at__lt=start))

    def _newest(self, requests: Any) -> date | None:
        """A path's date is that of its request, by Universal Time."""
        newest = requests.order_by("-created_at").values_list("created_at", flat=True).first()
        return newest.astimezone(UTC).date() if newest else None


def _order(file: StageFile) -> tuple[datetime, str]:
    return file.last_modified, file.name


def request_id_of(file: StageFile) -> UUID | None:
    """The request that a path of ours belongs to; None for other programs' files."""
    ours = OurPath.read(file.name)
    return ours.request_id if ours else None


def read_day(text: str) -> str:
    """A date as yyyy-mm-dd; "" for what is none."""
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return ""
    return day.isoformat() if day and _is_likely(day) else ""


def _is_likely(day: date) -> bool:
    """Whether a file of ours can be of that day; the last day of all has no next one."""
    return FIRST_YEAR <= day.year <= LAST_YEAR
