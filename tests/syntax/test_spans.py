"""Places are exact, also in text with full-width marks, and every node covers the text it was read from."""

from typing import Any

import pytest

from kpi_lang.source import SourceFile, Span
from kpi_lang.syntax import tree as t
from kpi_lang.syntax.walk import nodes
from tests.syntax.reading import SAMPLES, read, sample

FULL_WIDTH = (
    "指标 费用率 “费用率，对基准”，越低越好 {\n  计算口径 费用／（营业额＋１０） × 5％\n  缺失 得60分\n}"
)


def texts(module: t.Module, kind: type[Any]) -> list[str]:
    return [node.span.text for node in nodes(module.declarations) if isinstance(node, kind)]


def test_full_width_text_keeps_its_columns() -> None:
    module = read(FULL_WIDTH)
    assert texts(module, t.Ident) == ["费用率"]
    assert texts(module, t.Title) == ["“费用率，对基准”"]
    assert texts(module, t.Number) == ["１０", "5％", "60"]
    assert texts(module, t.Binary) == [
        "费用／（营业额＋１０） × 5％",
        "费用／（营业额＋１０）",
        "营业额＋１０",
    ]
    assert texts(module, t.FixedScore) == ["得60分"]
    assert texts(module, t.Indicator) == [FULL_WIDTH]


def test_titles_keep_full_width_marks_and_names_do_not() -> None:
    module = read("数据 Ａ１ “１，２；３”：金额")
    field = module.declarations[0]
    assert isinstance(field, t.Input)
    assert field.field.names[0].text == "A1"
    assert field.field.title is not None
    assert field.field.title.text == "１，２；３"


def test_values_of_numbers() -> None:
    module = read("计算项 v = 1_000 + 10万 + 1.5亿 + 5％ + 0.25 + 2 个百分点 + 3万亿 + 7 %")
    numbers = [node for node in nodes(module.declarations) if isinstance(node, t.Number)]
    assert [str(number.value) for number in numbers] == [
        "1000",
        "100000",
        "150000000",
        "1/20",
        "1/4",
        "1/50",
        "3000000000000",
        "7/100",
    ]
    assert [number.written for number in numbers] == [
        "1_000",
        "10万",
        "1.5亿",
        "5%",
        "0.25",
        "2%",
        "3万亿",
        "7%",
    ]


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("*.kpi")))
def test_nodes_lie_within_their_parents_and_the_text(name: str) -> None:
    module = read(sample(name))
    for declaration in module.declarations:
        for node in nodes(declaration):
            span = getattr(node, "span", None)
            if not isinstance(span, Span):
                continue
            assert declaration.span.start <= span.start <= span.end <= declaration.span.end
            assert span.text == span.text.strip()
            assert span.text or isinstance(node, t.GivenRecord)


def test_comments_know_their_place() -> None:
    module = read("# own\ninput a : money # behind\n  ＃ wide\n")
    assert [(comment.text, comment.own_line) for comment in module.comments] == [
        ("# own", True),
        ("# behind", False),
        ("＃ wide", True),
    ]


def test_blanked_prose_leaves_places_true() -> None:
    """A literate file hands over its text with the prose blanked out."""
    prose = "The rate is set each year.\n"
    text = " " * (len(prose) - 1) + "\n" + "parameter rate = 20%\n"
    module = read(text)
    assert module.declarations[0].span.first == (2, 1)
    assert isinstance(module.span.file, SourceFile)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system(line_end: str) -> None:
    text = line_end.join(["\ufeffindicator a {", "\tmeasure x", "", "  score\u3000line { 60%: 0 }", "}", ""])
    module = read(text)
    assert len(module.declarations) == 1
    assert module.declarations[0].span.text == text[1:].rstrip()
