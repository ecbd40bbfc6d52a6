"""What a policy says about the document that it carries out: clauses, and how open ones are read."""

from attrs import frozen

from kpi_lang.source import Span
from kpi_lang.syntax.tree.expressions import DateLiteral
from kpi_lang.syntax.tree.leaves import Ident, Title


@frozen
class ClauseLine:
    """``clause 2.4, 2.7 "Targets"``: what follows carries out these clauses, up to the next such line or heading."""

    clauses: tuple[Ident, ...]
    title: Title | None
    span: Span


@frozen
class NoRule:
    """``no rule for 1.2, 7.2 because "…"``: clauses that no rule of the policy carries out, and why."""

    clauses: tuple[Ident, ...]
    because: Title
    span: Span


@frozen
class Reading:
    """``reading 6.1 "Shared edges" { open "…" chosen "…" because "…" about grades }``.

    Without numbers it is about the clause above it.
    """

    clauses: tuple[Ident, ...]
    title: Title | None
    open: Title
    chosen: Title
    because: Title
    decided_by: Title | None
    decided_on: DateLiteral | None
    about: tuple[Ident, ...]
    span: Span


@frozen
class Heading:
    """A heading, or a paragraph that begins with its number, in the prose of a literate file.

    ``level`` is 1 to 6 for headings and `PARAGRAPH` for paragraphs, which stand below all headings.
    """

    clauses: tuple[Ident, ...]
    title: str
    level: int
    span: Span


PARAGRAPH = 7


@frozen
class RulesBlock:
    """The text between the fences of a block of rules: what is before each of its lines, and what ends them."""

    indent: str
    line_end: str
    span: Span


@frozen
class Prose:
    """What a literate file has around its rules, in order."""

    blocks: tuple[RulesBlock, ...]
    headings: tuple[Heading, ...]
