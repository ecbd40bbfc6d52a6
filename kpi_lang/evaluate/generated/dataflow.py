"""Which locals statements read and write."""

import re
from collections.abc import Iterator
from typing import assert_never

from kpi_lang.evaluate.generated.code import Code
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
)

LOCAL = re.compile(r"\b[a-z]\d+\b")
"""The names of locals, wherever they stand in code."""


def assigned(block: Block) -> Iterator[Code]:
    """Every local that a block may assign, in order, more than once if it does so at several places."""
    for statement in block:
        match statement:
            case Assign(targets, _):
                yield from targets
            case Augment(target, _):
                yield target
            case Branch(_, then, otherwise):
                yield from assigned(then)
                yield from assigned(otherwise)
            case Loop(items, _, body):
                yield from (items,) if isinstance(items, Code) else items
                yield from assigned(body)
            case Append() | Include() | Break() | Evaluate() | Return():
                pass
            case _:
                assert_never(statement)


def writes(block: Block) -> set[str]:
    """Every local that a block gives a value, or adds to."""
    found: set[str] = set()
    for statement in block:
        match statement:
            case Assign(targets, _):
                found |= {target.text for target in targets}
            case Augment(target, _) | Append(target, _) | Include(target, _):
                found.add(target.text)
            case Branch(_, then, otherwise):
                found |= writes(then) | writes(otherwise)
            case Loop(_, _, body):
                found |= writes(body)
            case Break() | Evaluate() | Return():
                pass
            case _:
                assert_never(statement)
    return found


def reads(block: Block) -> list[str]:
    """Every reading of a local, once for each place."""
    found: list[str] = []
    for statement in block:
        match statement:
            case Assign(_, value) | Evaluate(value) | Return(value):
                found += LOCAL.findall(value.text)
            case Augment(target, value) | Append(target, value) | Include(target, value):
                found += [target.text, *LOCAL.findall(value.text)]
            case Branch(test, then, otherwise):
                found += [*LOCAL.findall(test.text), *reads(then), *reads(otherwise)]
            case Loop(_, source, body):
                found += [*LOCAL.findall(source.text), *reads(body)]
            case Break():
                pass
            case _:
                assert_never(statement)
    return found
