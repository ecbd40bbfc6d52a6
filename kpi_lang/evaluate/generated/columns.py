"""Inputs and stored columns as generated code reads them: numbers as whole multiples of their step.

A bound subject is a flat tuple: the slots of each input, then one slot for each table, then the dates of the run.
A number with a step is one slot, the number of steps; without a step it is two, numerator and denominator. A
choice is the number of its member, a date the number of its day. None: not given.
"""

from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve

from kpi_lang.core.absent import Absent, Cause
from kpi_lang.core.reasons import input_reason
from kpi_lang.data.schema import InputSpec
from kpi_lang.evaluate.generated.code import TRUE, Code, is_none, small
from kpi_lang.evaluate.generated.context import Context
from kpi_lang.evaluate.generated.dates import LAST_DAY
from kpi_lang.evaluate.generated.operands import Flag, Guard, Nothing, Number, Operand, Token
from kpi_lang.evaluate.generated.polynomials import ONE, Polynomial
from kpi_lang.values.intervals import Interval
from kpi_lang.values.kinds import Family

ORDINARY = 10**30
"""Whole numbers in a bound subject are smaller than this, else the code for everybody runs."""
_DAYS = Interval(Fraction(1), Fraction(LAST_DAY))


def width(spec: InputSpec) -> int:
    """How many slots an input takes."""
    return 2 if spec.kind.family is Family.NUMBER and spec.domain.step is None else 1


def subject_input(context: Context, spec: InputSpec, slots: Sequence[Code]) -> Operand:
    """The operand of an input whose slots are in locals, as far as the shape leaves it open."""
    shape = context.shape
    if shape is None or spec.name in shape.open:
        return column(context, spec, slots)
    if spec.name in shape.lacking:
        return Nothing((_lack(context, spec, TRUE),))
    if spec.name in shape.zeros:
        return Number.constant(Fraction(0))
    member = shape.member(spec.name)
    if member is not None:
        assert spec.kind.choices is not None
        return Token(small(spec.kind.choices.names.index(member)), frozenset({member}))
    operand = _given(context, spec, slots)
    if isinstance(operand, Number) and spec.name in shape.nonzeros:
        return evolve(operand, interval=operand.interval.without(Fraction(0)) or operand.interval)
    return operand


def column(context: Context, spec: InputSpec, slots: Sequence[Code]) -> Operand:
    """The operand of an input or stored column whose slots are in locals, tested where it may lack."""
    operand = _given(context, spec, slots)
    if spec.default is not None or not (spec.optional or context.shape is None):
        return operand
    context.nullable.update(slot.text for slot in slots)
    return evolve(operand, guards=(_lack(context, spec, is_none(slots[0])),))


def _lack(context: Context, spec: InputSpec, test: Code) -> Guard:
    why = context.why(Absent(Cause.MISSING if spec.optional else Cause.REJECTED, input_reason(spec)))
    return Guard(test, small(why), frozenset({why}))


def _given(context: Context, spec: InputSpec, slots: Sequence[Code]) -> Operand:
    match spec.kind.family:
        case Family.NUMBER:
            return _number(context, spec, slots)
        case Family.YES_NO:
            return Flag(slots[0], simple=True)
        case Family.CHOICE | Family.TEXT:
            return Token(slots[0])
        case Family.DATE | Family.MONTH:
            context.bounds[slots[0].text] = LAST_DAY
            return Number(Polynomial.local(slots[0]), interval=_DAYS)


def _number(context: Context, spec: InputSpec, slots: Sequence[Code]) -> Number:
    interval, step = spec.domain.interval, spec.domain.step
    ordinary = None if context.shape is None else ORDINARY
    for slot in slots:
        context.bounds[slot.text] = ordinary
    above = Polynomial.local(slots[0])
    if step is None:
        return Number(above, Polynomial.local(slots[1]), Fraction(1), interval)
    if interval.lo is not None and interval.hi is not None:
        context.bounds[slots[0].text] = int(max(abs(interval.lo), abs(interval.hi)) / step) + 1
    return Number(above, ONE, step, interval)


def run_date(context: Context, name: str, slot: Code) -> Operand:
    """The operand of a date that the run supplies."""
    context.bounds[slot.text] = LAST_DAY
    number = Number(Polynomial.local(slot), interval=_DAYS)
    shape = context.shape
    if shape is not None and name not in shape.lacking:
        return number
    why = context.why(Absent(Cause.REJECTED, name))
    context.nullable.add(slot.text)
    guard = Guard(is_none(slot) if shape is None else TRUE, small(why), frozenset({why}))
    return evolve(number, guards=(guard,)) if shape is None else Nothing((guard,))
