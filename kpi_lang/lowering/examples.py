"""Examples and properties: what the policy says must come out, and what it promises for everybody."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from kpi_lang.core.nodes import Const, Expr
from kpi_lang.core.plan import (
    ExamplePerson,
    ExamplePlan,
    Expectation,
    GivenRecords,
    PropertyForm,
    PropertyPlan,
)
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.lowering.building import Building
from kpi_lang.lowering.inputs import demanded
from kpi_lang.resolved import Category, Symbol
from kpi_lang.source import Span
from kpi_lang.source.nearest import nearest
from kpi_lang.syntax import tree
from kpi_lang.syntax.words import VALUES, canonical
from kpi_lang.typed.environment import Untyped
from kpi_lang.values import kinds
from kpi_lang.values.kinds import Family, Kind

_GIVEN = (Category.INPUT, Category.RECORDS)
"""What may be given; where there is none in the plan, what is wrong with it has been reported."""

_RUN_DATES = ("as_of", "period_start", "period_end")


def lower_examples(building: Building) -> tuple[ExamplePlan, ...]:
    """Every example, with what it takes over from the one it is like."""
    plans: dict[str, ExamplePlan | None] = {}
    for written in building.program.main.declarations:
        if isinstance(written, tree.Example):
            if written.title.text in plans:
                building.environment.report("K632", written.title.span, title=written.title.text)
                continue
            plans[written.title.text] = None
            with building.attempt():
                plans[written.title.text] = _example(building, written, plans)
    return tuple(plan for plan in plans.values() if plan is not None)


def _example(
    building: Building, written: tree.Example, earlier: dict[str, ExamplePlan | None]
) -> ExamplePlan:
    """One example; ``earlier`` holds None for those whose mistakes were reported, which need no second finding."""
    given: dict[str, Value | None] = {}
    records: dict[str, GivenRecords] = {}
    base: ExamplePlan | None = None
    if written.like is not None:
        title = written.like.text
        if title not in earlier and building.program.main.has_lost("example"):
            raise Untyped
        if title not in earlier or title == written.title.text:
            close = nearest(title, (other for other in earlier if other != written.title.text))
            raise building.environment.stop(
                "K633",
                written.like.span,
                title=title,
                nearest=close or "",
                help="nearest" if close else "none",
            )
        base = earlier[title]
        if base is None:
            raise Untyped
        given = dict(base.given)
        records = {group.records: group for group in base.records}
    failed = False
    for entry in written.given:
        try:
            _give(building, entry, given, records)
        except Untyped:
            failed = True
    expect, complete = _all_expected(building, written.expect, records)
    people = _people(building, written, base, records)
    if people and written.expect:
        raise building.environment.stop("K672", written.expect[0].span)
    if failed or not complete or people is None:
        raise Untyped
    return ExamplePlan(
        written.title.text,
        tuple(given.items()),
        tuple(records.values()),
        tuple(expect),
        written.span,
        tuple(people.values()),
    )


def _all_expected(
    building: Building, written: tuple[tree.ExpectedValue, ...], records: dict[str, GivenRecords]
) -> tuple[list[Expectation], bool]:
    """What is expected, and whether nothing was wrong with it."""
    found: list[Expectation] = []
    complete = True
    for expected in written:
        try:
            found.extend(_expectations(building, expected, records))
        except Untyped:
            complete = False
    return found, complete


def _people(
    building: Building, written: tree.Example, base: ExamplePlan | None, shared: dict[str, GivenRecords]
) -> dict[str, ExamplePerson] | None:
    """The people of an example by key, those of the example that it is like among them; None after a finding."""
    # What was expected there need not be so here.
    people = {} if base is None else {person.key: evolve(person, expect=()) for person in base.people}
    named: set[str] = set()
    complete = True
    for person in written.people:
        if person.key.text in named:
            building.environment.report("K671", person.key.span, name=person.key.text)
            complete = False
        named.add(person.key.text)
        try:
            people[person.key.text] = _example_person(building, person, people, shared)
        except Untyped:
            complete = False
    return people if complete else None


def _example_person(
    building: Building,
    written: tree.ExamplePerson,
    earlier: dict[str, ExamplePerson],
    shared: dict[str, GivenRecords],
) -> ExamplePerson:
    """One of several people, with what the person has already in the example that this one is like."""
    key = written.key.text
    before = earlier.get(key)
    given = {} if before is None else dict(before.given)
    records = {} if before is None else {group.records: group for group in before.records}
    for entry in written.given:
        _give(building, entry, given, records)
    expect, complete = _all_expected(building, written.expect, shared | records)
    if not complete:
        raise Untyped
    return ExamplePerson(key, tuple(given.items()), tuple(records.values()), tuple(expect), written.span)


def _give(
    building: Building,
    entry: tree.GivenValue,
    given: dict[str, Value | None],
    records: dict[str, GivenRecords],
) -> None:
    name = entry.name.text
    symbol = building.program.scope.values.get(name)
    word = canonical(name) or name
    rule = symbol.rule if symbol is not None else word if word in building.tables else name
    if rule in building.tables:
        records[rule] = _records(building, entry, rule)
    elif rule in building.inputs:
        given[rule] = _value(building, entry, building.inputs[rule].kind, building.inputs[rule])
    elif word in _RUN_DATES:
        given[word] = _value(building, entry, kinds.DATE, None)
    elif building.is_carried(name):
        # What no rule reads may be said for the reader's sake.
        _value(building, entry, kinds.TEXT, None)
    elif any(rule in parameter.stand_ins for parameter in building.supplied):
        # The example was written for values of its own; under those supplied now it says nothing.
        raise Untyped
    elif building.is_lost(name) or (symbol is not None and symbol.category in _GIVEN):
        raise Untyped
    else:
        known = [*building.inputs, *building.tables]
        close = nearest(name, known)
        raise building.environment.stop(
            "K634", entry.name.span, name=name, nearest=close or "", help="nearest" if close else "none"
        )


def _records(building: Building, entry: tree.GivenValue, rule: str) -> GivenRecords:
    if entry.value is None:
        return GivenRecords(rule, None)
    if not isinstance(entry.value, tuple):
        raise building.environment.stop("K635", entry.span, name=entry.name.text)
    fields = {spec.name: spec for spec in building.tables[rule].fields}
    rows = []
    for record in entry.value:
        row: list[tuple[str, Value | None]] = []
        for value in record.values:
            spec = fields.get(value.name.text) or fields.get(canonical(value.name.text) or "")
            if spec is None and rule in building.views and value.name.text in building.views[rule].failed:
                raise Untyped
            if spec is None:
                close = nearest(value.name.text, fields)
                raise building.environment.stop(
                    "K207",
                    value.name.span,
                    name=value.name.text,
                    records=entry.name.text,
                    nearest=close or "",
                    known=tuple(fields),
                    help="nearest" if close else "none",
                )
            row.append((spec.name, _value(building, value, spec.kind, spec)))
        rows.append(tuple(row))
    return GivenRecords(rule, tuple(rows))


def _value(building: Building, entry: tree.GivenValue, kind: Kind, spec: InputSpec | None) -> Value | None:
    if entry.value is None:
        return None
    if isinstance(entry.value, tuple):
        raise building.environment.stop("K636", entry.span, name=entry.name.text)
    typer = building.typer()
    typed = typer.fit(typer.typed_as(entry.value, kind), kind, entry.value.span)
    if not isinstance(typed, Const):
        raise building.environment.stop("K309", entry.value.span)
    if spec is not None and isinstance(typed.value, Fraction) and not spec.domain.contains(typed.value):
        raise building.environment.stop(
            "K637", entry.value.span, name=entry.name.text, domain=demanded(spec.domain, kind, typed.value)
        )
    return typed.value


def _expectations(
    building: Building, written: tree.ExpectedValue, records: dict[str, GivenRecords]
) -> list[Expectation]:
    """What one entry expects: a result, or columns of the records of a table in their order."""
    if not isinstance(written.value, tuple):
        name = _expected_rule(building, written.name)
        return [_expectation(building, written, name, building.rules[name].kind)]
    symbol = building.program.scope.values.get(written.name.text)
    table = building.tables.get(symbol.rule if symbol else written.name.text)
    if table is None:
        if building.is_lost(written.name.text) or (symbol and symbol.category is Category.RECORDS):
            raise Untyped
        raise building.environment.stop("K635", written.span, name=written.name.text)
    given = records.get(table.name)
    number = 0 if given is None or given.rows is None else len(given.rows)
    if len(written.value) != number:
        raise building.environment.stop(
            "K228", written.span, records=written.name.text, expected=len(written.value), given=number
        )
    columns = building.views[table.name].columns
    found = []
    for row, record in enumerate(written.value, 1):
        for value in record.values:
            name = next(
                (n for n in (value.name.text, canonical(value.name.text)) if n is not None and n in columns),
                "",
            )
            if not name and value.name.text in building.views[table.name].failed:
                raise Untyped
            if not name:
                shown = tuple(column for column in columns if "." not in column)
                close = nearest(value.name.text, shown)
                raise building.environment.stop(
                    "K207",
                    value.name.span,
                    name=value.name.text,
                    records=written.name.text,
                    nearest=close or "",
                    known=shown,
                    help="nearest" if close else "none",
                )
            expected = _expectation(building, value, name, columns[name])
            found.append(evolve(expected, records=table.name, row=row))
    return found


def _expectation(building: Building, written: tree.ExpectedValue, name: str, kind: Kind) -> Expectation:
    reason = written.reason.text if written.reason else None
    if written.value is None:
        return Expectation(name, None, reason, written.span)
    if isinstance(written.value, tuple):
        raise building.environment.stop("K636", written.span, name=written.name.text)
    typer = building.typer()
    typed = typer.fit(typer.typed_as(written.value, kind), kind, written.value.span)
    if not isinstance(typed, Const):
        raise building.environment.stop("K309", written.value.span)
    return Expectation(name, typed.value, None, written.span)


def _expected_rule(building: Building, name: tree.Ident) -> str:
    text = name.text
    symbol = building.program.scope.values.get(text)
    candidates = [symbol.rule if symbol else text, canonical(text) or text, _dotted(building, text)]
    for candidate in candidates:
        if candidate in building.rules:
            return candidate
    if building.is_lost(text.partition(".")[0]) or _has_failed(building, text, symbol):
        raise Untyped
    predeclared = [word.chinese for word in VALUES if word.canonical in building.rules]
    close = nearest(text, [*building.rules, *predeclared])
    raise building.environment.stop(
        "K638", name.span, name=text, nearest=close or "", help="nearest" if close else "none"
    )


def _has_failed(building: Building, text: str, symbol: Symbol | None) -> bool:
    """Whether a result is not there because what gives it has mistakes, which have been reported."""
    if not building.diagnostics.has_errors:
        return False
    owner = text.partition(".")[0]
    return (symbol or building.program.scope.values.get(owner)) is not None or canonical(owner) is not None


def _dotted(building: Building, text: str) -> str:
    owner, _, part = text.partition(".")
    symbol = building.program.scope.values.get(owner)
    return f"{symbol.rule if symbol else owner}.{canonical(part) or part}"


def lower_properties(building: Building) -> tuple[PropertyPlan, ...]:
    """Every `ensure`, typed; which of them hold is the prover's to say, and some are checked on every run."""
    found = []
    for number, written in enumerate(_ensures(building), start=1):
        with building.attempt():
            form, operands = _operands(building, written.property)
            given = None if written.given is None else building.typer().condition(written.given)
            name = written.title.text if written.title else _name(written.property.span, number)
            found.append(PropertyPlan(name, form, operands, given, written.span))
    return tuple(found)


