"""Chains of tests that only look a number up, such as the coefficient of a grade, as one look-up in a tuple."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from kpi_lang.evaluate.generated.code import Code, picked
from kpi_lang.evaluate.generated.statements import Assign, Augment, Block, Branch, Include, Loop, Statement

_WHOLE = re.compile(r"\d{1,18}|-\d{1,18}")
_NAME = re.compile(r"[a-z]\d+")
_TEST = re.compile(r"([a-z]\d+) == (\d{1,2})")
_LONGEST_TABLE = 32
_FEWEST_TESTS = 3


def tabled(block: Block) -> Block:
    """The block with look-ups in place of chains over locals that hold one of a few small numbers."""
    return _tabled(block, _Holdings(block))


class _Holdings:
    """Which whole numbers each local may hold, as far as every value that it is given tells."""

    def __init__(self, block: Block) -> None:
        self._given: dict[str, set[str]] = defaultdict(set)
        for name, value in _values(block):
            self._given[name].add(value)

    def of(self, name: str) -> frozenset[int] | None:
        """The numbers; None if it may hold anything else."""
        found: set[int] = set()
        waiting, seen = [name], {name}
        while waiting:
            given = self._given.get(waiting.pop())
            if not given:
                return None
            for text in given:
                if _WHOLE.fullmatch(text):
                    found.add(int(text))
                elif not _NAME.fullmatch(text):
                    return None
                elif text not in seen:
                    seen.add(text)
                    waiting.append(text)
        return frozenset(found)


_ANYTHING = ""
"""Stands for a value that no literal and no other local is."""


def _values(block: Block) -> Iterator[tuple[str, str]]:
    """Every local with the text of each value that it is given."""
    for statement in block:
        match statement:
            case Assign((target,), value):
                yield target.text, value.text
            case Assign(targets, _):
                yield from ((target.text, _ANYTHING) for target in targets)
            case Augment(target, _) | Include(target, _):
                yield target.text, _ANYTHING
            case Branch(_, then, otherwise):
                yield from _values(then)
                yield from _values(otherwise)
            case Loop(items, _, body):
                named = (items,) if isinstance(items, Code) else items
                yield from ((item.text, _ANYTHING) for item in named)
                yield from _values(body)
            case _:
                continue


def _tabled(block: Block, holdings: _Holdings) -> Block:
    kept: Block = []
    for statement in block:
        match statement:
            case Branch(test, then, otherwise):
                found = _look_up(statement, holdings)
                inner = Branch(test, _tabled(then, holdings), _tabled(otherwise, holdings))
                kept.append(inner if found is None else found)
            case Loop(items, source, body):
                kept.append(Loop(items, source, _tabled(body, holdings)))
            case _:
                kept.append(statement)
    return kept


def _look_up(chain: Branch, holdings: _Holdings) -> Statement | None:
    """The look-up that a chain of tests is; None if it is more than that."""
    first = _TEST.fullmatch(chain.test.text)
    if first is None:
        return None
    subject, rows, target = first[1], dict[int, str](), ""
    block: Block = [chain]
    while True:
        match block:
            case [Branch(Code(text), [Assign((Code(name),), Code(value))], otherwise)]:
                test = _TEST.fullmatch(text)
                if test is None or test[1] != subject or name != (target or name):
                    return None
                # Of two tests for the same number the first counts.
                rows.setdefault(int(test[2]), value)
                target, block = name, otherwise
            case [Assign((Code(name),), Code(value))] if name == target:
                return _assigned(target, subject, rows, value, holdings)
            case _:
                return None


def _assigned(
    target: str, subject: str, rows: Mapping[int, str], other: str, holdings: _Holdings
) -> Statement | None:
    held = holdings.of(subject)
    if len(rows) < _FEWEST_TESTS or not held or min(held) < 0 or max(held) >= _LONGEST_TABLE:
        return None
    texts = [rows.get(number, other) for number in range(max(held) + 1)]
    if not all(_WHOLE.fullmatch(text) for text in texts):
        return None
    return Assign((Code(target),), picked([int(text) for text in texts], Code(subject)))
