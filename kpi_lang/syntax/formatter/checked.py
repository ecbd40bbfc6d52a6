"""Formatting a source text, and never writing anything that says something else."""

from attrs import frozen

from kpi_lang.source import Diagnostic, Diagnostics, SourceFile, Span
from kpi_lang.syntax.formatter.module import format_module
from kpi_lang.syntax.formatter.same import difference
from kpi_lang.syntax.parser import parse
from kpi_lang.syntax.tree import Module, Skin


def format_source(source: SourceFile, diagnostics: Diagnostics, skin: Skin | None = None) -> str | None:
    """The source in canonical layout, in the given skin or its own; None where it has mistakes.

    The result is read again: it must hold the same tree and the same comments, and formatting it once
    more must change nothing. Where that fails the formatter is at fault, and says so instead of writing.
    """
    module = parse(source, diagnostics)
    if diagnostics.has_errors:
        return None
    printed = faithful(module, skin or module.skin)
    match printed:
        case str():
            return printed
        case Fault(path):
            diagnostics.add(Diagnostic.of("K190", Span(source, 0, 0), path=path))
            return None


@frozen
class Fault:
    """What the printed text would change: a path into the tree, a finding, or the layout."""

    path: str


def faithful(module: Module, skin: Skin) -> str | Fault:
    """The module printed so that it reads back as the same; briefly if that will do, else carefully."""
    text = format_module(module, skin)
    if _fault(module, text, skin, careful=False) is None:
        return text
    text = format_module(module, skin, careful=True)
    return _fault(module, text, skin, careful=True) or text


def _fault(module: Module, text: str, skin: Skin, *, careful: bool) -> Fault | None:
    findings = Diagnostics()
    again = parse(SourceFile(module.name, text), findings)
    for found in findings:
        place = found.span.in_language("en") if isinstance(found.span, Span) else ""
        return Fault(f"{found.code} {place}")
    changed = difference(module, again)
    if changed is not None:
        return Fault(changed)
    return None if format_module(again, skin, careful=careful) == text else Fault("layout")
