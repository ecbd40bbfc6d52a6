"""One person under a plan: the meaning of every node, in exact fractions, one method for each."""

from collections.abc import Callable
from fractions import Fraction
from typing import assert_never

from attrs import frozen

from kpi_lang.core.absent import UNANSWERED, Absent, Cause
from kpi_lang.core.children import point_of, walk
from kpi_lang.core.nodes import (
    Aggregate,
    Arithmetic,
    Choose,
    Compare,
    Const,
    DateCall,
    Expr,
    Extreme,
    FieldRef,
    FigureRef,
    InputRef,
    IsAbsent,
    Logic,
    Not,
    NoValue,
    Power,
    Round,
    RuleRef,
)
from kpi_lang.core.operators import COMPARISONS, DECIDING, aggregate, extreme_index, operation
from kpi_lang.core.ordering import sort_key
from kpi_lang.core.plan import Plan, RecordsPlan, Requirement, Rule
from kpi_lang.core.printer import print_expression
from kpi_lang.core.reasons import calculation_reason, input_reason, pending_figure, table_reason
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.evaluate.limits import LimitError, has_too_many_digits
from kpi_lang.evaluate.person import Person, Record
from kpi_lang.evaluate.trace import Each, Happening, RecordTrace, Trace
from kpi_lang.source import Span
from kpi_lang.values.dates import DateOutOfRange
from kpi_lang.values.powers import PowerTooLarge, PowerUndefined, round_power
from kpi_lang.values.rounding import round_to

Result = Value | Absent


@frozen
class _Row:
    """A record at hand, with the computed columns so far."""

    record: Record
    computed: dict[str, Result]


@frozen
class _Table:
    plan: RecordsPlan
    rows: tuple[_Row, ...]
    rejected: bool


Points = dict[int, Happening]
Rows = dict[str, _Row]


