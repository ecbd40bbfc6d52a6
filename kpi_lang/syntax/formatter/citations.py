"""Clauses of the document and readings of open ones as text."""

# ruff: noqa: D102 - each method prints the node that it takes

import re
from collections.abc import Sequence
from functools import partial

from kpi_lang.syntax import tree as t
from kpi_lang.syntax.formatter.blocks import Printed, entry, in_order
from kpi_lang.syntax.formatter.document import Document, row
from kpi_lang.syntax.formatter.inputs import Inputs
from kpi_lang.syntax.tree import Ident

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)*")


class Citations(Inputs):
    """Prints what a policy says about the document that it carries out."""

    def clause_numbers(self, clauses: Sequence[Ident]) -> str:
        """Numbers of clauses in a list."""
        return self.spelling.comma.join(map(self._clause_number, clauses))

    def _clause_number(self, clause: Ident) -> str:
        return clause.text if _NUMBER.fullmatch(clause.text) else self.spelling.ident(clause)

    def clause_line(self, line: t.ClauseLine) -> str:
        word = self.spelling.say("clause", "条款")
        return f"{word} {self.clause_numbers(line.clauses)}{self.title(line.title)}"

    def no_rule(self, written: t.NoRule) -> str:
        s = self.spelling
        numbers = self.clause_numbers(written.clauses)
        because = s.quoted(written.because.text)
        return f"{s.say('no rule for', '不设规则')} {numbers} {s.say('because', '理由')} {because}"

    def reading(self, reading: t.Reading) -> Document:
        s = self.spelling
        said = [
            ("open", "未明", reading.open),
            ("chosen", "采用", reading.chosen),
            ("because", "理由", reading.because),
            ("decided by", "决定人", reading.decided_by),
        ]
        rows = [
            entry(title.span, partial(Printed, (s.say(english, chinese),), s.quoted(title.text)))
            for english, chinese, title in said
            if title is not None
        ]
        if reading.decided_on is not None:
            day = s.day(reading.decided_on.value)
            word = s.say("decided on", "决定日期")
            rows.append(entry(reading.decided_on.span, partial(Printed, (word,), day)))
        if reading.about:
            names = s.comma.join(map(s.value_path, reading.about))
            span = reading.about[0].span.join(reading.about[-1].span)
            rows.append(entry(span, partial(Printed, (s.say("about", "涉及"),), names)))
        numbers = f" {self.clause_numbers(reading.clauses)}" if reading.clauses else ""
        head = f"{s.say('reading', '读法')}{numbers}{self.title(reading.title)}"
        return row(head, " ", self.rows_block(reading.span, in_order(rows)))
