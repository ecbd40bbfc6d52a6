"""From a raw cell to the value of an input: what is the same for every kind, then the kind's own reader."""

import math
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import assert_never

from kpi_lang.data.cells.dates import date_reader, month_reader
from kpi_lang.data.cells.flaw import Flaw, Reading, flaw
from kpi_lang.data.cells.numbers import number_reader
from kpi_lang.data.cells.words import choice_reader, name_text, text_reader, yes_no_reader
from kpi_lang.data.raw import ERROR_VALUES, Obstacle, RawCell, Unreadable, cell_text
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.values.kinds import Family

_MOST_REMEMBERED = 4096
_LONGEST_REMEMBERED = 64

_OBSTACLES = {
    Obstacle.FORMULA: ("K865", None),
    Obstacle.ERROR_VALUE: ("K866", None),
    Obstacle.NESTED: ("K867", "nested"),
    Obstacle.CLOCK: ("K867", "clock"),
    Obstacle.NOT_FINITE: ("K858", None),
    Obstacle.TOO_LONG: ("K857", None),
}


class CellReader:
    """Reads the cells of one input and counts the binary numbers that it took for decimals.

    `missing` are the texts that mean no value, besides an empty cell; `suffix` is taken off the end of texts.
    `conversions` counts binary numbers read as a decimal that is not exactly the same number (0.1, not 0.5).
    """

    def __init__(
        self,
        spec: InputSpec,
        missing: Iterable[str] = (),
        *,
        suffix: str = "",
        grouping_commas: bool = True,
    ) -> None:
        self.spec = spec
        self.conversions = 0
        self._missing = frozenset(marker.strip() for marker in missing) | {""}
        self._suffix = suffix.strip()
        self._read = _kind_reader(spec, grouping_commas)
        # Sheets repeat themselves; reading a text once is enough.
        self._remembered: dict[str, Reading] = {}

    def read(self, cell: RawCell) -> Reading:
        """The value of a cell, None where it says that there is none, or what is wrong with it.

        A missing value is no flaw, whatever the input: whether a person needs it is decided later.
        """
        if cell is None:
            return None
        if isinstance(cell, str):
            known = self._remembered.get(cell, self)
            if known is not self:
                return known  # type: ignore[return-value]
            reading = self._read_text(cell)
            if len(cell) <= _LONGEST_REMEMBERED and len(self._remembered) < _MOST_REMEMBERED:
                self._remembered[cell] = reading
            return reading
        return self._read_other(cell)

    def _read_text(self, cell: str) -> Reading:
        text = cell.strip()
        if text in self._missing:
            return None
        if self._suffix and text.endswith(self._suffix):
            text = text[: -len(self._suffix)].rstrip()
        if text.startswith("="):
            return flaw("K865", self.spec, text)
        if text in ERROR_VALUES:
            return flaw("K866", self.spec, text)
        return self._read(text)

    def _read_other(self, cell: RawCell) -> Reading:
        # Only text can be blank, so that without markers nothing need be written out.
        if len(self._missing) > 1 and cell_text(cell) in self._missing:
            return None
        if isinstance(cell, Unreadable):
            code, help_key = _OBSTACLES[cell.obstacle]
            return flaw(code, self.spec, cell.shown, help_key)
        if isinstance(cell, float) and not math.isfinite(cell):
            return flaw("K858", self.spec, str(cell))
        reading = self._read(cell)
        if isinstance(cell, float) and isinstance(reading, Fraction) and reading != cell:
            self.conversions += 1
        return reading


def _kind_reader(spec: InputSpec, grouping_commas: bool) -> Callable[[RawCell], Value | Flaw]:
    match spec.kind.family:
        case Family.NUMBER:
            return number_reader(spec, grouping_commas=grouping_commas)
        case Family.YES_NO:
            return yes_no_reader(spec)
        case Family.CHOICE:
            return choice_reader(spec)
        case Family.DATE:
            return date_reader(spec)
        case Family.MONTH:
            return month_reader(spec)
        case Family.TEXT:
            return text_reader(spec)
        case _:
            assert_never(spec.kind.family)


def read_name(name: str, cell: RawCell, missing: frozenset[str]) -> str | Flaw | None:
    """The text of a key or carried column: None where empty or a missing marker, a flaw where unfit."""
    text = cell_text(cell)
    if not text or text in missing:
        return None
    found = (("name", name), ("value", text))
    if isinstance(cell, Unreadable):
        return Flaw(*_OBSTACLES[cell.obstacle], found)
    if isinstance(cell, float) and not math.isfinite(cell):
        return Flaw("K858", None, found)
    if text.startswith("="):
        return Flaw("K865", None, found)
    return Flaw("K866", None, found) if text in ERROR_VALUES else name_text(name, cell)