class Evaluation:
    """One person on the way: what is known so far, and the meaning of each node."""

    def __init__(self, plan: Plan, positions: dict[str, int], person: Person) -> None:
        self.plan = plan
        self.positions = positions
        self.person = person
        self.inputs: dict[str, Result] = {
            spec.name: _given(spec, value) for spec, value in zip(plan.inputs, person.values, strict=True)
        }
        self.figures = {figure.name: place for place, figure in enumerate(plan.figures)}
        self.rules: dict[str, Result] = {}
        self.tables: dict[str, _Table | None] = {}
        self.fields = {
            (table.name, spec.name): (place, spec)
            for table in plan.records
            for place, spec in enumerate(table.fields)
        }

    def trace(self) -> Trace:
        """Everything that happens to the person; raises ``LimitError``."""
        records = self.take_tables()
        points: Points = {}
        for rule in self.plan.rules:
            self.rules[rule.name] = self.rule(rule, points, {})
        applies = self.plan.applies
        scope: Result = True
        if applies is not None:
            scope = self.guarded(applies, points, {}, print_expression(applies), applies.span)
        assert isinstance(scope, bool | Absent)
        met = tuple(self.requirement(requirement, points, {}) for requirement in self.plan.requirements)
        return Trace(
            self.plan,
            self.person,
            self.positions,
            scope,
            met,
            tuple(self.rules.values()),
            _by_number(points, self.plan.points),
            records,
        )

    def take_tables(self) -> tuple[tuple[RecordTrace, ...] | None, ...]:
        """Evaluate every record; the traces by table."""
        traces: list[tuple[RecordTrace, ...] | None] = []
        for table, records in zip(self.plan.records, self.person.records, strict=True):
            if records is None:
                self.tables[table.name] = None
                traces.append(None)
                continue
            rows = tuple(_Row(record, {}) for record in records)
            taken = tuple(self.record(table, row) for row in rows)
            self.tables[table.name] = _Table(table, rows, any(trace.rejected for trace in taken))
            traces.append(taken)
        return tuple(traces)

    def restore_tables(self, traces: tuple[tuple[RecordTrace, ...] | None, ...]) -> None:
        """The tables as they were evaluated before."""
        for table, records, taken in zip(self.plan.records, self.person.records, traces, strict=True):
            if records is None or taken is None:
                self.tables[table.name] = None
                continue
            names = [rule.name for rule in table.rules]
            rows = tuple(
                _Row(record, dict(zip(names, trace.values, strict=not trace.rejected)))
                for record, trace in zip(records, taken, strict=True)
            )
            self.tables[table.name] = _Table(table, rows, any(trace.rejected for trace in taken))

    def record(self, table: RecordsPlan, row: _Row) -> RecordTrace:
        """One record: its computed columns and requirements."""
        if row.record.rejected:
            return RecordTrace((), (), (), rejected=True)
        points: Points = {}
        at_hand = {table.name: row}
        for rule in table.rules:
            row.computed[rule.name] = self.rule(rule, points, at_hand)
        met = tuple(self.requirement(requirement, points, at_hand) for requirement in table.requirements)
        values = tuple(row.computed.values())
        return RecordTrace(values, _by_number(points, table.points), met, rejected=False in met)

    def rule(self, rule: Rule, points: Points, at_hand: Rows) -> Result:
        """The value of a rule; raises ``LimitError``."""
        value = self.guarded(rule.expr, points, at_hand, rule.title, rule.span)
        if isinstance(value, Fraction) and has_too_many_digits(value, self.plan.digits_bound):
            raise LimitError.too_many_digits(rule.title, rule.span, self.plan.digits_bound)
        return value

    def requirement(self, requirement: Requirement, points: Points, at_hand: Rows) -> bool | Absent:
        """Whether a requirement is met; absent where it cannot be judged."""
        met = self.guarded(requirement.condition, points, at_hand, requirement.message, requirement.span)
        assert isinstance(met, bool | Absent)
        return met

    def guarded(self, expr: Expr, points: Points, at_hand: Rows, name: str, span: Span | None) -> Result:
        """The value of a whole expression, with limits reported under the name it goes by."""
        try:
            return self.value(expr, points, at_hand)
        except DateOutOfRange:
            raise LimitError.of("K902", name, span) from None
        except PowerTooLarge:
            raise LimitError.of("K903", name, span) from None

    def value(self, expr: Expr, points: Points, at_hand: Rows) -> Result:  # noqa: C901 - one case per node
        """The meaning of one node."""
        match expr:
            case Const():
                return expr.value
            case InputRef():
                return self.inputs[expr.name] if expr.name in self.inputs else self.run_date(expr.name)
            case RuleRef():
                return self.rules[expr.name]
            case FieldRef():
                return self.column(expr, at_hand[expr.records])
            case FigureRef():
                return self.about_others(expr, points, at_hand)
            case Arithmetic():
                use = operation(expr.operator, (expr.left.kind.family, expr.right.kind.family))
                return self.strict(expr, (expr.left, expr.right), use.meaning, points, at_hand)
            case DateCall():
                use = operation(expr.operator, tuple(arg.kind.family for arg in expr.args))
                return self.strict(expr, expr.args, use.meaning, points, at_hand)
            case Compare():
                return self.strict(expr, (expr.left, expr.right), self.comparison(expr), points, at_hand)
            case Not():
                return self.strict(expr, (expr.arg,), lambda arg: not arg, points, at_hand)
            case Extreme():
                return self.extreme(expr, points, at_hand)
            case Logic():
                return self.logic(expr, points, at_hand)
            case Choose():
                return self.choose(expr, points, at_hand)
            case Round():
                return self.round(expr, points, at_hand)
            case Power():
                # Invariant 8: reached only under a Round, which reads the base itself.
                raise AssertionError("a power that is not rounded")
            case Aggregate():
                return self.aggregate(expr, points, at_hand)
            case NoValue():
                return Absent(expr.cause, expr.reason)
            case IsAbsent():
                return self.is_absent(expr, points, at_hand)
            case _:
                assert_never(expr)

    def run_date(self, name: str) -> Result:
        """A date that the run supplies."""
        given = getattr(self.person.dates, name, None)
        return Absent(Cause.REJECTED, name) if given is None else given

    def column(self, expr: FieldRef, row: _Row) -> Result:
        """A column of a record, stored or computed."""
        found = self.fields.get((expr.records, expr.name))
        if found is None:
            return row.computed[expr.name]
        place, spec = found
        return _given(spec, row.record.values[place])

    def strict(
        self,
        expr: Expr,
        args: tuple[Expr, ...],
        meaning: Callable[..., Value | None],
        points: Points,
        at_hand: Rows,
    ) -> Result:
        """What an operator makes of its operands; the first that is absent is the result."""
        values = [self.value(arg, points, at_hand) for arg in args]
        for value in values:
            if isinstance(value, Absent):
                return value
        result = meaning(*values)
        return Absent(Cause.UNDEFINED, calculation_reason(expr)) if result is None else result

    def about_others(self, expr: FigureRef, points: Points, at_hand: Rows) -> Result:
        """A figure about other people; without others it is pending, whatever the person's own part in it."""
        own = [self.value(part, points, at_hand) for part in expr.own]
        found = self.figure(expr.name)
        if found is None or (isinstance(found, Absent) and found.cause is Cause.PENDING):
            return pending_figure(self.plan.figures[self.figures[expr.name]])
        return next((value for value in own if isinstance(value, Absent)), found)

    def figure(self, name: str) -> Result | None:
        """A figure as it was found for this person, None if it was not."""
        return self.person.figures[self.figures[name]] if self.person.figures else None

    def comparison(self, expr: Compare) -> Callable[..., bool]:
        """What a comparison says of two values."""
        key = sort_key(expr.left.kind)
        holds = COMPARISONS[expr.operator]
        return lambda left, right: holds(key(left), key(right))

    def extreme(self, expr: Extreme, points: Points, at_hand: Rows) -> Result:
        """The smallest or largest of the operands."""
        values = [self.value(arg, points, at_hand) for arg in expr.args]
        there = [value for value in values if not isinstance(value, Absent)]
        if len(there) < len(values):
            return next(value for value in values if isinstance(value, Absent))
        index = extreme_index(expr.operator, [*map(sort_key(expr.kind), there)])
        points[expr.point] = index
        return there[index]

    def logic(self, expr: Logic, points: Points, at_hand: Rows) -> Result:
        """Whether the operands hold, up to the first that decides."""
        deciding = DECIDING[expr.operator]
        for arg in expr.args:
            value = self.value(arg, points, at_hand)
            if isinstance(value, Absent) or value is deciding:
                return value
        return not deciding

    def choose(self, expr: Choose, points: Points, at_hand: Rows) -> Result:
        """The value of the first arm whose condition holds."""
        for index, arm in enumerate(expr.arms):
            taken: Result = True
            if arm.condition is not None:
                taken = self.value(arm.condition, points, at_hand)
            if isinstance(taken, Absent):
                return taken
            if taken:
                points[expr.point] = index
                return self.value(arm.value, points, at_hand)
        raise AssertionError("invariant 7: the last arm has no condition")

    def round(self, expr: Round, points: Points, at_hand: Rows) -> Result:
        """A number rounded, or a power of one."""
        power = expr.arg if isinstance(expr.arg, Power) else None
        before = self.value(expr.arg if power is None else power.base, points, at_hand)
        if isinstance(before, Absent):
            return before
        assert isinstance(before, Fraction)
        if power is None:
            rounded = round_to(before, expr.step, expr.mode)
        else:
            try:
                rounded = round_power(before, power.exponent, expr.step, expr.mode)
            except PowerUndefined:
                return Absent(Cause.UNDEFINED, calculation_reason(power))
        points[expr.point] = before
        return rounded

    def is_absent(self, expr: IsAbsent, points: Points, at_hand: Rows) -> Result:
        """Whether an operand is absent for one of some causes."""
        value = self.value(expr.arg, points, at_hand)
        if not isinstance(value, Absent):
            return False
        if value.cause in expr.causes:
            return True
        return value if value.cause in UNANSWERED else False

    def aggregate(self, expr: Aggregate, points: Points, at_hand: Rows) -> Result:
        """A figure over the records that count."""
        table = self.tables[expr.records]
        if table is None or table.rejected:
            return self.unusable(expr.records)
        inner = [point for node in walk(expr) if node is not expr and (point := point_of(node)) is not None]
        inside: dict[int, list[tuple[int, Happening]]] = {point: [] for point in inner}
        counted: list[tuple[_Row, Value]] = []
        days: list[Value] = []
        absent: Absent | None = None
        for row in table.rows:
            here: Points = {}
            holds, value, day = self.one_record(expr, here, at_hand | {expr.records: row})
            for point in inner:
                if here.get(point) is not None:
                    inside[point].append((row.record.row, here[point]))
            absent = next((part for part in (holds, value, day) if isinstance(part, Absent)), None)
            if absent is not None:
                break
            if holds:
                assert not isinstance(value, Absent)
                assert not isinstance(day, Absent)
                counted.append((row, value))
                days.append(day)
        points.update((point, Each(tuple(happened))) for point, happened in inside.items())
        if absent is not None:
            return absent
        values = [value for _, value in counted]
        if expr.order is not None:
            # Python's sort is stable: of equal dates the order of the file.
            values = [values[place] for place in sorted(range(len(days)), key=days.__getitem__)]
        result = aggregate(expr.operator, values, sort_key(_measured(expr).kind), expr.trim)
        if result is None:
            return Absent(Cause.UNDEFINED, calculation_reason(expr))
        points[expr.point] = tuple(row.record.row for row, _ in counted)
        return result

    def unusable(self, records: str) -> Absent:
        """Why a table cannot be read."""
        table = next(table for table in self.plan.records if table.name == records)
        missing = self.tables[records] is None and table.optional
        return Absent(Cause.MISSING if missing else Cause.REJECTED, table_reason(table))

    def one_record(self, expr: Aggregate, points: Points, at_hand: Rows) -> tuple[Result, Result, Result]:
        """Whether a record counts, with its value and date; parts that are not needed are True."""
        holds: Result = True
        if expr.where is not None:
            holds = self.value(expr.where, points, at_hand)
        if holds is not True:
            return holds, True, True
        value = True if expr.value is None else self.value(expr.value, points, at_hand)
        day = True if expr.order is None else self.value(expr.order, points, at_hand)
        return holds, value, day


def _measured(expr: Aggregate) -> Expr:
    return expr if expr.value is None else expr.value


def _given(spec: InputSpec, value: Value | None) -> Result:
    if value is not None:
        return value
    if spec.default is not None:
        return spec.default
    return Absent(Cause.MISSING if spec.optional else Cause.REJECTED, input_reason(spec))


def _by_number(points: Points, count: int) -> tuple[Happening, ...]:
    return tuple(map(points.get, range(count)))
