"""A module as text: its declarations with the comments between them."""

from functools import partial
from typing import assert_never

from kpi_lang.syntax import tree as t
from kpi_lang.syntax.formatter.amendments import Amendments
from kpi_lang.syntax.formatter.blocks import Printed, aligned, entry
from kpi_lang.syntax.formatter.declared import declared_names, declared_units
from kpi_lang.syntax.formatter.document import Break, Document, joined, rendered
from kpi_lang.syntax.formatter.remarks import Remarks
from kpi_lang.syntax.formatter.spelling import Spelling
from kpi_lang.syntax.tree import Declaration, Module, Skin


def format_module(module: Module, skin: Skin | None = None, *, careful: bool = False) -> str:
    """The module in canonical layout, in the given skin or its own.

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
    items = printer.items(entries, 0, len(source.text) + 1)
    return rendered(joined(aligned(items), Break())) + "\n" if items else ""


class _Modules(Amendments):
    """The whole printer."""

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
            case t.ListTable():
                return self.list_table(declaration)
            case t.MatrixTable():
                return self.matrix_table(declaration)
            case t.Value():
                return self.value(declaration)
            case t.Pay():
                return self.pay(declaration)
            case t.Example():
                return self.example(declaration)
            case t.Ensure():
                return self.ensure(declaration)
            case _:
                assert_never(declaration)
