"""The total and the grades.

total = weighted score × factors + bonus − deduction, within the total's bounds, rounded; then vetoes and
limits. A `total = formula` stands in place of all that comes before the bounds.
"""

from kpi_lang.core.nodes import Const, Expr, RuleRef
from kpi_lang.core.plan import GradeSpec, Role
from kpi_lang.lowering.building import Building
from kpi_lang.lowering.distribution import settled_grades, settling
from kpi_lang.lowering.eligibility import of_the_appraised
from kpi_lang.lowering.restrictions import bounded_grade, bounded_total, restricts_grade
from kpi_lang.lowering.selection import items_of, scorecards_of
from kpi_lang.resolved import Symbol
from kpi_lang.source import Span
from kpi_lang.syntax import tree
from kpi_lang.typed import curves, folding
from kpi_lang.typed.anchored import bounded
from kpi_lang.typed.precision import rounding_of
from kpi_lang.typed.scales import graded, members_of, scale_in_use
from kpi_lang.typed.typer import Typer
from kpi_lang.values import kinds
from kpi_lang.values.kinds import Choices


def lower_total(building: Building) -> None:
    """The rule ``total``, if the policy has a scorecard or a formula for it."""
    declared = [d for d in building.program.main.declarations if isinstance(d, tree.Total)]
    for extra in declared[1:]:
        building.environment.report("K626", extra.span)
    written = declared[0] if declared else None
    typer = building.typer()
    if written is not None and written.body is not None:
        bind = building.binder("total", "of", "total")
        value = curves.typed_body(typer, written.body, kinds.POINTS, None, bind)
    elif "base_score" in building.rules:
        value = _sum(building)
    elif written is not None and not _may_have_scorecard(building):
        raise building.environment.stop("K627", written.span)
    else:
        return
    span = written.span if written is not None else building.rules["base_score"].span
    rounding = building.settings.totals
    if written is not None:
        value = bounded(typer, value, written.at_least, written.at_most, kinds.POINTS)
        rounding = rounding_of(written.precision, building.program.scope, building.environment) or rounding
    if rounding is not None:
        value = typer.round_typed(value, rounding, span)
    if _is_restricted(building):
        value = building.emit(
            "total.before", building.title_of("total"), Role.TOTAL, kinds.POINTS, value, "total", span
        )
    title = building.title_of("total")
    total = of_the_appraised(building, bounded_total(building, value), span)
    building.emit("total", title, Role.TOTAL, kinds.POINTS, total, "total", span)


def _has_total(building: Building) -> bool:
    return any(isinstance(d, tree.Total) for d in building.program.main.declarations)


def _may_have_scorecard(building: Building) -> bool:
    """Whether a scorecard is declared, if only one with mistakes, which have been reported."""
    return bool(scorecards_of(building)) or building.program.main.has_lost("scorecard")


def _is_restricted(building: Building) -> bool:
    probe = Const(folding.number(0, kinds.POINTS).value, kinds.POINTS)
    points = building.points.count
    changed = bounded_total(building, probe) is not probe
    building.points.count = points
    return changed


def _sum(building: Building) -> Expr:
    """The weighted score times the factors, plus every award, or the cap that stands for several."""
    value: Expr = RuleRef("base_score", kinds.POINTS)
    for symbol, factor in building.declared(tree.Factor):
        times = RuleRef(symbol.rule, kinds.RATIO, factor.span)
        value = folding.multiply(value, times, kinds.POINTS, factor.span)
    counted = _counted_elsewhere(building)
    points: list[Expr] = [
        RuleRef(symbol.rule, kinds.POINTS, award.span)
        for symbol, award in building.declared(tree.Award)
        if symbol.rule not in counted
    ]
    points += [
        RuleRef(symbol.rule, kinds.POINTS, adjustment.span)
        for symbol, adjustment in building.declared(tree.Adjustment)
        if adjustment.on is None and symbol.rule not in counted
    ]
    points += [RuleRef(symbol.rule, kinds.POINTS, cap.span) for symbol, cap in building.declared(tree.Cap)]
    return folding.total_of([value, *points], kinds.POINTS, value.span) if points else value


