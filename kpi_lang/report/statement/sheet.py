"""What stands on a statement, as data: lines of figures in the policy's order, each with its derivation."""

from collections.abc import Iterator

from attrs import frozen

from kpi_lang.core.absent import Absent
from kpi_lang.core.children import walk
from kpi_lang.core.nodes import InputRef
from kpi_lang.core.plan import Output, Plan, Role
from kpi_lang.evaluate.trace import Trace
from kpi_lang.reach.next_grade import Outlook, outlook
from kpi_lang.report.derivation import Places, explain
from kpi_lang.report.explanation import Explanation, Figure
from kpi_lang.report.figures import NO_FIGURE, figure_text, named_text, reason_text, rule_digits
from kpi_lang.report.statement.words import WORDS
from kpi_lang.source import Lang
from kpi_lang.values.periods import Period


@frozen
class Amount:
    """A figure that went into a measure: its title and what it was, both for people."""

    title: str
    shown: str


@frozen
class IndicatorLine:
    """One indicator of the person's scorecard.

    ``targets`` were set beforehand, ``actuals`` came of the period; ``why`` says what happened where there is no
    score. ``derivation`` are the figures that the line unfolds to.
    """

    title: str
    targets: tuple[Amount, ...]
    actuals: tuple[Amount, ...]
    measure: str
    score: str
    weight: str
    points: str
    why: str
    derivation: tuple[Figure, ...]


@frozen
class Section:
    """The indicators of one group of the scorecard, with the group's score; a title of none: of no group."""

    title: str
    score: str
    weight: str
    lines: tuple[IndicatorLine, ...]
    derivation: tuple[Figure, ...]


@frozen
class ResultLine:
    """A bonus, deduction, restriction, total, grade or pay."""

    role: Role
    title: str
    shown: str
    why: str
    derivation: tuple[Figure, ...]


@frozen
class Statement:
    """Everything that a statement says. ``facts`` are labelled texts: the department, the period."""

    explanation: Explanation
    facts: tuple[tuple[str, str], ...]
    scorecard: str
    sections: tuple[Section, ...]
    adjustments: tuple[ResultLine, ...]
    results: tuple[ResultLine, ...]
    outlook: Outlook | None
    plan: Plan


_ADJUSTING = (Role.AWARD, Role.CAP, Role.FACTOR, Role.RESTRICTION)
_GRADES = (Role.PROVISIONAL_GRADE, Role.GRADE)
_RESULTING = (Role.TOTAL, Role.PROVISIONAL_GRADE, Role.GRADE, Role.VALUE, Role.PAY)


def statement_of(
    trace: Trace,
    lang: Lang,
    places: Places | None = None,
    facts: tuple[tuple[str, str], ...] = (),
    period: Period | None = None,
) -> Statement:
    """The statement of one person; ``facts`` are what the data say of the person besides: labels and texts."""
    if period is not None:
        facts = (*facts, (WORDS[lang].period, period.in_language(lang)))
    return _Sheet(trace, lang, explain(trace, lang, places)).statement(facts)


