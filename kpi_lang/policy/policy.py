"""A compiled policy as Python programs use it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Self

from attrs import field, frozen

from kpi_lang.core.plan import Plan
from kpi_lang.data.approvals import NO_APPROVALS, Approvals, read_approvals
from kpi_lang.data.binding import Binding
from kpi_lang.data.binding_file import read_binding
from kpi_lang.data.files import open_sheet
from kpi_lang.data.frames import sheet_from
from kpi_lang.data.people import bind
from kpi_lang.data.sheet import Sheet, titled_columns
from kpi_lang.data.sources import Sources, open_sources
from kpi_lang.data.supplied import Override, supplied_value
from kpi_lang.loading import FolderLoader, read_policy
from kpi_lang.policy.compiled import Compiled, compiled
from kpi_lang.policy.engine import Engine
from kpi_lang.policy.everybody import Progress, evaluate_everybody
from kpi_lang.policy.given import GivenRecords, records_not_given, unknown_records
from kpi_lang.policy.over_time import evaluate_periods, periods_of
from kpi_lang.policy.past import PastFigures
from kpi_lang.policy.person_error import PersonError
from kpi_lang.policy.quick_outcome import QuickOutcome
from kpi_lang.policy.result import Result
from kpi_lang.policy.run_error import RunError
from kpi_lang.policy.standing import OutOfScope, standing
from kpi_lang.policy.table import Table
from kpi_lang.source import Diagnostic, SourceFile
from kpi_lang.values.periods import Period


def load(
    path: str | Path,
    *,
    settings: Mapping[str, str] | None = None,
    parameters: Mapping[str, object] | None = None,
) -> "Policy":
    """The policy in a file; `settings` gives parameters other values, as a person would write them.

    `parameters` does the same with Python values: a number, a mapping by category or by date, rows of a table, or the
    `Path` of a file. Raises `PolicyError`, holding every finding, if the checker does not accept it, and
    `DataFileError` if a file cannot be read. Compiled policies are remembered by their content.
    """
    file = Path(path)
    overrides = _overrides(settings, parameters)
    return Policy.of(compiled(read_policy(file), FolderLoader(file.parent), overrides))


def loads(
    text: str,
    name: str = "policy.kpi",
    *,
    settings: Mapping[str, str] | None = None,
    parameters: Mapping[str, object] | None = None,
    folder: str | Path = ".",
) -> "Policy":
    """The policy of a text; `name` is what messages call it, `folder` where its imports are. Raises `PolicyError`."""
    source = SourceFile(name, text)
    return Policy.of(compiled(source, FolderLoader(Path(folder)), _overrides(settings, parameters)))


def _overrides(
    settings: Mapping[str, str] | None, parameters: Mapping[str, object] | None
) -> dict[str, Override]:
    supplied = {name: supplied_value(name, value) for name, value in (parameters or {}).items()}
    return {**(settings or {}), **supplied}


@frozen
class Policy:
    """A policy that the checker accepts. Frozen, safe for use by several threads, and picklable.

    Two policies are equal if their texts (with imports) and parameters are.
    """

    plan: Plan = field(repr=False, eq=False)
    warnings: tuple[Diagnostic, ...] = field(repr=False, eq=False)
    fingerprint: str
    _engine: Engine = field(init=False, repr=False, eq=False)

    @_engine.default
    def _make_engine(self) -> Engine:
        return Engine(self.plan)

    @classmethod
    def of(cls, found: Compiled) -> Self:
        """The policy that was compiled."""
        return cls(found.plan, found.warnings, found.fingerprint)

    def __reduce__(self) -> tuple[type[Self], tuple[Plan, tuple[Diagnostic, ...], str]]:
        return type(self), (self.plan, self.warnings, self.fingerprint)

    @property
    def name(self) -> str:
        """Its name."""
        return self.plan.name

    @property
    def title(self) -> str:
        """Its title, for people."""
        return self.plan.title

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names of what it reads of a person."""
        stand_ins = {name for parameter in self.plan.supplied for name in parameter.stand_ins}
        return tuple(spec.name for spec in self.plan.given if spec.name not in stand_ins)

    @property
    def outputs(self) -> tuple[str, ...]:
        """The names of its results, in order."""
        return tuple(output.name for output in self.plan.outputs)

    def evaluate(
        self,
        values: Mapping[str, object],
        *,
        records: GivenRecords | None = None,
        as_of: date | str | None = None,
        period: Period | str | None = None,
    ) -> Result:
        """The results of one person, by the stages that need nobody else.

        `values` are by the names or titles of inputs: text as in a sheet, or Python numbers, dates and booleans;
        `records` by table, each a list of such mappings. Raises `PersonError` for unknown names, for values
        outside their domain, and wherever a run would reject the person; `RunError` where values of
        parameters are still to be supplied.
        """
        self._check_supplied()
        engine = self._engine
        evaluated = engine.evaluate_given(values, records, engine.dates(period, as_of)[0])
        if not isinstance(evaluated, QuickOutcome):
            stand = standing(self.plan, evaluated)
            if stand and not isinstance(stand, OutOfScope):
                raise PersonError(stand)
        return Result(self.plan, evaluated)

    def run(
        self,
        data: object,
        *,
        records: Mapping[str, object] | None = None,
        binding: Binding | str | Path | None = None,
        missing: Iterable[str] = (),
        as_of: date | str | None = None,
        period: Period | str | None = None,
        history: Iterable[object] = (),
        progress: Progress = iter,
        approvals: Approvals | str | Path | None = None,
    ) -> Table:
        """The results of everybody in `data`: the path of a file, a frame of any library, or a list of mappings.

        `records` are paths or frames by table, `binding` tells which columns hold which inputs, `missing` are
        further texts that mean no value. Data with a column `period` are evaluated period after period; `period`
        then says of which results are wanted. `history` are files or frames of what earlier periods came to, with
        the key, a column `period` and figures by name.
        `approvals` tells which proposed grades are approved.

        Raises `RunError` for parameters not supplied, or a period or records that do not fit the policy,
        `DataFileError` for files that cannot be read, and `BindingError` where columns are missing; rows that cannot
        be used are in the table's `rejects`.
        """
        self._check_supplied()
        engine = self._engine
        given = read_binding(binding) if isinstance(binding, str | Path) else binding
        known = (given or Binding()).with_missing(missing)
        self._check_records(records or {}, known)
        sources = self._sources(data, records or {}, known)
        decided = (
            read_approvals(str(approvals), self.plan.key)
            if isinstance(approvals, str | Path)
            else approvals or NO_APPROVALS
        )
        past = PastFigures(self.plan)
        for number, earlier in enumerate(history, start=1):
            past.read(_sheet(earlier, f"history {number}", (self.plan.key,)))
        periods = periods_of(self.plan, sources)
        if periods is not None:
            wanted = self._wanted(period)
            return evaluate_periods(engine, periods, known, past, wanted, progress, decided)
        dates, found = engine.dates(period, as_of)
        bound = bind(self.plan.schema(), sources.main, sources.others, sources.records, known)
        table = evaluate_everybody(engine, bound, dates, found, progress, past, decided)
        return table if not past.rejects else table.with_rejects(past.rejects)

    def _wanted(self, period: Period | str | None) -> Period | None:
        """The period whose results are wanted, of the policy's own length or of a roll-up's; raises `RunError`."""
        found = Period.parse(period) if isinstance(period, str) else period
        if found is not None and any(found.length is rollup.length for rollup in self.plan.rollups):
            return found
        return None if period is None else self._engine.dates(period, None)[1]

    def _sources(self, data: object, records: Mapping[str, object], binding: Binding) -> Sources:
        if isinstance(data, str | Path) and all(
            isinstance(source, str | Path) for source in records.values()
        ):
            paths = {name: Path(str(source)) for name, source in records.items()}
            return open_sources(data, paths, binding)
        schema = self.plan.schema()
        fields = {table.name: [spec.name for spec in table.fields] for table in schema.records}
        sheets = {name: _sheet(source, name, (schema.key, *fields[name])) for name, source in records.items()}
        titles = (schema.key, *(spec.name for spec in schema.inputs))
        return Sources(_sheet(data, schema.subject, titles), {}, sheets)

    def _check_supplied(self) -> None:
        if self.plan.unsupplied:
            raise RunError((Diagnostic.of("K884", None, names=self.plan.unsupplied),))

    def _check_records(self, records: Mapping[str, object], binding: Binding | None) -> None:
        known = {table.name for table in self.plan.records}
        supplied = {*records, *(_supplied_by(binding) if binding is not None else ())}
        findings = [unknown_records(name, self.plan) for name in records if name not in known]
        findings += [
            records_not_given(table)
            for table in self.plan.records
            if not table.optional and not table.is_past and table.name not in supplied
        ]
        if findings:
            raise RunError(findings)


def _supplied_by(binding: Binding) -> Iterator[str]:
    """The tables that a binding takes care of: it names their sheets, or says that there are none."""
    yield from binding.not_given
    for name, sources in binding.records.items():
        if not sources or any(source.sheet is not None for source in sources):
            yield name


def _sheet(source: object, name: str, titles: tuple[str, ...]) -> Sheet:
    """The sheet of a file or frame. A list of nobody has no titles of its own: it gets those of the policy."""
    if isinstance(source, str | Path):
        return open_sheet(source)
    if isinstance(source, list | tuple) and not source:
        return Sheet(name, titled_columns(tuple(dict.fromkeys(titles))), lambda: iter(()))
    return sheet_from(source, name)
