"""Formatting a source text, and never writing anything that says something else."""

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
    wanted = skin or module.skin
    lost = ""
    for careful in (False, True):
        text = format_module(module, wanted, careful=careful)
        found = _fault(module, SourceFile(source.name, text), wanted, careful=careful)
        if found is None:
            return text
        lost = found
    diagnostics.add(Diagnostic.of("K190", Span(source, 0, 0), path=lost))
    return None


def _fault(module: Module, printed: SourceFile, skin: Skin, *, careful: bool) -> str | None:
    """What the printed text changes, None if nothing."""
    findings = Diagnostics()
    again = parse(printed, findings)
    if findings.has_errors:
        first = next(iter(findings))
        return f"{first.code} {first.span.in_language('en')}" if isinstance(first.span, Span) else first.code
    found = difference(module, again)
    if found is not None:
        return found
    return None if format_module(again, skin, careful=careful) == printed.text else "layout"
