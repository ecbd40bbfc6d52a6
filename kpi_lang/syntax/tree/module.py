"""A module and its declarations."""

from attrs import frozen

from kpi_lang.source import Span
from kpi_lang.syntax.tree.adjustments import Award, Cap, Factor, Restriction
from kpi_lang.syntax.tree.inputs import (
    Function,
    Header,
    Import,
    Input,
    Parameter,
    Records,
    Require,
    Subject,
    Unit,
)
from kpi_lang.syntax.tree.leaves import Comment, Skin
from kpi_lang.syntax.tree.properties import Ensure
from kpi_lang.syntax.tree.results import Example, ListTable, MatrixTable, Pay, Value
from kpi_lang.syntax.tree.scores import Grades, Indicator, Scorecard, Total

Declaration = (
    Header
    | Import
    | Subject
    | Input
    | Unit
    | Require
    | Parameter
    | Function
    | Records
    | Indicator
    | Award
    | Cap
    | Factor
    | Restriction
    | Scorecard
    | Total
    | Grades
    | ListTable
    | MatrixTable
    | Value
    | Pay
    | Example
    | Ensure
)


@frozen
class Lost:
    """A declaration that could not be read, for reasons that have been reported.

    ``word`` is the English keyword that opens it, empty if that is not known; ``names`` are those that it may
    declare.
    """

    word: str
    names: frozenset[str]
    span: Span


@frozen
class Module:
    """One source file: its declarations in order, its comments, and the skin most of its keywords use."""

    name: str
    declarations: tuple[Declaration, ...]
    comments: tuple[Comment, ...]
    skin: Skin
    span: Span
    lost: tuple[Lost, ...] = ()

    def has_lost(self, *words: str) -> bool:
        """Whether a declaration that begins with one of these keywords could not be read."""
        return any(lost.word in words for lost in self.lost)
