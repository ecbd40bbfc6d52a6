"""Operands as slots of a tuple, and back: as operands where the tuple is read by code, as values elsewhere."""

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any, TypeAlias

from attrs import evolve, frozen

from kpi_lang.core.absent import Absent
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.generated.code import NONE, Code, is_none
from kpi_lang.evaluate.generated.context import Context, Place
from kpi_lang.evaluate.generated.operands import Flag, Guard, Nothing, Number, Operand, Token
from kpi_lang.evaluate.generated.polynomials import ONE, Polynomial
from kpi_lang.evaluate.generated.settling import settled
from kpi_lang.values.kinds import Family, Kind

Reader: TypeAlias = Callable[[Sequence[Any]], Value | Absent]
"""Reads one value off the tuple that a function gives."""


@frozen
class Packing:
    """The slots of one operand, in order: its value, its denominator, the number of its absence.

    ``den``: there is a denominator; ``why``: there is an absence, not always the same.
    """

    kind: Kind
    operand: Operand
    den: bool
    why: bool

    @property
    def width(self) -> int:
        """How many slots there are."""
        return 1 + self.den + self.why

    @property
    def whys(self) -> frozenset[int]:
        """The absences that it may have."""
        return frozenset[int]().union(*(guard.whys for guard in self.operand.guards))

    def unpacked(self, context: Context, slots: Sequence[Code]) -> Operand:
        """The operand that reads the slots from other locals."""
        value = slots[0]
        match self.operand:
            case Nothing((guard,)):
                return Nothing((evolve(guard, why=slots[-1] if self.why else guard.why),))
            case Number():
                den = Polynomial.local(slots[1]) if self.den else ONE
                result: Operand = evolve(self.operand, num=Polynomial.local(value), den=den)
            case Token() | Flag():
                result = evolve(self.operand, code=value)
            case _:
                raise AssertionError("an operand that is never there has one guard")
        if not self.operand.guards:
            return result
        (guard,) = self.operand.guards
        context.nullable.update(slot.text for slot in slots)
        there = Guard(is_none(value), slots[-1] if self.why else guard.why, guard.whys)
        return evolve(result, guards=(there,))

    def decoded(self, raw: Sequence[Any], at: int, absences: Sequence[Absent]) -> Value | Absent:
        """The value whose slots begin at a place of a tuple."""
        value = raw[at]
        guards = self.operand.guards
        if isinstance(self.operand, Nothing) or (value is None and guards):
            why = raw[at + self.width - 1] if self.why else next(iter(guards[0].whys))
            return absences[why]
        match self.operand:
            case Number(scale=scale):
                return self._number(scale, value, raw[at + 1] if self.den else 1)
            case Token():
                choices = self.kind.choices
                return choices.names[value] if self.kind.family is Family.CHOICE and choices else str(value)
            case _:
                return bool(value)

    def reader(self, at: int, absences: Sequence[Absent]) -> "Reader":
        """What ``decoded`` does at one place, for reading it off many tuples."""
        carefully = partial(self.decoded, at=at, absences=absences)
        match self.operand:
            case Number(scale=scale) if self.kind.family is Family.NUMBER:
                return _number_reader(at, scale, carefully, has_den=self.den)
            case Token() if self.kind.family is Family.CHOICE and self.kind.choices is not None:
                return _choice_reader(at, self.kind.choices.names, carefully)
            case _:
                return carefully

    def _number(self, scale: Fraction, above: int, below: int) -> Value:
        if self.kind.family in (Family.DATE, Family.MONTH):
            return date.fromordinal(above)
        return Fraction(above * scale.numerator, below * scale.denominator)


def _number_reader(at: int, scale: Fraction, carefully: "Reader", *, has_den: bool) -> "Reader":
    above, below = scale.numerator, scale.denominator

    def number(raw: Sequence[Any]) -> Value | Absent:
        value = raw[at]
        if value is None:
            return carefully(raw)
        return Fraction(value * above, below * raw[at + 1] if has_den else below)

    return number


def _choice_reader(at: int, names: tuple[str, ...], carefully: "Reader") -> "Reader":
    def name(raw: Sequence[Any]) -> Value | Absent:
        value = raw[at]
        return carefully(raw) if value is None else names[value]

    return name


def packed(context: Context, place: Place, operand: Operand, kind: Kind) -> tuple[Packing, tuple[Code, ...]]:
    """How an operand is packed, with the code of each slot; what it needs is computed at the place."""
    if operand.guards and not _is_settled(operand):
        operand = settled(context, place, operand)
    guard = operand.guards[0] if operand.guards else None
    why = guard is not None and len(guard.whys) > 1
    tail = (guard.why,) if guard is not None and why else ()
    match operand:
        case Nothing():
            den, codes = False, (NONE, *tail)
        case Number(num, below):
            den = below != ONE
            parts = (num, below) if den else (num,)
            codes = (*(part.code(context.constants) for part in parts), *tail)
        case _:
            den, codes = False, (operand.code, *tail)
    for code in codes:
        context.exposed.add(code.text)
    return Packing(kind, operand, den, why), codes


def _is_settled(operand: Operand) -> bool:
    """Whether it is in locals, with one guard that tests its first slot."""
    if len(operand.guards) != 1:
        return False
    match operand:
        case Nothing():
            return True
        case Number(num, den):
            local = num.single
            plain = local is not None and (den == ONE or den.single is not None)
            return plain and operand.guards[0].test == is_none(Code(local or ""))
        case _:
            return operand.guards[0].test == is_none(operand.code)
