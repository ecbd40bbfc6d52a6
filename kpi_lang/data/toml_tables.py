"""Reading settings from a TOML table: typed, with findings for what is wrong or not known."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import frozen

from kpi_lang.data.quoting import quoted
from kpi_lang.data.toml_places import setting_span
from kpi_lang.source import CATALOGUE, Argument, Diagnostic, Diagnostics, SourceFile, Span
from kpi_lang.source.nearest import nearest


@frozen(eq=False)
class SettingsTable:
    """A table of settings at a path of the file; what is wrong with it is added to `findings`."""

    source: SourceFile
    path: tuple[str | int, ...]
    content: dict[str, Any]
    findings: Diagnostics

    @property
    def span(self) -> Span:
        """Where the table stands."""
        return setting_span(self.source, self.path)

    def span_of(self, name: str) -> Span:
        """Where one of its settings stands."""
        return setting_span(self.source, (*self.path, name))

    def report(self, code: str, name: str, help: str | None = None, **arguments: Argument) -> None:
        """Note a finding about one of its settings."""
        given = {"setting": name, **arguments}
        entry = CATALOGUE.entry(code)
        self.findings.add(Diagnostic.from_entry(entry, self.span_of(name), help=help, arguments=given))

    def has(self, name: str) -> bool:
        """Whether a setting is there."""
        return name in self.content

    def text(self, name: str) -> str | None:
        """A setting that is one text."""
        value = self.content.get(name)
        if value is None or isinstance(value, str):
            return value
        self.report("K832", name, "text")
        return None

    def texts(self, name: str) -> tuple[str, ...]:
        """A setting that is a text or a list of texts; numbers, dates and `true` count as they are written."""
        value = self.content.get(name)
        if value is None:
            return ()
        items = value if isinstance(value, list) else [value]
        if all(isinstance(item, str | int | date) for item in items):
            return tuple(str(item).lower() if isinstance(item, bool) else str(item) for item in items)
        self.report("K832", name, "texts")
        return ()

    def row_number(self, name: str) -> int:
        """A setting that is the number of a row; 1 if it is not given."""
        value = self.content.get(name)
        if value is None:
            return 1
        if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
            return value
        self.report("K832", name, "row")
        return 1

    def table(self, name: str) -> "SettingsTable":
        """A setting that is a table; an empty one if it is not given."""
        value = self.content.get(name)
        if value is not None and not isinstance(value, dict):
            self.report("K832", name, "table")
            value = None
        return self._inner((name,), value or {})

    def tables(self, name: str) -> "tuple[SettingsTable, ...]":
        """A setting that is a table or an array of tables."""
        value = self.content.get(name)
        if isinstance(value, dict):
            return (self._inner((name,), value),)
        if isinstance(value, list) and all(isinstance(item, dict) for item in value):
            return tuple(self._inner((name, number), item) for number, item in enumerate(value))
        self.report("K832", name, "table")
        return ()

    def names(self) -> Iterator[str]:
        """The names of all its settings, for tables whose names are the author's."""
        return iter(self.content)

    def finish(self, known: tuple[str, ...]) -> None:
        """Report the settings that are not among the known ones."""
        for name in self.content:
            if name not in known:
                near = nearest(name, known)
                self.report(
                    "K831", name, "nearest" if near else "none", nearest=near or "", known=quoted(known)
                )

    def _inner(self, path: tuple[str | int, ...], content: dict[str, Any]) -> "SettingsTable":
        return SettingsTable(self.source, (*self.path, *path), content, self.findings)
