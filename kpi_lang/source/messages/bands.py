"""K5xx: bands and tables with gaps, overlaps or rows that nothing reaches."""

from kpi_lang.source.wording import Entry

ENTRIES: tuple[Entry, ...] = ()
