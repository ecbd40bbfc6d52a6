"""A module as text: its declarations with the comments between them."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import assert_never

from kpi_lang.syntax import tree as t
from kpi_lang.syntax.formatter.amendments import Amendments
from kpi_lang.syntax.formatter.blocks import Entry, Printed, aligned, entry
from kpi_lang.syntax.formatter.declared import declared_names, declared_units
from kpi_lang.syntax.formatter.document import Break, Document, joined, rendered
from kpi_lang.syntax.formatter.remarks import Remarks
from kpi_lang.syntax.formatter.spelling import Spelling
from kpi_lang.syntax.tree import Declaration, Module, Skin


def format_module(module: Module, skin: Skin | None = None, *, careful: bool = False) -> str:
    """The module in canonical layout, in the given skin or its own; of a literate file the blocks of rules only.

    The layout depends on the module's source in three things only: which blocks the author set on one
    line, where lines were left empty, and the order of rows that may stand in any order. A careful layout
    puts every name that some keyword shares between 「 and 」.
    """
    source = module.span.file
    spelling = Spelling(skin or module.skin, declared_names(module), declared_units(module), careful)
    printer = _Modules(spelling, Remarks(module.comments, source.text))
    entries = [
        entry(declaration.span, partial(printer.declaration_row, declaration))
        for declaration in module.declarations
    ]
    if module.prose is None:
        return printer.text(entries, 0, len(source.text) + 1)
    parts: list[str] = []
    last = 0
    for block in module.prose.blocks:
        start, end = block.span.start, block.span.end
        inside = [found for found in entries if start <= found.start < end]
        printed = printer.text(inside, start, end)
        parts += [source.text[last:start], *_set_in(printed, block.indent, block.line_end)]
        last = end
    return "".join(parts) + source.text[last:]


def _set_in(text: str, indent: str, line_end: str) -> Iterator[str]:
    """The lines of a block as the lines around it: set in like its fence, and ended alike."""
    for line in text.splitlines():
        yield f"{indent}{line}{line_end}" if line else line_end


class _Modules(Amendments):
    """The whole printer."""

    def text(self, entries: Sequence[Entry], start: int, end: int) -> str:
        """Declarations between two offsets with the comments among them, each line ended."""
        items = self.items(entries, start, end)
        return rendered(joined(aligned(items), Break())) + "\n" if items else ""

    def declaration_row(self, declaration: Declaration) -> Printed:
        return Printed((), self.declaration(declaration))

    def declaration(self, declaration: Declaration) -> Document:  # noqa: C901 - one case for each
        """Any declaration."""
        match declaration:
            case t.Header():
                return self.header(declaration)
            case t.Amend():
                return self.amend(declaration, self.declaration)
            case t.Import():
                return self.imports(declaration)
            case t.Alias():
                return self.alias(declaration)
            case t.Subject():
                return self.subject(declaration)
            case t.Input():
                return self.input(declaration)
            case t.Unit():
                return self.unit(declaration)
            case t.Require():
                return self.require(declaration)
            case t.Parameter():
                return self.parameter(declaration)
            case t.Function():
                return self.function(declaration)
            case t.Records():
                return self.records(declaration)
            case t.IndicatorClass():
                return self.indicator_class(declaration)
            case t.Goals():
                return self.goals(declaration)
            case t.Indicator():
                return self.indicator(declaration)
            case t.Award():
                return self.award(declaration)
            case t.Adjustment():
                return self.adjustment(declaration)
            case t.Cap():
                return self.cap(declaration)
            case t.Factor():
                return self.factor(declaration)
            case t.Restriction():
                return self.restriction(declaration)
            case t.Scorecard():
                return self.scorecard(declaration)
            case t.Total():
                return self.total(declaration)
            case t.Grades():
                return self.grades(declaration)
            case t.Scale():
                return self.scale(declaration)
            case t.RoundingRule():
                return self.rounding_rule(declaration)
            case t.Distribution():
                return self.distribution(declaration)
            case t.ListTable():
                return self.list_table(declaration)
            case t.MatrixTable():
                return self.matrix_table(declaration)
            case t.Value():
                return self.value(declaration)
            case t.Balance():
                return self.balance(declaration)
            case t.Rollup():
                return self.rollup(declaration)
            case t.Pool():
                return self.pool(declaration)
            case t.Pay():
                return self.pay(declaration)
            case t.Example():
                return self.example(declaration)
            case t.Ensure():
                return self.ensure(declaration)
            case t.ClauseLine():
                return self.clause_line(declaration)
            case t.NoRule():
                return self.no_rule(declaration)
            case t.Reading():
                return self.reading(declaration)
            case _:
                assert_never(declaration)
