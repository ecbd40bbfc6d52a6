"""A situation: everything known at one place of a policy, for every person who gets there."""

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeAlias

from attrs import field, frozen

from kpi_lang.checking.facts import Facts
from kpi_lang.checking.forms import Atom, Form
from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import Expr
from kpi_lang.values.domains import Interval

Members: TypeAlias = frozenset[str | bool]
"""Choices by name, texts, yes and no."""

Claim: TypeAlias = tuple[Expr, Members]
"""That an expression has one of some values; a condition that holds is one of {yes}."""


@frozen
class Presence:
    """Whether a value may be there, and for which causes it may be absent."""

    value: bool
    causes: frozenset[Cause]


PRESENT = Presence(True, frozenset())


@frozen
class Situation:
    """Facts about numbers, members that choices may still be, what is present; never changed, only succeeded.

    ``open`` claims hold but are not yet split into their cases. ``active`` are the requirements, by number, whose
    inputs are all known to be given.
    """

    facts: Facts = field(factory=Facts)
    members: Mapping[Atom, Members] = field(factory=dict)
    excluded: frozenset[tuple[Atom, str]] = frozenset()
    presence: Mapping[Atom, Presence] = field(factory=dict)
    open: tuple[Claim, ...] = ()
    active: frozenset[int] = frozenset()

    def with_facts(self, facts: Facts | None) -> "Situation | None":
        """The situation with other facts about numbers; None if they contradict one another."""
        if facts is None:
            return None
        if facts is self.facts:
            return self
        # Written out, here and below, since these three make nearly all situations and `evolve` is slower.
        return Situation(facts, self.members, self.excluded, self.presence, self.open, self.active)

    def within(self, form: Form, interval: Interval, step: Fraction | None = None) -> "Situation | None":
        """The situation in which a form, a multiple of ``step``, lies in an interval."""
        return self.with_facts(self.facts.within(form, interval, step))

    def with_members(self, atom: Atom, members: Members) -> "Situation | None":
        """The situation in which an atom is one of some members; None if there are none."""
        known = self.members.get(atom)
        remaining = members if known is None else members & known
        if not remaining:
            return None
        if remaining == known:
            return self
        known_members = {**self.members, atom: remaining}
        return Situation(self.facts, known_members, self.excluded, self.presence, self.open, self.active)

    def with_presence(self, atom: Atom, presence: Presence) -> "Situation | None":
        """The situation in which it is known whether an atom has a value; None if that is known otherwise."""
        known = self.presence.get(atom)
        if known is not None:
            presence = Presence(known.value and presence.value, known.causes & presence.causes)
        if not presence.value and not presence.causes:
            return None
        if presence == known:
            return self
        present = {**self.presence, atom: presence}
        return Situation(self.facts, self.members, self.excluded, present, self.open, self.active)
