"""K4xx: figures that may not exist: zero denominators, values possibly missing."""

from kpi_lang.source.wording import Entry

ENTRIES: tuple[Entry, ...] = ()
