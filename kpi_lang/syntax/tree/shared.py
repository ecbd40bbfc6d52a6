"""What a file declares for others to use: second names, grade scales and rules of rounding."""

from attrs import frozen

from kpi_lang.source import Span
from kpi_lang.syntax.tree.expressions import Precision
from kpi_lang.syntax.tree.leaves import Ident, Title
from kpi_lang.syntax.tree.scores import GradeRow, NoGradeRow


@frozen
class Alias:
    """``alias 达标线 "达标七十五分" = at_target``: a second name, with a title in the other language."""

    name: Ident
    title: Title | None
    of: Ident
    span: Span


@frozen
class Scale:
    """``scale five_bands { S from 95; … }``: grades that policies use, and that a figure can be looked up in."""

    name: Ident
    title: Title | None
    rows: tuple[GradeRow | NoGradeRow, ...]
    span: Span


@frozen
class RoundingRule:
    """``rounding cents "To the cent" = to 2 places half_up``; ``precision`` refers to no other rule."""

    name: Ident
    title: Title | None
    precision: Precision
    span: Span
