"""Quotas: which grades, how many people, and how a share of them is made whole."""

from fractions import Fraction

from kpi_lang.core.distribution import Amount
from kpi_lang.core.plan import Role
from kpi_lang.lowering.building import Building
from kpi_lang.source import Span
from kpi_lang.source.nearest import nearest
from kpi_lang.syntax import tree
from kpi_lang.typed import folding
from kpi_lang.values import kinds
from kpi_lang.values.kinds import Style
from kpi_lang.values.rounding import Mode, round_ratio

_TRIED = (10, 25, 7, 13, 30, 50, 100, 33, 120, 1000)
"""Head-counts at which the two readings of a share are shown; the first at which they differ is taken."""


def grade_number(building: Building, grade: tree.Ident) -> int:
    """The place of a grade, the best 0."""
    kind = building.environment.grades
    assert kind is not None
    assert kind.choices is not None
    names = kind.choices.names
    if grade.text not in names:
        close = nearest(grade.text, names)
        raise building.environment.stop(
            "K682",
            grade.span,
            name=grade.text,
            nearest=close or "",
            known=tuple(reversed(names)),
            help="nearest" if close else "none",
        )
    return len(names) - 1 - names.index(grade.text)


def checked_share(building: Building, share: Fraction, span: Span) -> Fraction:
    """The share, which lies between nobody and everybody."""
    if not 0 <= share <= 1:
        raise building.environment.stop("K691", span, written=span.text, help="share")
    return share


def amounts_of(building: Building, quota: tree.GradeQuota, rule: str, label: str) -> tuple[Amount, ...]:
    """The amount of a quota for each range of head-counts."""
    if not isinstance(quota.amount, tree.ByHeadcount):
        return (_amount(building, quota.amount, 0, None, rule, label),)
    found: list[Amount] = []
    for smallest, largest, written in _ranges(building, quota.amount):
        number = f"{rule}_{len(found) + 1}"
        found.append(_amount(building, written, smallest, largest, number, label))
    return tuple(found)


def _ranges(building: Building, table: tree.ByHeadcount) -> list[tuple[int, int | None, tree.Expression]]:
    """The head-counts of each row: those that no row before has. Every head-count from 1 on must have a row."""
    free: list[tuple[int, int | None]] = [(1, None)]
    found = []
    for row in table.rows:
        low, high = _bounds(building, row)
        taken = [cut for part in free if (cut := _common(part, (low, high))) is not None]
        if not taken:
            raise building.environment.stop("K504", row.span)
        found += [(first, last, row.value) for first, last in taken]
        free = [rest for part in free for rest in _without(part, (low, high))]
    if free:
        raise building.environment.stop("K686", table.span, size=free[0][0])
    return found


def _bounds(building: Building, row: tree.Row) -> tuple[int, int | None]:
    if isinstance(row, tree.ElseRow):
        return 1, None
    if len(row.edges) != 1:
        raise building.environment.stop("K690", row.span, written=row.span.text, help="one")
    edge = building.typer().constant(row.edges[0], kinds.COUNT)
    if edge.denominator != 1:
        raise building.environment.stop("K691", row.span, written=row.edges[0].span.text, help="whole")
    number = int(edge)
    match row.comparison:
        case tree.Comparison.LESS:
            return 1, number - 1
        case tree.Comparison.AT_MOST:
            return 1, number
        case tree.Comparison.GREATER:
            return number + 1, None
        case tree.Comparison.AT_LEAST:
            return number, None
        case tree.Comparison.EQUAL:
            return number, number


def _common(one: tuple[int, int | None], other: tuple[int, int | None]) -> tuple[int, int | None] | None:
    low = max(one[0], other[0])
    ends = [end for end in (one[1], other[1]) if end is not None]
    high = min(ends) if ends else None
    return None if high is not None and high < low else (low, high)


def _without(part: tuple[int, int | None], taken: tuple[int, int | None]) -> list[tuple[int, int | None]]:
    below = _common(part, (1, taken[0] - 1)) if taken[0] > 1 else None
    above = None if taken[1] is None else _common(part, (taken[1] + 1, None))
    return [rest for rest in (below, above) if rest is not None]


def _amount(
    building: Building,
    written: tree.Expression,
    smallest: int,
    largest: int | None,
    rule: str,
    label: str,
) -> Amount:
    typed = building.typer().infer(written)
    is_share = typed.kind.style is Style.RATIO and not typed.kind.free
    is_count = typed.kind.free or typed.kind.style in (Style.COUNT, Style.NUMBER)
    if not typed.kind.is_number or not typed.kind.is_dimensionless or not (is_share or is_count):
        raise building.environment.stop("K690", written.span, written=written.span.text, help="kind")
    value = folding.constant_number(typed)
    if value is None:
        building.emit(rule, label, Role.MEASURE, typed.kind.settled, typed, "distribution", written.span)
        return Amount(smallest, largest, is_share, rule=rule)
    if is_share:
        checked_share(building, value, written.span)
    elif value.denominator != 1 or value < 0:
        raise building.environment.stop("K691", written.span, written=written.span.text, help="whole")
    return Amount(smallest, largest, is_share, value=value)


def rounding_mode(
    building: Building,
    quota: tree.GradeQuota | tree.Demotions,
    rounding: tree.QuotaRounding | None,
    amounts: tuple[Amount, ...],
) -> Mode | None:
    """How a share is made whole: as the row says, else as the block says; it must be said."""
    written = quota.rounded
    if written is None and rounding is not None:
        least = isinstance(quota, tree.GradeQuota) and quota.sense is tree.QuotaSense.AT_LEAST
        written = rounding.minimums if least else rounding.limits
    if written is not None:
        return Mode(written.mode.text)
    share = next((amount.value or Fraction(1, 4) for amount in amounts if amount.is_share), None)
    if share is None:
        return None
    for people in _TRIED:
        exact = share * people
        down = round_ratio(exact.numerator, exact.denominator, Mode.DOWN)
        up = round_ratio(exact.numerator, exact.denominator, Mode.UP)
        if down != up:
            raise building.environment.stop("K683", quota.span, people=people, exact=exact, down=down, up=up)
    return Mode.DOWN
