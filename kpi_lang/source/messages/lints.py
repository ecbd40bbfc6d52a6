"""K7xx: what is allowed but probably not meant."""

from kpi_lang.source.wording import Entry

ENTRIES: tuple[Entry, ...] = ()
