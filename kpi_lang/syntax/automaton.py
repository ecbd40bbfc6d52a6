"""Lark's parse tables in the form in which the machine runs them."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from attrs import frozen
from lark import Lark
from lark.grammar import Rule, Terminal
from lark.parsers.lalr_analysis import Shift

Actions: TypeAlias = Mapping[int, Mapping[str, tuple[Any, Any]]]
"""By state and by terminal or rule: shift to a state, or reduce by a rule of the grammar."""


@frozen
class Reduction:
    """What reducing by a rule does: take so many parts, make one of them, and go on as the origin says.

    `make` is None for rules that only hand on their single part, as most levels of precedence do.
    """

    size: int
    origin: str
    make: Callable[[list[Any]], Any] | None


@frozen
class Automaton:
    """The tables of the grammar."""

    actions: Actions
    reductions: dict[int, Reduction]
    """By the identity of the rule, which is quicker to look up than the rule."""
    start: int
    end: int

    @classmethod
    def of(cls, lark: Lark) -> "Automaton":
        """The tables of a loaded grammar."""
        conf = lark.parse_interactive().parser_state.parse_conf
        rules = {
            id(target): target
            for actions in conf.states.values()
            for action, target in actions.values()
            if action is not Shift
        }
        reductions = {
            identity: Reduction(
                len(rule.expansion),
                rule.origin.name,
                None if _only_hands_on(rule) else conf.callbacks[rule],
            )
            for identity, rule in rules.items()
        }
        return cls(conf.states, reductions, conf.start_state, conf.end_state)


def _only_hands_on(rule: Rule) -> bool:
    if not rule.options.expand1 or rule.alias or len(rule.expansion) != 1 or any(rule.options.empty_indices):
        return False
    part = rule.expansion[0]
    if isinstance(part, Terminal):
        return not part.filter_out
    return not part.name.startswith("_")
