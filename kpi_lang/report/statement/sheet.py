"""What stands on a statement, as data: lines of figures in the policy's order, each with its derivation."""

from collections.abc import Iterator

from attrs import frozen

from kpi_lang.core.absent import Absent
from kpi_lang.core.children import walk
from kpi_lang.core.nodes import Choose, ChooseRole, InputRef
from kpi_lang.core.plan import Output, Plan, Role, Rule
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.evaluate.trace import Trace
from kpi_lang.reach.next_grade import Outlook, outlook
from kpi_lang.report.derivation import Places, explain
from kpi_lang.report.explanation import Explanation, Figure
from kpi_lang.report.figures import NO_FIGURE, named_text, reason_text, rule_digits
from kpi_lang.report.statement.amounts import APPRAISED, amounts, short_text
from kpi_lang.report.statement.goals import goal_lines
from kpi_lang.report.statement.lines import IndicatorLine, ResultLine, Section
from kpi_lang.report.statement.words import WORDS
from kpi_lang.source import Lang
from kpi_lang.values.periods import Period


@frozen
class Statement:
    """Everything that a statement says. ``facts`` are labelled texts: the department, the period.

    ``remarks`` are about the whole: that somebody is out of scope, or why they take no part.
    """

    explanation: Explanation
    facts: tuple[tuple[str, str], ...]
    scorecard: str
    sections: tuple[Section, ...]
    adjustments: tuple[ResultLine, ...]
    results: tuple[ResultLine, ...]
    outlook: Outlook | None
    plan: Plan
    remarks: tuple[str, ...] = ()


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
        left_out = self.reason_left_out()
        outside = "" if self.trace.scope is True else WORDS[self.lang].out_of_scope
        card = self.shown("scorecard") if "scorecard" in rules and not left_out else ""
        adjusting = (self.result(output) for output in self.outputs(*_ADJUSTING))
        return Statement(
            self.explanation,
            facts,
            card,
            () if left_out else tuple(self.sections()),
            () if left_out else tuple(line for line in adjusting if line is not None),
            tuple(line for line in self.results() if line.role is Role.PAY or not left_out),
            outlook(self.trace) if self.trace.scope is True else None,
            plan,
            tuple(filter(None, (outside, left_out))),
        )

    def reason_left_out(self) -> str:
        """Why somebody is not appraised, as every figure that they lack for it says; empty for everybody else."""
        if APPRAISED not in self.trace.positions or self.trace[APPRAISED] is not False:
            return ""
        lacking = (self.trace[output.rule] for output in self.outputs(Role.TOTAL, Role.SCORE, Role.GRADE))
        return next((reason_text(value, self.lang) for value in lacking if isinstance(value, Absent)), "")

    def outputs(self, *roles: Role) -> Iterator[Output]:
        return (output for output in self.trace.plan.outputs if output.role in roles)

    # --- indicators -------------------------------------------------------------------------------------

    def sections(self) -> Iterator[Section]:
        """The indicators of no group first, so that none seems to be of the group above it."""
        on_card = [output for output in self.outputs(Role.SCORE) if self.is_on_card(output)]
        sheets = {
            output.rule: self.goal_sheet(output, goals)
            for output in on_card
            if (goals := goal_lines(self.trace, output.rule, self.lang))
        }
        lines = {output.rule: self.line(output) for output in on_card if output.rule not in sheets}
        groups: list[Section] = []
        for group in self.outputs(Role.GROUP_SCORE):
            members = [name for name in self.members(group) if name in lines or name in sheets]
            if members:
                groups.append(
                    Section(
                        group.title,
                        self.shown(group.rule),
                        self.shown(f"{group.rule}.weight"),
                        tuple(lines.pop(name) for name in members if name in lines),
                        tuple(self.figures(group.rule)),
                    )
                )
                groups += [sheets.pop(name) for name in members if name in sheets]
        if lines:
            yield Section("", "", "", tuple(lines.values()), ())
        yield from sheets.values()
        yield from groups

    def goal_sheet(self, output: Output, lines: tuple[IndicatorLine, ...]) -> Section:
        name, value = output.rule, self.trace[output.rule]
        return Section(
            output.title,
            self.shown(name),
            self.shown(f"{name}.weight"),
            lines,
            tuple(self.figures(name, f"{name}.weight", f"{name}.points")),
            self.shown(f"{name}.points"),
            reason_text(value, self.lang) if isinstance(value, Absent) else "",
        )

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
        measured = measure in self.trace.positions
        found = amounts(self.trace, measure if measured else name, self.lang)
        value = self.trace[name]
        return IndicatorLine(
            output.title,
            tuple(amount for amount in found if amount.beforehand),
            tuple(amount for amount in found if not amount.beforehand),
            self.shown(measure) if measured else "",
            self.shown(name),
            self.shown(f"{name}.weight"),
            self.shown(f"{name}.points"),
            reason_text(value, self.lang) if isinstance(value, Absent) else "",
            tuple(self.figures(measure, name, f"{name}.weight", f"{name}.points")),
        )

    # --- everything else --------------------------------------------------------------------------------

    def results(self) -> Iterator[ResultLine]:
        """The total, the grade and what is paid; a grade that the one after it repeats is left out."""
        outputs = (output for output in self.outputs(*_RESULTING) if output.rule != APPRAISED)
        lines = [line for output in outputs if (line := self.result(output)) is not None]
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
        shown = named_text(value, rule.kind, self.lang, output.digits)
        if output.role is Role.RESTRICTION and value is True:
            shown = _effect(rule) or shown
        words = WORDS[self.lang]
        title = words.roles.get(output.role, output.title)
        if output.rule == "proposed_grade":
            title = words.proposed
        return ResultLine(output.role, title, shown, why, figures, self.remark(rule))

    def remark(self, rule: Rule) -> str:
        """Reason and approver of points at somebody's discretion; nothing for other figures, nor without points."""
        choice = next(
            (
                node
                for node in walk(rule.expr)
                if isinstance(node, Choose) and node.role is ChooseRole.ADJUSTMENT
            ),
            None,
        )
        value = self.trace[rule.name]
        if choice is None or isinstance(value, Absent) or value == 0:
            return ""
        given = {spec.name: (spec, told) for spec, told in self.inputs()}
        backing = (
            given[node.name]
            for arm in choice.arms[1:]
            if arm.condition is not None
            for node in walk(arm.condition)
            if isinstance(node, InputRef)
        )
        pattern = WORDS[self.lang].backing
        told = (pattern.format(title=spec.title, text=text) for spec, text in backing if text is not None)
        return WORDS[self.lang].separator.join(told)

    def inputs(self) -> Iterator[tuple[InputSpec, Value | None]]:
        return zip(self.trace.plan.inputs, self.trace.person.values, strict=True)

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
        return short_text(self.trace[name], rule.kind, self.lang, rule_digits(self.trace, name))


def _effect(rule: Rule) -> str:
    """What a veto, limit or gate does, in the author's words: what stands between its braces."""
    written = "" if rule.span is None else rule.span.text
    _, opened, rest = written.partition("{")
    return " ".join(rest.rpartition("}")[0].split()) if opened else ""
