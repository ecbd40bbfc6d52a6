"""What uses a name: for the declarations that an amendment would leave without it."""

from collections.abc import Iterator, Sequence

from kpi_lang.resolved.declared_names import Key, Space, called, keys_of
from kpi_lang.source import Span
from kpi_lang.syntax import tree
from kpi_lang.syntax.walk import nodes


def users_of(key: Key, declarations: Sequence[tree.Declaration]) -> Iterator[tuple[str, Span]]:
    """Each declaration that uses a name, as people call it, with the place of the use."""
    if key.space not in (Space.VALUES, Space.UNITS):
        return
    is_choice = any(
        node.name.text == key.name
        for declared in declarations
        for node in nodes(declared)
        if isinstance(node, tree.Choice)
    )
    for declared in declarations:
        for node in nodes(declared):
            place = _use(node, key, is_choice=is_choice)
            if place is not None:
                names = ", ".join(other.name for other in keys_of(declared))
                yield called(declared, names), place
                break


def _use(node: object, key: Key, *, is_choice: bool) -> Span | None:
    """Where a node uses the name itself, without looking into its parts."""
    if key.space is Space.UNITS:
        match node:
            case tree.NamedKind(name=name, per=per):
                found = (part.span for part in (name, per) if part is not None and part.text == key.name)
                return next(found, None)
            case _:
                return None
    match node:
        case tree.Name(parts=parts, span=span) if parts[0] == key.name and not is_choice:
            # A member of a choice may be called alike; whether it is meant only its neighbour tells.
            return span
        case tree.Call(function=name) | tree.CardItem(indicator=name):
            return name.span if name.text == key.name else None
        case (
            tree.Alias(of=name)
            | tree.Grades(scale=tree.Ident() as name)
            | tree.Precision(rule=tree.Ident() as name)
        ):
            return name.span if name.text == key.name else None
        case tree.Cap(awards=names):
            return next((name.span for name in names if name.text == key.name), None)
        case tree.ItemOff(item=item) | tree.ItemAtMost(item=item):
            return item.span if item is not None and item.text == key.name else None
        case tree.MoveWeight(targets=targets):
            return next((name.span for name, _ in targets if name.text == key.name), None)
        case tree.Parameter(by=by):
            return by.span if by is not None and by.text == key.name else None
        case tree.GivenValue(name=name) | tree.ExpectedValue(name=name):
            return name.span if name.text.partition(".")[0] == key.name else None
        case _:
            return None
