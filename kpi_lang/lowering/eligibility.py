"""Who takes part: people in scope who are not appraised have no scores, no total and no grade, but a reason."""

from kpi_lang.core.absent import Cause
from kpi_lang.core.children import walk
from kpi_lang.core.nodes import Arm, ChooseRole, Const, Expr, NoValue, RuleRef
from kpi_lang.core.plan import Role
from kpi_lang.lowering.building import Building
from kpi_lang.resolved import Category
from kpi_lang.source import Span
from kpi_lang.syntax import tree
from kpi_lang.values import kinds

RULE = "appraised"
"""The rule, and the name that authors read it by, that tells whether a person takes part."""


_WITHHELD = (
    Category.INDICATOR,
    Category.AWARD,
    Category.CAP,
    Category.FACTOR,
    Category.GROUP,
    Category.RESTRICTION,
    Category.PAY,
    Category.POOL,
)
_RESULTS = ("base_score", "total", "provisional_grade", "proposed_grade", "grade")


def exclusions(building: Building) -> tuple[tree.NotAppraised, ...]:
    """What the subject says of people who take no part, in the author's order: the first that holds counts."""
    found = (d for d in building.program.main.declarations if isinstance(d, tree.Subject))
    return tuple(exclusion for subject in found for exclusion in subject.not_appraised)


def lower_eligibility(building: Building) -> None:
    """The rules ``appraised.1``, ``appraised.2`` … of the conditions, and ``appraised``; none without conditions."""
    arms = []
    for number, exclusion in enumerate(exclusions(building), start=1):
        with building.attempt():
            condition = building.typer().condition(exclusion.when)
            _check_reads_no_result(building, condition, exclusion)
            name, why = f"{RULE}.{number}", exclusion.reason.text
            test = building.emit(
                name, why, Role.RESTRICTION, kinds.YES_NO, condition, RULE, exclusion.when.span
            )
            no = Const(False, kinds.YES_NO, exclusion.span)
            arms.append(Arm(test, no, building.reason("not appraised", why=why), exclusion.span))
    if not arms:
        return
    written = exclusions(building)
    span = written[0].span.join(written[-1].span)
    arms.append(Arm(None, Const(True, kinds.YES_NO, span), "", span))
    expr = building.typer().choose(arms, ChooseRole.ELIGIBILITY, span)
    building.emit(RULE, building.title_of(RULE), Role.VALUE, kinds.YES_NO, expr, RULE, span)


def _check_reads_no_result(building: Building, condition: Expr, exclusion: tree.NotAppraised) -> None:
    """Only who takes part has scores, so these cannot decide who does."""
    withheld = {symbol.rule for symbol in building.program.scope if symbol.category in _WITHHELD}
    for node in walk(condition):
        if isinstance(node, RuleRef) and (node.name in withheld or node.name in _RESULTS):
            raise building.environment.stop("K665", node.span or exclusion.when.span, name=node.name)


def of_the_appraised(building: Building, value: Expr, span: Span | None) -> Expr:
    """``value`` for those who take part; for everybody else no result, with the reason."""
    arms = [
        Arm(
            RuleRef(f"{RULE}.{number}", kinds.YES_NO, span),
            NoValue(
                Cause.NO_RESULT,
                building.reason("not appraised", why=exclusion.reason.text),
                value.kind,
                exclusion.span,
            ),
            "",
            exclusion.span,
        )
        for number, exclusion in enumerate(exclusions(building), start=1)
    ]
    if not arms:
        return value
    place = span or exclusions(building)[0].span
    return building.typer().choose([*arms, Arm(None, value, "", place)], ChooseRole.ELIGIBILITY, place)


def unless_appraised(building: Building, value: Expr, instead: Expr, span: Span) -> Expr:
    """``value`` for those who take part, ``instead`` for everybody else."""
    if not exclusions(building):
        return value
    arms = [
        Arm(RuleRef(RULE, kinds.YES_NO, span), value, "", span),
        Arm(None, instead, building.reason("when not appraised"), instead.span),
    ]
    return building.typer().choose(arms, ChooseRole.ELIGIBILITY, span)
