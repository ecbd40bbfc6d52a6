"""Source text to syntax tree: scan, read declaration by declaration, build, and recover from mistakes."""

from kpi_lang.source import Diagnostic, Diagnostics, SourceFile, Span
from kpi_lang.syntax.builder import build
from kpi_lang.syntax.grammar import grammar
from kpi_lang.syntax.literate import is_literate, read_prose
from kpi_lang.syntax.lost import lost_declaration
from kpi_lang.syntax.reader import Reader, Reading, Trouble
from kpi_lang.syntax.recovery import Recovery
from kpi_lang.syntax.scanner import MOST_FINDINGS, scan
from kpi_lang.syntax.skin import majority_skin
from kpi_lang.syntax.tree import Declaration, Lost, Module


def parse(source: SourceFile, diagnostics: Diagnostics) -> Module:
    """The module that a source text holds.

    Never raises on bad input: mistakes are reported, and of the declarations that hold one only the names are kept.
    Of a literate file the blocks of rules are read as one program; places are those in the whole file.
    """
    rules = grammar()
    prose = read_prose(source, diagnostics) if is_literate(source) else None
    blocks = None if prose is None else [block.span for block in prose.blocks]
    scanned = scan(source, rules.before_figures, diagnostics, blocks)
    pieces = scanned.pieces
    reader = Reader(rules, pieces)
    recovery = Recovery(rules, source, scanned, diagnostics)
    declarations: list[Declaration] = []
    lost: list[Lost] = []
    if scanned.is_too_long or blocks == []:
        lost += _anything(source)
    already = len(diagnostics)
    at = reader.next_declaration(0)
    while at is not None:
        if len(diagnostics) - already > MOST_FINDINGS:
            here = Span(source, pieces[at].start_pos, pieces[at].start_pos)
            diagnostics.add(Diagnostic.of("K114", here, limit=MOST_FINDINGS))
            lost += _anything(source)
            break
        match reader.declaration(at):
            case Reading(tree, following):
                first, last = (source.position(pieces[end].start_pos).line for end in (at, following - 1))
                if any(first <= line <= last for line in scanned.open_texts):
                    lost.append(lost_declaration(rules, source, pieces, at, following))
                else:
                    declarations.append(build(tree, source, diagnostics))
            case Trouble() as trouble:
                following = recovery.after(at, trouble)
                lost.append(lost_declaration(rules, source, pieces, at, following))
        at = reader.next_declaration(following)
    return Module(
        source.name,
        tuple(declarations),
        scanned.comments,
        majority_skin(rules, pieces),
        Span.whole(source),
        tuple(lost),
        prose,
    )


def _anything(source: SourceFile) -> list[Lost]:
    """What every policy declares, where the text that may hold it was not read."""
    return [Lost(word, frozenset(), Span(source, 0, 0)) for word in ("policy", "subject")]
