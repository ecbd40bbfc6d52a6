"""Whether two trees say the same: names and numbers alike, however they are spelled and wherever they stand."""

from typing import Any

import attrs

from kpi_lang.source import Span
from kpi_lang.syntax.tree import Comment, Ident, Module, Name, Number
from kpi_lang.syntax.words import canonical, field_of


def difference(one: Module, other: Module) -> str | None:
    """Where two modules differ, as a path of field names, None where they say the same.

    Spans and the spelling of literals do not count; a predeclared name is the same in both skins.
    """
    found = _difference(one.declarations, other.declarations, "declarations")
    if found is None and _remarks(one.comments) != _remarks(other.comments):
        return "comments"
    return found


def _remarks(comments: tuple[Comment, ...]) -> list[str]:
    return sorted(comment.text[1:].strip() for comment in comments)


def _difference(one: Any, other: Any, path: str) -> str | None:
    waiting: list[tuple[Any, Any, str]] = [(one, other, path)]
    while waiting:
        left, right, here = waiting.pop()
        if type(left) is not type(right):
            return here
        match left:
            case Span():
                continue
            case tuple():
                if len(left) != len(right):
                    return here
                pairs = enumerate(zip(left, right, strict=True))
                waiting += [(a, b, f"{here}[{number}]") for number, (a, b) in pairs]
            case Number():
                if (left.value, left.style) != (right.value, right.style):
                    return here
            case Ident():
                if not _same_name(left.text, right.text):
                    return here
            case Name():
                if len(left.parts) != len(right.parts) or not all(map(_same_name, left.parts, right.parts)):
                    return here
            case _ if attrs.has(type(left)):
                names = [field.name for field in attrs.fields(type(left))]
                waiting += [(getattr(left, name), getattr(right, name), f"{here}.{name}") for name in names]
            case _:
                if left != right:
                    return here
    return None


def _same_name(left: str, right: str) -> bool:
    if left == right:
        return True
    left_owner, _, left_last = left.rpartition(".")
    right_owner, _, right_last = right.rpartition(".")
    meanings = ((canonical(left_last), canonical(right_last)), (field_of(left_last), field_of(right_last)))
    return left_owner == right_owner and any(one is not None and one == other for one, other in meanings)
