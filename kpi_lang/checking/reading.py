"""What reads what: the definitions of a plan, the references behind each, and the requirements that speak of them.

Nothing here depends on a situation; every trial of a person shares it.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from attrs import frozen

from kpi_lang.checking.forms import Atom
from kpi_lang.checking.terms import Terms
from kpi_lang.core.children import children, depth, walk
from kpi_lang.core.nodes import Aggregate, Expr, FieldRef, InputRef, RuleRef
from kpi_lang.core.phases import phases_of
from kpi_lang.core.plan import Plan, RecordsPlan, Requirement, Rule

DEEPEST_READ_AGAIN = 40
"""Levels of nesting of a rule that is read again inside another; deeper ones are known by their bounds alone."""

MOST_READ = 300
"""References behind a rule that are told apart; a rule with more is taken to read everything."""


@frozen
class Guarded:
    """A requirement; it is checked, and so a fact, only for people for whom all of ``leaves`` are given."""

    condition: Expr
    leaves: frozenset[Atom]


class Reading:
    """The rules, columns and requirements of one plan by what they read."""

    def __init__(self, plan: Plan, terms: Terms) -> None:
        self._terms = terms
        self._plan = plan
        self.rules: Mapping[str, Rule] = {rule.name: rule for rule in plan.rules}
        self.tables: Mapping[str, RecordsPlan] = {table.name: table for table in plan.records}
        self.columns: Mapping[tuple[str, str], Rule] = {
            (table.name, rule.name): rule for table in plan.records for rule in table.rules
        }
        self.requirements: list[Guarded] = []
        self.guards: dict[Atom, list[int]] = {}
        """The requirements, by number, that each leaf takes part in."""
        for requirement in (*plan.requirements, *(r for table in plan.records for r in table.requirements)):
            self._guard(requirement)
        self.strata = phases_of(plan.rules, plan.figures).strata
        """Figures about reports that may read what reads them."""
        self._definitions: dict[int, tuple[Expr | None, Expr]] = {}
        self._bounded: dict[int, tuple[bool, Expr]] = {}

    def definition(self, ref: RuleRef | FieldRef) -> Expr | None:
        """What a rule or computed column is defined as; None for a stored column and for what is nested too deep."""
        known = self._definitions.get(id(ref))
        if known is None:
            found = self._terms.definition(ref)
            if found is not None and depth(found) > DEEPEST_READ_AGAIN:
                found = None
            # The reference is kept with the answer, since ids are reused once an object is gone.
            known = self._definitions[id(ref)] = found, ref
        return known[0]

    # --- references ------------------------------------------------------------------------------------

    def reads(self, ref: RuleRef | FieldRef) -> frozenset[Atom] | None:
        """The references behind a rule or computed column; None if there are too many to tell."""
        return self._behind.get(self._terms.atom(ref), frozenset())

    @cached_property
    def _behind(self) -> Mapping[Atom, frozenset[Atom] | None]:
        behind: dict[Atom, frozenset[Atom] | None] = {}
        for table in self._plan.records:
            for rule in table.rules:
                atom = self._terms.atom(FieldRef(table.name, rule.name, rule.kind))
                behind[atom] = self._union(rule.expr, behind)
        for rule in self._plan.rules:
            behind[self._terms.atom(RuleRef(rule.name, rule.kind))] = self._union(rule.expr, behind)
        return behind

    def _union(self, expr: Expr, behind: Mapping[Atom, frozenset[Atom] | None]) -> frozenset[Atom] | None:
        found: set[Atom] = set()
        for atom in self._references(expr):
            further = behind.get(atom, frozenset())
            if further is None:
                return None
            found.add(atom)
            found |= further
        return frozenset(found) if len(found) <= MOST_READ else None

    def _references(self, expr: Expr) -> Iterator[Atom]:
        for node in walk(expr):
            if isinstance(node, InputRef | FieldRef | RuleRef | Aggregate):
                yield self._terms.atom(node)

    # --- requirements ----------------------------------------------------------------------------------

    def is_required(self, ref: InputRef | FieldRef | RuleRef | Aggregate) -> bool:
        """Whether a requirement speaks of a reference, or of what is behind it."""
        if not self.guards:
            return False
        if self._terms.atom(ref) in self.guards:
            return True
        if isinstance(ref, InputRef | Aggregate):
            return False
        behind = self.reads(ref)
        return behind is None or not behind.isdisjoint(self.guards)

    def is_bounded(self, expr: Expr) -> bool:
        """Whether a requirement speaks of something that an expression reads."""
        if not self.guards:
            return False
        known = self._bounded.get(id(expr))
        if known is None:
            nodes: Iterable[Expr] = walk(expr)
            found = any(
                isinstance(node, InputRef | FieldRef | RuleRef | Aggregate) and self.is_required(node)
                for node in nodes
            )
            # The expression is kept with the answer, since ids are reused once an object is gone.
            known = self._bounded[id(expr)] = found, expr
        return known[0]

    def _guard(self, requirement: Requirement) -> None:
        leaves = frozenset(self._leaves(requirement.condition))
        number = len(self.requirements)
        self.requirements.append(Guarded(requirement.condition, leaves))
        for leaf in leaves:
            self.guards.setdefault(leaf, []).append(number)

    def _leaves(self, expr: Expr) -> Iterator[Atom]:
        """What must be given for a condition to be checked."""
        match expr:
            case InputRef():
                spec = self._terms.inputs.get(expr.name)
                if spec is None or spec.default is None:
                    yield self._terms.atom(expr)
            case FieldRef() | RuleRef() | Aggregate():
                yield self._terms.atom(expr)
            case _:
                for child in children(expr):
                    yield from self._leaves(child)
