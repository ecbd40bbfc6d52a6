"""Classes of indicators, and what the plan tells people of each indicator beside its score."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from kpi_lang.core.plan import IndicatorSpec
from kpi_lang.lowering.building import Building
from kpi_lang.lowering.selection import items_of, scorecards_of
from kpi_lang.resolved import Symbol
from kpi_lang.source.nearest import nearest
from kpi_lang.syntax import tree
from kpi_lang.values import kinds

_FULL = Fraction(100)
"""Full marks where weights are percentages."""


def declared_classes(building: Building) -> Mapping[str, tree.IndicatorClass]:
    """The classes that the policy and its imports declare; where none is, names of classes are free."""
    found: dict[str, tree.IndicatorClass] = {}
    for module in building.program.modules:
        for declaration in module.declarations:
            if isinstance(declaration, tree.IndicatorClass):
                found.setdefault(declaration.name.text, declaration)
    return found


def lower_indicator_facts(building: Building) -> tuple[IndicatorSpec, ...]:
    """Class, source, rater and evidence of every indicator; classes declared twice or not at all are reported."""
    _check_twice(building)
    classes = declared_classes(building)
    found = []
    for symbol, written in building.declared(tree.Indicator):
        declared = None if written.class_ is None else classes.get(written.class_.text)
        if written.class_ is not None and classes and declared is None:
            _report_unknown(building, written.class_, classes)
        full = None
        if declared is not None and declared.deduction_only:
            if symbol.rule in building.row_indicators:
                building.environment.report("K664", written.name.span, name=symbol.name)
            else:
                full = min(_full_marks(building, symbol), default=_FULL)
        found.append(
            IndicatorSpec(
                symbol.rule,
                _class_title(written.class_, declared),
                _text(written.source),
                _text(written.rater),
                _text(written.evidence),
                full,
                written.name.span,
            )
        )
    return tuple(found)


def _check_twice(building: Building) -> None:
    for module in building.program.modules:
        seen: dict[str, tree.IndicatorClass] = {}
        for declaration in module.declarations:
            if isinstance(declaration, tree.IndicatorClass):
                name = declaration.name.text
                if name in seen:
                    building.environment.report("K657", declaration.name.span, name=name)
                seen.setdefault(name, declaration)


def _report_unknown(building: Building, name: tree.Ident, classes: Mapping[str, tree.IndicatorClass]) -> None:
    if any(module.has_lost("indicator class") for module in building.program.modules):
        return
    close = nearest(name.text, classes)
    building.environment.stop(
        "K658", name.span, name=name.text, nearest=close or "", help="nearest" if close else "none"
    )


def _full_marks(building: Building, symbol: Symbol) -> Iterator[Fraction]:
    """What an indicator scores at full marks in each scorecard that has it: its item points, else 100."""
    scope = building.program.scope.values
    for card in scorecards_of(building):
        for item in items_of(card.entries):
            if scope.get(item.indicator.text) == symbol:
                with building.attempt():
                    weight = building.typer().constant(
                        item.weight, kinds.POINTS if item.in_points else kinds.RATIO
                    )
                    yield weight if item.in_points else _FULL


def _class_title(name: tree.Ident | None, declared: tree.IndicatorClass | None) -> str | None:
    if declared is not None and declared.title is not None:
        return declared.title.text
    return None if name is None else name.text


def _text(said: tree.Title | tree.Ident | None) -> str | None:
    return None if said is None else said.text
