"""Reading and comparing policy texts in the tests of this folder."""

from pathlib import Path
from typing import Any, cast

import attrs

from kpi_lang.source import Diagnostics, SourceFile, Span
from kpi_lang.syntax import parse
from kpi_lang.syntax.tree import Ident, MatrixTable, Module, Name, Number, TextLiteral, Title

SAMPLES = Path(__file__).parent / "samples"


def sample(name: str) -> str:
    return (SAMPLES / name).read_text(encoding="utf-8")


def read(text: str) -> Module:
    """The module of a sound text."""
    module, codes = read_with_codes(text)
    assert codes == [], (codes, text)
    return module


def read_with_codes(text: str) -> tuple[Module, list[str]]:
    diagnostics = Diagnostics()
    module = parse(SourceFile("test.kpi", text), diagnostics)
    return module, [found.code for found in diagnostics]


def shape(node: Any) -> Any:
    """The tree without places, names and titles: what two skins of one policy have in common."""
    match node:
        case Span():
            return None
        case tuple():
            return tuple(map(shape, node))
        case Ident():
            return "ident"
        case Title() | TextLiteral():
            return type(node).__name__
        case Name(parts):
            return ("name", len(parts))
        case MatrixTable() if node.corner:
            return shape(attrs.evolve(node, corner=""))
        case Number(value, style):
            return (value, style)
        case _ if attrs.has(type(node)):
            fields = attrs.fields(cast("type[attrs.AttrsInstance]", type(node)))
            return (type(node).__name__, *(shape(getattr(node, field.name)) for field in fields))
        case _:
            return node


def names(node: Any) -> list[str]:
    """The names of a tree in order."""
    match node:
        case Span():
            return []
        case tuple():
            return [name for part in node for name in names(part)]
        case Ident(text):
            return [text]
        case Name(parts):
            return list(parts)
        case _ if attrs.has(type(node)):
            fields = attrs.fields(cast("type[attrs.AttrsInstance]", type(node)))
            return [name for field in fields for name in names(getattr(node, field.name))]
        case _:
            return []
