"""One run of the parser over one declaration, and what it would accept next."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from lark.parsers.lalr_analysis import Shift

from kpi_lang.syntax.grammar import END, Grammar
from kpi_lang.syntax.node import Node
from kpi_lang.syntax.pieces import Piece

Stack: TypeAlias = Sequence[int]
"""States of the parser, the innermost last."""


class Machine:
    """The parser after some pieces of a declaration.

    It runs Lark's tables with Lark's callbacks; the loop is its own because it also notes the extent of
    each node, which it can do while it reduces at a fraction of the price that Lark asks.
    """

    def __init__(self, grammar: Grammar) -> None:
        state = grammar.lark.parse_interactive().parser_state
        self._actions: Mapping[int, Mapping[str, tuple[Any, Any]]] = state.parse_conf.states
        self._callbacks: Mapping[Any, Any] = state.parse_conf.callbacks
        self._end_state: int = state.parse_conf.end_state
        self._states: list[int] = list(state.state_stack)
        self._values: list[Any] = []
        self._starts: list[int] = []
        self._ends: list[int] = []

    @property
    def stack(self) -> Stack:
        """The present states; they change with the next piece."""
        return self._states

    def feed(self, piece: Piece) -> None:
        """Take a piece as the terminal that its `type` names, which must be acceptable."""
        actions, states, values = self._actions, self._states, self._values
        while True:
            action, target = actions[states[-1]][piece.type]
            if action is Shift:
                states.append(target)
                values.append(piece)
                self._starts.append(piece.start_pos)
                self._ends.append(piece.end_pos)
                return
            self._reduce(target, piece.start_pos)
            if piece.type == END and states[-1] == self._end_state:
                return

    def finish(self, piece: Piece) -> Node:
        """The tree of the declaration; the end must be acceptable."""
        piece.type = END
        self.feed(piece)
        node: Node = self._values[-1]
        return node

    def _reduce(self, rule: Any, here: int) -> None:
        size = len(rule.expansion)
        if size:
            values, starts, ends = self._values[-size:], self._starts[-size:], self._ends[-size:]
            del self._states[-size:], self._values[-size:], self._starts[-size:], self._ends[-size:]
            start, end = starts[0], ends[-1]
        else:
            values, start, end = [], here, here
        value = self._callbacks[rule](values)
        if type(value) is Node and value.start < 0:
            value.start, value.end = start, end
        self._states.append(self._actions[self._states[-1]][rule.origin.name][1])
        self._values.append(value)
        self._starts.append(start)
        self._ends.append(end)

    # --- what may come next -----------------------------------------------------------------------------

    def may_accept(self, terminal: str, stack: Stack | None = None) -> bool:
        """A quick necessary condition for `accepts`."""
        return terminal in self._actions[(self._states if stack is None else stack)[-1]]

    def accepts(self, terminal: str, stack: Stack | None = None) -> bool:
        """Whether the terminal can come next, now or from other states."""
        return self.after(terminal, stack) is not None

    def after(self, terminal: str, stack: Stack | None = None) -> list[int] | None:
        """The states once the terminal is taken, None if it cannot come next.

        The tables hold an action for some terminals that lead to an error only after further reductions;
        following them makes the answer exact.
        """
        states = list(self._states if stack is None else stack)
        actions = self._actions
        while True:
            step = actions[states[-1]].get(terminal)
            if step is None:
                return None
            action, target = step
            if action is Shift:
                states.append(target)
                return states
            if target.expansion:
                del states[-len(target.expansion) :]
            states.append(actions[states[-1]][target.origin.name][1])
            if terminal == END and states[-1] == self._end_state:
                return states

    def expected(self, stack: Stack | None = None) -> frozenset[str]:
        """Every terminal that can come next."""
        candidates = self._actions[(self._states if stack is None else stack)[-1]]
        terminals = (name for name in candidates if name.isupper() or name == END)
        return frozenset(terminal for terminal in terminals if self.accepts(terminal, stack))
