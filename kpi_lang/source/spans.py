"""Where something stands: a stretch of a policy text, or a cell of a data file."""

from typing import TypeAlias

from attrs import field, frozen
from attrs.validators import ge

from kpi_lang.source.files import Position, SourceFile
from kpi_lang.source.languages import Lang


@frozen(repr=False)
class Span:
    """The characters `start` up to, not including, `end` of a source file.

    A span may have no width: it then stands before the character at `start`, or at the end of the file.
    """

    file: SourceFile
    start: int = field(validator=ge(0))
    end: int = field()

    def __attrs_post_init__(self) -> None:
        if not self.start <= self.end <= len(self.file.text):
            raise ValueError(f"no span {self.start}..{self.end} in {self.file!r}")

    def __repr__(self) -> str:
        line, column = self.first
        return f"Span({self.file.name}:{line}:{column}, {self.start}..{self.end})"

    @classmethod
    def whole(cls, file: SourceFile) -> "Span":
        """The span of a whole file."""
        return cls(file, 0, len(file.text))

    @classmethod
    def at_end(cls, file: SourceFile) -> "Span":
        """The span without width at the end of a file, where something is still expected."""
        return cls(file, len(file.text), len(file.text))

    @property
    def text(self) -> str:
        """The characters of the span."""
        return self.file.text[self.start : self.end]

    @property
    def first(self) -> Position:
        """The position of its first character."""
        return self.file.position(self.start)

    @property
    def last(self) -> Position:
        """The position just after its last character."""
        return self.file.position(self.end)

    def join(self, other: "Span") -> "Span":
        """The smallest span that holds both; raises `ValueError` for spans of two files."""
        if other.file is not self.file and other.file != self.file:
            raise ValueError(f"{self!r} and {other!r} are in two files")
        return Span(self.file, min(self.start, other.start), max(self.end, other.end))

    def contains(self, offset: int) -> bool:
        """Whether an offset lies in the span or at its end, where an editor's cursor may stand."""
        return self.start <= offset <= self.end

    def in_language(self, lang: Lang) -> str:
        """The place in words: `policy.kpi:3:12`, the same in every language."""
        line, column = self.first
        return f"{self.file.name}:{line}:{column}"


@frozen
class DataPlace:
    """A place in a data file: the row as a spreadsheet numbers it (the heading is row 1), and a column."""

    file: str
    row: int | None = None
    column: str | None = None

    def in_language(self, lang: Lang) -> str:
        """The place in words: `staff.csv row 17, column turnover`."""
        parts: list[str] = []
        match lang:
            case "en":
                if self.row is not None:
                    parts.append(f"row {self.row}")
                if self.column is not None:
                    parts.append(f"column {self.column}")
                return " ".join([self.file, ", ".join(parts)]).rstrip()
            case "zh":
                if self.row is not None:
                    parts.append(f"第 {self.row} 行")
                if self.column is not None:
                    parts.append(f"“{self.column}”列")
                return " ".join([self.file, "，".join(parts)]).rstrip()


Place: TypeAlias = Span | DataPlace
