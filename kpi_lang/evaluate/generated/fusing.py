"""One loop for what several loops over the same records do one after another."""

from attrs import evolve

from kpi_lang.evaluate.generated.code import Code
from kpi_lang.evaluate.generated.dataflow import LOCAL, reads, writes
from kpi_lang.evaluate.generated.statements import (
    Append,
    Assign,
    Augment,
    Block,
    Branch,
    Break,
    Include,
    Loop,
    Statement,
)


def fused(block: Block) -> Block:
    """The block with loops over the same source joined, where nothing between them stands in the way."""
    result: Block = []
    for statement in block:
        match statement:
            case Loop() if not _leaves(statement.body):
                first = _partner(result, statement)
                if first is None:
                    result.append(evolve(statement, body=fused(statement.body)))
                else:
                    _join(result, first, statement)
            case Branch(test, then, otherwise):
                result.append(Branch(test, fused(then), fused(otherwise)))
            case _:
                result.append(statement)
    return result


def _partner(block: Block, loop: Loop) -> int | None:
    """The place of an earlier loop that the loop can join."""
    needed = set(reads([loop]))
    for place in range(len(block) - 1, -1, -1):
        other = block[place]
        match other:
            case Loop() if other.source == loop.source and not _leaves(other.body):
                between = block[place + 1 :]
                moved = needed | writes(between) | set(reads(between))
                alike = isinstance(other.items, tuple) and isinstance(loop.items, tuple)
                free = writes([other]).isdisjoint(moved) and set(reads(other.body)).isdisjoint(
                    writes(between)
                )
                return place if alike and free else None
            case Assign(_, Code(text)) if not LOCAL.search(text) and "(" not in text.replace("()", ""):
                continue
            case _:
                return None
    return None


def _join(block: Block, place: int, loop: Loop) -> None:
    """Move what stands between before the first loop, and the body of the second into it."""
    first = block.pop(place)
    assert isinstance(first, Loop)
    assert isinstance(first.items, tuple)
    assert isinstance(loop.items, tuple)
    names = {old.text: new.text for old, new in zip(loop.items, first.items, strict=True)}
    body = [*first.body, *(_renamed(statement, names) for statement in loop.body)]
    block.append(Loop(first.items, first.source, body))


def _leaves(block: Block) -> bool:
    """Whether a loop with this body may be left early."""
    return any(
        isinstance(statement, Break)
        or (isinstance(statement, Branch) and (_leaves(statement.then) or _leaves(statement.otherwise)))
        for statement in block
    )


def _renamed(statement: Statement, names: dict[str, str]) -> Statement:
    def code(old: Code) -> Code:
        return evolve(old, text=LOCAL.sub(lambda found: names.get(found[0], found[0]), old.text))

    match statement:
        case Assign(targets, value):
            return Assign(tuple(map(code, targets)), code(value))
        case Augment(target, value) | Append(target, value) | Include(target, value):
            return type(statement)(code(target), code(value))
        case Branch(test, then, otherwise):
            parts = ([_renamed(inner, names) for inner in branch] for branch in (then, otherwise))
            return Branch(code(test), *parts)
        case Loop(items, source, body):
            return Loop(items, code(source), [_renamed(inner, names) for inner in body])
        case Break():
            return statement
        case _:
            return evolve(statement, value=code(statement.value))
