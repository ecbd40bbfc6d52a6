"""The promise of an explanation: whoever takes a formula from it and works it out gets the figure."""

import re
from fractions import Fraction

from rich.cells import cell_len

import kpi_lang
from kpi_lang.core.absent import Absent
from kpi_lang.report import Figure, NoteKind
from kpi_lang.report.drawing import plain_text
from kpi_lang.source import LANGUAGES
from kpi_lang.values.kinds import Family
from kpi_lang.values.rounding import Mode, round_to
from tests.docs.blocks import ROOT

FOLDER = ROOT / "policies" / "trade_quarterly"
TABLE = kpi_lang.load(FOLDER / "trade_quarterly.kpi").run(
    FOLDER / "staff.csv", records={"complaint": FOLDER / "complaints.csv"}, period="2026Q3"
)
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?:/\d+ ≈ [\d,.]+)?%?")
SIGNS = str.maketrans({"×": "*", "÷": "/", "−": "-"})


def worked_out(formula: str) -> Fraction:
    """The value of a formula, by the arithmetic that everybody learns at school."""

    def number(found: re.Match[str]) -> str:
        text = found[0].replace(",", "").partition(" ≈ ")[0]
        scale = 100 if text.endswith("%") else 1
        return f"(Fraction('{text.removesuffix('%')}') / {scale})"

    value = eval(NUMBER.sub(number, formula).translate(SIGNS), {"Fraction": Fraction})
    assert isinstance(value, Fraction)
    return value


def figures() -> list[Figure]:
    """Every figure with a calculation of numbers, of everybody."""
    found = []
    for result in TABLE:
        for root in result.explain("en").figures:
            found += [
                figure for figure in root.walk() if figure.formula and figure.kind.family is Family.NUMBER
            ]
    return [figure for figure in found if not isinstance(figure.value, Absent)]


def test_each_formula_gives_its_figure() -> None:
    checked = 0
    for figure in figures():
        kinds = {note.kind for note in figure.notes}
        if "…" in figure.formula or NoteKind.LIMIT in kinds:
            continue
        value = worked_out(figure.formula)
        if NoteKind.ROUNDING in kinds:
            value = round_to(value, Fraction(1, 100), Mode.HALF_UP)
        assert value == figure.value, f"{figure.name}: {figure.formula} is not {figure.shown}"
        checked += 1
    assert checked > 200


def test_what_is_cut_or_limited_says_so() -> None:
    for figure in figures():
        if any(note.kind is NoteKind.LIMIT for note in figure.notes):
            before = worked_out(figure.formula)
            assert before != figure.value
            assert any(" → " in note.text for note in figure.notes)


def test_every_input_tells_where_it_stands() -> None:
    for result in TABLE:
        for root in result.explain("en").figures:
            for figure in root.walk():
                if figure.role == "input" and figure.name not in ("as_of", "period_start", "period_end"):
                    assert figure.place is not None
                    assert figure.place.row is not None


def test_every_explanation_fits_a_page() -> None:
    for result in TABLE:
        for lang in LANGUAGES:
            lines = plain_text(result.explain(lang)).splitlines()
            assert max(map(cell_len, lines)) <= 100
