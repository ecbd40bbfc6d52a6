"""Values that move inside a grade: linear in the score from the lower end of the grade's band to the upper."""

from fractions import Fraction

from attrs import evolve, frozen

from kpi_lang.core.nodes import Choose, Expr, RuleRef
from kpi_lang.lowering.building import Building
from kpi_lang.lowering.selection import scorecards_of
from kpi_lang.lowering.totals import grade_rows
from kpi_lang.resolved import Symbol
from kpi_lang.source.figures import exact_text
from kpi_lang.syntax import tree
from kpi_lang.typed import curves
from kpi_lang.typed.environment import Untyped
from kpi_lang.values import kinds
from kpi_lang.values.kinds import Kind


@frozen
class _Band:
    """Where a grade begins and ends, as written; None where nothing says so."""

    low: tree.Expression | None
    high: tree.Expression | None


def value_within_grade(
    building: Building, symbol: Symbol, row: tree.BandRow, key: Expr, wanted: Kind
) -> Expr:
    """The value of ``A: 1.2 .. 1.4``: the first at the lower end of the grade, the second at the upper.

    A grade that a limit or a distribution has moved keeps within the two: the score then lies beyond an end.
    Raises Untyped after reporting a row of something else than one grade, or a grade without an end.
    """
    grades = _grades(building)
    match row.edges:
        case (tree.Name(parts=(name,)),) if (
            grades is not None
            and row.comparison is tree.Comparison.EQUAL
            and key.kind == building.environment.grades
        ):
            pass
        case _:
            raise building.environment.stop("K662", row.span)
    assert grades is not None
    score = _score(building, symbol, grades)
    rows, _, edges = grade_rows(building, grades)
    band = _band(building, grades, rows, name)
    if band.high is None:
        raise building.environment.stop("K663", row.span, help="high", grade=name)
    if band.low is None:
        raise building.environment.stop("K663", row.span, help="low", grade=name)
    points = []
    for end, value in ((band.low, row.low), (band.high, row.high)):
        at = edges.constant(end, score.kind)
        points.append(tree.LinePoint(_figure(at, end), value, row.span))
    line = tree.Line(None, tuple(points), False, False, row.span)
    return _inside(curves.typed_body(building.typer(building.scope_of(symbol)), line, wanted, score))


def _inside(line: Expr) -> Expr:
    """The line without names for what lies beyond its ends, which only a grade that was moved can reach."""
    assert isinstance(line, Choose)
    below, *between, above = line.arms
    return evolve(line, arms=(evolve(below, label=""), *between, evolve(above, label="")))


def _grades(building: Building) -> tree.Grades | None:
    found = (d for d in building.program.main.declarations if isinstance(d, tree.Grades))
    return next(found, None)


def _score(building: Building, symbol: Symbol, grades: tree.Grades) -> Expr:
    """What the grades are grades of."""
    if grades.of is None:
        return RuleRef("total", kinds.POINTS, grades.span)
    bind = building.binder(symbol.rule, "score", symbol.name)
    return bind(building.typer().infer(grades.of))


def _band(
    building: Building,
    grades: tree.Grades,
    rows: tuple[tree.GradeRow | tree.NoGradeRow, ...],
    name: str,
) -> _Band:
    """A grade's own ends, else those of its neighbours, else the bounds of the total, or the full score above."""
    named = [
        place for place, row in enumerate(rows) if isinstance(row, tree.GradeRow) and row.name.text == name
    ]
    if not named:
        raise Untyped  # the row of the table names no grade, which has been reported
    place = named[0]
    better = rows[place - 1].range if place > 0 else None
    worse = rows[place + 1].range if place + 1 < len(rows) else None
    own = rows[place].range
    total = _total(building) if grades.of is None else None
    low = _first(None if own is None else own.low, None if worse is None else worse.high)
    high = _first(None if own is None else own.high, None if better is None else better.low)
    if low is None and place + 1 == len(rows) and total is not None:
        low = total.at_least
    if high is None and place == 0 and total is not None:
        high = total.at_most
    if high is None and place == 0 and grades.of is None:
        high = _full_score(building)
    return _Band(low, high)


def _full_score(building: Building) -> tree.Expression | None:
    """What every scorecard is out of, where they all say so and say the same."""
    stated = [card.out_of for card in scorecards_of(building)]
    wholes = {building.typer().constant(whole, kinds.POINTS) for whole in stated if whole is not None}
    return stated[0] if len(wholes) == 1 and None not in stated else None


def _first(own: tree.Expression | None, other: tree.Expression | None) -> tree.Expression | None:
    return other if own is None else own


def _total(building: Building) -> tree.Total | None:
    found = (d for d in building.program.main.declarations if isinstance(d, tree.Total))
    return next(found, None)


def _figure(value: Fraction, written: tree.Expression) -> tree.Expression:
    """An end as a literal, so that it means the same wherever the table stands."""
    return tree.Number(value, tree.NumberStyle.PLAIN, exact_text(value), written.span)
