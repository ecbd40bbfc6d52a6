"""Figures that may not exist: each root place from which an absence reaches an output is reported, once."""

from collections.abc import Iterator
from functools import partial
from typing import assert_never

from kpi_lang.checking import assumption, witness
from kpi_lang.checking.absence import Absence, Origin
from kpi_lang.checking.analysis import Analysis
from kpi_lang.checking.intervals import ZERO
from kpi_lang.checking.places import rule_named, span_of, text_of
from kpi_lang.checking.possible import Possible
from kpi_lang.checking.refutation import Search
from kpi_lang.checking.witness import Witness
from kpi_lang.core.nodes import Aggregate, Arithmetic, DateCall, Expr, FieldRef, FigureRef, InputRef, Power
from kpi_lang.core.plan import Role
from kpi_lang.source import CATALOGUE, Argument, Diagnostic, Diagnostics
from kpi_lang.values.domains import Interval


def check_totality(analysis: Analysis, diagnostics: Diagnostics) -> None:
    """Report every place from which an output may be without a value that the policy has not declared."""
    reported: set[tuple[str, ...]] = set()
    for reached, absence in _faults(analysis):
        key = _key(absence)
        if key not in reported:
            reported.add(key)
            diagnostics.add(_finding(analysis, absence, reached))


def _faults(analysis: Analysis) -> Iterator[tuple[Expr, Absence]]:
    """Absences that nobody has answered for, each with the first expression it reaches that people see."""
    for expr, possible in _seen(analysis):
        faults = [absence for absence in possible.absences if absence.is_fault]
        for absence in sorted(faults, key=_place):
            yield expr, absence


def _seen(analysis: Analysis) -> Iterator[tuple[Expr, Possible]]:
    """Who takes part, and every output."""
    applies = analysis.plan.applies
    if applies is not None:
        yield applies, analysis.possible(applies, analysis.start)
    rules = {rule.name: rule for rule in analysis.plan.rules}
    for output in analysis.plan.outputs:
        yield rules[output.rule].expr, analysis.rule(output.rule)


def _place(absence: Absence) -> tuple[int, str]:
    return (absence.node.span.start if absence.node.span is not None else 0), absence.rule


def _key(absence: Absence) -> tuple[str, ...]:
    """An optional input is reported once for each rule that reads it, other places by where they stand."""
    match absence.node:
        case InputRef(name) | FieldRef(name=name):
            return absence.rule, name
        case node:
            return absence.rule, text_of(node), str(node.span)


def _finding(analysis: Analysis, absence: Absence, reached: Expr) -> Diagnostic:
    node = absence.node
    match absence.origin:
        case Origin.DIVISION:
            assert isinstance(node, Arithmetic)
            return _division(analysis, absence, node, reached)
        case Origin.INPUT:
            assert isinstance(node, InputRef | FieldRef)
            return _about(analysis, absence, "K404", node, name=text_of(node))
        case Origin.TABLE:
            assert isinstance(node, Aggregate)
            return _about(analysis, absence, "K405", node, records=node.records, figure=text_of(node))
        case Origin.EMPTY:
            assert isinstance(node, Aggregate)
            fewest = 2 * node.trim
            return _about(
                analysis, absence, "K406", node, figure=text_of(node), records=node.records, fewest=fewest + 1
            )
        case Origin.POWER:
            assert isinstance(node, Power)
            return _about(
                analysis, absence, "K407", node.base, base=text_of(node.base), exponent=node.exponent
            )
        case Origin.PART_DAY:
            assert isinstance(node, Arithmetic | DateCall)
            added = node.right if isinstance(node, Arithmetic) else node.args[1]
            return _about(analysis, absence, "K408", added, amount=text_of(added))
        case Origin.GROUP:
            assert isinstance(node, FigureRef)
            return _about(analysis, absence, "K410", node, figure=analysis.terms.figures[node.name].text)
        case Origin.DECLARED:
            raise AssertionError("what a rule declares is no fault")
        case _:
            assert_never(absence.origin)


def _about(analysis: Analysis, absence: Absence, code: str, node: Expr, **arguments: Argument) -> Diagnostic:
    rule = rule_named(analysis.plan, absence.rule)
    is_measure = rule is not None and rule.role is Role.MEASURE
    owner = "" if rule is None else rule.owner
    return Diagnostic.from_entry(
        CATALOGUE.entry(code),
        span_of(node, rule),
        help="measure" if is_measure else "formula",
        arguments={"owner": owner, **arguments},
    )


def _division(analysis: Analysis, absence: Absence, node: Arithmetic, reached: Expr) -> Diagnostic:
    divisor = node.right
    name = text_of(divisor)
    if analysis.possible(divisor, absence.situation).values == Interval.point(ZERO):
        return _about(analysis, absence, "K403", divisor, divisor=name)
    found = _person(analysis, absence, node, reached)
    if found is None:
        return _about(analysis, absence, "K402", divisor, divisor=name)
    return _about(analysis, absence, "K401", divisor, divisor=name, witness=found)


def _person(analysis: Analysis, absence: Absence, node: Arithmetic, reached: Expr) -> Witness | None:
    """Somebody whose output is undefined because of a division."""
    here = assumption.valued(analysis, node.right, absence.situation)
    affine = analysis.terms.affine(node.right)
    at_zero = None if here is None else analysis.within(affine, Interval.point(ZERO), here)
    leaf = None if at_zero is None else Search(analysis).leaf(at_zero)
    if leaf is None:
        return None
    rule = rule_named(analysis.plan, absence.rule)
    nearest = reached if rule is None else rule.expr
    for expr in (reached, nearest):
        found = witness.find(analysis, (node.right, expr), leaf, partial(_undefined, expr, node))
        if found is not None:
            return found
    return None


def _undefined(expr: Expr, node: Expr, trial: Analysis) -> bool:
    found = trial.possible(expr, trial.base)
    return found.values is None and {absence.node for absence in found.absences} == {node}
