"""The formatter: one layout, no comment lost, both skins, and nothing written that says something else."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_lang.source import Diagnostics, SourceFile
from kpi_lang.syntax.formatter import format_source
from kpi_lang.syntax.formatter.checked import Fault, faithful
from kpi_lang.syntax.formatter.module import format_module
from kpi_lang.syntax.formatter.same import difference
from kpi_lang.syntax.tree import Skin
from tests.syntax.reading import SAMPLES, read, sample, shape

ALL_SAMPLES = sorted(path.name for path in SAMPLES.glob("*.kpi"))


def formatted(text: str, skin: Skin | None = None) -> str:
    diagnostics = Diagnostics()
    result = format_source(SourceFile("test.kpi", text), diagnostics, skin)
    assert result is not None, list(diagnostics)
    return result


@pytest.mark.parametrize("name", ALL_SAMPLES)
def test_formatting_twice_changes_nothing(name: str) -> None:
    once = formatted(sample(name))
    assert formatted(once) == once
    assert difference(read(sample(name)), read(once)) is None


@pytest.mark.parametrize("name", ALL_SAMPLES)
def test_skins_change_both_ways(name: str) -> None:
    own = formatted(sample(name))
    english = formatted(own, Skin.ENGLISH)
    chinese = formatted(own, Skin.CHINESE)
    assert read(english).skin is Skin.ENGLISH
    assert read(chinese).skin is Skin.CHINESE
    assert shape(read(english).declarations) == shape(read(chinese).declarations)
    assert difference(read(own), read(formatted(chinese, Skin.ENGLISH))) is None
    assert difference(read(own), read(formatted(english, Skin.CHINESE))) is None


def test_english_skin_has_no_chinese_mark_or_keyword() -> None:
    english = formatted(sample("everything.en.kpi"), Skin.CHINESE)
    back = formatted(english, Skin.ENGLISH)
    assert back.isascii()
    assert back == formatted(sample("everything.en.kpi"))


def test_predeclared_names_change_with_the_skin_unless_declared() -> None:
    assert formatted("value v = total + count(x)", Skin.CHINESE) == "计算项 v = 总分 + 计数（x）\n"
    both = "input total : money\nvalue v = total\n"
    assert formatted(both, Skin.CHINESE) == "数据 total：金额\n计算项 v = total\n"


def test_large_chinese_numbers_become_digits_in_english() -> None:
    assert formatted("计算项 v = 1.5亿 + 10万", Skin.ENGLISH) == "value v = 150_000_000 + 100_000\n"
    assert formatted("计算项 v = 1.5亿 + 10万") == "计算项 v = 1.5亿 + 10万\n"


MESSY = """\
# first

  # second
input   a:money    # behind a



input b : money
indicator x {# opening
      # before
  measure a +   # inside
    b           # behind

  score line { 60%: 0   # first point
     # second point
     100%: 75

     125%: 100 }
  # at the end
}


# last"""

TIDY = """\
# first

# second
input a : money  # behind a

input b : money
indicator x {  # opening
  # before
  # inside
  measure a + b  # behind

  score line {
    60%: 0  # first point
    # second point
    100%: 75

    125%: 100
  }
  # at the end
}

# last
"""


def test_comments_and_blank_lines() -> None:
    assert formatted(MESSY) == TIDY
    assert formatted(TIDY) == TIDY


def test_blocks_stay_on_one_line_only_where_they_fit_and_the_author_had_them_so() -> None:
    assert formatted("total { at least 0; at most 9 }") == "total { at least 0, at most 9 }\n"
    assert formatted("total {\nat least 0, at most 9 }") == "total {\n  at least 0\n  at most 9\n}\n"
    wide = "table t by grade { " + ", ".join(f"grade_{n}: {n}" for n in range(20)) + " }"
    assert max(map(len, formatted(wide).splitlines())) < 30


def test_columns_align_in_cells() -> None:
    text = "考核表 销售 {\n  营业额达成率 45%\n  费用 20%\n}\n等级划分 {\n  S “卓越” 95 及以上\n  A 其余\n}"
    assert formatted(text) == (
        "考核表 销售 {\n  营业额达成率 45%\n  费用         20%\n}\n"
        "等级划分 {\n  S “卓越” 95 及以上\n  A        其余\n}\n"
    )


def test_long_formulas_break_after_operators() -> None:
    terms = " + ".join(f"a_long_name_{n}" for n in range(12))
    lines = formatted(f"value v = {terms}").splitlines()
    assert len(lines) > 2
    assert all(len(line) <= 100 for line in lines)
    assert lines[1].endswith(" +")


def test_texts_keep_their_quotes() -> None:
    assert (
        formatted('require a > 0 otherwise say "say ""no"""') == 'require a > 0 otherwise say "say ""no"""\n'
    )
    assert formatted('校验 a > 0 否则提示 “他说 "不"”') == '校验 a > 0 否则提示 “他说 "不"”\n'
    assert formatted('校验 a > 0 否则提示 "“引”"') == '校验 a > 0 否则提示 "“引”"\n'


def test_names_that_would_read_as_keywords_are_quoted() -> None:
    careful = "table t by k { 「else」: 1, else: 2 }\nvalue v = 「if」 + 「a b」\n"
    assert formatted(careful) == careful


def test_broken_sources_are_not_formatted() -> None:
    diagnostics = Diagnostics()
    assert format_source(SourceFile("test.kpi", "indicator a {"), diagnostics) is None
    assert diagnostics.has_errors


def test_a_printer_that_says_something_else_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgets_optional(module: object, skin: object, *, careful: bool = False) -> str:
        return format_module(module, skin, careful=careful).replace(" optional", "")  # type: ignore[arg-type]

    monkeypatch.setattr("kpi_lang.syntax.formatter.checked.format_module", forgets_optional)
    diagnostics = Diagnostics()
    assert format_source(SourceFile("test.kpi", "input a : money optional"), diagnostics) is None
    assert [found.code for found in diagnostics] == ["K190"]
    assert faithful(read("input a : money optional"), Skin.ENGLISH) == Fault("declarations[0].field.optional")


def test_an_empty_file_stays_empty() -> None:
    assert formatted("") == ""
    assert formatted("\n\n") == ""
    assert formatted("# only this") == "# only this\n"


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_comments_anywhere_survive(data: st.DataObject) -> None:
    """Comments put behind any line, or on lines of their own, all come back, once, and stay where they end up."""
    lines = sample(
        data.draw(st.sampled_from(["trade.en.kpi", "everything.zh.kpi", "curves.zh.kpi"]))
    ).splitlines()
    places = data.draw(st.lists(st.integers(0, len(lines) - 1), min_size=1, max_size=12, unique=True))
    for number, place in enumerate(sorted(places, reverse=True)):
        if data.draw(st.booleans()):
            lines[place] += f"  # note {number}"
        else:
            lines.insert(place, f"# note {number}")
    result = formatted("\n".join(lines))
    written = sorted(re.findall(r"# note \d+", result))
    assert written == sorted(f"# note {number}" for number in range(len(places)))
