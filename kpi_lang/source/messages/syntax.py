"""K1xx: words and marks that the grammar does not expect, and characters it refuses."""

from kpi_lang.source.messages import syntax_blocks, syntax_characters, syntax_clauses, syntax_rows
from kpi_lang.source.wording import Entry

ENTRIES: tuple[Entry, ...] = (
    *syntax_characters.ENTRIES,
    *syntax_blocks.ENTRIES,
    *syntax_rows.ENTRIES,
    *syntax_clauses.ENTRIES,
)
