import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_lang.source import Position, SourceFile

texts = st.text(alphabet="ab指\t\r\n", max_size=30)


@pytest.mark.parametrize(
    ("text", "offset", "position"),
    [
        ("", 0, (1, 1)),
        ("abc", 0, (1, 1)),
        ("abc", 3, (1, 4)),
        ("a\nb", 2, (2, 1)),
        ("a\r\nb", 3, (2, 1)),
        ("a\rb", 2, (2, 1)),
        ("a\n", 2, (2, 1)),
        ("指标\n得分", 4, (2, 2)),
        ("abc", 99, (1, 4)),
        ("abc", -1, (1, 1)),
    ],
)
def test_positions(text: str, offset: int, position: tuple[int, int]) -> None:
    assert SourceFile("p.kpi", text).position(offset) == position


@given(texts)
def test_every_offset_has_a_position_of_its_own(text: str) -> None:
    file = SourceFile("p.kpi", text)
    positions = [file.position(offset) for offset in range(len(text) + 1)]
    assert positions == sorted(set(positions))
    assert [file.offset(position) for position in positions] == list(range(len(text) + 1))


@given(texts)
def test_lines_are_those_of_the_text(text: str) -> None:
    file = SourceFile("p.kpi", text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert [file.line_text(line) for line in range(1, file.line_count + 1)] == lines


@pytest.mark.parametrize("position", [(0, 1), (3, 1), (1, 0), (1, 9)])
def test_places_off_the_text_have_no_offset(position: tuple[int, int]) -> None:
    with pytest.raises(IndexError):
        SourceFile("p.kpi", "ab\ncd").offset(Position(*position))


def test_files_are_equal_by_name_and_text_and_short_to_print() -> None:
    assert SourceFile("p.kpi", "a") == SourceFile("p.kpi", "a")
    assert SourceFile("p.kpi", "a") != SourceFile("q.kpi", "a")
    assert repr(SourceFile("p.kpi", "a" * 10_000)) == "SourceFile('p.kpi', 10000 characters)"
