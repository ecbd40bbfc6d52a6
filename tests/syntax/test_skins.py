"""The two skins of a policy are one program: the design's snippets read into trees of the same shape."""

import pytest

from kpi_lang.syntax.tree import Skin
from tests.syntax.reading import names, read, sample, shape

SAMPLES = ("trade", "curves", "tables", "limits", "row_ends")


@pytest.mark.parametrize("name", SAMPLES)
def test_both_skins_have_one_shape(name: str) -> None:
    english, chinese = read(sample(f"{name}.en.kpi")), read(sample(f"{name}.zh.kpi"))
    assert english.skin is Skin.ENGLISH
    assert chinese.skin is Skin.CHINESE
    assert len(english.declarations) == len(chinese.declarations)
    for one, other in zip(english.declarations, chinese.declarations, strict=True):
        assert shape(one) == shape(other)


def test_a_name_has_one_translation_in_each_declaration() -> None:
    english, chinese = read(sample("trade.en.kpi")), read(sample("trade.zh.kpi"))
    pairs = list(zip(english.declarations, chinese.declarations, strict=True))
    inputs = [pair for pair in pairs if type(pair[0]).__name__ in ("Input", "Indicator")]
    translated = {
        one: other for left, right in inputs for one, other in zip(names(left), names(right), strict=True)
    }
    assert translated["turnover"] == "营业额"
    assert translated["expense_rate"] == "费用率"
    assert translated["money"] == "金额"


def test_skins_mix_freely() -> None:
    mixed = read("indicator 费用率, 越低越好 {\n  计算口径 费用 / turnover\n  undefined 得 0 分\n}")
    pure = read("指标 费用率，lower is better { measure 费用 ／ turnover；无法计算 score 0 }")
    assert shape(mixed.declarations) == shape(pure.declarations)


def test_regulation_wording_of_the_design() -> None:
    """What a consultant would naturally write, as far as this release goes."""
    module = read(sample("regulation.zh.kpi"))
    assert [type(declaration).__name__ for declaration in module.declarations] == [
        "Indicator",
        "Indicator",
        "Restriction",
        "Grades",
        "ListTable",
        "Ensure",
    ]
