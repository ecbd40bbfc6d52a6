"""What one evaluation came to, whichever evaluator computed it."""

from typing import Protocol

from attrs import frozen

from kpi_lang.core.absent import Absent
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.trace import Trace


class Evaluated(Protocol):
    """The outcome of one person; only what is asked for is put into words and figures."""

    @property
    def scope(self) -> bool | Absent:
        """Whether the policy applies to the person; absent if that cannot be decided."""
        ...

    @property
    def broken(self) -> tuple[int, ...]:
        """The requirements that the data do not meet, by their place in the plan."""
        ...

    def rule(self, name: str) -> Value | Absent:
        """The value of a rule that is an output; `KeyError` for any other."""
        ...

    def trace(self) -> Trace:
        """Everything that happened."""
        ...


@frozen
class Traced:
    """An outcome of which only the trace is left, as after pickling."""

    kept: Trace

    @property
    def scope(self) -> bool | Absent:
        """See `Evaluated`."""
        return self.kept.scope

    @property
    def broken(self) -> tuple[int, ...]:
        """See `Evaluated`."""
        return self.kept.broken

    def rule(self, name: str) -> Value | Absent:
        """See `Evaluated`."""
        return self.kept[name]

    def trace(self) -> Trace:
        """See `Evaluated`."""
        return self.kept
