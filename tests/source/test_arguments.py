import unicodedata
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_lang.source import DataPlace
from kpi_lang.source.arguments import LONGEST_ARGUMENT, Argument, argument_text, clipped, visible
from kpi_lang.values import money


@pytest.mark.parametrize(
    ("argument", "english", "chinese"),
    [
        ("营业额", "营业额", "营业额"),
        (3, "3", "3"),
        (True, "yes", "是"),
        (Fraction("76.50"), "76.5", "76.5"),
        (Fraction(268, 3), "268/3", "268/3"),
        (("A", "B", 3), "A, B, 3", "A、B、3"),
        (money("CNY"), "money (CNY)", "金额（CNY）"),
        (DataPlace("s.csv", 2), "s.csv row 2", "s.csv 第 2 行"),
    ],
)
def test_arguments_are_written_for_people(argument: Argument, english: str, chinese: str) -> None:
    assert argument_text(argument, "en") == english
    assert argument_text(argument, "zh") == chinese


def test_what_a_terminal_would_obey_is_shown_instead() -> None:
    assert visible("a\x1b[31m\r\n\x7f") == "a␛[31m␍␊␡"
    assert visible("a\u202eb\u200bc\ufeff\u2028\x85") == "a\ufffdb\ufffdc\ufffd\ufffd\ufffd"
    assert argument_text("a\nb", "en") == "a␊b"


@given(st.text())
def test_seen_text_has_the_same_length_and_nothing_hidden(text: str) -> None:
    seen = visible(text)
    assert len(seen) == len(text)
    assert not {"Cc", "Cf", "Cs", "Zl", "Zp"} & {unicodedata.category(character) for character in seen}


@given(st.text(), st.integers(1, 20))
def test_clipped_text_fits(text: str, longest: int) -> None:
    short = clipped(text, longest)
    assert len(short) <= longest
    assert short == text or "…" in short


def test_long_arguments_are_clipped() -> None:
    assert len(argument_text("x" * 10_000, "en")) == LONGEST_ARGUMENT
    assert len(argument_text(Fraction(1, 3**1000), "zh")) == LONGEST_ARGUMENT
