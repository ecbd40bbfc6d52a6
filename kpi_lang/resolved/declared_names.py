"""By what an amendment finds a declaration: its name, or the title of an example or a promise."""

import re
from enum import Enum
from typing import Self

from attrs import evolve, frozen

from kpi_lang.syntax import tree
from kpi_lang.syntax.words import canonical

_OPENING_WORD = re.compile(r"\w+")


class Space(Enum):
    """Spaces of names; a scorecard may be called like a value."""

    VALUES = "values"
    UNITS = "units"
    CLASSES = "classes"
    SCORECARDS = "scorecards"
    EXAMPLES = "examples"
    PROMISES = "promises"
    ALONE = "alone"
    """Declarations that a policy has once and that have no name of their own: the total, the grades, the subject."""


@frozen
class Key:
    """A name within its space."""

    space: Space
    name: str

    @classmethod
    def alone(cls, name: str) -> Self:
        """The key of a declaration that a policy has once, by its keyword in either language."""
        return cls(Space.ALONE, canonical(name) or name)


def keys_of(declared: tree.Declaration) -> tuple[Key, ...]:
    """What a declaration is found by; an input may declare several names, a requirement none."""
    match declared:
        case tree.Input(field=written):
            return tuple(Key(Space.VALUES, name.text) for name in written.names)
        case tree.Unit():
            return (Key(Space.UNITS, declared.name.text),)
        case tree.IndicatorClass():
            return (Key(Space.CLASSES, declared.name.text),)
        case tree.Scorecard():
            return (Key(Space.SCORECARDS, declared.name.text),)
        case tree.Example():
            return (Key(Space.EXAMPLES, declared.title.text),)
        case tree.Ensure(title=title):
            return () if title is None else (Key(Space.PROMISES, title.text),)
        case tree.Total() | tree.Grades() | tree.Subject():
            return (Key(Space.ALONE, word_of(declared)),)
        case tree.Distribution():
            return (Key.alone("distribution"),)
        case tree.Header() | tree.Amend() | tree.Import() | tree.Require():
            return ()
        case tree.ClauseLine() | tree.NoRule() | tree.Reading():
            return ()
        case _:
            return (Key(Space.VALUES, declared.name.text),)


def key_of(declared: tree.Declaration) -> Key | None:
    """The one name of a declaration, None where it has none or several."""
    keys = keys_of(declared)
    return keys[0] if len(keys) == 1 else None


def without(declared: tree.Declaration, key: Key) -> tree.Declaration | None:
    """What is left of a declaration when one of its names is taken away; None if that was the only one."""
    if not isinstance(declared, tree.Input) or len(declared.field.names) == 1:
        return None
    rest = tuple(name for name in declared.field.names if name.text != key.name)
    return evolve(declared, field=evolve(declared.field, names=rest))


def word_of(declared: tree.Declaration) -> str:
    """The keyword that opens a declaration; both forms of a table have the same."""
    match declared:
        case tree.Award(sign=sign):
            return "bonus" if sign > 0 else "deduction"
        case tree.Restriction(word=word):
            return word.value
        case tree.ListTable() | tree.MatrixTable():
            return "table"
        case tree.Header():
            return "policy"
        case tree.IndicatorClass():
            return "indicator class"
        case tree.RoundingRule():
            return "rounding"
        case _:
            return type(declared).__name__.lower()


def called(declared: tree.Declaration, name: str) -> str:
    """A declaration as its author calls it: `考核表 其他人`, or the keyword alone where there is no name."""
    opening = _OPENING_WORD.match(declared.span.text)
    word = word_of(declared) if opening is None else opening.group()
    return word if isinstance(declared, tree.Total | tree.Grades | tree.Subject) else f"{word} {name}".strip()
