"""Which clauses of its document each place of a policy carries out.

A clause begins at a heading, at a paragraph that begins with its number, or at a `clause` line, and goes on to the
next of these. Below a heading with a number, headings without one belong to it; where no heading above has
a number, the nearest heading itself is cited, but for the title of the whole document.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, field, frozen

from kpi_lang.core.amendments import Change
from kpi_lang.core.clauses import CitedPlaces
from kpi_lang.source import Clause, Diagnostic, Diagnostics, Span
from kpi_lang.source.nearest import nearest
from kpi_lang.syntax import tree

_LINE = tree.PARAGRAPH + 1
_TITLE_LEVEL = 1


@frozen
class ClausesOfFile:
    """The clauses of one file: `document` all that have numbers, in order, and what each place cites."""

    document: tuple[Clause, ...] = ()
    places: CitedPlaces = field(factory=lambda: CitedPlaces(""))
    containers: frozenset[str] = field(factory=frozenset)
    """Numbers of clauses that are parted into clauses with numbers of their own."""

    def at(self, offset: int) -> tuple[Clause, ...]:
        """What is cited at an offset; nothing before the first clause."""
        return self.places.at(offset)

    def clause(self, number: str) -> Clause | None:
        """The clause of a number."""
        return next((clause for clause in self.document if clause.number == number), None)


NO_CLAUSES = ClausesOfFile()


@frozen
class _Mark:
    """A place where clauses begin: a heading, a paragraph or a `clause` line, by its level."""

    clauses: tuple[Clause, ...]
    level: int
    start: int


def clauses_of(module: tree.Module, diagnostics: Diagnostics) -> ClausesOfFile:
    """The clauses of a module; those that its document does not have are reported."""
    headings = list(_headings(module))
    document = _document(module, headings, diagnostics)
    known = {clause.number: clause for clause in document}
    lines = [
        _Mark(
            tuple(known[number.text] for number in line.clauses if number.text in known),
            _LINE,
            line.span.start,
        )
        for line in _lines(module)
    ]
    _report_unknown(module, known, diagnostics)
    marks = sorted((*headings, *lines), key=lambda mark: mark.start)
    return ClausesOfFile(
        document,
        CitedPlaces(module.span.file.name, tuple(mark.start for mark in marks), tuple(_cited_from(marks))),
        frozenset(_containers(headings)),
    )


def _headings(module: tree.Module) -> Iterator[_Mark]:
    """Headings and numbered paragraphs; `（一）` below `第三条` is `第三条（一）`."""
    above: list[_Mark] = []
    for heading in module.prose.headings if module.prose else ():
        above = [mark for mark in above if mark.level < heading.level]
        outer = next((mark.clauses[0].number for mark in reversed(above) if mark.clauses[0].number), "")
        numbers = [
            outer + number.text if number.text.startswith("（") else number.text for number in heading.clauses
        ]
        clauses = tuple(Clause(number, heading.title, heading.span) for number in numbers or [""])
        mark = _Mark(clauses, heading.level, heading.span.start)
        above.append(mark)
        yield mark


def _lines(module: tree.Module) -> Iterator[tree.ClauseLine]:
    return (found for found in module.declarations if isinstance(found, tree.ClauseLine))


def _document(module: tree.Module, headings: Sequence[_Mark], diagnostics: Diagnostics) -> tuple[Clause, ...]:
    """The numbered clauses of the prose; without prose, those of the `clause` lines."""
    found: dict[str, Clause] = {}
    for mark in headings:
        for clause in mark.clauses:
            first = found.setdefault(clause.number, clause) if clause.number else clause
            if first is not clause and clause.span is not None and first.span is not None:
                labels = [(first.span, "first")]
                diagnostics.add(Diagnostic.of("K710", clause.span, labels=labels, number=clause.number))
    if module.prose is None:
        for line in _lines(module):
            title = line.title.text if line.title else ""
            for number in line.clauses:
                known = found.setdefault(number.text, Clause(number.text, title, line.span))
                if title and not known.title:
                    found[number.text] = evolve(known, title=title)
        for written in module.declarations:
            if isinstance(written, tree.NoRule):
                for number in written.clauses:
                    found.setdefault(number.text, Clause(number.text, "", written.span))
    return tuple(found.values())


def _report_unknown(module: tree.Module, known: Mapping[str, Clause], diagnostics: Diagnostics) -> None:
    for written in module.declarations:
        if isinstance(written, tree.ClauseLine | tree.NoRule | tree.Reading):
            for number in written.clauses:
                if number.text not in known:
                    near = nearest(number.text, known)
                    kind = "nearest" if near else "none" if module.prose else "lines"
                    diagnostics.add(
                        Diagnostic.of("K246", number.span, number=number.text, nearest=near or "", help=kind)
                    )


def _cited_from(marks: Iterable[_Mark]) -> Iterator[tuple[Clause, ...]]:
    above: list[_Mark] = []
    for mark in marks:
        above = [*(other for other in above if other.level < mark.level), mark]
        numbered = [other.clauses for other in above if any(clause.number for clause in other.clauses)]
        named = [other.clauses for other in above if other.level > _TITLE_LEVEL and other.clauses]
        yield next(iter((*numbered[-1:], *named[-1:])), ())


def _containers(headings: Sequence[_Mark]) -> Iterator[str]:
    above: list[_Mark] = []
    for mark in headings:
        above = [other for other in above if other.level < mark.level]
        if any(clause.number for clause in mark.clauses):
            yield from (clause.number for other in above for clause in other.clauses)
        above.append(mark)


def with_replaced(files: Mapping[str, ClausesOfFile], changes: Iterable[Change]) -> dict[str, ClausesOfFile]:
    """The clauses of files, and for what an amendment replaces, those of what stood there before.

    An amendment that is a document with clauses of its own cites these.
    """
    found = dict(files)
    marks: dict[str, list[tuple[int, tuple[Clause, ...]]]] = {}
    for change in changes:
        if change.span is None or change.was is None:
            continue
        name = change.span.file.name
        if not files.get(name, NO_CLAUSES).places.starts:
            cited = found.get(change.was.file.name, NO_CLAUSES).at(change.was.start)
            marks.setdefault(name, []).extend(((change.span.start, cited), (change.span.end, ())))
    for name, places in marks.items():
        ordered = sorted(places, key=lambda place: place[0])
        starts, cited_there = tuple(zip(*ordered, strict=True))
        own = files.get(name, NO_CLAUSES)
        found[name] = evolve(own, places=CitedPlaces(name, starts, cited_there))
    return found


def with_clauses(found: Iterable[Diagnostic], files: Mapping[str, ClausesOfFile]) -> tuple[Diagnostic, ...]:
    """Findings with the clauses at their places."""
    return tuple(
        evolve(finding, clauses=files.get(finding.span.file.name, NO_CLAUSES).at(finding.span.start))
        if isinstance(finding.span, Span)
        else finding
        for finding in found
    )
