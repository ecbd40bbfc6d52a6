"""Measures that people give: scores by stages (self, review, approved), and ratings by several raters."""

from attrs import frozen

from kpi_lang.source import Span
from kpi_lang.syntax.tree.expressions import Expression
from kpi_lang.syntax.tree.leaves import Ident, Title
from kpi_lang.syntax.tree.outcomes import Outcome


@frozen
class Stage:
    """``review "Head's review": documents_review``; without a value the name is the input itself."""

    name: Ident
    title: Title | None
    value: Expression | None
    span: Span


@frozen
class Stages:
    """``stages { self, review, approved }``: the last one that is given counts."""

    stages: tuple[Stage, ...]
    span: Span


@frozen
class Talk:
    """``difference above 5 needs talk otherwise no score``: what a large difference between stages asks for."""

    limit: Expression
    record: Expression
    otherwise: Outcome
    span: Span


@frozen
class RaterKind:
    """``peer 40% at least 3 raters without highest and lowest``; ``needed`` None: the author gives no number."""

    name: Ident
    title: Title | None
    weight: Expression
    needed: int | None
    without_ends: bool
    span: Span


@frozen
class Ratings:
    """``ratings rating.score by rating.rater where c { peer 40%; too few reweight }``."""

    value: Expression
    by: Expression
    where: Expression | None
    kinds: tuple[RaterKind, ...]
    too_few: Outcome | None
    span: Span
