"""Explanations as trees of text, within a width, for terminals and for plain files."""

from io import StringIO

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from kpi_lang.core.absent import Absent
from kpi_lang.report.explanation import Explanation, Figure, NoteKind
from kpi_lang.report.phrases import PHRASES, Phrases, reading_text
from kpi_lang.source import Lang, cited
from kpi_lang.source.arguments import clipped

WIDTH = 100
"""Terminal cells that a drawing takes at most, unless told otherwise."""
LONGEST_WRITTEN = 56
"""Characters of the author's text that a drawing shows."""

_NOTE_STYLES = {
    NoteKind.ROW: "green",
    NoteKind.LIMIT: "yellow",
    NoteKind.ROUNDING: "magenta",
    NoteKind.PARAMETER: "",
    NoteKind.COUNTED: "",
    NoteKind.COMPARED: "",
    NoteKind.PART: "",
    NoteKind.NO_VALUE: "red",
    NoteKind.AMENDED: "cyan",
}


def plain_text(explanation: Explanation, width: int = WIDTH) -> str:
    """The explanation as lines without colours, and without a line end after the last."""
    return _drawn(explanation, width, color=False)


def terminal_text(explanation: Explanation, width: int = WIDTH) -> str:
    """The explanation in ANSI colours."""
    return _drawn(explanation, width, color=True)


def figure_drawing(figure: Figure, lang: Lang, width: int = WIDTH, *, color: bool = False) -> str:
    """One figure with all it came from."""
    console, out = text_console(width, color=color)
    console.print(_tree(figure, lang))
    return drawn_lines(out)


def _drawn(explanation: Explanation, width: int, *, color: bool) -> str:
    console, out = text_console(width, color=color)
    console.print(heading(explanation))
    for remark in explanation.remarks:
        console.print(Text(remark, "yellow"))
    for figure in explanation.figures:
        console.print()
        console.print(_tree(figure, explanation.lang))
    return drawn_lines(out)


def text_console(width: int, *, color: bool) -> tuple[Console, StringIO]:
    """A console of a width, and what is written to it."""
    out = StringIO()
    console = Console(
        file=out,
        width=min(width, WIDTH),
        force_terminal=color,
        color_system="standard" if color else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    return console, out


def drawn_lines(out: StringIO) -> str:
    """What was written, without blanks at the ends of lines."""
    return "\n".join(line.rstrip() for line in out.getvalue().rstrip("\n").split("\n"))


def heading(explanation: Explanation) -> Text:
    """The person and the policy."""
    return Text.assemble((explanation.subject, "bold"), f"  {explanation.title or explanation.policy}")


def _tree(figure: Figure, lang: Lang) -> Tree:
    tree = Tree(_label(figure, lang), guide_style="dim")
    _grow(tree, figure, lang)
    return tree


def _grow(tree: Tree, figure: Figure, lang: Lang) -> None:
    for source in figure.sources:
        _grow(tree.add(_label(source, lang)), source, lang)


def _words(figure: Figure, phrases: Phrases) -> str:
    """What a figure is, beside its name: the author's title, or what the compiler made it for."""
    owner, _, part = figure.name.rpartition(".")
    if figure.title and not f".{figure.name}.".endswith(f".{figure.title}.") and figure.title != owner:
        return figure.title
    return phrases.parts.get(part, "") if figure.role != "input" else ""


def _label(figure: Figure, lang: Lang) -> Text:
    """A line for the figure, and one for each note and for what the author wrote."""
    phrases = PHRASES[lang]
    style = "bold red" if isinstance(figure.value, Absent) else "bold cyan"
    label = Text.assemble((figure.name, "bold"))
    words = _words(figure, phrases)
    if words:
        label.append(phrases.in_brackets.format(text=words))
    label.append("  ")
    label.append(figure.shown, style)
    if figure.elsewhere:
        label.append(phrases.elsewhere, "dim")
        return label
    if isinstance(figure.value, Absent) and not figure.sources:
        # Nothing was read: one line says all, as of an indicator on another scorecard.
        label.append("".join(f"  {note.text}" for note in figure.notes[-1:]), _NOTE_STYLES[NoteKind.NO_VALUE])
        return label
    if figure.formula:
        label.append(f" = {figure.formula}")
    if figure.place is not None:
        label.append(f"  {figure.place.in_language(lang)}", "dim")
    for note in figure.notes:
        label.append(f"\n  {note.text}", _NOTE_STYLES[note.kind])
    if figure.provenance:
        said = (phrases.provenance[what].format(text=text) for what, text in figure.provenance)
        label.append("\n  " + phrases.provenance_separator.join(said), "dim")
    for reading in figure.readings:
        label.append(f"\n  {reading_text(reading, lang)}", "cyan")
    citation = cited(figure.clauses, lang)
    if figure.span is not None and figure.written not in ("", figure.title):
        written = clipped(figure.written, LONGEST_WRITTEN)
        places = (citation, figure.span.in_language(lang), written)
        label.append("\n  " + "  ".join(filter(None, places)), "dim")
    elif citation:
        label.append(f"\n  {citation}", "dim")
    return label
