"""The inputs that come along with what a policy imports: those that it reads, itself or through other things."""

from collections.abc import Iterator, Mapping

from kpi_lang.resolved.symbols import Category, Scope, Symbol
from kpi_lang.syntax import tree
from kpi_lang.syntax.walk import nodes


def coming_along(main: str, scopes: Mapping[str, Scope]) -> Iterator[Symbol]:
    """Every input of another file that an imported thing of the policy ``main`` reads, each once."""
    waiting = [symbol for symbol in scopes[main] if symbol.module != main]
    seen = {symbol.rule for symbol in waiting}
    while waiting:
        symbol = waiting.pop(0)
        for name in _names_in(symbol):
            read = scopes[symbol.module].values.get(name)
            if read is None or read.rule in seen or read.module == main:
                continue
            seen.add(read.rule)
            waiting.append(read)
            if read.category is Category.INPUT:
                yield read


def _names_in(symbol: Symbol) -> Iterator[str]:
    for node in nodes(symbol.declaration):
        match node:
            case tree.Name(parts=parts):
                yield parts[0]
            case tree.Call(function=function):
                yield function.text
            case tree.Parameter(by=tree.Ident(text=text)):
                yield text
            case _:
                pass
