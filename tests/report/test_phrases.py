"""Sentences of explanations that depend on what they speak of: one place, whole numbers, dates, presence."""

from datetime import date

import kpi_lang
from kpi_lang.source import Lang

POLICY = """
policy report.phrases "Phrases" { language 1; period quarter }
subject employee { key staff_no }
input joined : date
input review : points in 0 .. 100 step 0.01 optional
value one = (if present(review) then review else 0) to 1 place
value whole = (if present(review) then review else 0) to 0 places
value settled : yes/no = add_months(joined, 6) <= period_end
"""


def _said(lang: Lang) -> str:
    table = kpi_lang.loads(POLICY).run(
        [{"staff_no": "E1", "joined": date(2026, 1, 31), "review": "77.77"}], period="2026Q3"
    )
    return str(table.explain("E1", lang=lang))


def test_one_place_is_no_plural_and_none_is_a_whole_number() -> None:
    said = _said("en")
    assert "rounded half up to 1 place: 77.77 → 77.8" in said
    assert "rounded half up to a whole number: 77.77 → 78" in said
    assert "四舍五入保留整数：77.77 → 78" in _said("zh")


def test_a_value_that_is_there_is_not_said_to_be_not_missing() -> None:
    assert "because review 77.77 has a value" in _said("en")
    assert "因为 review 77.77 有值" in _said("zh")


def test_dates_and_their_functions_have_chinese_names() -> None:
    said = _said("zh")
    assert "2026-07-31 = 加月数(2026-01-31, 6)" in said
    assert "period_end（期末日）" in said
