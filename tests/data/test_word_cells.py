import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_lang.data.cells import CellReader, Flaw, read_name
from kpi_lang.data.raw import Obstacle, RawCell, Unreadable
from kpi_lang.source import DataPlace
from kpi_lang.values.kinds import TEXT, YES_NO, Choices, Member, choice
from tests.data.specs import ROLE, spec

ACTIVE = CellReader(spec("active", YES_NO))
JOB = CellReader(spec("role", ROLE))
NOTE = CellReader(spec("note", TEXT))


@pytest.mark.parametrize("cell", ["yes", "YES", "y", "Ｙ", "true", "TRUE", "1", 1, 1.0, True, "是", "√", "✓"])
def test_yes(cell: RawCell) -> None:
    assert ACTIVE.read(cell) is True


@pytest.mark.parametrize("cell", ["no", "N", "False", "0", 0, False, "否", "×"])
def test_no(cell: RawCell) -> None:
    assert ACTIVE.read(cell) is False


@pytest.mark.parametrize("cell", ["maybe", "2", 2, "是的", 0.5])
def test_what_is_neither_yes_nor_no_is_refused(cell: RawCell) -> None:
    flaw = ACTIVE.read(cell)
    assert isinstance(flaw, Flaw)
    assert flaw.code == "K859"


@pytest.mark.parametrize(
    ("cell", "member"),
    [
        ("sales", "sales"),
        ("SALES", "sales"),
        ("Sales staff", "sales"),
        ("sales STAFF", "sales"),
        ("后勤", "support"),
        ("support", "support"),
        (" head ", "head"),
    ],
)
def test_a_choice_is_given_by_name_or_label(cell: str, member: str) -> None:
    assert JOB.read(cell) == member


def test_a_choice_that_there_is_not_names_the_nearest_or_all() -> None:
    near, far = JOB.read("Sale staff"), JOB.read("经理")
    assert isinstance(near, Flaw)
    assert isinstance(far, Flaw)
    place = DataPlace("staff.csv", 2, "role")
    assert near.at(place).help("en") == "did you mean `Sales staff`?"
    assert far.at(place).help("en") == "the choices are `Sales staff`, `后勤`, `head`"


def test_members_that_differ_in_case_only_need_exact_spelling() -> None:
    reader = CellReader(spec("x", choice(Choices("", (Member("A"), Member("a"), Member("b"))))))
    assert reader.read("A") == "A"
    assert reader.read("a") == "a"
    assert reader.read("B") == "b"
    mixed = CellReader(spec("x", choice(Choices("", (Member("Ab"), Member("aB"))))))
    assert isinstance(mixed.read("AB"), Flaw)


def test_a_name_goes_before_another_members_label() -> None:
    reader = CellReader(spec("x", choice(Choices("", (Member("a", "b"), Member("b", "a"))))))
    assert (reader.read("a"), reader.read("b")) == ("a", "b")


def test_text_is_trimmed_and_keeps_its_lines() -> None:
    assert NOTE.read("  two\r\nlines ") == "two\nlines"
    assert NOTE.read(12.0) == "12"


@pytest.mark.parametrize(
    "character", ["\x07", "\x1b", "\x00", "\u200b", "\u202e", "\ufeff", "\ud800", "\x85"]
)
def test_text_with_characters_that_nobody_sees_is_refused(character: str) -> None:
    flaw = NOTE.read(f"ab{character}c")
    assert isinstance(flaw, Flaw)
    finding = flaw.at(DataPlace("data", 2, "note"))
    assert f"U+{ord(character):04X}" in finding.message("en")
    assert "position 3" in finding.message("en")


@pytest.mark.parametrize("cell", ["=1+1", " =HYPERLINK(1)", "#N/A", "#REF!"])
def test_formulas_and_errors_are_no_text(cell: str) -> None:
    flaw = NOTE.read(cell)
    assert isinstance(flaw, Flaw)
    assert flaw.code in ("K865", "K866")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("E\u200b1", "K864"),
        ("E\n1", "K864"),
        ("=E1", "K865"),
        ("#N/A", "K866"),
        (float("inf"), "K858"),
        (Unreadable(Obstacle.FORMULA, "=A1"), "K865"),
        (Unreadable(Obstacle.NESTED, "[]"), "K867"),
    ],
)
def test_a_key_must_be_plain_text(cell: RawCell, code: str) -> None:
    flaw = read_name("staff_no", cell, frozenset())
    assert isinstance(flaw, Flaw)
    assert flaw.code == code


def test_keys_of_numbers_have_no_point() -> None:
    assert read_name("staff_no", 1001.0, frozenset()) == "1001"
    assert read_name("staff_no", " E1 ", frozenset()) == "E1"
    assert read_name("staff_no", "—", frozenset({"—"})) is None
    assert read_name("staff_no", None, frozenset()) is None


@given(st.one_of(st.text(), st.integers(), st.floats(), st.dates(), st.booleans()))
def test_any_cell_is_a_word_or_a_flaw(cell: RawCell) -> None:
    assert ACTIVE.read(cell) in (True, False, None) or isinstance(ACTIVE.read(cell), Flaw)
    assert JOB.read(cell) in ("sales", "support", "head", None) or isinstance(JOB.read(cell), Flaw)
    assert isinstance(NOTE.read(cell), str | Flaw | None)
    assert isinstance(read_name("key", cell, frozenset()), str | Flaw | None)
