"""One run of the parser over one declaration, and what it would accept next."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lark import Tree
from lark.parsers.lalr_analysis import Shift

from kpi_lang.syntax.grammar import END, Grammar
from kpi_lang.syntax.pieces import Piece

if TYPE_CHECKING:
    Stack = Sequence[int]


class Machine:
    """The parser after some pieces of a declaration.

    Lark's tables say for each state which terminals have an action, but an action may be a reduction that
    leads to an error further on; `after` follows the reductions, so its answers are exact.
    """

    def __init__(self, grammar: Grammar) -> None:
        self._state = grammar.lark.parse_interactive().parser_state
        self._actions: Mapping[int, Mapping[str, tuple[Any, Any]]] = self._state.parse_conf.states
        self._end_state = self._state.parse_conf.end_state

    @property
    def stack(self) -> "Stack":
        """The parser's states, the innermost last; a snapshot must be copied."""
        return self._state.state_stack

    def feed(self, piece: Piece) -> None:
        """Take a piece as the terminal that its `type` names, which must be acceptable."""
        self._state.feed_token(piece)

    def finish(self, piece: Piece) -> Tree[Piece]:
        """The tree of the declaration; the end must be acceptable."""
        piece.type = END
        tree = self._state.feed_token(piece, is_end=True)
        assert isinstance(tree, Tree)
        return tree

    def may_accept(self, terminal: str, stack: "Stack | None" = None) -> bool:
        """A quick necessary condition for `accepts`."""
        return terminal in self._actions[(self.stack if stack is None else stack)[-1]]

    def accepts(self, terminal: str, stack: "Stack | None" = None) -> bool:
        """Whether the terminal can come next."""
        return self.after(terminal, stack) is not None

    def after(self, terminal: str, stack: "Stack | None" = None) -> list[int] | None:
        """The states once the terminal is taken, None if it cannot come next."""
        states = list(self.stack if stack is None else stack)
        while True:
            step = self._actions[states[-1]].get(terminal)
            if step is None:
                return None
            action, target = step
            if action is Shift:
                states.append(target)
                return states
            if target.expansion:
                del states[-len(target.expansion) :]
            states.append(self._actions[states[-1]][target.origin.name][1])
            if terminal == END and states[-1] == self._end_state:
                return states

    def expected(self, stack: "Stack | None" = None) -> frozenset[str]:
        """Every terminal that can come next."""
        candidates = self._actions[(self.stack if stack is None else stack)[-1]]
        return frozenset(
            terminal
            for terminal in candidates
            if (terminal.isupper() or terminal == END) and self.accepts(terminal, stack)
        )
