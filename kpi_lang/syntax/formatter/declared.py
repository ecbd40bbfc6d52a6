"""The names that a module declares itself, which a change of skin leaves alone."""

from kpi_lang.syntax import tree as t
from kpi_lang.syntax.walk import nodes


def declared_names(module: t.Module) -> frozenset[str]:
    """Every name that some node of the module declares, of whatever sort."""
    names: set[str] = set()
    for node in nodes(module.declarations):
        match node:
            case t.NamedKind() | t.GivenValue() | t.ExpectedValue() | t.SetPart() | t.Removed():
                pass
            case t.Field(declared):
                names.update(name.text for name in declared)
            case t.ImportedName(name, alias):
                names.add((alias or name).text)
            case _:
                declared_name = getattr(node, "name", None)
                if isinstance(declared_name, t.Ident):
                    names.add(declared_name.text)
    return frozenset(names)


def declared_units(module: t.Module) -> frozenset[str]:
    """The units that the module declares, which are the only kinds of its own."""
    return frozenset(found.name.text for found in module.declarations if isinstance(found, t.Unit))
