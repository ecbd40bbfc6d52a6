"""Evaluation in ranges: the results of one person while one figure lies anywhere in an interval.

Every value that the reference evaluator can give for a figure in the interval is in the range found, so what is not
in the range cannot be reached. A range may hold more than can be reached; the narrower the interval, the less.
"""

from fractions import Fraction
from typing import TypeAlias, assert_never

from kpi_lang.checking.intervals import ARITHMETIC, DATES, EXTREMES, power
from kpi_lang.core.absent import UNANSWERED, Cause
from kpi_lang.core.nodes import (
    Aggregate,
    Arithmetic,
    ArithmeticOperator,
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
from kpi_lang.core.operators import DECIDING
from kpi_lang.core.plan import Plan, RecordsPlan, Rule
from kpi_lang.core.reasons import pending_figure
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.evaluate.person import Record
from kpi_lang.evaluate.trace import Trace
from kpi_lang.reach.aggregates import Counted, aggregated
from kpi_lang.reach.figures import Figure, dependents
from kpi_lang.reach.ranges import Range, Values, compared, either, exactly
from kpi_lang.values.domains import Interval
from kpi_lang.values.kinds import Family

Rows: TypeAlias = dict[str, int]
"""The record at hand, by table."""
_NONE: frozenset[Cause] = frozenset()


class Mover:
    """One person, and one figure of theirs that moves; all else stays as it was traced."""

    def __init__(self, trace: Trace, figure: Figure) -> None:
        self.trace = trace
        self.figure = figure
        self.dependent = dependents(trace.plan, figure)
        plan: Plan = trace.plan
        self.rules = {rule.name: rule for rule in plan.rules}
        self.inputs = {
            spec.name: _given(spec, value)
            for spec, value in zip(plan.inputs, trace.person.values, strict=True)
        }
        self.columns: dict[tuple[str, str], Rule] = {
            (table.name, rule.name): rule for table in plan.records for rule in table.rules
        }
        self.fields: dict[tuple[str, str], tuple[int, int, InputSpec]] = {
            (table.name, spec.name): (number, place, spec)
            for number, table in enumerate(plan.records)
            for place, spec in enumerate(table.fields)
        }
        self.tables = {table.name: number for number, table in enumerate(plan.records)}

    def within(self, values: Values) -> "Ranges":
        """Everything while the figure has one of some values."""
        return Ranges(self, Range(values))


class Ranges:
    """The ranges of everything while the figure has one of some values."""

    def __init__(self, mover: Mover, moved: Range) -> None:
        self.mover = mover
        self.moved = moved
        self._rules: dict[str, Range] = {}

    def rule(self, name: str) -> Range:
        """The range of a rule."""
        if name not in self.mover.dependent:
            return exactly(self.mover.trace[name])
        found = self._rules.get(name)
        if found is None:
            found = self._rules[name] = self.of(self.mover.rules[name].expr, {})
        return found

    def of(self, expr: Expr, at_hand: Rows) -> Range:  # noqa: C901 - one case per node
        """The range of an expression; ``at_hand`` are the records that columns are read from."""
        match expr:
            case Const():
                return exactly(expr.value)
            case InputRef():
                return self._input(expr.name)
            case RuleRef():
                return self.rule(expr.name)
            case FigureRef():
                return self._about_others(expr)
            case FieldRef():
                return self._column(expr, at_hand)
            case Arithmetic():
                return self._arithmetic(expr, at_hand)
            case Compare():
                left, right = self.of(expr.left, at_hand), self.of(expr.right, at_hand)
                names = () if expr.left.kind.choices is None else expr.left.kind.choices.names
                holds = compared(expr.operator, left.values, right.values, names)
                return Range(frozenset(holds) or None, left.causes | right.causes)
            case Logic():
                return self._logic(expr, at_hand)
            case Not():
                found = self.of(expr.arg, at_hand)
                return Range(frozenset(not member for member in found.members) or None, found.causes)
            case Extreme():
                return self._extreme(expr, at_hand)
            case Choose():
                return self._choose(expr, at_hand)
            case Round():
                found = self.of(expr.arg, at_hand)
                if not isinstance(found.values, Interval):
                    return found
                return Range(found.values.round(expr.step, expr.mode), found.causes)
            case Power():
                return self._power(expr, at_hand)
            case Aggregate():
                return self._aggregate(expr, at_hand)
            case NoValue():
                return Range(None, frozenset({expr.cause}))
            case IsAbsent():
                return self._is_absent(expr, at_hand)
            case DateCall():
                args = [self.of(arg, at_hand) for arg in expr.args]
                causes = _NONE.union(*(arg.causes for arg in args)) | {Cause.UNDEFINED}
                if any(arg.values is None for arg in args):
                    return Range(None, causes)
                return Range(DATES[expr.operator](*(arg.interval for arg in args)), causes)
            case _:
                assert_never(expr)

    # --- what is read -----------------------------------------------------------------------------------

    def _about_others(self, expr: FigureRef) -> Range:
        """A figure about other people: as it was, unless the person's own part in it moves."""
        if expr.name in self.mover.dependent:
            return Range(Interval(), frozenset({Cause.UNDEFINED}))
        place = next(p for p, figure in enumerate(self.mover.trace.plan.figures) if figure.name == expr.name)
        known = self.mover.trace.person.figures
        given = known[place] if known else None
        return exactly(pending_figure(self.mover.trace.plan.figures[place]) if given is None else given)

    def _input(self, name: str) -> Range:
        figure = self.mover.figure
        if figure.records is None and figure.spec.name == name:
            return self.moved
        if name in self.mover.inputs:
            return self.mover.inputs[name]
        day: Value | None = getattr(self.mover.trace.person.dates, name, None)
        return Range(None, frozenset({Cause.REJECTED})) if day is None else exactly(day)

    def _column(self, expr: FieldRef, at_hand: Rows) -> Range:
        row = at_hand[expr.records]
        computed = self.mover.columns.get((expr.records, expr.name))
        if computed is not None:
            return self.of(computed.expr, at_hand)
        figure = self.mover.figure
        if (figure.records, figure.row, figure.spec.name) == (expr.records, row, expr.name):
            return self.moved
        number, place, spec = self.mover.fields[expr.records, expr.name]
        rows = self.mover.trace.person.records[number]
        assert rows is not None
        return _given(spec, rows[row].values[place])

    # --- what is done with it ---------------------------------------------------------------------------

    def _arithmetic(self, expr: Arithmetic, at_hand: Rows) -> Range:
        left, right = self.of(expr.left, at_hand), self.of(expr.right, at_hand)
        causes = left.causes | right.causes
        if left.values is None or right.values is None:
            return Range(None, causes)
        if expr.operator is ArithmeticOperator.DIVIDE and right.interval.contains_zero:
            causes |= {Cause.UNDEFINED}
            if right.interval.is_point:
                return Range(None, causes)
        whole = right.interval.is_point and (right.interval.lo or Fraction(0)).denominator == 1
        if expr.kind.family in (Family.DATE, Family.MONTH) and not whole:
            causes |= {Cause.UNDEFINED}
        return Range(ARITHMETIC[expr.operator](left.interval, right.interval), causes)

    def _logic(self, expr: Logic, at_hand: Rows) -> Range:
        deciding = DECIDING[expr.operator]
        causes, may_decide, goes_on = _NONE, False, True
        for arg in expr.args:
            found = self.of(arg, at_hand)
            causes |= found.causes
            may_decide = may_decide or deciding in found.members
            goes_on = (not deciding) in found.members
            if not goes_on:
                break
        outcomes = {deciding} if may_decide else set()
        if goes_on:
            outcomes.add(not deciding)
        return Range(frozenset(outcomes) or None, causes)

    def _extreme(self, expr: Extreme, at_hand: Rows) -> Range:
        found = [self.of(arg, at_hand) for arg in expr.args]
        causes = _NONE.union(*(one.causes for one in found))
        if any(one.values is None for one in found):
            return Range(None, causes)
        values = found[0].values
        for one in found[1:]:
            if isinstance(values, Interval) and isinstance(one.values, Interval):
                values = EXTREMES[expr.operator](values, one.values)
            else:
                values = either(values, one.values)
        return Range(values, causes)

    def _choose(self, expr: Choose, at_hand: Rows) -> Range:
        values: Values = None
        causes = _NONE
        for arm in expr.arms:
            taken = None if arm.condition is None else self.of(arm.condition, at_hand)
            causes |= _NONE if taken is None else taken.causes
            if taken is None or taken.may_hold:
                found = self.of(arm.value, at_hand)
                values, causes = either(values, found.values), causes | found.causes
            if taken is None or False not in taken.members:
                break
        return Range(values, causes)

    def _power(self, expr: Power, at_hand: Rows) -> Range:
        found = self.of(expr.base, at_hand)
        if not isinstance(found.values, Interval):
            return found
        return Range(power(found.values, expr.exponent), found.causes | {Cause.UNDEFINED})

    def _is_absent(self, expr: IsAbsent, at_hand: Rows) -> Range:
        found = self.of(expr.arg, at_hand)
        asked = found.causes & expr.causes
        passed = (found.causes - asked) & UNANSWERED
        outcomes = {True} if asked else set()
        if found.values is not None or found.causes - asked - passed:
            outcomes.add(False)
        return Range(frozenset(outcomes) or None, passed)

    def _aggregate(self, expr: Aggregate, at_hand: Rows) -> Range:
        trace, number = self.mover.trace, self.mover.tables[expr.records]
        rows, table = trace.person.records[number], trace.plan.records[number]
        if rows is None:
            return Range(None, frozenset({Cause.MISSING if table.optional else Cause.REJECTED}))
        met = {True}.union(*(self._met(table, record, row) for row, record in enumerate(rows)))
        rejected = frozenset({Cause.REJECTED}) if False in met else _NONE
        if any(record.rejected for record in rows) or None in met:
            return Range(None, frozenset({Cause.REJECTED}))
        counted = []
        for row in range(len(rows)):
            here = {**at_hand, expr.records: row}
            where = Range(frozenset({True})) if expr.where is None else self.of(expr.where, here)
            if where.may_hold or where.causes:
                value = (
                    Range(Interval.point(Fraction(1))) if expr.value is None else self.of(expr.value, here)
                )
                day = None if expr.order is None else self.of(expr.order, here)
                counted.append(Counted(where, value, day))
        found = aggregated(expr.operator, expr.trim, counted)
        return Range(found.values, found.causes | rejected)

    def _met(self, table: RecordsPlan, record: Record, row: int) -> frozenset[bool | None]:
        """Whether a record meets the facts asked of it: yes, perhaps not (also no), or certainly not (None)."""
        if record.rejected:
            return frozenset()
        found = [self.of(fact.condition, {table.name: row}) for fact in table.requirements]
        if any(one.members == {False} and not one.causes for one in found):
            return frozenset({None})
        return frozenset({False not in one.members for one in found})


def _given(spec: InputSpec, value: Value | None) -> Range:
    if value is None:
        value = spec.default
    if value is not None:
        return exactly(value)
    return Range(None, frozenset({Cause.MISSING if spec.optional else Cause.REJECTED}))
