"""The plan of one binding: which column of which sheet is read as what, found before any row is read."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import define, field, frozen

from kpi_lang.data.binding import MAIN, Binding, ColumnBinding, RecordSource, SheetBinding
from kpi_lang.data.binding_names import check_names
from kpi_lang.data.columns import BoundColumn, ColumnFinder, report_unread, titles_of, titles_of_name
from kpi_lang.data.file_error import BindingError
from kpi_lang.data.filtered import Condition, conditions
from kpi_lang.data.keys import KeyColumn, find_key
from kpi_lang.data.record_tables import BoundSource, bind_source
from kpi_lang.data.schema import InputSpec, RecordsSchema, Schema
from kpi_lang.data.sheet import Column, Sheet
from kpi_lang.source import Diagnostic, Diagnostics
from kpi_lang.values.domains import Domain
from kpi_lang.values.kinds import TEXT


@frozen(eq=False)
class JoinedColumnSet:
    """A joined sheet that is read: its name, key column and conditions, and its number among the sheets."""

    name: str
    number: int
    key: KeyColumn
    where: tuple[Condition, ...]


@frozen(eq=False)
class Layout:
    """Everything that is known about the sheets before their rows are read.

    `sources` holds for each table of records where it comes from, None where it is not supplied.
    """

    key: KeyColumn
    where: tuple[Condition, ...]
    inputs: tuple[BoundColumn, ...]
    carried: tuple[BoundColumn, ...]
    joined: tuple[JoinedColumnSet, ...]
    sources: tuple[tuple[BoundSource, ...] | None, ...]
    sheet_names: tuple[str, ...]
    missing: frozenset[str]
    findings: Diagnostics


def plan_layout(
    schema: Schema,
    main: Sheet,
    others: Mapping[str, Sheet],
    records: Mapping[str, Sheet],
    binding: Binding,
) -> Layout:
    """Find every column that a policy reads. Raises `BindingError` with all that is missing or doubtful."""
    return _Planner(schema, main, others, records, binding).layout()


@define(eq=False)
class _Planner:
    """The work on one layout; `used` collects which columns of which sheet are read."""

    schema: Schema
    main: Sheet
    others: Mapping[str, Sheet]
    records: Mapping[str, Sheet]
    binding: Binding
    findings: Diagnostics = field(factory=Diagnostics)
    used: dict[Sheet, list[Column]] = field(factory=dict)
    free: list[str] = field(factory=list)

    @property
    def missing(self) -> frozenset[str]:
        return frozenset(marker.strip() for marker in self.binding.missing)

    def layout(self) -> Layout:
        binding, findings = self.binding, self.findings
        check_names(self.schema, binding, self.others, self.records, findings)
        key = self._key(self.main, self._key_titles())
        finder = self._finder(((MAIN, self.main), *self.others.items()), "")
        specs = [*self.schema.inputs, *map(_carried_spec, self.schema.carried)]
        bound = [finder.bind(spec, binding.columns.get(spec.name, ColumnBinding())) for spec in specs]
        self._note(finder, bound)
        sources = tuple(self._sources(table) for table in self.schema.records)
        joined = tuple(self._joined(finder, bound))
        where = conditions(self.main, binding.where, findings)
        if key is None or findings.has_errors:
            # Which columns are left over is known only once all others are found.
            raise BindingError(findings)
        self._report_unread()
        inputs = len(self.schema.inputs)
        names = tuple(sheet.name for _, sheet in finder.sheets)
        return Layout(
            key,
            where,
            tuple(bound[:inputs]),
            tuple(bound[inputs:]),
            joined,
            sources,
            names,
            self.missing,
            findings,
        )

    def _key_titles(self) -> tuple[str, ...]:
        return self.binding.key or titles_of_name(self.schema.key, self.schema.inputs)

    def _key(self, sheet: Sheet, titles: Sequence[str], name: str | None = None) -> KeyColumn | None:
        found = find_key(sheet, titles, name or self.schema.key, self.missing, self.findings)
        self.used.setdefault(sheet, [])
        if found is not None:
            self.used[sheet].append(found.column)
        return found

    def _finder(self, sheets: tuple[tuple[str, Sheet], ...], prefix: str) -> ColumnFinder:
        known = self.binding.not_given
        own = frozenset(name.removeprefix(prefix) for name in known if name.startswith(prefix))
        return ColumnFinder(sheets, self.binding.missing, own, self.findings)

    def _note(self, finder: ColumnFinder, bound: Iterable[BoundColumn]) -> None:
        for column in bound:
            if column.column is not None:
                self.used.setdefault(finder.sheets[column.sheet][1], []).append(column.column)
            elif column.constant is None and column.reader.spec.is_dispensable:
                # A required one has been reported with its nearest title already.
                self.free.extend(titles_of(column.reader.spec))

    def _joined(self, finder: ColumnFinder, bound: Sequence[BoundColumn]) -> Iterable[JoinedColumnSet]:
        read = {column.sheet for column in bound if column.column is not None}
        for number, (name, sheet) in enumerate(finder.sheets):
            if number in read and number > 0:
                declared = self.binding.sheet(name) or SheetBinding(name, sheet.name)
                key = self._key(sheet, declared.key or self._key_titles())
                where = conditions(sheet, declared.where, self.findings)
                if key is not None:
                    yield JoinedColumnSet(name, number, key, where)

    def _sources(self, table: RecordsSchema) -> tuple[BoundSource, ...] | None:
        declared = self.binding.records.get(table.name, ())
        given = self.records.get(table.name)
        if given is not None and all(source.sheet is not None for source in declared):
            declared = (*declared, RecordSource())
        found = [
            bound
            for source in declared
            if (sheet := self._record_sheet(source, given)) is not None
            and (bound := self._source(table, source, sheet)) is not None
        ]
        if found or table.optional or table.name in self.binding.not_given:
            return tuple(found) or None
        if given is None and not declared:
            self.findings.add(Diagnostic.of("K828", name=table.name))
        return None

    def _record_sheet(self, source: RecordSource, given: Sheet | None) -> Sheet | None:
        if source.sheet is None:
            return given
        return self.main if source.sheet == MAIN else self.others.get(source.sheet)

    def _source(self, table: RecordsSchema, source: RecordSource, sheet: Sheet) -> BoundSource | None:
        declared = self.binding.sheet(source.sheet or "")
        own = () if table.by is None else titles_of_name(table.by, self.schema.inputs)
        titles = source.key or (declared.key if declared else ()) or own or self._key_titles()
        key = self._key(sheet, titles, table.by)
        if key is None:
            return None
        finder = self._finder(((source.sheet or table.name, sheet),), f"{table.name}.")
        bound = bind_source(table, source, key, finder)
        for layout in bound.layouts:
            self._note(finder, layout.columns)
        return bound

    def _report_unread(self) -> None:
        sheets = {id(sheet): sheet for sheet in (self.main, *self.others.values(), *self.records.values())}
        filters = [
            *self.binding.where,
            *(clause for sheet in self.binding.sheets for clause in sheet.where),
            *(
                clause
                for table in self.binding.records.values()
                for source in table
                for clause in source.where
            ),
        ]
        passed = {clause.title for clause in filters}
        for sheet in sheets.values():
            self.findings.extend(sheet.notes)
            known = [column.title for column in sheet.columns if self.binding.ignores(column.title)]
            report_unread(sheet, self.used.get(sheet, ()), self.free, (*known, *passed), self.findings)


def _carried_spec(name: str) -> InputSpec:
    return InputSpec(name, "", TEXT, Domain(), True, None, (), None)
