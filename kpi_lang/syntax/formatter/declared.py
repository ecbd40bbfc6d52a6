"""The names that a module declares itself, which a change of skin leaves alone."""

from kpi_lang.syntax import tree as t
from kpi_lang.syntax.walk import nodes


def declared_names(module: t.Module) -> frozenset[str]:
    """Every name that some node of the module declares, of whatever sort."""
    names: set[str] = set()
    for node in nodes(module.declarations):
        match node:
            case t.NamedKind() | t.GivenValue() | t.ExpectedValue():
                pass
            case t.Field(declared):
                names.update(name.text for name in declared)
            case t.ImportedName(name, alias):
                names.add((alias or name).text)
            case _:
                name = getattr(node, "name", None)
                if isinstance(name, t.Ident):
                    names.add(name.text)
    return frozenset(names)