@frozen
class _Sheet:
    trace: Trace
    lang: Lang
    explanation: Explanation

    def statement(self, facts: tuple[tuple[str, str], ...]) -> Statement:
        plan = self.trace.plan
        rules = {rule.name for rule in plan.rules}
        card = self.shown("scorecard") if "scorecard" in rules else ""
        adjusting = (self.result(output) for output in self.outputs(*_ADJUSTING))
        return Statement(
            self.explanation,
            facts,
            card,
            tuple(self.sections()),
            tuple(line for line in adjusting if line is not None),
            tuple(self.results()),
            outlook(self.trace) if self.trace.scope is True else None,
            plan,
        )

    def outputs(self, *roles: Role) -> Iterator[Output]:
        return (output for output in self.trace.plan.outputs if output.role in roles)

    # --- indicators -------------------------------------------------------------------------------------

    def sections(self) -> Iterator[Section]:
        lines = {
            output.rule: self.line(output) for output in self.outputs(Role.SCORE) if self.is_on_card(output)
        }
        for group in self.outputs(Role.GROUP_SCORE):
            members = [name for name in self.members(group) if name in lines]
            if members:
                yield Section(
                    group.title,
                    self.shown(group.rule),
                    self.shown(f"{group.rule}.weight"),
                    tuple(lines.pop(name) for name in members),
                    tuple(self.figures(group.rule)),
                )
        if lines:
            yield Section("", "", "", tuple(lines.values()), ())

    def is_on_card(self, output: Output) -> bool:
        """Whether the scorecard holds an indicator; without weights, whether it has a score."""
        name = f"{output.rule}.weight"
        value = self.trace[name] if name in self.trace.positions else self.trace[output.rule]
        return not isinstance(value, Absent)

    def members(self, group: Output) -> Iterator[str]:
        """The indicators that a group's score was computed from."""
        try:
            figure = self.explanation.figure(group.rule)
        except KeyError:
            return
        seen = set()
        for source in figure.sources:
            name = source.name.removesuffix(".points")
            if name not in seen and name in self.trace.positions:
                seen.add(name)
                yield name

    def line(self, output: Output) -> IndicatorLine:
        name = output.rule
        measure = f"{name}.measure"
        amounts = list(self.amounts(measure)) if measure in self.trace.positions else []
        value = self.trace[name]
        return IndicatorLine(
            output.title,
            tuple(amount for beforehand, amount in amounts if beforehand),
            tuple(amount for beforehand, amount in amounts if not beforehand),
            self.shown(measure) if measure in self.trace.positions else "",
            self.shown(name),
            self.shown(f"{name}.weight"),
            self.shown(f"{name}.points"),
            reason_text(value, self.lang) if isinstance(value, Absent) else "",
            tuple(self.figures(measure, name, f"{name}.weight", f"{name}.points")),
        )

    def amounts(self, measure: str) -> Iterator[tuple[bool, Amount]]:
        """The inputs that a measure reads, and whether each was set beforehand."""
        plan = self.trace.plan
        specs = {spec.name: (place, spec) for place, spec in enumerate(plan.inputs)}
        seen = set()
        for node in walk(self.trace.rule(measure).expr):
            if isinstance(node, InputRef) and node.name in specs and node.name not in seen:
                seen.add(node.name)
                place, spec = specs[node.name]
                value = self.trace.person.values[place]
                value = spec.default if value is None else value
                shown = NO_FIGURE if value is None else figure_text(value, spec.kind, self.lang)
                yield spec.beforehand, Amount(spec.title, shown)

    # --- everything else --------------------------------------------------------------------------------

    def results(self) -> Iterator[ResultLine]:
        """The total, the grade and what is paid; a grade that the one after it repeats is left out."""
        lines = [line for output in self.outputs(*_RESULTING) if (line := self.result(output)) is not None]
        for line, after in zip(lines, [*lines[1:], None], strict=True):
            repeated = line.role in _GRADES and after is not None and after.role is Role.GRADE
            if not (repeated and after is not None and (line.shown, line.why) == (after.shown, after.why)):
                yield line

    def result(self, output: Output) -> ResultLine | None:
        value = self.trace[output.rule]
        if output.role is Role.RESTRICTION and value is False:
            return None
        why = reason_text(value, self.lang) if isinstance(value, Absent) else ""
        figures = tuple(self.figures(output.rule))
        rule = self.trace.rule(output.rule)
        shown = named_text(self.trace[output.rule], rule.kind, self.lang, output.digits)
        return ResultLine(output.role, output.title, shown, why, figures)

    def figures(self, *names: str) -> Iterator[Figure]:
        """The derivations of some rules, those that there are."""
        for name in names:
            try:
                yield self.explanation.figure(name)
            except KeyError:
                continue

    def shown(self, name: str) -> str:
        if name not in self.trace.positions:
            return NO_FIGURE
        rule = self.trace.rule(name)
        return figure_text(self.trace[name], rule.kind, self.lang, rule_digits(self.trace, name))
