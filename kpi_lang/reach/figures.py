"""The figures of a person that may move: inputs and columns of their records, and what depends on each."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve, frozen

from kpi_lang.core.children import table_expressions, walk
from kpi_lang.core.nodes import Aggregate, Expr, FigureRef, InputRef, RuleRef
from kpi_lang.core.plan import Plan, RecordsPlan
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.evaluate.person import Person, Record
from kpi_lang.evaluate.trace import Trace
from kpi_lang.values.kinds import Family


@frozen
class Figure:
    """An input of a person, or a column of one of their records: then ``records`` and ``row`` (from 0) say which."""

    spec: InputSpec
    records: str | None = None
    row: int | None = None

    def of(self, trace: Trace) -> Value | None:
        """Its value, None if none is given."""
        plan, person = trace.plan, trace.person
        if self.records is None:
            return person.values[_place(plan.inputs, self.spec)]
        table, rows = _table(plan, person, self.records)
        assert self.row is not None
        return rows[self.row].values[_place(plan.records[table].fields, self.spec)]

    def changed(self, plan: Plan, person: Person, value: Value) -> Person:
        """The same person but for this figure."""
        if self.records is None:
            place = _place(plan.inputs, self.spec)
            return evolve(person, values=_with(person.values, place, value))
        table, rows = _table(plan, person, self.records)
        assert self.row is not None
        place = _place(plan.records[table].fields, self.spec)
        record = evolve(rows[self.row], values=_with(rows[self.row].values, place, value))
        changed = (*rows[: self.row], record, *rows[self.row + 1 :])
        return evolve(person, records=(*person.records[:table], changed, *person.records[table + 1 :]))


def movable_figures(trace: Trace) -> Iterator[Figure]:
    """What somebody may do something about: numbers on a step and yes/no that were given, and not set beforehand."""
    plan = trace.plan
    for spec, value in zip(plan.inputs, trace.person.values, strict=True):
        if value is not None and _is_movable(spec):
            yield Figure(spec)
    for table, rows in zip(plan.records, trace.person.records, strict=True):
        for number, record in enumerate(rows or ()):
            for spec, value in zip(table.fields, record.values, strict=False):
                if value is not None and not record.rejected and _is_movable(spec):
                    yield Figure(spec, table.name, number)


def _is_movable(spec: InputSpec) -> bool:
    if spec.beforehand:
        return False
    return spec.kind.family is Family.YES_NO or (spec.kind.is_number and spec.domain.step is not None)


def dependents(plan: Plan, figure: Figure) -> frozenset[str]:
    """The subject's rules that read a figure, themselves, through other rules or records, or by way of other people.

    Figures about other people that are moved by it are among them, by name.
    """
    tables = {table.name for table in plan.records if _moves(table, figure)}
    found: set[str] = set()
    known = -1
    while known < len(found):
        known = len(found)
        found |= {rule.name for rule in plan.rules if _reads(rule.expr, figure, found, tables)}
        for about in plan.figures:
            if any(_reads(part, figure, found, tables) for part in about.parts):
                found.add(about.name)
    return frozenset(found)


def _moves(table: RecordsPlan, figure: Figure) -> bool:
    if table.name == figure.records:
        return True
    return any(_reads(expr, figure, set(), set()) for expr in table_expressions(table))


def _reads(expr: Expr, figure: Figure, names: set[str], tables: set[str]) -> bool:
    for node in walk(expr):
        match node:
            case InputRef(name=name) if figure.records is None and name == figure.spec.name:
                return True
            case RuleRef(name=name) | FigureRef(name=name) if name in names:
                return True
            case Aggregate(records=records) if records in tables:
                return True
    return False


def _place(specs: tuple[InputSpec, ...], wanted: InputSpec) -> int:
    return next(place for place, spec in enumerate(specs) if spec.name == wanted.name)


def _table(plan: Plan, person: Person, records: str) -> tuple[int, tuple[Record, ...]]:
    place = next(place for place, table in enumerate(plan.records) if table.name == records)
    return place, person.records[place] or ()


def _with(values: tuple[Value | None, ...], place: int, value: Value) -> tuple[Value | None, ...]:
    return (*values[:place], value, *values[place + 1 :])


def steps_of(spec: InputSpec, value: Fraction) -> tuple[int, int]:
    """How many steps a figure may fall and rise within its domain, at most `MOST_STEPS` each."""
    step, domain = spec.domain.step, spec.domain
    assert step is not None
    down = up = MOST_STEPS
    if domain.first is not None:
        down = min(down, max(0, (value - domain.first) // step))
    if domain.last is not None:
        up = min(up, max(0, (domain.last - value) // step))
    return down, up


MOST_STEPS = 10**15
"""No figure is followed further than this, where its domain has no end."""
