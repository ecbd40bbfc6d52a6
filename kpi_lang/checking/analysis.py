"""The analysis of one plan: what each rule may be, found once, and the questions that the checks ask.

``possible`` encloses what an expression may be in a situation (``checking.evaluation``), ``assume`` is the situation
after a condition (``checking.assumption``), ``nonzero`` and ``refuted`` look closer where that leaves a doubt. Rules
are read in plan order under ``base``: the policy applies, nothing else is known.
"""

from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction

from attrs import define, field

from kpi_lang.checking import assumption, calculations, evaluation
from kpi_lang.checking.absence import Absence, Origin
from kpi_lang.checking.budget import Budget
from kpi_lang.checking.comparisons import Numbers
from kpi_lang.checking.facts import Facts, solved_for
from kpi_lang.checking.forms import Affine, Atom, Form
from kpi_lang.checking.possible import Possible
from kpi_lang.checking.reading import Reading
from kpi_lang.checking.refutation import Search
from kpi_lang.checking.situation import PRESENT, Members, Situation
from kpi_lang.checking.terms import Terms, number_of
from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import Choose, Compare, Const, Expr, FieldRef, InputRef, RuleRef
from kpi_lang.core.plan import Plan
from kpi_lang.data.schema import Value
from kpi_lang.values.domains import Interval

MOST_INLINED = 3
"""Rules read again inside rules read again, where what is known at one place says more than the rule alone."""


@define
class Visit:
    """A choice that was reached, and by arm the situations in which the arm may be taken."""

    choose: Choose
    rule: str
    arms: dict[int, list[Situation]] = field(factory=dict)


