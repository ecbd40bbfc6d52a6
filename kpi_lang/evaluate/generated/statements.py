"""Statements of generated functions, and how they are laid out as text."""

from collections.abc import Iterator
from typing import TypeAlias, assert_never

from attrs import define, frozen

from kpi_lang.evaluate.generated.code import Code, inverted, tupled


@frozen
class Assign:
    """A value for a local; with several locals, a tuple is taken apart."""

    targets: tuple[Code, ...]
    value: Code


@frozen
class Augment:
    """Add to a local."""

    target: Code
    value: Code


@frozen
class Append:
    """Add an item to a list."""

    target: Code
    value: Code


@frozen
class Include:
    """Add an item to a set."""

    target: Code
    value: Code


@define
class Branch:
    """One block or the other; either may still be empty."""

    test: Code
    then: "Block"
    otherwise: "Block"


@define
class Loop:
    """A block for each item; each item is taken apart into the locals, if there is a tuple of them."""

    items: tuple[Code, ...] | Code
    source: Code
    body: "Block"


@frozen
class Break:
    """Leave the innermost loop."""


@frozen
class Evaluate:
    """Call a helper for what it checks."""

    value: Code


@frozen
class Return:
    value: Code


Statement: TypeAlias = Assign | Augment | Append | Include | Branch | Loop | Break | Evaluate | Return
Block: TypeAlias = list[Statement]


def is_empty(block: Block) -> bool:
    """Whether a block does nothing: branches without content vanish."""
    return all(isinstance(s, Branch) and is_empty(s.then) and is_empty(s.otherwise) for s in block)


def layout(block: Block, indent: int = 0) -> Iterator[str]:
    """The lines of a block."""
    margin = " " * indent
    for statement in block:
        match statement:
            case Assign(targets, value):
                taken = targets[0] if len(targets) == 1 else tupled(targets)
                yield f"{margin}{taken.text} = {value.text}"
            case Augment(target, value):
                yield f"{margin}{target.text} += {value.text}"
            case Append(target, value):
                yield f"{margin}{target.text}.append({value.text})"
            case Include(target, value):
                yield f"{margin}{target.text}.add({value.text})"
            case Branch():
                yield from _branch(statement, indent)
            case Loop(items, source, body):
                item = items.text if isinstance(items, Code) else tupled(items).text
                yield f"{margin}for {item} in {source.text}:"
                yield from layout(body, indent + 1)
                if is_empty(body):
                    yield f"{margin} pass"
            case Break():
                yield f"{margin}break"
            case Evaluate(value):
                yield f"{margin}{value.text}"
            case Return(value):
                yield f"{margin}return {value.text}"
            case _:
                assert_never(statement)


def _branch(branch: Branch, indent: int) -> Iterator[str]:
    margin, word = " " * indent, "if"
    while not is_empty([branch]):
        then, otherwise, test = branch.then, branch.otherwise, branch.test
        if is_empty(then):
            then, otherwise, test = otherwise, [], inverted(test)
        yield f"{margin}{word} {test.text}:"
        yield from layout(then, indent + 1)
        contents = [statement for statement in otherwise if not is_empty([statement])]
        match contents:
            case []:
                return
            case [Branch() as only] if not is_empty(only.then):
                branch, word = only, "elif"
            case _:
                yield f"{margin}else:"
                yield from layout(otherwise, indent + 1)
                return
