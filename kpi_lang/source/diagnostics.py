"""Diagnostics: findings as data, worded only when they are shown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from attrs import frozen

from kpi_lang.source.arguments import Argument, argument_text
from kpi_lang.source.catalogue import CATALOGUE, CatalogueError
from kpi_lang.source.clauses import Clause
from kpi_lang.source.languages import LANGUAGES, Lang
from kpi_lang.source.spans import DataPlace, Place, Span
from kpi_lang.source.wording import Entry, Severity, placeholders

Arguments: TypeAlias = tuple[tuple[str, Argument], ...]


@frozen
class Label:
    """A further place that a finding points at; `key` chooses its words in the entry's `labels`."""

    span: Span
    key: str
    arguments: Arguments = ()

    @classmethod
    def of(cls, span: Span, key: str, **arguments: Argument) -> "Label":
        """A label with arguments of its own, which go before those of its diagnostic."""
        return cls(span, key, tuple(sorted(arguments.items(), key=lambda item: item[0])))


@frozen
class Fix:
    """A change of the text that would settle the finding: the span's characters become `replacement`."""

    span: Span
    replacement: str


@frozen
class Diagnostic:
    """One finding: what (an entry of the catalogue), where, and with which arguments.

    Equal findings are equal objects, so that a finding met twice is reported once.
    """

    entry: Entry
    span: Place | None
    arguments: Arguments = ()
    labels: tuple[Label, ...] = ()
    help_key: str | None = None
    fix: Fix | None = None
    clauses: tuple[Clause, ...] = ()
    """The clauses of the policy's document that the place carries out, as far as they are known."""

    def __attrs_post_init__(self) -> None:
        for lang in LANGUAGES:
            self._check_wording(lang)

    @classmethod
    def of(
        cls,
        code: str,
        span: Place | None = None,
        *,
        labels: Sequence[Label | tuple[Span, str]] = (),
        help: str | None = None,
        fix: Fix | None = None,
        **arguments: Argument,
    ) -> "Diagnostic":
        """The finding `code` at a place; `help` chooses among the entry's `helps`.

        Raises `CatalogueError` for an unknown code or key, or an argument that the words need and lack.
        """
        return cls.from_entry(
            CATALOGUE.entry(code), span, labels=labels, help=help, fix=fix, arguments=arguments
        )

    @classmethod
    def from_entry(
        cls,
        entry: Entry,
        span: Place | None = None,
        *,
        labels: Sequence[Label | tuple[Span, str]] = (),
        help: str | None = None,
        fix: Fix | None = None,
        arguments: Mapping[str, Argument] | None = None,
    ) -> "Diagnostic":
        """The same for an entry that need not be in the catalogue."""
        given = sorted((arguments or {}).items(), key=lambda item: item[0])
        further = tuple(label if isinstance(label, Label) else Label(*label) for label in labels)
        return cls(entry, span, tuple(given), further, help, fix)

    @property
    def code(self) -> str:
        """The code, such as `K201`."""
        return self.entry.code

    @property
    def severity(self) -> Severity:
        """The severity that the catalogue gives the code."""
        return self.entry.severity

    @property
    def args(self) -> dict[str, Argument]:
        """The arguments by name, a new dictionary each time."""
        return dict(self.arguments)

    def message(self, lang: Lang) -> str:
        """What is wrong, in one sentence."""
        return self._filled(self.entry.wording(lang).message, lang)

    def label(self, lang: Lang) -> str:
        """The words under the underlined place, often empty."""
        return self._filled(self.entry.wording(lang).label, lang)

    def help(self, lang: Lang) -> str:
        """What to change, empty where the entry has no help."""
        return self._filled(self._help_pattern(lang), lang)

    def label_text(self, label: Label, lang: Lang) -> str:
        """The words of one of its further labels."""
        return self._filled(self.entry.wording(lang).labels[label.key], lang, label.arguments)

    def _help_pattern(self, lang: Lang) -> str:
        wording = self.entry.wording(lang)
        return wording.help if self.help_key is None else wording.helps[self.help_key]

    def _filled(self, pattern: str, lang: Lang, nearer: Arguments = ()) -> str:
        given = {**dict(self.arguments), **dict(nearer)}
        return pattern.format_map({name: argument_text(value, lang) for name, value in given.items()})

    def _check_wording(self, lang: Lang) -> None:
        wording = self.entry.wording(lang)
        if self.help_key is not None and self.help_key not in wording.helps:
            raise CatalogueError(f"{self.code} has no help `{self.help_key}`")
        given = {name for name, _ in self.arguments}
        needed = placeholders(wording.message) | placeholders(wording.label)
        lacking = (needed | placeholders(self._help_pattern(lang))) - given
        for label in self.labels:
            if label.key not in wording.labels:
                raise CatalogueError(f"{self.code} has no label `{label.key}`")
            own = {name for name, _ in label.arguments}
            lacking |= placeholders(wording.labels[label.key]) - given - own
        if lacking:
            raise CatalogueError(f"{self.code} needs the arguments {', '.join(sorted(lacking))}")


class Diagnostics:
    """A collector of findings; a finding added twice counts once."""

    def __init__(self, diagnostics: Iterable[Diagnostic] = ()) -> None:
        self._found: dict[Diagnostic, None] = dict.fromkeys(diagnostics)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.sorted())

    def __len__(self) -> int:
        return len(self._found)

    def __repr__(self) -> str:
        return f"Diagnostics({', '.join(diagnostic.code for diagnostic in self) or 'none'})"

    def add(self, diagnostic: Diagnostic) -> None:
        """Note a finding."""
        self._found[diagnostic] = None

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Note several findings."""
        for diagnostic in diagnostics:
            self.add(diagnostic)

    @property
    def has_errors(self) -> bool:
        """Whether any finding is an error."""
        return any(diagnostic.severity is Severity.ERROR for diagnostic in self._found)

    def sorted(self) -> tuple[Diagnostic, ...]:
        """The findings in reading order: without a place, in policy texts, then in data files."""
        return tuple(sorted(self._found, key=_reading_order))


_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def _reading_order(diagnostic: Diagnostic) -> tuple[int, str, int, int, str, int, str]:
    rest = _WEIGHT[diagnostic.severity], diagnostic.code
    match diagnostic.span:
        case None:
            return 0, "", 0, 0, "", *rest
        case Span(file, start, end):
            return 1, file.name, start, end, "", *rest
        case DataPlace(name, row, column):
            return 2, name, row or 0, 0, column or "", *rest
