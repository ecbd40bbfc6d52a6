"""One run of the parser over one declaration, and what it would accept next."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from lark.parsers.lalr_analysis import Shift

from kpi_lang.syntax.grammar import END, Grammar
from kpi_lang.syntax.node import Node
from kpi_lang.syntax.pieces import Piece

Stack: TypeAlias = Sequence[int]
"""States of the parser, the innermost last."""


class Machine:
    """The parser after some pieces of a declaration.

    It runs Lark's tables and makes Lark's nodes. The loop is its own because it also notes the extent of
    each node, and because it is asked at every word what could come next.
    """

    def __init__(self, grammar: Grammar) -> None:
        automaton = grammar.automaton
        self._actions = automaton.actions
        self._reductions = automaton.reductions
        self._end_state = automaton.end
        self._states: list[int] = [automaton.start]
        self._values: list[Any] = []
        self._starts: list[int] = []
        self._ends: list[int] = []

    @property
    def stack(self) -> Stack:
        """The present states; they change with the next piece."""
        return self._states

    def feed(self, piece: Piece) -> None:
        """Take a piece as the terminal that its `type` names, which must be acceptable."""
        actions, reductions, states = self._actions, self._reductions, self._states
        terminal = piece.type
        while True:
            action, target = actions[states[-1]][terminal]
            if action is Shift:
                states.append(target)
                self._values.append(piece)
                self._starts.append(piece.start_pos)
                self._ends.append(piece.end_pos)
                return
            reduction = reductions[id(target)]
            if reduction.make is None:
                states[-1] = actions[states[-2]][reduction.origin][1]
            else:
                self._reduce(reduction.size, reduction.origin, reduction.make, piece.start_pos)
            if terminal == END and states[-1] == self._end_state:
                return

    def finish(self, piece: Piece) -> Node:
        """The tree of the declaration; the end must be acceptable."""
        piece.type = END
        self.feed(piece)
        node: Node = self._values[-1]
        return node

    def _reduce(self, size: int, origin: str, make: Callable[[list[Any]], Any], here: int) -> None:
        if size:
            values, start, end = self._values[-size:], self._starts[-size], self._ends[-1]
            del self._states[-size:], self._values[-size:], self._starts[-size:], self._ends[-size:]
        else:
            values, start, end = [], here, here
        value = make(values)
        if type(value) is Node and value.start < 0:
            value.start, value.end = start, end
        self._states.append(self._actions[self._states[-1]][origin][1])
        self._values.append(value)
        self._starts.append(start)
        self._ends.append(end)

    # --- what may come next -----------------------------------------------------------------------------

    def may_accept(self, terminal: str, stack: Stack | None = None) -> bool:
        """A quick necessary condition for `accepts`."""
        return terminal in self._actions[(self._states if stack is None else stack)[-1]]

    def accepts(self, terminal: str, stack: Stack | None = None) -> bool:
        """Whether the terminal can come next, now or from other states."""
        step = self._actions[(self._states if stack is None else stack)[-1]].get(terminal)
        if step is None or step[0] is Shift:
            return step is not None
        return self.after(terminal, stack) is not None

    def after(self, terminal: str, stack: Stack | None = None) -> list[int] | None:
        """The states once the terminal is taken, None if it cannot come next.

        The tables hold an action for some terminals that lead to an error only after further reductions;
        following them makes the answer exact.
        """
        states = list(self._states if stack is None else stack)
        actions, reductions = self._actions, self._reductions
        while True:
            step = actions[states[-1]].get(terminal)
            if step is None:
                return None
            action, target = step
            if action is Shift:
                states.append(target)
                return states
            reduction = reductions[id(target)]
            if reduction.size:
                del states[-reduction.size :]
            states.append(actions[states[-1]][reduction.origin][1])
            if terminal == END and states[-1] == self._end_state:
                return states

    def expected(self, stack: Stack | None = None) -> frozenset[str]:
        """Every terminal that can come next."""
        candidates = self._actions[(self._states if stack is None else stack)[-1]]
        terminals = (name for name in candidates if name.isupper() or name == END)
        return frozenset(terminal for terminal in terminals if self.accepts(terminal, stack))
