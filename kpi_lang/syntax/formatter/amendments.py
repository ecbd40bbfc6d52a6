"""Amendments as text."""

# ruff: noqa: D102 - each method prints the node that it takes

from collections.abc import Callable
from functools import partial
from typing import assert_never

from kpi_lang.syntax import tree as t
from kpi_lang.syntax.formatter.blocks import Printed, entry
from kpi_lang.syntax.formatter.document import Document, row
from kpi_lang.syntax.formatter.results import Results
from kpi_lang.syntax.words import field_in_skin

Declarations = Callable[[t.Declaration], Document]
"""Prints a declaration of any form."""


class Amendments(Results):
    """Prints variants of other policies."""

    def amend(self, amend: t.Amend, declarations: Declarations) -> Document:
        s = self.spelling
        version = s.say("version", "版本")
        head = f"{s.say('amend', '修订')} {s.path(amend.base)} {version} {amend.version}"
        head += f" {s.say('as', '为')} {s.path(amend.name)}{self.title(amend.title)}"
        changes = [
            entry(change.span, partial(self._change, change, declarations)) for change in amend.changes
        ]
        return row(head, " ", self.rows_block(amend.span, changes))

    def _change(self, change: t.Change, declarations: Declarations) -> Printed:
        s = self.spelling
        remove = s.say("remove", "删除")
        match change:
            case t.Replaced(declaration):
                return Printed((), row(s.say("replace ", "替换 "), declarations(declaration)))
            case t.Inserted(declaration):
                return Printed((), row(s.say("add ", "增加 "), declarations(declaration)))
            case t.Removed(name):
                return Printed((), f"{remove} {s.ident(name)}")
            case t.RemovedExample(title):
                return Printed((), f"{remove} {s.say('example', '示例')} {s.quoted(title.text)}")
            case t.RemovedEnsure(title):
                return Printed((), f"{remove} {s.say('ensure', '保证')} {s.quoted(title.text)}")
            case t.SetPart():
                return self._set_part(change)
            case _:
                assert_never(change)

    def _set_part(self, change: t.SetPart) -> Printed:
        s = self.spelling
        target = s.value_name(change.name.text)
        if change.part is not None:
            target += "." + s.name(field_in_skin(change.part.text, s.skin))
        head = f"{s.say('set', '改')} {target}"
        match change.value:
            case (
                t.FixedScore()
                | t.EndScore()
                | t.FixedMeasure()
                | t.Reweight()
                | t.MoveWeight()
                | t.NoScore()
                | t.Reject()
            ) as outcome:
                return Printed((), row(head, s.colon, self.outcome(outcome)))
            case body:
                return Printed((), row(head, " ", self.defined_as(body)))
