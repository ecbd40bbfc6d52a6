"""The figures that went into a measure: what was set beforehand, and what came of the period."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import frozen

from kpi_lang.core.absent import Absent
from kpi_lang.core.children import walk
from kpi_lang.core.nodes import Expr, FieldRef, InputRef, RuleRef
from kpi_lang.core.plan import RecordsPlan, Role, Rule
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.evaluate.person import Record
from kpi_lang.evaluate.trace import RecordTrace, Trace
from kpi_lang.report.figures import NO_FIGURE, figure_text
from kpi_lang.source import Lang
from kpi_lang.source.figures import decimal_text, finite_places
from kpi_lang.values.kinds import Kind, Style
from kpi_lang.values.rounding import Mode, round_to

_JUDGED = ".stage.", ".raters."
"""In the names of rules that readers know as figures: the score of a stage, the mean of a kind of rater."""

APPRAISED = "appraised"
"""The rule that tells whether somebody takes part: what it reads went into no measure."""

_PLACES = 4
"""Decimals that a line shows of a figure that nobody rounded; its derivation has it exactly."""


@frozen
class Amount:
    """A figure that went into a measure: its title and what it was, both for people."""

    title: str
    shown: str
    beforehand: bool = False


def amounts(trace: Trace, rule: str, lang: Lang) -> tuple[Amount, ...]:
    """What the measure of an indicator was computed from, by way of named values too, each figure once."""
    seen: set[str] = set()
    given = tuple(_of_person(trace, rule, lang, seen))
    judged = (
        Amount(_judge(read), short_text(value, read.kind, lang))
        for read, value in zip(trace.plan.rules, trace.values, strict=True)
        if read.name in seen and _is_judged(read.name) and not isinstance(value, Absent)
    )
    return (*given, *judged)


def _of_person(trace: Trace, rule: str, lang: Lang, seen: set[str]) -> Iterator[Amount]:
    specs = {
        spec.name: (spec, value) for spec, value in zip(trace.plan.inputs, trace.person.values, strict=True)
    }
    for node in walk(trace.rule(rule).expr):
        if not isinstance(node, InputRef | RuleRef) or node.name in seen:
            continue
        seen.add(node.name)
        if isinstance(node, InputRef):
            if node.name in specs:
                yield _given(*specs[node.name], lang, trace.plan.currency)
            continue
        read = trace.rule(node.name)
        if read.role not in (Role.VALUE, Role.MEASURE) or node.name == APPRAISED or _is_judged(node.name):
            continue
        below = tuple(_of_person(trace, node.name, lang, seen))
        value = trace[node.name]
        if not below and read.role is Role.VALUE and not isinstance(value, Absent):
            # A figure over records, for example: it has no inputs to stand for it.
            below = (Amount(read.title, short_text(value, read.kind, lang)),)
        yield from below


def row_amounts(
    table: RecordsPlan, record: Record, happened: RecordTrace, expr: Expr, lang: Lang, currency: str | None
) -> tuple[Amount, ...]:
    """The same of a row of records: the columns that an expression reads, by way of computed columns too.

    Amounts of money in another ``currency`` than the policy's name it.
    """
    specs = {spec.name: (spec, value) for spec, value in zip(table.fields, record.values, strict=False)}
    rules = {rule.name: rule for rule in table.rules}
    seen: set[str] = set()

    def of(part: Expr) -> Iterator[Amount]:
        for node in walk(part):
            if not isinstance(node, FieldRef) or node.records != table.name or node.name in seen:
                continue
            seen.add(node.name)
            if node.name in specs:
                yield _given(*specs[node.name], lang, currency)
            elif not _is_judged(node.name):
                yield from of(rules[node.name].expr)

    given = tuple(of(expr))
    judged = (
        Amount(_judge(rule), short_text(value, rule.kind, lang))
        for rule, value in zip(table.rules, happened.values, strict=True)
        if rule.name in seen and _is_judged(rule.name) and not isinstance(value, Absent)
    )
    return (*given, *judged)


def short_text(value: Value | Absent, kind: Kind, lang: Lang, digits: int | None = None) -> str:
    """A figure as it stands in a line; one that nobody rounded and that is long is cut to a few places, behind `≈`."""
    if not isinstance(value, Fraction) or kind.style is Style.MONEY:
        return figure_text(value, kind, lang, digits)
    places = finite_places(value)
    if places is not None and places <= _PLACES:
        return figure_text(value, kind, lang, digits)
    nearest = round_to(value, Fraction(1, 10**_PLACES), Mode.HALF_UP)
    if kind.style is Style.RATIO:
        return f"≈ {decimal_text(nearest * 100, _PLACES - 2)}%"
    return f"≈ {decimal_text(nearest, _PLACES)}"


def _given(spec: InputSpec, value: Value | None, lang: Lang, currency: str | None) -> Amount:
    value = spec.default if value is None else value
    shown = NO_FIGURE if value is None else figure_text(value, spec.kind, lang)
    if value is not None and spec.kind.currency not in (None, currency):
        shown = f"{shown} {spec.kind.currency}"
    return Amount(spec.title, shown, spec.beforehand)


def _is_judged(name: str) -> bool:
    return any(part in name for part in _JUDGED)


def _judge(rule: Rule) -> str:
    return rule.title or rule.name.rpartition(".")[2]