def _ensures(building: Building) -> Iterator[tree.Ensure]:
    return (d for d in building.program.main.declarations if isinstance(d, tree.Ensure))


def _name(span: Span, number: int) -> str:
    return " ".join(span.text.split()) or f"ensure {number}"


_DIRECTIONS = {
    tree.Direction.NEVER_FALLS: PropertyForm.NEVER_FALLS,
    tree.Direction.NEVER_RISES: PropertyForm.NEVER_RISES,
    tree.Direction.RISES: PropertyForm.RISES,
    tree.Direction.FALLS: PropertyForm.FALLS,
}


def _operands(building: Building, written: tree.Property) -> tuple[PropertyForm, tuple[Expr, ...]]:
    typer = building.typer()
    match written:
        case tree.Monotone(result, direction, driver, _):
            typed = typer.each([lambda: typer.infer(result), lambda: typer.infer(driver)])
            for value, place in zip(typed, (result, driver), strict=True):
                _need_order(building, value, place.span)
            return _DIRECTIONS[direction], tuple(typed)
        case tree.Within(result, low, high, _):
            value = typer.infer(result)
            _need_order(building, value, result.span)
            bounds = [typer.fit(typer.typed_as(e, value.kind), value.kind, e.span) for e in (low, high)]
            return PropertyForm.WITHIN, (value, *bounds)
        case tree.Always(condition, _):
            return PropertyForm.ALWAYS, (typer.condition(condition),)
        case tree.ExactlyWhen(left, right, _):
            sides = typer.each([lambda: typer.condition(left), lambda: typer.condition(right)])
            return PropertyForm.EXACTLY_WHEN, tuple(sides)
        case tree.Reachable(condition, _):
            return PropertyForm.REACHABLE, (typer.condition(condition),)
        case tree.StepBound(result, most, driver, _):
            value = typer.infer(result)
            bound = typer.check(most, value.kind)
            return PropertyForm.STEP_BOUND, (value, bound, typer.infer(driver))


def _need_order(building: Building, value: Expr, span: Span) -> None:
    ordered = value.kind.choices is not None and value.kind.choices.ordered
    if value.kind.family not in (Family.NUMBER, Family.DATE, Family.MONTH) and not ordered:
        raise building.environment.stop("K307", span, kind=value.kind)
