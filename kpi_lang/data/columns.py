"""Which column of which sheet answers to which input."""

from collections.abc import Iterable, Sequence

from attrs import frozen

from kpi_lang.data.binding import ColumnBinding
from kpi_lang.data.cells import CellReader, Flaw
from kpi_lang.data.quoting import listed, quoted
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.data.sheet import Column, Sheet, title_text
from kpi_lang.source import Diagnostic, Diagnostics, Span
from kpi_lang.source.nearest import nearest

_MOST_COMPARED = 200
"""Unread titles that are compared with the known ones; a sheet of thousands is not searched for misspellings."""


@frozen(eq=False)
class BoundColumn:
    """An input and where its values come from: a column of a sheet (by number, 0 the main one), or a constant.

    `column` None and `constant` None: no sheet has it, and it is never given.
    """

    reader: CellReader
    sheet: int = 0
    column: Column | None = None
    constant: Value | None = None


def titles_of(spec: InputSpec) -> tuple[str, ...]:
    """The titles by which a column answers to an input if nothing else is said."""
    return tuple(dict.fromkeys(filter(None, (spec.name, spec.title, *spec.columns))))


def titles_of_name(name: str, specs: Iterable[InputSpec]) -> tuple[str, ...]:
    """The same for the key and for carried columns, which may be inputs besides."""
    return next((titles_of(spec) for spec in specs if spec.name == name), (name,))


def find_column(sheet: Sheet, titles: Sequence[str], name: str, findings: Diagnostics) -> Column | None:
    """The column of a sheet that has one of the titles, None if there is none.

    Two such columns are a finding, whether their titles are equal or not: which one is meant cannot be known.
    """
    wanted = dict.fromkeys(map(title_text, titles))
    found = [column for title in wanted for column in sheet.by_title.get(title, ())]
    if len(found) > 1:
        same = len({column.title for column in found}) == 1
        place = sheet.place(None, found[0].title)
        findings.add(
            Diagnostic.of(
                "K822",
                place,
                help="same" if same else "several",
                name=name,
                titles=quoted(column.title for column in found),
                positions=listed(column.position + 1 for column in found),
            )
        )
    return found[0] if found else None


@frozen(eq=False)
class ColumnFinder:
    """Finds the columns of the inputs of one table in its sheets, the main one first."""

    sheets: tuple[tuple[str, Sheet], ...]
    missing: tuple[str, ...]
    not_given: frozenset[str]
    findings: Diagnostics

    def bind(self, spec: InputSpec, binding: ColumnBinding) -> BoundColumn:
        """The column of an input. A required input without one is a finding, unless it is known not to be given."""
        if binding.constant is not None:
            return self._constant(spec, binding, binding.constant)
        titles = binding.titles or titles_of(spec)
        found = [
            (number, column)
            for number, sheet in self._candidates(binding)
            if (column := find_column(sheet, titles, spec.name, self.findings)) is not None
        ]
        if not found:
            if not spec.is_dispensable and spec.name not in self.not_given:
                self._report_absent(spec, binding, titles)
            return BoundColumn(CellReader(spec))
        number, column = found[0]
        if number > 0 and len(found) > 1:
            self.findings.add(
                Diagnostic.of(
                    "K825",
                    self.sheets[number][1].place(None, column.title),
                    name=spec.name,
                    sheets=quoted(self.sheets[place][0] for place, _ in found),
                    title=column.title,
                )
            )
        return BoundColumn(self._reader(spec, binding, self.sheets[number][1]), number, column)

    def _candidates(self, binding: ColumnBinding) -> list[tuple[int, Sheet]]:
        numbered = [(number, sheet) for number, (_, sheet) in enumerate(self.sheets)]
        if binding.sheet is None:
            return numbered
        return [pair for pair in numbered if self.sheets[pair[0]][0] == binding.sheet]

    def _reader(self, spec: InputSpec, binding: ColumnBinding, sheet: Sheet) -> CellReader:
        return CellReader(
            spec,
            (*self.missing, *binding.missing),
            suffix=binding.suffix,
            grouping_commas=sheet.grouping_commas,
        )

    def _constant(self, spec: InputSpec, binding: ColumnBinding, text: str) -> BoundColumn:
        reader = CellReader(spec)
        value = reader.read(text)
        if isinstance(value, Flaw):
            self.findings.add(value.at(binding.span or self.sheets[0][1].place(None, spec.name)))
            return BoundColumn(reader)
        return BoundColumn(reader, constant=value)

    def _report_absent(self, spec: InputSpec, binding: ColumnBinding, titles: Sequence[str]) -> None:
        sheets = [sheet for _, sheet in self._candidates(binding)] or [self.sheets[0][1]]
        present = [column.title for sheet in sheets for column in sheet.columns if column.title]
        # The longest title says most: a short name is like many titles.
        telling = sorted(titles, key=len, reverse=True)
        near = next((close for title in telling if (close := nearest(title, present))), None)
        place: Span | None = binding.span if binding.titles else None
        self.findings.add(
            Diagnostic.of(
                "K820",
                place or sheets[0].place(),
                help="nearest" if near else "none",
                name=spec.name,
                titles=quoted(titles),
                nearest=near or "",
                file=sheets[0].name,
            )
        )


def report_unread(
    sheet: Sheet, used: Iterable[Column], known: Sequence[str], ignored: Iterable[str], findings: Diagnostics
) -> None:
    """Say which columns of a sheet nobody reads.

    There is a warning for each that looks like a known title misspelt or that has none, and one note for
    the rest. `ignored` are titles that are knowingly not read.
    """
    positions = {column.position for column in used}
    passed = frozenset(ignored)
    rest: list[str] = []
    compared = 0
    for column in sheet.columns:
        if column.position in positions or (column.title and column.title in passed):
            continue
        compared += 1
        near = nearest(column.title, known) if column.title and compared <= _MOST_COMPARED else None
        if not column.title:
            findings.add(Diagnostic.of("K826", sheet.place(None, column.label), column=column.label))
        elif near is not None:
            findings.add(
                Diagnostic.of("K823", sheet.place(None, column.title), title=column.title, nearest=near)
            )
        else:
            rest.append(column.title)
    if rest:
        findings.add(Diagnostic.of("K824", sheet.place(), titles=quoted(rest), count=len(rest)))
