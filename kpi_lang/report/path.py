"""The way that an evaluation took through one expression: the calculation, what applied, and what was read."""

from typing import assert_never

from attrs import define, field

from kpi_lang.core.absent import Absent
from kpi_lang.core.children import walk
from kpi_lang.core.nodes import (
    Aggregate,
    Arithmetic,
    ArithmeticOperator,
    Arm,
    Choose,
    ChooseRole,
    Compare,
    ComparisonOperator,
    Const,
    DateCall,
    Expr,
    Extreme,
    ExtremeOperator,
    ExtremeRole,
    FieldRef,
    FigureRef,
    InputRef,
    IsAbsent,
    Logic,
    Not,
    NoValue,
    Power,
    Round,
    RuleRef,
)
from kpi_lang.core.plan import Role
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.reference import ReferenceEvaluator
from kpi_lang.evaluate.trace import Trace
from kpi_lang.report.compared import compared_note
from kpi_lang.report.counted import counted_note
from kpi_lang.report.explanation import Note, NoteKind
from kpi_lang.report.figures import NO_FIGURE, digits_of, figure_text, rule_digits
from kpi_lang.report.formulas import formula
from kpi_lang.report.phrases import PHRASES, Phrases
from kpi_lang.source import Lang, Span
from kpi_lang.source.figures import exact_text
from kpi_lang.values.kinds import Kind

_SAYS_WHY = frozenset(
    (ChooseRole.IF, ChooseRole.SCORECARD, ChooseRole.RESTRICTION, ChooseRole.AWARD, ChooseRole.OUTCOME)
)
"""Choices whose rows are conditions of any form, so that the row alone does not tell why it applied."""

_SHOWS_ALL = frozenset((ChooseRole.STAGES, ChooseRole.TALK, ChooseRole.RATERS))
"""Choices of which a reader wants to see what was not taken too: every stage, every kind of rater."""

_APPLIES_OR_NOT = frozenset((ChooseRole.IF, ChooseRole.AWARD))
_MAY_NOT_APPLY = _APPLIES_OR_NOT | {ChooseRole.RESTRICTION}
_EITHER_OR = 2
_STRETCH = ".stretch"
"""How the names of the rules end by which weights grow where something does not take part."""


def _is_stretch(expr: Expr) -> bool:
    """Whether it is the factor by which a weight grows: of its group, of the card, or of both."""
    match expr:
        case RuleRef(name=name):
            return name.endswith(_STRETCH)
        case Arithmetic(ArithmeticOperator.MULTIPLY, left, right):
            return _is_stretch(left) and _is_stretch(right)
        case _:
            return False


