import pickle

import pytest

from kpi_lang.source import DataPlace, SourceFile, Span

FILE = SourceFile("p.kpi", "指标 费用率\n  权重 20%\n")


def test_a_span_knows_its_text_and_positions() -> None:
    span = Span(FILE, 9, 11)
    assert span.text == "权重"
    assert span.first == (2, 3)
    assert span.last == (2, 5)
    assert span.in_language("en") == span.in_language("zh") == "p.kpi:2:3"
    assert repr(span) == "Span(p.kpi:2:3, 9..11)"


def test_joining() -> None:
    one, two = Span(FILE, 9, 11), Span(FILE, 3, 6)
    assert one.join(two) == two.join(one) == Span(FILE, 3, 11)
    with pytest.raises(ValueError, match="two files"):
        one.join(Span(SourceFile("q.kpi", "abc"), 0, 1))


def test_whole_and_end() -> None:
    assert Span.whole(FILE).text == FILE.text
    assert Span.at_end(FILE) == Span(FILE, len(FILE.text), len(FILE.text))


def test_a_cursor_at_the_end_is_in_the_span() -> None:
    span = Span(FILE, 3, 6)
    assert [offset for offset in range(10) if span.contains(offset)] == [3, 4, 5, 6]


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (2, 1), (0, 1000)])
def test_spans_lie_in_their_file(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=r"no span|must be"):
        Span(FILE, start, end)


def test_spans_survive_pickling() -> None:
    span = Span(FILE, 3, 6)
    assert pickle.loads(pickle.dumps(span)) == span


@pytest.mark.parametrize(
    ("place", "english", "chinese"),
    [
        (DataPlace("s.csv", 17, "turnover"), "s.csv row 17, column turnover", "s.csv 第 17 行，“turnover”列"),
        (DataPlace("s.csv", 17), "s.csv row 17", "s.csv 第 17 行"),
        (DataPlace("s.csv", None, "营业额"), "s.csv column 营业额", "s.csv “营业额”列"),
        (DataPlace("s.csv"), "s.csv", "s.csv"),
    ],
)
def test_places_in_data(place: DataPlace, english: str, chinese: str) -> None:
    assert place.in_language("en") == english
    assert place.in_language("zh") == chinese
