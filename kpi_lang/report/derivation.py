"""From a trace to an explanation: each result with all that it came from."""

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction

from attrs import define, field

from kpi_lang.core.absent import Absent, Cause
from kpi_lang.core.clauses import Reading
from kpi_lang.core.distribution import SUPPLIED
from kpi_lang.core.nodes import InputRef, RuleRef
from kpi_lang.core.plan import Plan, Rule
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.evaluate.reference import ReferenceEvaluator
from kpi_lang.evaluate.trace import Trace
from kpi_lang.report.amended import amended_by, amendment_texts
from kpi_lang.report.explanation import Explanation, Figure, Note, NoteKind
from kpi_lang.report.figures import named_text, reason_text, rule_digits
from kpi_lang.report.goal_rows import sheet_rows
from kpi_lang.report.path import Path
from kpi_lang.report.phrases import PHRASES
from kpi_lang.report.settling import settled_lines
from kpi_lang.source import Clause, DataPlace, Lang, Span, cited
from kpi_lang.values.kinds import Kind

Places = Callable[[str], DataPlace | None]
"""Where an input of the person stands in the data, if it came from a file."""


def explain(trace: Trace, lang: Lang, places: Places | None = None) -> Explanation:
    """The explanation of everything that a policy results in for one person.

    Each result is derived once, after those that it reads; where one result reads another, it is named with its
    value only. What is no result (measures, weights) is derived where it is first read.
    """
    plan = trace.plan
    derivation = _Derivation(trace, lang, places or _nowhere)
    # A rule reads only rules before it, so in their order each result stands below those that it names.
    names = sorted({output.rule for output in plan.outputs}, key=trace.positions.__getitem__)
    figures = tuple(derivation.result(trace.rule(name)) for name in names)
    remarks = amendment_texts(plan, lang)
    if trace.scope is not True:
        remarks += (_out_of_scope(plan, lang),)
    return Explanation(trace.person.key, plan.name, plan.title, plan.version, lang, figures, remarks)


def explain_rule(trace: Trace, name: str, lang: Lang) -> Figure:
    """The derivation of one rule alone; results that it reads are named only. Raises ``KeyError``."""
    return _Derivation(trace, lang, _nowhere).result(trace.rule(name))


def _out_of_scope(plan: Plan, lang: Lang) -> str:
    phrases = PHRASES[lang]
    citation = cited(plan.applies_clauses, lang)
    return phrases.out_of_scope + (phrases.in_brackets.format(text=citation) if citation else "")


def _nowhere(_: str) -> None:
    return None


