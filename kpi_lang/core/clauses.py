"""The document that a policy carries out: its clauses, what carries each out, and how open ones are read."""

from bisect import bisect_right
from datetime import date

from attrs import field, frozen

from kpi_lang.source import Clause, Span


@frozen
class CitedPlaces:
    """What each place of a file carries out: from each of ``starts``, in order, the clauses of ``cited``."""

    file: str
    starts: tuple[int, ...] = ()
    cited: tuple[tuple[Clause, ...], ...] = ()

    def at(self, offset: int) -> tuple[Clause, ...]:
        """The clauses at an offset; none before the first."""
        place = bisect_right(self.starts, offset)
        return self.cited[place - 1] if place else ()


@frozen
class Cited:
    """A declaration below a clause: its name, or the word it begins with, and the rules in which it has a part.

    ``for_everybody``: it is evaluated for each person whatever the rules, as a condition of taking part is.
    """

    name: str
    rules: tuple[str, ...]
    for_everybody: bool
    span: Span | None = field(default=None, eq=False)


@frozen
class ClausePlan:
    """A clause with what carries it out. ``without_rule`` says why nothing does, where the author said so.

    ``is_container``: it is only parted into clauses with numbers of their own.
    """

    clause: Clause
    cited: tuple[Cited, ...]
    without_rule: str | None
    is_container: bool


@frozen
class Reading:
    """How a clause that leaves something open is read; ``about`` are names of declarations and results."""

    clauses: tuple[Clause, ...]
    title: str
    open: str
    chosen: str
    because: str
    decided_by: str | None
    decided_on: date | None
    about: tuple[str, ...]
    span: Span | None = field(default=None, eq=False)

    def concerns(self, clauses: tuple[Clause, ...], *names: str) -> bool:
        """Whether it concerns a rule of these names that carries out these clauses."""
        return not set(self.about).isdisjoint(names) or not set(self.clauses).isdisjoint(clauses)
