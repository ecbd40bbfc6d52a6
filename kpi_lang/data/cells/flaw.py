"""What is wrong with a cell, before it is known where the cell stands."""

from typing import TypeAlias

from attrs import frozen

from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.source import CATALOGUE, Argument, DataPlace, Diagnostic, Span


@frozen
class Flaw:
    """A rule of the input that a cell breaks: the code, which of its helps, and the arguments."""

    code: str
    help: str | None
    arguments: tuple[tuple[str, Argument], ...]

    def at(self, place: DataPlace | Span) -> Diagnostic:
        """The finding at a place."""
        entry = CATALOGUE.entry(self.code)
        return Diagnostic.from_entry(entry, place, help=self.help, arguments=dict(self.arguments))


Reading: TypeAlias = Value | Flaw | None
"""What became of a cell: a value, no value (an empty cell or a missing marker), or a flaw."""


def flaw(code: str, spec: InputSpec, found: str, help: str | None = None, **arguments: Argument) -> Flaw:
    """The flaw `code` of a cell of an input, with the text found."""
    return Flaw(code, help, (("name", spec.name), ("value", found), *arguments.items()))
