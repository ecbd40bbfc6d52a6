"""What an explanation consists of: figures, each with how it came about and the figures it came from."""

from collections.abc import Iterator
from enum import Enum

from attrs import frozen

from kpi_lang.core.absent import Absent
from kpi_lang.core.clauses import Reading
from kpi_lang.data.schema import Value
from kpi_lang.source import Clause, DataPlace, Lang, Span
from kpi_lang.values.kinds import Kind


class NoteKind(Enum):
    """What a note tells about a figure."""

    ROW = "row"
    """The row, segment, branch or clause that applied."""
    LIMIT = "limit"
    """A cap or floor that bound, or the best of several."""
    ROUNDING = "rounding"
    PARAMETER = "parameter"
    COUNTED = "counted"
    """The records that an aggregate took."""
    COMPARED = "compared"
    """The people whom a figure is about."""
    PART = "part"
    """How a part of the formula came about."""
    NO_VALUE = "no value"
    AMENDED = "amended"
    """The variant whose text the figure follows."""


@frozen
class Note:
    """One thing that happened on the way to a figure, in the reader's language.

    ``rows`` are the numbers of the records counted, where the note is about them.
    """

    kind: NoteKind
    text: str
    rows: tuple[int, ...] = ()


@frozen
class Figure:
    """A figure and its derivation.

    ``formula`` is the calculation with the values put in, as people would write it down: ``75.00 × 45%``; it is
    empty where the figure is given or looked up. ``written`` is the author's text, at ``span``. ``place`` is where
    an input stands in the data. ``provenance`` tells an indicator's class, source, rater and
    evidence. A figure explained elsewhere in the tree has ``elsewhere`` set and no ``sources``.
    """

    name: str
    title: str
    role: str
    kind: Kind
    value: Value | Absent | None
    shown: str
    formula: str = ""
    written: str = ""
    span: Span | None = None
    place: DataPlace | None = None
    notes: tuple[Note, ...] = ()
    sources: tuple["Figure", ...] = ()
    elsewhere: bool = False
    provenance: tuple[tuple[str, str], ...] = ()
    clauses: tuple[Clause, ...] = ()
    """The clauses of the policy's document that the rule carries out."""
    readings: tuple[Reading, ...] = ()
    """Readings that concern the rule and were not told above in the explanation."""

    def walk(self) -> Iterator["Figure"]:
        """The figure and all it came from, in reading order."""
        yield self
        for source in self.sources:
            yield from source.walk()


@frozen
class Explanation:
    """Everything about one person's results, one figure for each result, after those that it reads."""

    subject: str
    """The key of the person."""
    policy: str
    title: str
    version: int
    lang: Lang
    figures: tuple[Figure, ...]
    remarks: tuple[str, ...] = ()
    """What is to be known before the figures: that the policy does not apply to the person."""

    def figure(self, name: str) -> Figure:
        """The first figure of a name that is explained rather than referred to; raises `KeyError`."""
        for root in self.figures:
            for figure in root.walk():
                if figure.name == name and not figure.elsewhere:
                    return figure
        raise KeyError(name)

    def __str__(self) -> str:
        from kpi_lang.report.drawing import plain_text

        return plain_text(self)
