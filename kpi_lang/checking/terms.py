"""Expressions by number: equal expressions, wherever they stand, are one atom; arithmetic becomes polynomials.

Two expressions are equal if they say the same, whatever their spans and trace points: `count(orders)` written
twice is one atom. Dates are the number of their day, so that arithmetic on them is arithmetic.
"""

from collections.abc import Hashable, Mapping
from datetime import date
from fractions import Fraction
from typing import assert_never

from kpi_lang.checking.forms import (
    Affine,
    Atom,
    Form,
    Forms,
    Polynomial,
    TooLarge,
    common_step,
    monomials,
)
from kpi_lang.core.absent import Cause
from kpi_lang.core.groups import GroupFigure, GroupOperator
from kpi_lang.core.nodes import (
    Aggregate,
    AggregateOperator,
    Arithmetic,
    ArithmeticOperator,
    Choose,
    Compare,
    Const,
    DateCall,
    DateOperator,
    Expr,
    Extreme,
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
from kpi_lang.core.plan import Plan
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.values.kinds import YES_NO, Family

_COUNTS = (AggregateOperator.COUNT, AggregateOperator.DISTINCT)
_MEANS = (AggregateOperator.MEAN, AggregateOperator.TRIMMED_MEAN, AggregateOperator.BEST_MEAN)


def number_of(value: Value) -> Fraction | None:
    """The number that a value is for arithmetic: itself, or the day of a date; None for yes/no and text."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, date):
        return Fraction(value.toordinal())
    return None


class Terms:
    """The atoms of one plan, numbered as they are met, with their steps and polynomials."""

    def __init__(self, plan: Plan) -> None:
        self.inputs: Mapping[str, InputSpec] = {spec.name: spec for spec in plan.inputs}
        self.figures: Mapping[str, GroupFigure] = {figure.name: figure for figure in plan.figures}
        self.fields: Mapping[tuple[str, str], InputSpec] = {
            (table.name, spec.name): spec for table in plan.records for spec in table.fields
        }
        self._definitions: dict[Hashable, Expr] = {rule.name: rule.expr for rule in plan.rules}
        for table in plan.records:
            self._definitions.update({(table.name, rule.name): rule.expr for rule in table.rules})
        self._exprs: list[Expr] = []
        self._interned: dict[Hashable, Atom] = {}
        self._atoms: dict[int, tuple[Expr, Atom]] = {}
        self._polynomials: dict[Atom, Polynomial] = {}
        self._repeats: dict[Atom, bool] = {}
        self._affines: dict[Atom, Affine] = {}
        self._differences: dict[tuple[Atom, Atom], Affine] = {}
        self._steps: dict[Atom, Fraction | None] = {}
        self._form_steps: dict[Form, Fraction | None] = {}
        self._followed = 0
        self.forms = Forms()

    def atom(self, expr: Expr) -> Atom:
        """The number of an expression."""
        known = self._atoms.get(id(expr))
        if known is not None:
            return known[1]
        # The left ends of a long sum come first, so that it needs no deep stack.
        spine: list[Expr] = []
        node = expr
        while isinstance(node, Arithmetic) and id(node.left) not in self._atoms:
            node = node.left
            spine.append(node)
        while spine:
            self._intern(spine.pop())
        return self._intern(expr)

    def _intern(self, expr: Expr) -> Atom:
        signature = self._signature(expr)
        atom = self._interned.get(signature)
        if atom is None:
            atom = self._interned[signature] = len(self._exprs)
            self._exprs.append(expr)
        # The expression is kept with its number, since ids are reused once an object is gone.
        self._atoms[id(expr)] = (expr, atom)
        return atom

    def table(self, records: str) -> Atom:
        """The number that stands for a table of records having been supplied."""
        key = ("table", records)
        if key not in self._interned:
            self._interned[key] = len(self._exprs)
            self._exprs.append(NoValue(Cause.MISSING, records, YES_NO))
        return self._interned[key]

    def expr(self, atom: Atom) -> Expr:
        """An expression that has the number."""
        return self._exprs[atom]

    def definition(self, ref: RuleRef | FieldRef) -> Expr | None:
        """What a rule or computed column is defined as; None for a stored column."""
        name = ref.name if isinstance(ref, RuleRef) else (ref.records, ref.name)
        return self._definitions.get(name)

    def _signature(self, expr: Expr) -> Hashable:  # noqa: C901 - one case per node
        match expr:
            case Const():
                return "const", expr.kind.family, expr.value
            case InputRef():
                return "input", expr.name
            case FieldRef():
                return "field", expr.records, expr.name
            case RuleRef():
                return "rule", expr.name
            case FigureRef():
                return "figure", expr.name
            case Arithmetic() | Compare():
                return expr.operator, self.atom(expr.left), self.atom(expr.right)
            case Extreme() | Logic() | DateCall():
                return expr.operator, *map(self.atom, expr.args)
            case Not():
                return "not", self.atom(expr.arg)
            case Round():
                return "round", self.atom(expr.arg), expr.step, expr.mode
            case Power():
                return "power", self.atom(expr.base), expr.exponent
            case Choose():
                return "choose", *((self._optional(arm.condition), self.atom(arm.value)) for arm in expr.arms)
            case Aggregate():
                parts = tuple(map(self._optional, (expr.value, expr.where, expr.order)))
                return expr.operator, expr.records, expr.trim, parts
            case NoValue():
                return "no value", expr.cause, expr.reason
            case IsAbsent():
                return "absent", self.atom(expr.arg), expr.causes
            case _:
                assert_never(expr)

    def _optional(self, expr: Expr | None) -> Atom | None:
        return None if expr is None else self.atom(expr)

    # --- polynomials -----------------------------------------------------------------------------------

    def polynomial(self, expr: Expr) -> Polynomial:
        """A number or date multiplied out; what arithmetic cannot look into is an atom."""
        atom = self.atom(expr)
        known = self._polynomials.get(atom)
        if known is None:
            try:
                known = self._multiplied_out(expr)
            except TooLarge:
                known = Polynomial.of_atom(atom)
            self._polynomials[atom] = known
        return known

    def affine(self, expr: Expr) -> Affine:
        """A number or date as a multiple of a form and a constant."""
        atom = self.atom(expr)
        if atom not in self._affines:
            self._affines[atom] = self.forms.affine(self.polynomial(expr))
        return self._affines[atom]

    def difference(self, one: Expr, other: Expr) -> Affine:
        """One expression less another."""
        key = (self.atom(one), self.atom(other))
        if key not in self._differences:
            try:
                found = self.polynomial(one).plus(self.polynomial(other), -1)
            except TooLarge:
                found = Polynomial.of_atom(key[0]).plus(Polynomial.of_atom(key[1]), -1)
            self._differences[key] = self.forms.affine(found)
        return self._differences[key]

    def _multiplied_out(self, expr: Expr) -> Polynomial:
        match expr:
            case Const():
                value = number_of(expr.value)
                return Polynomial.of_atom(self.atom(expr)) if value is None else Polynomial.of_constant(value)
            case Arithmetic(operator=ArithmeticOperator.ADD | ArithmeticOperator.SUBTRACT):
                return self._summed(expr)
            case Arithmetic(operator=ArithmeticOperator.MULTIPLY):
                return self.polynomial(expr.left).times(self.polynomial(expr.right))
            case Arithmetic():
                return self._divided(expr)
            case DateCall(operator=DateOperator.DAYS_BETWEEN, args=(start, end)):
                return self.polynomial(end).plus(self.polynomial(start), -1)
            case RuleRef() | FieldRef():
                return self._seen_through(expr) or Polynomial.of_atom(self.atom(expr))
            case _:
                return Polynomial.of_atom(self.atom(expr))

    def _seen_through(self, ref: RuleRef | FieldRef) -> Polynomial | None:
        """The polynomial of a rule that is only another name or a short sum, so that facts meet in one form."""
        definition = self.definition(ref)
        if not isinstance(definition, Const | InputRef | FieldRef | RuleRef | Aggregate | Arithmetic):
            return None
        # A long chain of rules that are names of one another is followed a little way only.
        if self._followed >= _MOST_FOLLOWED:
            return None
        self._followed += 1
        polynomial = self.polynomial(definition)
        self._followed -= 1
        short = len(polynomial.terms) <= _MOST_SEEN_THROUGH
        whole = all(power > 0 for monomial in polynomial.terms for _, power in monomial)
        return polynomial if short and whole else None

    def _summed(self, expr: Arithmetic) -> Polynomial:
        """A chain of sums and differences, taken from its right end so that long ones need no deep stack."""
        parts: list[tuple[Expr, int]] = []
        node: Expr = expr
        while isinstance(node, Arithmetic) and node.operator in _SIGNS:
            parts.append((node.right, _SIGNS[node.operator]))
            node = node.left
        total = self.polynomial(node)
        for part, sign in parts:
            total = total.plus(self.polynomial(part), sign)
        return total

    def _divided(self, expr: Arithmetic) -> Polynomial:
        divisor = self.polynomial(expr.right)
        if divisor.constant == 0:
            return Polynomial.of_atom(self.atom(expr))
        inverse = divisor.reciprocal()
        if inverse is None:
            inverse = Polynomial({((self.atom(expr.right), -1),): Fraction(1)})
        return self.polynomial(expr.left).times(inverse)

    def repeats(self, expr: Arithmetic) -> bool:
        """Whether a calculation reads the same thing twice, and so may lie closer than its operands tell."""
        atom = self.atom(expr)
        if atom not in self._repeats:
            leaves: list[Atom] = []
            waiting: list[Expr] = [expr]
            while waiting:
                node = waiting.pop()
                if isinstance(node, Arithmetic):
                    waiting.extend((node.left, node.right))
                elif not isinstance(node, Const):
                    leaves.append(self.atom(node))
            self._repeats[atom] = len(set(leaves)) < len(leaves)
        return self._repeats[atom]

    # --- steps -----------------------------------------------------------------------------------------

    def step(self, expr: Expr) -> Fraction | None:
        """A number of which the expression is always a multiple; zero if it is always zero; None if unknown."""
        atom = self.atom(expr)
        if atom not in self._steps:
            # A rule cannot read itself, but a plan that is being questioned may not have been checked for it.
            self._steps[atom] = None
            self._steps[atom] = self._step(expr)
        return self._steps[atom]

    def form_step(self, form: Form) -> Fraction | None:
        """A number of which a form is always a multiple, None if unknown."""
        if form not in self._form_steps:
            self._form_steps[form] = _common(
                [self._scaled_step(monomial, coefficient) for monomial, coefficient in monomials(form)]
            )
        return self._form_steps[form]

    def _scaled_step(self, monomial: Form, coefficient: Fraction) -> Fraction | None:
        if monomial.atom is not None:
            step = self.step(self.expr(monomial.atom))
            return None if step is None else step * abs(coefficient)
        result = abs(coefficient)
        for factor, power in monomial.factors:
            step = self._scaled_step(factor, Fraction(1)) if power > 0 else None
            if step is None:
                return None
            result *= step**power
        return result

    def _step(self, expr: Expr) -> Fraction | None:  # noqa: C901 - one case per node
        match expr:
            case Const():
                value = number_of(expr.value)
                return None if value is None else abs(value)
            case InputRef():
                spec = self.inputs.get(expr.name)
                return _DAY if expr.kind.family in _DATES else spec.domain.step if spec else None
            case FieldRef() | RuleRef():
                definition = self.definition(expr)
                if definition is not None:
                    return self._step_through(definition)
                if isinstance(expr, RuleRef):
                    return None
                spec = self.fields.get((expr.records, expr.name))
                return _DAY if expr.kind.family in _DATES else spec.domain.step if spec else None
            case Arithmetic():
                return self._arithmetic_step(expr)
            case Round():
                return expr.step
            case Extreme():
                return _common([self.step(arg) for arg in expr.args])
            case Choose():
                values = [arm.value for arm in expr.arms if not isinstance(arm.value, NoValue)]
                return _common([self.step(value) for value in values])
            case Aggregate():
                if expr.operator in _COUNTS:
                    return Fraction(1)
                return None if expr.operator in _MEANS or expr.value is None else self.step(expr.value)
            case DateCall():
                return _DAY
            case FigureRef():
                return self._figure_step(self.figures[expr.name])
            case Compare() | Logic() | Not() | Power() | NoValue() | IsAbsent():
                return None
            case _:
                assert_never(expr)

    def _figure_step(self, figure: GroupFigure) -> Fraction | None:
        match figure.operator:
            case GroupOperator.COUNT | GroupOperator.RANK | GroupOperator.DENSE_RANK | GroupOperator.NTILE:
                return Fraction(1)
            case GroupOperator.MID_RANK:
                return Fraction(1, 2)
            case GroupOperator.POOL if figure.pool is not None:
                return figure.pool.step
            case GroupOperator.SUM | GroupOperator.MIN | GroupOperator.MAX if figure.value is not None:
                return self._step_through(figure.value)
            case _:
                return None

    def _step_through(self, definition: Expr) -> Fraction | None:
        if self._followed >= _MOST_FOLLOWED:
            return None
        self._followed += 1
        step = self.step(definition)
        self._followed -= 1
        return step

    def _arithmetic_step(self, expr: Arithmetic) -> Fraction | None:
        if expr.kind.family in _DATES:
            return _DAY
        affine = self.affine(expr)
        if affine.form is None:
            return abs(affine.constant)
        if affine.form.atom == self.atom(expr):
            return None
        step = self.form_step(affine.form)
        return None if step is None else common_step([step * abs(affine.factor), abs(affine.constant)])


_MOST_SEEN_THROUGH = 4
_MOST_FOLLOWED = 8
_DAY = Fraction(1)
_DATES = (Family.DATE, Family.MONTH)
_SIGNS: Mapping[ArithmeticOperator, int] = {ArithmeticOperator.ADD: 1, ArithmeticOperator.SUBTRACT: -1}


def _common(steps: list[Fraction | None]) -> Fraction | None:
    known = [step for step in steps if step is not None]
    return common_step(known) if len(known) == len(steps) else None
