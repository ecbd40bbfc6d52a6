"""The catalogue of diagnostics: every code, what it says, and what a sound entry is."""

from collections.abc import Iterable, Iterator

from kpi_lang.source.messages import ENTRIES
from kpi_lang.source.wording import Entry, placeholders


class CatalogueError(Exception):
    """The catalogue and its user disagree: an unknown code or key, an argument that is not given."""


class Catalogue:
    """Entries by code; raises `CatalogueError` for a code that is given twice."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_code: dict[str, Entry] = {}
        for entry in entries:
            if entry.code in self._by_code:
                raise CatalogueError(f"the code {entry.code} is given twice")
            self._by_code[entry.code] = entry

    def __iter__(self) -> Iterator[Entry]:
        return iter(sorted(self._by_code.values(), key=lambda entry: entry.code))

    def entry(self, code: str) -> Entry:
        """The entry of a code; raises `CatalogueError` where there is none."""
        try:
            return self._by_code[code]
        except KeyError:
            raise CatalogueError(f"no message has the code {code}") from None


CATALOGUE = Catalogue(ENTRIES)


def flaws(entry: Entry) -> list[str]:
    """What is wrong with an entry, empty if it is sound.

    Sound means: both languages have the same texts, and each text asks for the same arguments in both.
    """
    found: list[str] = []
    english, chinese = dict(entry.en.texts()), dict(entry.zh.texts())
    for key in sorted(english.keys() | chinese.keys()):
        here, there = english.get(key, ""), chinese.get(key, "")
        if bool(here) != bool(there):
            found.append(f"{entry.code} {key}: in one language only")
        elif placeholders(here) != placeholders(there):
            found.append(f"{entry.code} {key}: arguments {placeholders(here) ^ placeholders(there)}")
    if not entry.en.message:
        found.append(f"{entry.code}: no message")
    return found
