"""From a program to a plan: every declaration in turn, whatever else is wrong, then order and outputs."""

from collections.abc import Iterator, Mapping
from typing import assert_never

from attrs import evolve

from kpi_lang.core.distribution import SUPPLIED, Distribution
from kpi_lang.core.nodes import Expr
from kpi_lang.core.plan import Plan, PropertyPlan, Requirement
from kpi_lang.data.supplied import Override
from kpi_lang.lowering.adjustments import adjustment_requirements, lower_adjustment
from kpi_lang.lowering.awards import lower_award, lower_cap, lower_factor
from kpi_lang.lowering.building import Building
from kpi_lang.lowering.citations import cite_columns, citing, lower_clauses, lower_readings
from kpi_lang.lowering.classes import lower_indicator_facts
from kpi_lang.lowering.dates import reads_run_dates
from kpi_lang.lowering.distribution import lower_distribution
from kpi_lang.lowering.eligibility import lower_eligibility
from kpi_lang.lowering.examples import lower_examples, lower_properties
from kpi_lang.lowering.goals import lower_goals
from kpi_lang.lowering.indicators import lower_indicator
from kpi_lang.lowering.inputs import lower_input, lower_records, message_of
from kpi_lang.lowering.order import ordered, report_unread
from kpi_lang.lowering.outputs import outputs_of
from kpi_lang.lowering.parameters import lower_parameter
from kpi_lang.lowering.past import lower_balance
from kpi_lang.lowering.people import report_circles, report_premature, staged
from kpi_lang.lowering.pools import lower_pool
from kpi_lang.lowering.restrictions import lower_restriction
from kpi_lang.lowering.results import lower_pay, lower_table, lower_value
from kpi_lang.lowering.rollups import read_rollups, rolled_up
from kpi_lang.lowering.scorecards import lower_scorecards
from kpi_lang.lowering.selection import lower_selection
from kpi_lang.lowering.settings import currency_of, opening_of, read_settings
from kpi_lang.lowering.sheets import note_row_indicators
from kpi_lang.lowering.totals import lower_grades, lower_total, read_grades
from kpi_lang.resolved import Category, Program, Symbol
from kpi_lang.source import Diagnostic, Diagnostics
from kpi_lang.source.nearest import nearest
from kpi_lang.syntax import tree
from kpi_lang.typed.converting import unit_size
from kpi_lang.typed.environment import NO_CURRENCY


def lower(program: Program, overrides: Mapping[str, Override], diagnostics: Diagnostics) -> Plan:
    """The plan of a program; ``overrides`` replaces parameters. Complete only if nothing was reported."""
    building = Building(program, diagnostics, overrides, lower_symbol)
    building.environment.currency = currency_of(program.main) or (
        NO_CURRENCY if program.main.has_lost("policy") else ""
    )
    building.settings = read_settings(program.main, program.scope, building.environment)
    grades = read_grades(building)
    _check_overrides(building)
    _check_units(building)
    for first in (lower_selection, lower_eligibility):
        with building.attempt():
            first(building)
    note_row_indicators(building)
    for symbol in _own_symbols(building):
        with building.attempt():
            building.ensure(symbol, symbol.span)
    for step in (lower_scorecards, lower_total, lower_grades):
        with building.attempt():
            step(building)
    distribution: Distribution | None = None
    with building.attempt():
        distribution = lower_distribution(building)
    subject = _subject(building)
    applies = _applies(building, subject)
    requirements = (*_requirements(building), *building.sheet_requirements)
    properties = lower_properties(building)
    rollups = read_rollups(building)
    if building.past_figures is not None:
        building.tables["past"] = building.past_figures.plan()
    examples = lower_examples(building)
    indicators = lower_indicator_facts(building)
    figures = tuple(building.figures)
    rules = staged(ordered(building.rules.values(), diagnostics), figures)
    rules = citing(rules, building)
    cite_columns(building)
    clauses = lower_clauses(building, rules)
    readings = lower_readings(building, clauses)
    parts = (part for figure in figures for part in figure.parts)
    report_unread((*_beside_rules(applies, requirements, properties), *parts), rules, diagnostics)
    report_circles(rules, figures, diagnostics)
    report_premature(applies, requirements, rules, figures, diagnostics)
    declared = {symbol.rule: place for place, symbol in enumerate(_own_symbols(building))}
    settings = building.settings
    plan = Plan(
        name=settings.name,
        title=settings.title,
        version=settings.version,
        effective_from=settings.effective_from,
        effective_to=settings.effective_to,
        period=settings.period,
        currency=building.environment.currency or None,
        subject=subject.name.text if subject else "person",
        key=subject.key.text if subject and subject.key else "",
        belongs_to=tuple(name.text for name in subject.belongs_to) if subject else (),
        reports_to=subject.reports_to.text if subject and subject.reports_to else None,
        inputs=tuple(sorted(building.inputs.values(), key=lambda spec: spec.name in SUPPLIED)),
        records=tuple(building.tables.values()),
        applies=applies,
        requirements=requirements,
        rules=rules,
        outputs=outputs_of(rules, declared, building.inputs, building.tables),
        grades=grades,
        examples=examples,
        properties=properties,
        indicators=indicators,
        points=building.points.count,
        amendments=program.amendments,
        applies_clauses=building.program.clauses_at(subject.span if subject else None),
        clauses=clauses,
        readings=readings,
        cited_places=tuple(file.places for file in program.clauses.values() if file.places.starts),
        supplied=tuple(building.supplied),
        figures=figures,
        distribution=distribution,
        uses_dates=reads_run_dates(rules, applies, requirements, building.tables.values()),
    )
    if diagnostics.has_errors:
        return plan
    return evolve(plan, rollups=tuple(rolled_up(building, plan, spec) for spec in rollups))