@define
class Analysis:
    """What is known of one plan. ``given`` fixes inputs (None: not given), for trying out a person."""

    plan: Plan
    terms: Terms
    reading: Reading
    given: Mapping[str, Value | None] = field(factory=dict)
    start: Situation = field(factory=Situation)
    """What is known before the policy is known to apply."""
    base: Situation = field(factory=Situation)
    is_possible: bool = True
    """False if nobody can be given such inputs, or the policy applies to nobody."""
    budget: Budget = field(factory=Budget)
    inlined: int = 0
    splitting: int = 0
    """How many claims are being looked into for the one case that is left of them."""
    looking: bool = False
    """Whether a closer look is under way, or a person is tried; then no closer look is taken."""
    inputs: dict[str, Possible] = field(factory=dict)
    """Inputs that are always given, as far as they have been met."""
    comparisons: dict[int, tuple[Numbers, Compare]] = field(factory=dict)
    """What comparisons of numbers state, by the id of their node, as far as they have been met."""
    plain: dict[int, tuple[bool, Expr]] = field(factory=dict)
    """Whether that an expression has a value says nothing, by the id of its node, as far as it has been asked."""
    visits: dict[int, Visit] = field(factory=dict)
    """Choices by the id of their node, as far as rules are read."""
    _found: dict[Hashable, Possible] = field(factory=dict)
    _faulty: dict[str, bool] = field(factory=dict)
    _absences: dict[tuple[int, Cause], Absence] = field(factory=dict)
    _names: list[str] = field(factory=list)
    """The rules that are being read, the innermost last."""
    _constants: dict[int, tuple[Possible, Const]] = field(factory=dict)
    _answers: dict[tuple[int, int, int, bool], tuple[Possible, Expr, Situation]] = field(factory=dict)

    @classmethod
    def of(cls, plan: Plan) -> "Analysis":
        """The analysis of a plan."""
        terms = Terms(plan)
        analysis = cls(plan, terms, Reading(plan, terms))
        analysis._begin()
        return analysis

    def trying(self, given: Mapping[str, Value | None]) -> "Analysis":
        """The analysis for people with these inputs, without closer looks: a trial decides by what is given."""
        trial = Analysis(self.plan, self.terms, self.reading, given, looking=True)
        trial._begin()
        return trial

    # --- what may be -----------------------------------------------------------------------------------

    def possible(self, expr: Expr, situation: Situation) -> Possible:
        """Every value and every absence that the expression may be in the situation."""
        if isinstance(expr, Const):
            constant = self._constants.get(id(expr))
            if constant is None:
                constant = self._constants[id(expr)] = evaluation.possible(self, expr, situation), expr
            return constant[0]
        if isinstance(expr, InputRef):
            return evaluation.possible(self, expr, situation)
        key = (id(expr), id(situation), self.inlined, self.looking)
        found = self._answers.get(key)
        if found is None:
            self.budget.work -= 1
            # Expression and situation are kept with the answer, since ids are reused once an object is gone.
            found = (evaluation.possible(self, expr, situation), expr, situation)
            self._answers[key] = found
        return found[0]

    def assume(self, condition: Expr, holds: bool, situation: Situation) -> Situation | None:
        """The situation after a condition turned out yes or no; None if it cannot."""
        return self.assume_values(condition, frozenset({holds}), situation)

    def assume_values(self, expr: Expr, members: Members, situation: Situation) -> Situation | None:
        """The situation after an expression turned out to be one of some members; None if it cannot."""
        return situation if self.budget.work <= 0 else assumption.assume(self, expr, members, situation)

    def rule(self, name: str) -> Possible:
        """What a rule may be for anyone to whom the policy applies."""
        return self._once(name, name, self.reading.rules[name].expr)

    def is_faulty(self, name: str) -> bool:
        """Whether a rule may be absent for a reason that it does not declare."""
        if name not in self._faulty:
            self._faulty[name] = any(absence.is_fault for absence in self.rule(name).absences)
        return self._faulty[name]

    def column(self, ref: FieldRef) -> Possible | None:
        """What a computed column may be; None if the column is a stored one."""
        key = (ref.records, ref.name)
        rule = self.reading.columns.get(key)
        return None if rule is None else self._once(key, f"{ref.records}.{ref.name}", rule.expr)

    def valued(self, expr: Expr, situation: Situation) -> Situation | None:
        """The situation once an expression has a value; None if it cannot have one."""
        return assumption.valued(self, expr, situation)

    def _once(self, key: Hashable, name: str, expr: Expr) -> Possible:
        if key not in self._found:
            self._names.append(name)
            outer, self.inlined = self.inlined, 0
            self._found[key] = self.possible(expr, self.base)
            self.inlined = outer
            self._names.pop()
            if not self._names:
                self._answers.clear()
        return self._found[key]

    def absence(self, cause: Cause, origin: Origin, node: Expr, situation: Situation) -> Absence:
        """The absence at a node, the same object each time; the situation is that of the first time."""
        # Which of its rules declares an absence makes no difference, and a large policy has hundreds.
        key = (0 if origin is Origin.DECLARED else id(node), cause)
        if key not in self._absences:
            rule = self._names[-1] if self._names else ""
            self._absences[key] = Absence(cause, origin, node, rule, situation)
        return self._absences[key]

    def visit(self, choose: Choose, arm: int, situation: Situation) -> None:
        """Note that an arm may be taken, if this is the place where its rule says so."""
        if self._names and not self.inlined and not self.looking:
            visit = self.visits.setdefault(id(choose), Visit(choose, self._names[-1]))
            visit.arms.setdefault(arm, []).append(situation)

    def read_again(self, ref: RuleRef, situation: Situation) -> Possible | None:
        """What a rule may be in a situation that says more of what it reads than is known everywhere; else None."""
        definition = self.reading.definition(ref) if self.budget.work > 0 else None
        if definition is None or not self._adds(situation, ref):
            return None
        with self.inlining() as allowed:
            return self.possible(definition, situation) if allowed else None

    def _adds(self, situation: Situation, ref: RuleRef) -> bool:
        """Whether a situation knows something of what a rule reads that is not known everywhere."""
        read = self.reading.reads(ref)
        if read is None:
            return True
        presence, members, bounds = self.base.presence, self.base.members, self.base.facts.bounds
        return (
            any(atom in read and known != presence.get(atom) for atom, known in situation.presence.items())
            or any(atom in read and known != members.get(atom) for atom, known in situation.members.items())
            or any(
                not form.atoms.isdisjoint(read) and known is not bounds.get(form)
                for form, known in situation.facts.bounds.items()
            )
        )

    @contextmanager
    def inlining(self) -> Iterator[bool]:
        """Says whether one more rule may be read again inside the present one."""
        self.inlined += 1
        try:
            yield self.inlined <= MOST_INLINED
        finally:
            self.inlined -= 1

    # --- closer looks ----------------------------------------------------------------------------------

    def grounded(self, form: Form | None, situation: Situation) -> Facts:
        """The facts of a situation, with what each atom of a form may be."""
        facts = situation.facts
        for atom in () if form is None else sorted(form.atoms):
            if self.terms.forms.of_atom(atom) not in facts.bounds:
                facts = self._ground(atom, situation, facts)
        return facts

    def _ground(self, atom: Atom, situation: Situation, facts: Facts) -> Facts:
        expr = self.terms.expr(atom)
        values = self.possible(expr, situation).values
        if not isinstance(values, Interval):
            return facts
        return facts.within(self.terms.forms.of_atom(atom), values, self.terms.step(expr)) or facts

    def refuted(self, situation: Situation) -> bool:
        """Whether, on a closer look, nobody can be in the situation. False may mean not known."""
        return Search(self).leaf(situation) is None

    def nonzero(self, expr: Expr, situation: Situation) -> bool:
        """Whether a number cannot be zero in a situation, once it has a value. False may mean not known."""
        if calculations.is_nonzero(self, expr, situation):
            return True
        reached = self.valued(expr, situation)
        if reached is None:
            return True
        affine = self.terms.affine(expr)
        if self.grounded(affine.form, reached).entails_nonzero(affine):
            return True
        if self.inlined or self.looking or affine.form is None:
            return False
        at_zero = self.within(affine, Interval.point(Fraction(0)), reached)
        return at_zero is None or self.refuted(at_zero)

    def within(self, affine: Affine, interval: Interval, situation: Situation) -> Situation | None:
        """The situation in which a polynomial lies in an interval; None if it cannot."""
        if affine.form is None:
            return situation if interval.contains(affine.constant) else None
        facts = self.grounded(affine.form, situation)
        step = self.terms.form_step(affine.form)
        return situation.with_facts(facts.within(affine.form, solved_for(affine, interval), step))

    # --- the start -------------------------------------------------------------------------------------

    def _begin(self) -> None:
        situation: Situation | None = self._person()
        for number, requirement in enumerate(self.reading.requirements):
            if situation is not None and not requirement.leaves:
                situation = assumption.activate(self, number, situation)
        self.start = self.base = situation or self.start
        if situation is not None and self.plan.applies is not None:
            situation = self.assume(self.plan.applies, True, situation)
        self.is_possible = situation is not None
        self.base = situation or self.start
        self._found.clear()
        self._faulty.clear()
        self.visits.clear()

    def _person(self) -> Situation | None:
        """What the given inputs say."""
        situation: Situation | None = self.start
        for name, value in self.given.items():
            kind = self.terms.inputs[name].kind
            atom = self.terms.atom(InputRef(name, kind))
            if value is None or situation is None:
                continue
            situation = situation.with_presence(atom, PRESENT)
            number = number_of(value)
            if situation is None:
                return None
            if number is not None:
                situation = situation.within(self.terms.forms.of_atom(atom), Interval.point(number))
            elif isinstance(value, str | bool):
                members: Members = frozenset({value})
                situation = situation.with_members(atom, members)
        return situation
