"""Witnesses made small: every figure that can be simpler is, as long as the people still show the same."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import floor, log10

from attrs import evolve

from kpi_lang.core.plan import Plan
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.evaluate.person import Person
from kpi_lang.values.kinds import Family
from kpi_lang.verify.starts import snapped

Shows = Callable[[tuple[Person, ...]], bool]
_ROUNDS = 3
_LONGEST = 12
"""Digits up to which a figure is made rounder one by one."""


def smallest(plan: Plan, people: tuple[Person, ...], shows: Shows) -> tuple[Person, ...]:
    """People like these, but simpler, who still show the same; ``shows`` decides that."""
    for _ in range(_ROUNDS):
        before = people
        for place in range(len(plan.records)):
            people = _fewer_rows(people, place, shows)
        for place, spec in enumerate(plan.inputs):
            if len({person.values[place] for person in people}) == 1:
                people = _simpler(people, place, spec, shows)
        if people == before:
            break
    return people


def _simpler(people: tuple[Person, ...], place: int, spec: InputSpec, shows: Shows) -> tuple[Person, ...]:
    now = people[0].values[place]
    for value in _simpler_values(spec, now):
        if value == now:
            break
        tried = tuple(_with(person, place, value) for person in people)
        if shows(tried):
            return tried
    return people


def _simpler_values(spec: InputSpec, now: Value | None) -> Iterator[Value | None]:
    """Values simpler than the present one, the simplest first."""
    if spec.is_dispensable:
        yield None
    match spec.kind.family:
        case Family.NUMBER:
            for value in (Fraction(0), Fraction(1), Fraction(100)):
                if spec.domain.contains(value):
                    yield value
            if isinstance(now, Fraction) and now:
                yield from _rounder(now, spec)
        case Family.YES_NO:
            yield False
        case Family.CHOICE:
            assert spec.kind.choices is not None
            yield from spec.kind.choices.names
        case Family.DATE | Family.MONTH | Family.TEXT:
            return


def _rounder(now: Fraction, spec: InputSpec) -> Iterator[Fraction]:
    """The figure with one digit, with two, and so on."""
    size = floor(log10(abs(now)))
    for digits in range(_LONGEST):
        unit = Fraction(10) ** (size - digits)
        found = snapped(round(now / unit) * unit, spec.domain)
        yield found
        if found == now:
            return


def _fewer_rows(people: tuple[Person, ...], table: int, shows: Shows) -> tuple[Person, ...]:
    number = 0
    while number < len(people[0].records[table] or ()):
        tried = tuple(_without_row(person, table, number) for person in people)
        if shows(tried):
            people = tried
        else:
            number += 1
    return people


def _without_row(person: Person, table: int, number: int) -> Person:
    rows = person.records[table] or ()
    fewer = (*rows[:number], *rows[number + 1 :])
    return evolve(person, records=(*person.records[:table], fewer, *person.records[table + 1 :]))


def _with(person: Person, place: int, value: Value | None) -> Person:
    return evolve(person, values=(*person.values[:place], value, *person.values[place + 1 :]))
