"""What each line of a batch would ask for, what is wrong with it, and what all would cost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from auditing.access import restrictions_of
from auditing.masking import kinds_in
from generation.batch.reading import Line, Sheet
from generation.brief import NO_WISHES, Brief
from generation.checking import check_model
from generation.filenames import propose_filename
from generation.submitting.model_facts import estimated_cost
from generation.submitting.wishes import make_brief
from generation.validators import FILENAME, PROMPT

# A shape is also named by its ratio, which stands beside its name on the page.
_RATIOS = {"1:1": "square", "4:3": "landscape", "3:4": "portrait", "16:9": "wide", "9:16": "tall"}
# What a spreadsheet would calculate; no wish for a picture begins so.
FORMULA = ("=", "+", "@", "\t")


@dataclass(frozen=True)
class Row:
    """One line. `cost` in US dollars, None where unknown; `secrets`: what it seems to hold."""

    number: int
    prompt: str
    filename: str
    model: str
    brief: Brief
    errors: tuple[str, ...]
    secrets: tuple[str | Promise, ...]
    cost: Decimal | None


@dataclass(frozen=True)
class Plan:
    rows: Sequence[Row]
    ignored: Sequence[str]

    @property
    def good(self) -> list[Row]:
        return [row for row in self.rows if not row.errors]

    @property
    def cost(self) -> Decimal:
        """Of the good rows with a known price."""
        return sum((row.cost for row in self.good if row.cost is not None), Decimal(0))

    @property
    def unpriced(self) -> int:
        return sum(row.cost is None for row in self.good)


def plan(sheet: Sheet, *, by: Any, model: str) -> Plan:
    """Each line checked by the rules of the form. `model` draws those that name none."""
    checks = _Checks(by)
    return Plan([_row(line, checks, model) for line in sheet.lines], sheet.ignored)


class _Checks:
    """Answers to what many lines ask, each looked up once."""

    def __init__(self, by: Any) -> None:
        self.bound = restrictions_of(by)
        self.models: dict[str, str] = {}

    def of_model(self, name: str) -> str:
        """Why this model cannot be asked; empty where it can."""
        if name not in self.models:
            self.models[name] = self._of_model(name)
        return self.models[name]

    def _of_model(self, name: str) -> str:
        try:
            check_model(name)
        except ValidationError as error:
            return error.messages[0]
        return "" if self.bound.allow_model(name) else _("Your account may not use this model.")


def _row(line: Line, checks: _Checks, usual_model: str) -> Row:
    cells = line.cells
    prompt = cells.get("prompt", "").replace("\r\n", "\n")
    filename = cells.get("filename", "").removesuffix(".svg")
    model = cells.get("model") or usual_model
    brief, faults = _brief(cells)
    filename = filename or (propose_filename(prompt) if prompt else "")
    errors = [*_faults(line, prompt, filename), checks.of_model(model), *faults]
    return Row(
        number=line.number,
        prompt=prompt,
        filename=filename,
        model=model,
        brief=brief,
        errors=tuple(error for error in errors if error),
        secrets=tuple(kinds_in(prompt[: 2 * PROMPT.maximum])),
        cost=estimated_cost(model),
    )


def _faults(line: Line, prompt: str, filename: str) -> Iterator[str]:
    if line.extra:
        yield _("More cells than columns: a prompt with a comma needs quotation marks around it.")
    if prompt.startswith(FORMULA):
        yield _("This looks like a formula of a spreadsheet. Write the words themselves.")
        return
    for rule, text in ((PROMPT, prompt), (FILENAME, filename)):
        try:
            if text or rule is PROMPT:
                rule(text)
        except ValidationError as error:
            yield error.messages[0]


def _brief(cells: dict[str, str]) -> tuple[Brief, list[str]]:
    names = ("palette", "aspect", "detail", "avoid")
    wished = {name: cells[name] for name in names if cells.get(name)}
    wished |= {name: wished[name].lower() for name in ("aspect", "detail") if name in wished}
    if "aspect" in wished:
        wished["aspect"] = _RATIOS.get(wished["aspect"], wished["aspect"])
    try:
        return make_brief(preset=cells.get("style", "").lower(), **wished), []  # type: ignore[arg-type]
    except ValidationError as error:
        told = error.message_dict
        columns = {name: "style" if name == "preset" else name for name in told}
        return NO_WISHES, [f"{columns[name]}: {words}" for name in told for words in told[name]]