def _counted_elsewhere(building: Building) -> set[str]:
    """The rules of awards that count through a cap over several, or as items of a scorecard."""
    found = {
        named.rule
        for symbol, cap in building.declared(tree.Cap)
        for award in cap.awards
        if (named := building.scope_of(symbol).values.get(award.text)) is not None
    }
    items = (item for card in scorecards_of(building) for item in items_of(card.entries))
    scope = building.program.scope.values
    return found | {scope[item.indicator.text].rule for item in items if item.indicator.text in scope}


def read_grades(building: Building) -> tuple[GradeSpec, ...]:
    """The grades, best first; their kind is known to every expression from here on."""
    declared = [d for d in building.program.main.declarations if isinstance(d, tree.Grades)]
    for extra in declared[1:]:
        building.environment.report("K628", extra.span)
    if not declared:
        return ()
    rows = declared[0].rows
    if declared[0].scale is not None:
        building.environment.grades = kinds.choice(Choices("grade", (), ordered=True))
        with building.attempt():
            rows = _scale(building, declared[0].scale)[1].rows
    members = members_of(rows, building.environment)
    building.environment.grades = kinds.choice(Choices("grade", tuple(reversed(members)), ordered=True))
    return tuple(GradeSpec(member.name, member.label) for member in members)


def _scale(building: Building, name: tree.Ident) -> tuple[Symbol, tree.Scale]:
    symbol = scale_in_use(name, building.typer())
    scale = symbol.declaration
    assert isinstance(scale, tree.Scale)
    return symbol, scale


def grade_rows(
    building: Building, written: tree.Grades
) -> tuple[tuple[tree.GradeRow | tree.NoGradeRow, ...], Span, Typer]:
    """The rows of the grades, where they stand, and the typer for their ends: the policy's own or those of a scale."""
    if written.scale is None:
        return written.rows, written.span, building.typer()
    symbol, scale = _scale(building, written.scale)
    return scale.rows, scale.span, building.typer(building.scope_of(symbol))


def lower_grades(building: Building) -> None:
    """The rules ``provisional_grade``, ``proposed_grade`` and ``grade``.

    Without a distribution that moves people the proposal is the provisional grade, and the grade follows it.
    """
    kind = building.environment.grades
    declared = [d for d in building.program.main.declarations if isinstance(d, tree.Grades)]
    if kind is None or not declared:
        return
    written = declared[0]
    typer = building.typer()
    if written.of is not None:
        subject: Expr = building.binder("grade", "of", "grade")(typer.infer(written.of))
    elif "total" in building.rules:
        subject = RuleRef("total", kinds.POINTS, written.span)
    elif _may_have_scorecard(building) or building.program.main.has_lost("total") or _has_total(building):
        return
    else:
        raise building.environment.stop("K630", written.span)
    rows, span, edges = grade_rows(building, written)
    by_score = graded(edges, lambda: subject, rows, kind, span)
    if restricts_grade(building):
        by_score = building.emit(
            "grade.by_score",
            building.title_of("grade"),
            Role.PROVISIONAL_GRADE,
            kind,
            by_score,
            "grade",
            written.span,
        )
        by_score = bounded_grade(building, by_score)
    by_score = of_the_appraised(building, by_score, written.span)
    provisional: Expr = building.emit(
        "provisional_grade",
        building.title_of("provisional_grade"),
        Role.PROVISIONAL_GRADE,
        kind,
        by_score,
        "grade",
        written.span,
    )
    opening = settling(building)
    if opening is not None:
        for name, settled in settled_grades(building, provisional, kind, opening):
            building.emit(name, building.title_of(name), Role.GRADE, kind, settled, "grade", opening)
        return
    for name in ("proposed_grade", "grade"):
        provisional = building.emit(
            name, building.title_of(name), Role.GRADE, kind, provisional, "grade", written.span
        )