def lower_symbol(building: Building, symbol: Symbol) -> None:
    """The rules of one declaration; raises Untyped after reporting what is wrong with it."""
    match symbol.declaration:
        case tree.Input() as written:
            lower_input(building, symbol, written)
        case tree.Parameter() as written:
            lower_parameter(building, symbol, written)
        case tree.Records() as written:
            lower_records(building, symbol, written)
        case tree.Goals() as written:
            lower_goals(building, symbol, written)
        case tree.Indicator() as written:
            lower_indicator(building, symbol, written)
        case tree.Award() | tree.Adjustment() | tree.Cap() | tree.Factor() | tree.Restriction() as written:
            _lower_change(building, symbol, written)
        case tree.ListTable() | tree.MatrixTable() as written:
            lower_table(building, symbol, written)
        case tree.Value() as written:
            lower_value(building, symbol, written)
        case tree.Balance() as written:
            lower_balance(building, symbol, written)
        case tree.Pool() as written:
            lower_pool(building, symbol, written)
        case tree.Pay() as written:
            lower_pay(building, symbol, written)
        case (
            tree.Function()
            | tree.Scale()
            | tree.RoundingRule()
            | tree.CardGroup()
            | tree.Unit()
            | tree.Scorecard()
            | tree.Lost()
            | tree.Import()
        ):
            return


def _lower_change(
    building: Building,
    symbol: Symbol,
    declared: tree.Award | tree.Adjustment | tree.Cap | tree.Factor | tree.Restriction,
) -> None:
    """The rules of what changes the weighted score, or bounds what comes of it."""
    match declared:
        case tree.Award() as written:
            lower_award(building, symbol, written)
        case tree.Adjustment() as written:
            lower_adjustment(building, symbol, written)
        case tree.Cap() as written:
            lower_cap(building, symbol, written)
        case tree.Factor() as written:
            lower_factor(building, symbol, written)
        case tree.Restriction() as written:
            lower_restriction(building, symbol, written)
        case _:
            assert_never(declared)


def _own_symbols(building: Building) -> list[Symbol]:
    main = building.program.main.name
    return [
        symbol
        for symbol in building.program.scope
        if symbol.category is not Category.GROUP
        and (symbol.module == main or symbol.category is not Category.INPUT)
    ]


def _beside_rules(
    applies: Expr | None, requirements: tuple[Requirement, ...], properties: tuple[PropertyPlan, ...]
) -> Iterator[Expr]:
    """The expressions of a plan that belong to no rule."""
    if applies is not None:
        yield applies
    yield from (requirement.condition for requirement in requirements)
    for promise in properties:
        yield from promise.operands
        if promise.given is not None:
            yield promise.given


def _check_units(building: Building) -> None:
    """Every unit that is so many of another comes down to one that stands by itself."""
    for name in building.program.scope.units:
        with building.attempt():
            unit_size(building.typer(), building.program.scope, name)


def _check_overrides(building: Building) -> None:
    known = [s.name for s in building.program.scope if s.category is Category.PARAMETER]
    lost = {s.name for s in building.program.scope if s.category is Category.LOST}
    for name in building.overrides:
        if name not in known and name not in lost:
            close = nearest(name, known)
            building.diagnostics.add(
                Diagnostic.of(
                    "K221", None, name=name, nearest=close or "", help="nearest" if close else "none"
                )
            )


def _subject(building: Building) -> tree.Subject | None:
    found = [d for d in building.program.main.declarations if isinstance(d, tree.Subject)]
    for extra in found[1:]:
        building.environment.report("K639", extra.name.span)
    if not found:
        if not building.program.main.has_lost("subject"):
            building.environment.report("K640", opening_of(building.program.main))
        return None
    if found[0].key is None:
        building.environment.report("K641", found[0].name.span)
    return found[0]


def _applies(building: Building, subject: tree.Subject | None) -> Expr | None:
    if subject is not None and subject.applies is not None:
        with building.attempt():
            return building.typer().condition(subject.applies)
    return None


def _requirements(building: Building) -> tuple[Requirement, ...]:
    found = []
    for written in building.program.main.declarations:
        if isinstance(written, tree.Require):
            with building.attempt():
                condition = building.typer().condition(written.condition)
                found.append(Requirement(condition, message_of(written), written.span))
    return (*found, *adjustment_requirements(building))
