"""What one evaluation came to, whichever evaluator computed it."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Protocol, TypeAlias

from attrs import evolve, frozen

from kpi_lang.core.absent import Absent
from kpi_lang.core.plan import Plan
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.population.found import FoundFigures
from kpi_lang.evaluate.trace import Note, Trace
from kpi_lang.values.numbers import decimal_text

Plain: TypeAlias = Decimal | Fraction | bool | str | date | None


class Computed(Protocol):
    """The outcome of one person; only what is asked for is put into words and figures."""

    @property
    def scope(self) -> bool | Absent:
        """Whether the policy applies to the person; absent if that cannot be decided."""
        ...

    @property
    def broken(self) -> tuple[int, ...]:
        """The requirements that the data do not meet, by their place in the plan."""
        ...

    @property
    def is_sound(self) -> bool:
        """Whether it is known at once that there is nothing to look at with care.

        The policy applies then, the data are sound, and no promise is broken; where it is not known, the rest tells.
        """
        ...

    @property
    def lacking(self) -> tuple[str, ...]:
        """The rules among the outputs that have no value, in no order."""
        ...

    def rule(self, name: str) -> Value | Absent:
        """The value of a rule that is an output; `KeyError` for any other."""
        ...

    def trace(self) -> Trace:
        """Everything that happened."""
        ...


class Evaluated(Computed, Protocol):
    """The same with results as Python values."""

    def plain(self, name: str) -> Plain:
        """A result by name, None where the policy does not apply; raises `KeyError`."""
        ...


@frozen
class Careful:
    """An outcome by way of exact values."""

    plan: Plan
    computed: Computed

    @property
    def scope(self) -> bool | Absent:
        """See `Computed`."""
        return True if self.plan.applies is None else self.computed.scope

    @property
    def broken(self) -> tuple[int, ...]:
        """See `Computed`."""
        return self.computed.broken

    @property
    def is_sound(self) -> bool:
        """See `Computed`."""
        return self.computed.is_sound

    @property
    def lacking(self) -> tuple[str, ...]:
        """See `Computed`."""
        return self.computed.lacking

    def rule(self, name: str) -> Value | Absent:
        """See `Computed`."""
        return self.computed.rule(name)

    def plain(self, name: str) -> Plain:
        """See `Evaluated`."""
        for output in self.plan.outputs:
            if output.name == name:
                return python_value(self.rule(output.rule), output.digits) if self.scope is True else None
        raise KeyError(name)

    def trace(self) -> Trace:
        """See `Computed`."""
        return self.computed.trace()


@frozen
class _Retold:
    """An outcome of which only the trace tells more."""

    computed: Computed

    @property
    def scope(self) -> bool | Absent:
        """See `Computed`."""
        return self.computed.scope

    @property
    def broken(self) -> tuple[int, ...]:
        """See `Computed`."""
        return self.computed.broken

    @property
    def is_sound(self) -> bool:
        """See `Computed`."""
        return self.computed.is_sound

    @property
    def lacking(self) -> tuple[str, ...]:
        """See `Computed`."""
        return self.computed.lacking

    def rule(self, name: str) -> Value | Absent:
        """See `Computed`."""
        return self.computed.rule(name)


@frozen
class Noted(_Retold):
    """An outcome with what was settled among several people."""

    notes: tuple[Note, ...]

    def trace(self) -> Trace:
        """See `Computed`."""
        trace = self.computed.trace()
        return evolve(trace, notes=(*trace.notes, *self.notes))


@frozen
class OneOfMany(_Retold):
    """The outcome of one of several people, whose trace tells whom figures about other people are about."""

    found: FoundFigures
    place: int

    def trace(self) -> Trace:
        """See `Computed`."""
        return evolve(self.computed.trace(), figures=tuple(self.found.compared(self.place)))


@frozen
class Traced:
    """An outcome of which only the trace is left, as after pickling."""

    kept: Trace

    @property
    def scope(self) -> bool | Absent:
        """See `Computed`."""
        return self.kept.scope

    @property
    def broken(self) -> tuple[int, ...]:
        """See `Computed`."""
        return self.kept.broken

    @property
    def is_sound(self) -> bool:
        """See `Computed`."""
        return False

    @property
    def lacking(self) -> tuple[str, ...]:
        """See `Computed`."""
        return self.kept.lacking

    def rule(self, name: str) -> Value | Absent:
        """See `Computed`."""
        return self.kept[name]

    def trace(self) -> Trace:
        """See `Computed`."""
        return self.kept


def python_value(value: Value | Absent | None, digits: int | None) -> Plain:
    """A value as Python programs take it; a number rounded to digits is a `Decimal` with exactly those digits."""
    match value:
        case Absent():
            return None
        case Fraction() if digits is not None:
            return Decimal(decimal_text(value, digits))
        case _:
            return value