@define
class _Derivation:
    trace: Trace
    lang: Lang
    places: Places
    evaluator: ReferenceEvaluator = field(init=False)
    results: frozenset[str] = field(init=False)
    inputs: dict[str, tuple[int, InputSpec]] = field(init=False)
    derived: set[str] = field(factory=set)
    told: set[Reading] = field(factory=set)

    def __attrs_post_init__(self) -> None:
        plan: Plan = self.trace.plan
        self.evaluator = ReferenceEvaluator(plan)
        self.results = frozenset(output.rule for output in plan.outputs)
        self.inputs = {spec.name: (place, spec) for place, spec in enumerate(plan.inputs)}

    def result(self, rule: Rule) -> Figure:
        self.derived.add(rule.name)
        path = Path(self.trace, rule.role, self.evaluator, self.lang)
        text = path.follow(rule.expr)
        variant = amended_by(rule, self.trace)
        if variant is not None:
            path.notes.append(Note(NoteKind.AMENDED, PHRASES[self.lang].amended.format(name=variant)))
        value = self.trace[rule.name]
        if isinstance(value, Absent):
            reason = PHRASES[self.lang].no_value.format(reason=reason_text(value, self.lang))
            path.notes.append(Note(NoteKind.NO_VALUE, reason))
        shown = self.shown(rule)
        path.notes.extend(self.settled(rule))
        span = path.decisive(rule.expr) or rule.span or rule.expr.span
        clauses = (self.trace.plan.clauses_at(span) if span else ()) or rule.clauses
        return Figure(
            rule.name,
            rule.title,
            rule.role.value,
            rule.kind,
            value,
            shown,
            formula=text if " " in text and text != shown else "",
            written="" if isinstance(rule.expr, RuleRef) else _one_line(span),
            span=span,
            notes=tuple(path.notes),
            clauses=clauses,
            readings=tuple(self.readings(rule, clauses)),
            sources=(
                *(self.source(one) for one in path.references.values() if one.name not in SUPPLIED),
                *sheet_rows(rule, self.trace, self.lang),
            ),
            provenance=self.provenance(rule.name),
        )

    def readings(self, rule: Rule, clauses: tuple[Clause, ...]) -> Iterator[Reading]:
        """How what the rule carries out is read, each reading beside the first rule that it concerns."""
        for reading in self.trace.plan.readings:
            if reading not in self.told and reading.concerns(
                (*clauses, *rule.clauses), rule.name, rule.owner
            ):
                self.told.add(reading)
                yield reading

    def source(self, reference: InputRef | RuleRef) -> Figure:
        match reference:
            case InputRef(name=name, kind=kind):
                return self.input(name, kind)
            case RuleRef(name=name):
                rule = self.trace.rule(name)
                if name in self.results or name in self.derived:
                    return Figure(
                        name,
                        rule.title,
                        rule.role.value,
                        rule.kind,
                        self.trace[name],
                        self.shown(rule),
                        elsewhere=True,
                    )
                return self.result(rule)

    def provenance(self, rule: str) -> tuple[tuple[str, str], ...]:
        """What an indicator's author says of it beside the score; nothing for other rules."""
        said = (
            (what, text)
            for spec in self.trace.plan.indicators
            if spec.rule == rule
            for what, text in (
                ("class", spec.class_title),
                ("source", spec.source),
                ("rater", spec.rater),
                ("evidence", spec.evidence),
            )
        )
        return tuple((what, text) for what, text in said if text is not None)

    def shown(self, rule: Rule) -> str:
        value = self.trace[rule.name]
        text = named_text(value, rule.kind, self.lang, rule_digits(self.trace, rule.name))
        return self.in_currency(text, value, rule.kind)

    def in_currency(self, text: str, value: Value | Absent, kind: Kind) -> str:
        """An amount of money with its currency, where that is not the one of the policy."""
        foreign = kind.currency not in (None, self.trace.plan.currency)
        return f"{text} {kind.currency}" if foreign and isinstance(value, Fraction) else text

    def input(self, name: str, kind: Kind) -> Figure:
        phrases = PHRASES[self.lang]
        if name not in self.inputs:
            day: date | None = getattr(self.trace.person.dates, name, None)
            shown = phrases.not_given if day is None else day.isoformat()
            return Figure(name, phrases.parts.get(name, ""), "input", kind, day, shown)
        place, spec = self.inputs[name]
        given = self.trace.person.values[place]
        if given is not None:
            shown = self.in_currency(named_text(given, spec.kind, self.lang), given, spec.kind)
            return Figure(name, spec.title, "input", kind, given, shown, place=self.places(name))
        if spec.default is None:
            cause = Cause.MISSING if spec.optional else Cause.REJECTED
            absent = Absent(cause, phrases.not_given)
            return Figure(name, spec.title, "input", kind, absent, phrases.not_given, place=self.places(name))
        shown = named_text(spec.default, spec.kind, self.lang)
        note = Note(NoteKind.NO_VALUE, phrases.default.format(value=shown))
        return Figure(
            name, spec.title, "input", kind, spec.default, shown, place=self.places(name), notes=(note,)
        )

    def settled(self, rule: Rule) -> list[Note]:
        """What later stages did to the value."""
        return [
            Note(NoteKind.ROW, line)
            for note in self.trace.notes
            if note.rule == rule.name
            for line in settled_lines(note, self.lang)
        ]


def _one_line(span: Span | None) -> str:
    return "" if span is None else " ".join(span.text.split())
