"""Pools: the terms on which the people of a group take part, and what each of them gets."""

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import ceil, floor

from attrs import frozen

from kpi_lang.core.absent import Absent
from kpi_lang.core.groups import GroupFigure, PoolTerms
from kpi_lang.core.nodes import Expr
from kpi_lang.core.ordering import sort_key
from kpi_lang.core.reasons import empty_figure, pending_figure
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.population.sharing import Got, Shared, Taker, Unshared, share_out

Ask = Callable[[Expr], Value | Absent | None]
"""Gives what is read of a person; None where that is beyond the limits."""


@frozen
class Terms:
    """The bounds of one person and what decides between equals; no ``most`` is no cap."""

    least: Fraction
    most: Fraction | None
    order: tuple[Value, ...]


@frozen
class Pool:
    """What one group shares: ``amount`` is None if nobody of it has one, ``total`` is the sum of the parts."""

    figure: GroupFigure
    step: Fraction
    amount: Fraction | None
    total: Fraction
    outcome: Shared | Unshared
    waits: bool
    """Whether somebody of the group waits for others, so that nothing is known yet."""

    def of(self, key: str) -> Value | Absent:
        """What somebody gets; no result for those who do not take part, and where nothing can be shared."""
        if self.waits:
            return pending_figure(self.figure)
        got = self.got(key)
        return empty_figure(self.figure) if got is None else got.steps * self.step

    def got(self, key: str) -> Got | None:
        """The same in steps, with how it came about."""
        return self.outcome.people.get(key) if isinstance(self.outcome, Shared) else None

    @property
    def rest(self) -> Fraction:
        """What is left of the amount."""
        return (
            self.outcome.rest * self.step if isinstance(self.outcome, Shared) else self.amount or Fraction(0)
        )


def terms_of(pool: PoolTerms, ask: Ask) -> Terms | Absent | None:
    """The terms of somebody who takes part, or the first of them that is absent or beyond the limits."""
    found = [ask(part) for part in pool.parts]
    for one in found:
        if one is None or isinstance(one, Absent):
            return one
    least, most = (None if bound is None else _number(ask(bound)) for bound in (pool.least, pool.most))
    order = tuple(
        value for value in found[len(found) - len(pool.order) :] if not isinstance(value, Absent | None)
    )
    return Terms(least or Fraction(0), most, order)


def pooled(
    figure: GroupFigure,
    amounts: Iterable[Fraction],
    takers: Iterable[tuple[str, Value, Terms]],
    *,
    waits: bool,
) -> Pool:
    """Share out what a group has: ``amounts`` as each person of it tells, ``takers`` with their parts and terms."""
    pool = figure.pool
    assert pool is not None
    told = set(amounts)
    amount = next(iter(told)) if len(told) == 1 else None
    taking = [_taker(pool, key, _number(part), terms) for key, part, terms in takers]
    total = sum((taker.part for taker in taking), Fraction(0))
    outcome: Shared | Unshared = Unshared.AMOUNTS_DIFFER
    if len(told) <= 1:
        outcome = share_out(0 if amount is None else floor(amount / pool.step), taking)
    return Pool(figure, pool.step, amount, total, outcome, waits)


def _taker(pool: PoolTerms, key: str, part: Fraction, terms: Terms) -> Taker:
    most = None if terms.most is None else floor(terms.most / pool.step)
    order: list[object] = []
    for expr, lowest, value in zip(pool.order, pool.lowest_first, terms.order, strict=True):
        size = sort_key(expr.kind)(value)
        order.append(size if lowest else _Higher(size))
    return Taker(key, part, ceil(terms.least / pool.step), most, tuple(order))


def _number(value: Value | Absent | None) -> Fraction:
    assert isinstance(value, Fraction)
    return value


@frozen(order=False)
class _Higher:
    """Sorts what is higher first."""

    value: object

    def __lt__(self, other: "_Higher") -> bool:
        return other.value < self.value  # type: ignore[operator,no-any-return]
