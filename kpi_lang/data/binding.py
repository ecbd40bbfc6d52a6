"""Bindings: how the columns of real sheets answer to the inputs of a policy.

Without a binding a column is found by its title: the input's name, its title, or one of the titles that the
policy lists. A binding says what differs from that, for sheets that cannot be changed:

- ``missing``: texts that mean "no value", besides an empty cell; for all columns, or for one;
- ``columns``: from input to title (one or several, the first found counts), or to a constant, written
  ``"= value"``; with a ``suffix`` that is taken off the end of each text (``" out of 10"``);
- ``key``: the title of the column that names the person;
- ``sheets``: further files whose rows belong to the same people, each joined by a key column of its own.
  The main sheet defines who is read;
- ``records``: where the rows of a table of records come from: a file or a sheet, with the column that names
  the owner. A wide sheet is unpivoted: for each code the titles that hold ``{code}`` give one record;
- ``where``: only rows whose column has one of these texts are read; the others are counted, not rejected;
- ``ignore`` and ``not_given``: titles that are knowingly not read, inputs that the data knowingly lacks.

Nothing here computes: a value is never changed beyond the suffix that is stripped.
``docs/binding.md`` shows the file format by examples.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from attrs import evolve, field, frozen

from kpi_lang.source import SourceFile, Span

MAIN = "main"
"""The name by which a binding speaks of the sheet of people."""


@frozen
class ColumnBinding:
    """Where the values of an input come from: a column of one of these titles, or a constant.

    ``sheet`` None: the main sheet, else the joined sheet that has it. ``titles`` empty: those the policy gives.
    """

    titles: tuple[str, ...] = ()
    sheet: str | None = None
    constant: str | None = None
    suffix: str = ""
    missing: tuple[str, ...] = ()
    span: Span | None = None


@frozen
class Where:
    """Of a column with this title, only rows with one of these texts are read."""

    title: str
    texts: tuple[str, ...]
    span: Span | None = None


@frozen
class SheetBinding:
    """A further file, by the name that the binding gives it; ``key`` are titles of the column that joins it."""

    name: str
    file: str
    key: tuple[str, ...] = ()
    title_row: int = 1
    where: tuple[Where, ...] = ()
    span: Span | None = None


@frozen
class Code:
    """One code of a wide sheet, and the constants that its records get, by field."""

    text: str
    constants: Mapping[str, str]


@frozen
class Unpivot:
    """A wide sheet read as records: for each code one, from the titles in which ``{name}`` stands for the code.

    If the table has a field called ``name``, it gets the code.
    """

    name: str
    codes: tuple[Code, ...]
    span: Span | None = None

    def title(self, pattern: str, code: str) -> str:
        """The title that a pattern means for a code."""
        return pattern.replace(f"{{{self.name}}}", code)


@frozen
class RecordSource:
    """One sheet from which records of a table come; ``sheet`` None: the file given for the table with the run.

    ``only_with``: fields without which a row is no record of this table, and is left out.
    """

    sheet: str | None = None
    key: tuple[str, ...] = ()
    columns: Mapping[str, ColumnBinding] = field(factory=dict)
    unpivot: Unpivot | None = None
    title_row: int = 1
    where: tuple[Where, ...] = ()
    only_with: tuple[str, ...] = ()
    span: Span | None = None


@frozen
class Binding:
    """How one set of sheets is bound; the empty one leaves everything to the titles in the policy."""

    missing: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    title_row: int = 1
    columns: Mapping[str, ColumnBinding] = field(factory=dict)
    sheets: tuple[SheetBinding, ...] = ()
    records: Mapping[str, tuple[RecordSource, ...]] = field(factory=dict)
    where: tuple[Where, ...] = ()
    ignore: tuple[str, ...] = ()
    not_given: tuple[str, ...] = ()
    source: SourceFile | None = None

    def with_missing(self, texts: Iterable[str]) -> "Binding":
        """The binding with further missing markers."""
        return evolve(self, missing=(*self.missing, *texts))

    def with_not_given(self, names: Iterable[str]) -> "Binding":
        """The binding with further inputs that the data is known to lack."""
        return evolve(self, not_given=(*self.not_given, *names))

    def ignores(self, title: str) -> bool:
        """Whether a title is knowingly not read; ``*`` in a pattern stands for any text."""
        return any(_pattern(ignored).fullmatch(title) for ignored in self.ignore)

    def sheet(self, name: str) -> SheetBinding | None:
        """The further sheet of a name, None if there is none."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


@cache
def _pattern(ignored: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, ignored.split("*"))), re.DOTALL)
