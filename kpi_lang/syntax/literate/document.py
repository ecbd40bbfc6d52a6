"""A literate file as a whole: which files are literate, and what one has around its rules."""

from kpi_lang.source import Diagnostic, Diagnostics, SourceFile, Span
from kpi_lang.syntax.literate.fences import parted
from kpi_lang.syntax.literate.headings import headings
from kpi_lang.syntax.tree import Prose

_SUFFIX = ".md"


def is_literate(source: SourceFile) -> bool:
    """Whether the rules of a source stand in the blocks of a Markdown text: its name ends in `.md`."""
    return source.name.lower().endswith(_SUFFIX)


def read_prose(source: SourceFile, diagnostics: Diagnostics) -> Prose:
    """The blocks of rules and the headings of a literate source; what keeps rules from being read is reported."""
    blocks, lines = parted(source, diagnostics)
    if not blocks and not diagnostics.has_errors:
        name = source.name.replace("\\", "/").rpartition("/")[2]
        diagnostics.add(Diagnostic.of("K165", Span(source, 0, 0), name=name))
    return Prose(tuple(blocks), tuple(headings(source, lines)))
