"""Symbols: what each declared name stands for, and the scope of names of one module."""

from collections.abc import Iterator, Mapping
from enum import Enum

from attrs import field, frozen

from kpi_lang.source import Span
from kpi_lang.syntax import tree


class Category(Enum):
    """What a name was declared as; messages word it in the reader's language."""

    INPUT = "input"
    PARAMETER = "parameter"
    FUNCTION = "function"
    RECORDS = "records"
    INDICATOR = "indicator"
    AWARD = "award"
    CAP = "cap"
    FACTOR = "factor"
    RESTRICTION = "restriction"
    GROUP = "group"
    TABLE = "table"
    VALUE = "value"
    BALANCE = "balance"
    POOL = "pool"
    PAY = "pay"
    SCALE = "scale"
    ROUNDING = "rounding"
    UNIT = "unit"
    SCORECARD = "scorecard"
    LOST = "lost"
    """Perhaps declared by something that could not be read, which has been reported."""


Declared = (
    tree.Input
    | tree.Parameter
    | tree.Function
    | tree.Records
    | tree.Goals
    | tree.Indicator
    | tree.Award
    | tree.Adjustment
    | tree.Cap
    | tree.Factor
    | tree.Restriction
    | tree.CardGroup
    | tree.ListTable
    | tree.MatrixTable
    | tree.Value
    | tree.Balance
    | tree.Pool
    | tree.Pay
    | tree.Scale
    | tree.RoundingRule
    | tree.Unit
    | tree.Scorecard
    | tree.Lost
    | tree.Import
)


@frozen
class Symbol:
    """A declared name. ``rule`` is the name of its rule in the plan, unique over all modules."""

    name: str
    rule: str
    category: Category
    module: str
    declaration: Declared = field(eq=False, repr=False)
    span: Span = field(eq=False, repr=False)
    stands_for: "Symbol | None" = field(default=None, eq=False, repr=False)
    """The input of an imported file in whose place this one is read there."""

    @property
    def title(self) -> str:
        """What people read instead of the name, empty if nothing."""
        match self.declaration:
            case tree.Lost() | tree.Import():
                return ""
            case tree.Input(field=written):
                title = written.title
            case declared:
                title = declared.title
        return "" if title is None else title.text


@frozen
class Scope:
    """The names one module sees, its own and imported; units and scorecards have spaces of their own.

    ``is_partial``: a module that it imports was not found, so that any name may be one of that module's.
    """

    module: str
    values: Mapping[str, Symbol]
    units: Mapping[str, Symbol]
    scorecards: Mapping[str, Symbol]
    is_partial: bool = False

    def __iter__(self) -> Iterator[Symbol]:
        return iter(self.values.values())
