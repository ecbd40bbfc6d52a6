"""The state of one generated function, and of a place in it, while it is written."""

from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

from attrs import define, evolve, field, frozen

from kpi_lang.core.absent import Absent
from kpi_lang.core.nodes import Expr
from kpi_lang.core.plan import Plan
from kpi_lang.evaluate.generated.code import Code, Constants, Names, tupled
from kpi_lang.evaluate.generated.facts import Facts
from kpi_lang.evaluate.generated.operands import Guards, Number, Operand
from kpi_lang.evaluate.generated.polynomials import Polynomial
from kpi_lang.evaluate.generated.shapes import Shape
from kpi_lang.evaluate.generated.statements import Assign, Block


@frozen
class Recipe:
    """How the exact value before a rounding is found from recorded locals: ``scale · num / den``."""

    num: Polynomial
    den: Polynomial
    scale: Fraction
    names: tuple[str, ...]
    """The locals that are recorded with it, in order; those of the inputs need no record."""


@frozen
class Floor:
    """A local that holds the whole number at or below ``factor · num / den``."""

    num: Polynomial
    den: Polynomial
    factor: int
    local: Code


Columns: TypeAlias = dict[str, Operand]


@frozen
class Table:
    """A records table in generated code: where its records are, and when there are none to be had.

    ``opened`` gives fresh locals that a record is taken apart into, the one with its row number, and the columns
    as operands of these locals.
    """

    source: Code
    guards: Guards
    opened: Callable[[], tuple[tuple[Code, ...], Code, Columns]]


@frozen
class Place:
    """A place in the function: the block that statements go to, and what is known and at hand there.

    ``points`` maps the trace points of the scope to locals, ``at_hand`` the columns of records to operands.
    ``loop`` is, in a loop, the place before the outermost one and what that goes through.
    """

    block: Block
    points: dict[int, Code]
    facts: Facts = field(factory=Facts)
    at_hand: dict[str, Columns] = field(factory=dict)
    floors: tuple[Floor, ...] = ()
    loop: "tuple[Place, Code] | None" = None

    def inside(self, block: Block, facts: Facts | None = None) -> "Place":
        """The same place, with statements going to another block, and perhaps with more known."""
        return evolve(self, block=block, facts=self.facts if facts is None else facts)


@define
class Context:
    """One function: its names, constants and absences, and the operands of what is computed already.

    ``shape``: what the people have in common for whom it is written, who also have no rejected records and numbers
    of ordinary size; None: it is for all. ``traced``: records every decision.
    """

    plan: Plan
    shape: Shape | None
    traced: bool
    lower: Callable[[Expr, Place], Operand] = field(repr=False)
    top: Block = field(factory=list, repr=False)
    """The statements of the function that run for everybody."""
    calls: dict[tuple[str, str], Code] = field(factory=dict)
    """Calls of helpers computed at the top for a table, by its local and their text, with the local of each."""
    names: Names = field(factory=Names)
    constants: Constants = field(factory=Constants)
    absences: dict[Absent, int] = field(factory=dict)
    recipes: list[Recipe] = field(factory=list)
    inputs: dict[str, Operand] = field(factory=dict)
    rules: dict[str, Operand] = field(factory=dict)
    figures: dict[str, Operand] = field(factory=dict)
    tables: dict[str, Table] = field(factory=dict)
    passes: dict[str, Code] = field(factory=dict)
    """The local that holds what a first pass over a table left of each record."""
    free: set[str] = field(factory=set)
    """Locals of the inputs that every recipe may read."""
    nullable: set[str] = field(factory=set)
    """Locals that hold no number, or were never assigned, where a guard holds."""
    exposed: set[str] = field(factory=set)
    """Locals that are put into tuples, whether or not they were assigned."""
    positive: set[str] = field(factory=set)
    """Locals of numbers that are greater than zero for everybody."""
    bounds: dict[str, int | None] = field(factory=dict)
    """Numbers that the magnitudes of locals never exceed; None or lacking where none is known."""

    def why(self, absent: Absent) -> int:
        """The number of an absence."""
        return self.absences.setdefault(absent, len(self.absences))

    def is_safe(self, *polynomials: Polynomial) -> bool:
        """Whether polynomials may be computed even where a guard holds."""
        return all(self.nullable.isdisjoint(polynomial.names) for polynomial in polynomials)

    def is_positive(self, polynomial: Polynomial) -> bool:
        """Whether a polynomial is known to be greater than zero wherever it is computed."""
        return polynomial.size > 0 and all(
            factor > 0 and self.positive.issuperset(monomial) for monomial, factor in polynomial.terms
        )

    def happened(self, place: Place, point: int, what: Code) -> None:
        """Record what happened at a point, if the function is traced."""
        if self.traced:
            if point not in place.points:
                place.points[point] = self.names.fresh("p")
            place.block.append(Assign((place.points[point],), what))

    def recipe(self, before: Number) -> Code:
        """What to record at a rounding: the number of a recipe, with the locals that it needs."""
        names = tuple(sorted(before.names - self.free))
        self.recipes.append(Recipe(before.num, before.den, before.scale, names))
        number = self.constants.integer(len(self.recipes) - 1)
        return tupled([number, *map(Code, names)]) if names else number
