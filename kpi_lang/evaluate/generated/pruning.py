"""Leaving out of a function what nothing needs: a shape decides many rows of a plan, and what only they need goes too.

Statements have no effect but on locals, except that some helpers raise beyond limits. In a traced function these
calls stay, so that it raises wherever the reference does; without a trace only limits of what is needed matter.
"""

import re
from collections import Counter
from typing import assert_never

from attrs import evolve, frozen

from kpi_lang.evaluate.generated.code import Code, Helper
from kpi_lang.evaluate.generated.dataflow import LOCAL, assigned, reads, writes
from kpi_lang.evaluate.generated.statements import (
    Append,
    Assign,
    Augment,
    Block,
    Branch,
    Break,
    Evaluate,
    Include,
    Loop,
    Return,
    Statement,
    is_empty,
)

_RAISING = re.compile(
    "|".join(rf"\b{h.value}\(" for h in (Helper.ADD_DAYS, Helper.ADD_MONTHS, Helper.ROUND_POWER))
)


def pruned(block: Block, *, traced: bool) -> Block:
    """The statements that what is returned depends on, without locals that only hand a value on."""
    needed = _Pruning(traced).needed(block, set(), frozenset())
    return _without_literals(_without_copies(needed, Counter(reads(needed))))


@frozen
class _Pruning:
    traced: bool

    def needed(self, block: Block, live: set[str], leaving: frozenset[str]) -> Block:
        """The statements whose effects are live after them; ``live`` becomes what is live before.

        ``leaving``: what is live where a ``Break`` leads.
        """
        kept: Block = []
        for statement in reversed(block):
            found = self.statement(statement, live, leaving)
            if found is not None:
                kept.append(found)
        kept.reverse()
        return kept

    def statement(self, statement: Statement, live: set[str], leaving: frozenset[str]) -> Statement | None:
        match statement:
            case Assign(targets, value):
                written = {target.text for target in targets}
                if live.isdisjoint(written) and not self.may_raise(value):
                    return None
                live -= written
                live |= _names(value)
            case Augment(target, value) | Append(target, value) | Include(target, value):
                if target.text not in live:
                    return None
                live |= _names(value)
            case Branch(test, then, otherwise):
                other = set(live)
                branches = self.needed(then, live, leaving), self.needed(otherwise, other, leaving)
                if all(is_empty(branch) for branch in branches):
                    return None
                live |= other | _names(test)
                return Branch(test, *branches)
            case Loop(items, source, body):
                kept = self.loop(body, live)
                if kept is not None:
                    live |= _names(source)
                return None if kept is None else Loop(items, source, kept)
            case Break():
                live |= leaving
            case Evaluate(value) | Return(value):
                live |= _names(value)
            case _:
                assert_never(statement)
        return statement

    def loop(self, body: Block, live: set[str]) -> Block | None:
        """What is needed of the body of a loop; None if the whole loop is not."""
        after = frozenset(live)
        while True:
            before = set(live)
            kept = self.needed(body, live, after)
            # What one round needs, the round before must leave; and there may be no round at all.
            live |= before
            if live == before:
                break
        if after.isdisjoint(writes(kept)) and not self.raises(kept):
            live.intersection_update(after)
            return None
        return kept

    def may_raise(self, value: Code) -> bool:
        return self.traced and _RAISING.search(value.text) is not None

    def raises(self, block: Block) -> bool:
        """Whether a limit is checked somewhere in a block."""
        for statement in block:
            match statement:
                case Evaluate():
                    return True
                case Assign(_, value) if self.may_raise(value):
                    return True
                case Branch(_, then, otherwise) if self.raises(then) or self.raises(otherwise):
                    return True
                case Loop(_, _, inner) if self.raises(inner):
                    return True
                case _:
                    continue
        return False


def _names(code: Code) -> set[str]:
    return set(LOCAL.findall(code.text))


def _without_copies(block: Block, reads: Counter[str]) -> Block:
    """``a = …; b = a`` as ``b = …``, where nothing else reads a."""
    kept: Block = []
    for statement in block:
        match statement:
            case Branch(test, then, otherwise):
                kept.append(Branch(test, _without_copies(then, reads), _without_copies(otherwise, reads)))
            case Loop(items, source, body):
                kept.append(Loop(items, source, _without_copies(body, reads)))
            case Assign(targets, Code(name)) if reads[name] == 1 and _assigns(kept, name):
                last = kept.pop()
                assert isinstance(last, Assign)
                kept.append(Assign(targets, last.value))
            case _:
                kept.append(statement)
    return kept


_LITERAL = re.compile(r"-?\d+|True|False|None|\(\)")


def _without_literals(block: Block) -> Block:
    """The block with literals in what it returns, rather than locals that never hold anything else."""
    *before, last = block
    assert isinstance(last, Return)
    written = Counter(local.text for local in assigned(before))
    read = set(reads(before))
    literals = {
        statement.targets[0].text: statement.value.text
        for statement in before
        if isinstance(statement, Assign) and _LITERAL.fullmatch(statement.value.text)
        if written[statement.targets[0].text] == 1 and statement.targets[0].text not in read
    }
    kept = [s for s in before if not (isinstance(s, Assign) and s.targets[0].text in literals)]
    returned = LOCAL.sub(lambda found: literals.get(found[0], found[0]), last.value.text)
    return [*kept, Return(evolve(last.value, text=returned))]


def _assigns(block: Block, name: str) -> bool:
    """Whether the last statement of a block gives the local its value."""
    match block:
        case [*_, Assign((Code(text),), _)]:
            return text == name
        case _:
            return False
