"""Diagnostics as text for a terminal: header, place, the lines concerned with underlines, and help."""

from collections.abc import Iterable, Iterator

from attrs import frozen

from kpi_lang.source.arguments import visible
from kpi_lang.source.clauses import cited
from kpi_lang.source.diagnostics import Diagnostic
from kpi_lang.source.excerpts import Excerpt, Mark, excerpt
from kpi_lang.source.files import SourceFile
from kpi_lang.source.languages import Lang
from kpi_lang.source.spans import DataPlace, Span
from kpi_lang.source.wording import Severity

SEVERITY_WORDS: dict[Lang, dict[Severity, str]] = {
    "en": {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"},
    "zh": {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "提示"},
}
HELP_WORDS: dict[Lang, str] = {"en": "help", "zh": "建议"}
COLONS: dict[Lang, str] = {"en": ": ", "zh": "："}


@frozen
class _Paint:
    """ANSI colours, or none."""

    on: bool

    def severity(self, text: str, severity: Severity) -> str:
        codes = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}
        return self._wrapped(text, codes[severity])

    def strong(self, text: str) -> str:
        return self._wrapped(text, "1")

    def margin(self, text: str) -> str:
        return self._wrapped(text, "34")

    def help(self, text: str) -> str:
        return self._wrapped(text, "1;32")

    def _wrapped(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.on and text else text


def render_all(diagnostics: Iterable[Diagnostic], lang: Lang = "en", *, color: bool = False) -> str:
    """Several diagnostics, in the order given, with an empty line between them."""
    return "\n\n".join(render(diagnostic, lang, color=color) for diagnostic in diagnostics)


def render(diagnostic: Diagnostic, lang: Lang = "en", *, color: bool = False) -> str:
    """One diagnostic as lines of text, without a line end after the last.

    Columns are counted in characters, underlines in terminal cells. `color` adds ANSI codes.
    """
    return "\n".join(_lines(diagnostic, lang, _Paint(color)))


def _lines(diagnostic: Diagnostic, lang: Lang, paint: _Paint) -> Iterator[str]:
    word = SEVERITY_WORDS[lang][diagnostic.severity]
    header = paint.severity(f"{word}[{diagnostic.code}]", diagnostic.severity)
    yield header + paint.strong(f"{COLONS[lang]}{diagnostic.message(lang)}")
    groups = _marks_by_file(diagnostic, lang)
    margin = max((len(str(mark.span.last.line)) for _, marks in groups for mark in marks), default=1)
    if isinstance(diagnostic.span, DataPlace):
        yield f"{' ' * margin}{paint.margin('-->')} {visible(diagnostic.span.in_language(lang))}"
    for file, marks in groups:
        arrow = "-->" if marks[0].primary else ":::"
        where = visible(marks[0].span.in_language(lang)) + _citation(diagnostic, lang, first=marks[0].primary)
        yield f"{' ' * margin}{paint.margin(arrow)} {where}"
        yield from _excerpt_lines(excerpt(file, marks), margin, diagnostic.severity, paint)
    advice = diagnostic.help(lang)
    if advice:
        yield f"{paint.help(HELP_WORDS[lang])}{COLONS[lang]}{advice}"


def _citation(diagnostic: Diagnostic, lang: Lang, *, first: bool) -> str:
    """The clause that the place carries out, behind the place."""
    words = cited(diagnostic.clauses, lang) if first else ""
    return words and {"en": f"  ({words})", "zh": f"（{words}）"}[lang]


def _marks_by_file(diagnostic: Diagnostic, lang: Lang) -> list[tuple[SourceFile, list[Mark]]]:
    """The places to show, those of the primary file first, the primary place first of all."""
    marks = [
        Mark(label.span, diagnostic.label_text(label, lang), primary=False) for label in diagnostic.labels
    ]
    if isinstance(diagnostic.span, Span):
        marks.insert(0, Mark(diagnostic.span, diagnostic.label(lang), primary=True))
    groups: list[tuple[SourceFile, list[Mark]]] = []
    for mark in marks:
        for file, together in groups:
            if file == mark.span.file:
                together.append(mark)
                break
        else:
            groups.append((mark.span.file, [mark]))
    return groups


def _excerpt_lines(rows: list[Excerpt], margin: int, severity: Severity, paint: _Paint) -> Iterator[str]:
    bar = paint.margin(f"{' ' * margin} |")
    yield bar
    for row in rows:
        if row.line is None:
            yield paint.margin(f"{' ' * margin} …")
            continue
        yield f"{paint.margin(f'{row.line:>{margin}} |')} {row.text}".rstrip()
        for underline in row.underlines:
            mark = ("^" if underline.primary else "-") * underline.cells
            words = f"{mark} {underline.text}".rstrip()
            painted = paint.severity(words, severity) if underline.primary else paint.margin(words)
            yield f"{bar} {' ' * underline.indent}{painted}"
    yield bar