@define
class Path:
    """What was found on the way through the expressions of one rule.

    ``references`` are the inputs and rules that were read, each once, in the order of reading.
    """

    trace: Trace
    role: Role
    evaluator: ReferenceEvaluator
    lang: Lang
    notes: list[Note] = field(factory=list)
    references: dict[str, InputRef | RuleRef] = field(factory=dict)

    def follow(self, expr: Expr) -> str:
        """The calculation that gave the value, with values put in; empty if it was only looked up."""
        match expr:
            case Round():
                return self._round(expr)
            case Choose():
                return self._choose(expr)
            case Arithmetic(ArithmeticOperator.MULTIPLY, left, right) if _is_stretch(right):
                # Weights are stretched where something does not take part; by 100% they are what is written.
                return self._shown(left) if self.value(right) == 1 else formula(expr, self._shown, self.lang)
            case Extreme():
                return self._extreme(expr)
            case Aggregate():
                self._aggregate(expr)
                return ""
            case FigureRef():
                self._compared(expr)
                return ""
            case Const() | FieldRef() | NoValue():
                self._shown(expr)
                return ""
            case (
                InputRef()
                | RuleRef()
                | Arithmetic()
                | Power()
                | DateCall()
                | Compare()
                | Logic()
                | Not()
                | IsAbsent()
            ):
                return formula(expr, self._shown, self.lang)
            case _:
                assert_never(expr)

    def decisive(self, expr: Expr) -> Span | None:
        """The author's text that settled the value: the row that applied, or the calculation."""
        match expr:
            case Round(arg=arg):
                return self.decisive(arg)
            case Extreme(role=ExtremeRole.CAP | ExtremeRole.FLOOR, args=(amount, _), point=point):
                return expr.span if self.trace.points[point] == 1 else self.decisive(amount)
            case Choose(arms=arms, point=point, role=role):
                taken = self.trace.points[point]
                if not isinstance(taken, int):
                    return expr.span
                arm = arms[taken]
                none_applied = arm.condition is None and role in _MAY_NOT_APPLY
                return self.decisive(arm.value) or (None if none_applied else arm.span or expr.span)
            case Const() | InputRef() | FieldRef() | RuleRef() | NoValue():
                return None
            case _:
                return expr.span

    def value(self, expr: Expr) -> Value | Absent:
        """The value of any part of a rule."""
        match expr:
            case Const():
                return expr.value
            case RuleRef():
                return self.trace[expr.name]
            case _:
                return self.evaluator.evaluate_expression(expr, self.trace)

    def text(self, expr: Expr) -> str:
        """The value of a part for people; a dash if there is none."""
        digits = rule_digits(self.trace, expr.name) if isinstance(expr, RuleRef) else digits_of(expr)
        return figure_text(self.value(expr), expr.kind, self.lang, digits)

    def _exact(self, value: Value | Absent, kind: Kind) -> str:
        return figure_text(value, kind, self.lang)

    def _shown(self, expr: Expr) -> str:
        """An operand of a calculation; decisions leave notes of how their value came about."""
        match expr:
            case InputRef() | RuleRef():
                self.references.setdefault(expr.name, expr)
                return self.text(expr)
            case Const():
                shown = self.text(expr)
                if expr.origin is not None:
                    self._note(NoteKind.PARAMETER, self._phrases.parameter, name=expr.origin, value=shown)
                return shown
            case NoValue() | FieldRef():
                return NO_FIGURE
            case DateCall():
                shown = self.text(expr)
                args = ", ".join(formula(arg, self._shown, self.lang) for arg in expr.args)
                name = self._phrases.dates.get(expr.operator, expr.operator.value)
                self._note(NoteKind.PART, self._phrases.part, value=shown, formula=f"{name}({args})")
                return shown
            case _:
                inner = self.follow(expr)
                shown = self.text(expr)
                if inner and inner != shown:
                    self._note(NoteKind.PART, self._phrases.part, value=shown, formula=inner)
                return shown

    def _round(self, expr: Round) -> str:
        inner = self.follow(expr.arg)
        before = self.trace.points[expr.point]
        if before is None:
            return inner
        after = self.value(expr)
        if isinstance(expr.arg, Power):
            shown = inner
        elif before == after:
            return inner
        else:
            shown = self._exact(before, expr.kind)  # type: ignore[arg-type]
        arguments = {
            "mode": self._phrases.mode[expr.mode],
            "before": shown,
            "after": self.text(expr),
        }
        if expr.digits is not None:
            patterns = {0: self._phrases.rounded_to_whole, 1: self._phrases.rounded_to_place}
            pattern = patterns.get(expr.digits, self._phrases.rounded_to_places)
            self._note(NoteKind.ROUNDING, pattern, digits=str(expr.digits), **arguments)
        else:
            self._note(
                NoteKind.ROUNDING, self._phrases.rounded_to_step, step=exact_text(expr.step), **arguments
            )
        return inner

    def _choose(self, expr: Choose) -> str:
        taken = self.trace.points[expr.point]
        arm = expr.arms[taken] if isinstance(taken, int) else None
        if not self._is_plumbing(expr, arm):
            last = len(expr.arms) if arm is None else expr.arms.index(arm) + 1
            for tried in expr.arms[:last]:
                if tried.condition is not None:
                    self._read(tried.condition)
            if expr.role is ChooseRole.STAGES:
                for stage in reversed(expr.arms):
                    self._read(stage.value)
            if arm is not None:
                self._note_row(expr, arm)
        return "" if arm is None else self.follow(arm.value)

    def _is_plumbing(self, expr: Choose, arm: Arm | None) -> bool:
        """Whether a choice tells a reader nothing.

        Its rows have no text, or it only takes the part of the scorecard that was chosen elsewhere, or no clause
        for missing values applied.
        """
        if expr.role in _SHOWS_ALL:
            return False
        if not any(one.label for one in expr.arms):
            return True
        match expr.role:
            case ChooseRole.SCORECARD:
                return self.role is not Role.SCORECARD
            case ChooseRole.OUTCOME:
                return arm is not None and (
                    arm.condition is None or (arm.span is not None and arm.span == expr.span)
                )
            case _:
                return False

    def _note_row(self, expr: Choose, arm: Arm) -> None:
        """The row that applied and, where the row alone does not tell, why; or why none did."""
        row = self._phrases.row[expr.role].format(label=arm.label)
        if expr.role not in _SAYS_WHY:
            if arm.label:
                self._note(NoteKind.ROW, row)
        elif arm.condition is None:
            first = expr.arms[0].condition
            if len(expr.arms) == _EITHER_OR and first is not None and expr.role in _APPLIES_OR_NOT:
                self._note(NoteKind.ROW, self._phrases.holds_not, condition=self._condition(first))
        elif arm.label:
            self._note(NoteKind.ROW, row)
            self._note(NoteKind.ROW, self._phrases.holds, condition=self._condition(arm.condition))

    def _condition(self, condition: Expr) -> str:
        """A condition with its references by name and value; an equality that holds needs no value."""
        match condition:
            case Compare(ComparisonOperator.EQUAL, InputRef() | RuleRef() as left, Const() as right):
                if self.value(condition) is True:
                    return f"{left.name} = {self.text(right)}"
        return formula(condition, self._named, self.lang)

    def _extreme(self, expr: Extreme) -> str:
        taken = self.trace.points[expr.point]
        match expr.role:
            case ExtremeRole.CAP | ExtremeRole.FLOOR:
                amount, bound = expr.args
                inner = self.follow(amount)
                self._read(bound)
                if taken == 1:
                    pattern = (
                        self._phrases.cap_bound if expr.role is ExtremeRole.CAP else self._phrases.floor_bound
                    )
                    self._note(
                        NoteKind.LIMIT,
                        pattern,
                        amount=self.text(amount),
                        bound=self.text(bound),
                    )
                return inner
            case ExtremeRole.FUNCTION | ExtremeRole.BEST:
                amounts = self._phrases.list_separator.join(self._shown(arg) for arg in expr.args)
                if expr.role is ExtremeRole.BEST:
                    pattern = self._phrases.best
                else:
                    smallest = expr.operator is ExtremeOperator.MIN
                    pattern = self._phrases.smallest if smallest else self._phrases.largest
                self._note(NoteKind.LIMIT, pattern, amounts=amounts)
                return ""
            case _:
                assert_never(expr.role)

    def _aggregate(self, expr: Aggregate) -> None:
        note = counted_note(expr, self.trace, self.lang)
        if note is not None:
            self.notes.append(note)
        for part in walk(expr):
            if isinstance(part, InputRef | RuleRef):
                self.references.setdefault(part.name, part)

    def _compared(self, expr: FigureRef) -> None:
        """Whom a figure about other people is about, and what it takes of the person."""
        note = compared_note(expr, self.trace, self.lang)
        if note is not None and note not in self.notes:
            self.notes.append(note)
        for part in expr.own:
            self._read(part)

    def _read(self, expr: Expr) -> None:
        """Note what a condition reads, without how: the row that applied tells enough."""
        for part in walk(expr):
            if isinstance(part, InputRef | RuleRef):
                self.references.setdefault(part.name, part)

    def _named(self, expr: Expr) -> str:
        """An operand of a condition: a reference by name and value."""
        match expr:
            case InputRef() | RuleRef():
                plain = isinstance(self.value(expr), bool | Absent)
                return expr.name if plain else f"{expr.name} {self.text(expr)}"
            case Const(value=bool(), origin=str() as name):
                return name
            case _:
                return self.text(expr)

    def _note(self, kind: NoteKind, pattern: str, **arguments: str) -> None:
        note = Note(kind, pattern.format_map(arguments))
        if note not in self.notes:
            self.notes.append(note)

    @property
    def _phrases(self) -> Phrases:
        return PHRASES[self.lang]
