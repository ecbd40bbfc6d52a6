"""What the things that a policy takes from other files are called in it.

A thing has the name under which the policy imports it. The figures that imported rules read come along:
the policy sees each under its own name, or its Chinese one in a Chinese policy, and where the policy declares an
input of that name itself, the policy's own is read. Everything else keeps its file's name before its own.
"""

from collections.abc import Mapping
from typing import assert_never

from attrs import evolve

from kpi_lang.resolved.coming_along import coming_along
from kpi_lang.resolved.symbols import Category, Scope, Symbol
from kpi_lang.syntax import tree

Aliases = Mapping[str, tree.Alias]
"""The second name of a symbol in the other language, by the rule of the symbol."""


def renamed(main: tree.Module, scopes: Mapping[str, Scope], aliases: Aliases) -> dict[str, Scope]:
    """The scopes with every symbol of an imported file named and titled as the policy sees it."""
    own = scopes[main.name]
    told = {symbol.rule: symbol for scope in scopes.values() for symbol in scope}
    seen_as = _names_in(own, main.skin, aliases)
    found: dict[str, Symbol] = {}
    hidden: dict[str, Symbol] = {}
    for rule, symbol in told.items():
        spoken = _spoken(symbol, main.skin, aliases.get(rule))
        if symbol.module == main.name or symbol.category is Category.LOST:
            found[rule] = symbol
        elif rule in seen_as:
            found[rule] = _called(spoken, seen_as[rule])
        else:
            hidden[rule] = spoken
    taken = {name: found[symbol.rule] for name, symbol in own.values.items()}
    for rule, symbol in hidden.items():
        found[rule] = symbol if symbol.category is not Category.INPUT else _read_as(symbol, taken)
    named = {
        name: evolve(scope, values={text: found[symbol.rule] for text, symbol in scope.values.items()})
        for name, scope in scopes.items()
    }
    seen = named[main.name]
    brought = {symbol.name: symbol for symbol in coming_along(main.name, named)}
    return {**named, main.name: evolve(seen, values={**brought, **seen.values})}


def _names_in(scope: Scope, skin: tree.Skin, aliases: Aliases) -> dict[str, str]:
    """How a scope calls each symbol of other files: by the first name, or by that of the policy's language."""
    names: dict[str, str] = {}
    for name, symbol in scope.values.items():
        alias = aliases.get(symbol.rule)
        if symbol.rule not in names or name == _spoken(symbol, skin, alias).name:
            names[symbol.rule] = name
    return names


def _is_spoken(alias: tree.Alias | None, skin: tree.Skin) -> bool:
    """Whether a second name is the one for policies with keywords of this language."""
    return alias is not None and alias.name.text.isascii() is (skin is tree.Skin.ENGLISH)


def _spoken(symbol: Symbol, skin: tree.Skin, alias: tree.Alias | None) -> Symbol:
    """The symbol with the name and title of its alias, if that is in the language of the policy."""
    if alias is None or not _is_spoken(alias, skin):
        return symbol
    title = alias.title or tree.Title(alias.name.text, alias.name.span)
    declaration = symbol.declaration
    match declaration:
        case tree.Input(field=field):
            first = tree.Title(field.title.text if field.title else symbol.name, symbol.span)
            columns = (*field.columns, first)
            declaration = tree.Input(
                evolve(field, names=(alias.name,), title=title, columns=columns), declaration.span
            )
        case (
            tree.Parameter()
            | tree.Records()
            | tree.Indicator()
            | tree.Award()
            | tree.Adjustment()
            | tree.Cap()
            | tree.Factor()
            | tree.Restriction()
            | tree.ListTable()
            | tree.MatrixTable()
            | tree.Value()
            | tree.Balance()
            | tree.Pool()
            | tree.Pay()
            | tree.Function()
            | tree.Unit()
            | tree.Scale()
            | tree.RoundingRule()
        ):
            declaration = evolve(declaration, title=title)
        case tree.Goals() | tree.Scorecard() | tree.CardGroup() | tree.Lost() | tree.Import():
            return symbol
        case _:
            assert_never(declaration)
    return evolve(symbol, name=alias.name.text, declaration=declaration)


def _called(symbol: Symbol, name: str) -> Symbol:
    """The symbol under a name of the policy; an input is lowered by the name that its declaration gives it."""
    declaration = symbol.declaration
    if isinstance(declaration, tree.Input):
        # A title over several inputs titles none of them.
        field = (
            declaration.field if len(declaration.field.names) == 1 else evolve(declaration.field, title=None)
        )
        names = (tree.Ident(name, symbol.span),)
        declaration = tree.Input(evolve(field, names=names), declaration.span)
    return evolve(symbol, name=name, rule=name, declaration=declaration)


def _read_as(symbol: Symbol, taken: dict[str, Symbol]) -> Symbol:
    """What is read where an imported file reads an input of its own: the one input of that name, if it is free."""
    meant = taken.get(symbol.name)
    if meant is None:
        taken[symbol.name] = _called(symbol, symbol.name)
        return taken[symbol.name]
    return evolve(meant, stands_for=symbol) if meant.category is Category.INPUT else symbol
