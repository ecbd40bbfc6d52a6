"""To which declaration the rows of a block belong, by the keywords that open them."""

from functools import cache

from kpi_lang.syntax.grammar import Grammar, grammar
from kpi_lang.syntax.machine import Machine

_WEIGHTS = ("weight", "权重")
"""What people write in indicators; a weight stands in a scorecard, behind the name of the indicator."""


@cache
def rows_of() -> dict[str, frozenset[str]]:
    """For each keyword that opens a declaration: the keywords that open a row of its block."""
    rules = grammar()
    machine = Machine(rules)
    found: dict[str, frozenset[str]] = {}
    for opening in sorted(machine.expected()):
        states = machine.after(opening)
        for terminal in ("NAME", "STRING", "LBRACE"):
            further = None if states is None else machine.after(terminal, states)
            states = further or states
        if states is not None:
            found[opening] = machine.expected(states) & rules.keywords.keys()
    return found


def home_of(rules: Grammar, word: str) -> str | None:
    """The keyword of the declaration in whose block a word opens a row, None if in none."""
    if word in _WEIGHTS:
        return "_SCORECARD"
    for phrase in rules.phrases.get(word, ()):
        for opening, rows in rows_of().items():
            if rows & set(phrase.terminals):
                return opening
    return None


def opens_row_of(rules: Grammar, word: str, opening: str) -> bool:
    """Whether a word opens a row in the block of a declaration."""
    rows = rows_of().get(opening, frozenset())
    return any(rows & set(phrase.terminals) for phrase in rules.phrases.get(word, ()))
