"""What the published schemes ask for beyond figures: gaps that are found, and inputs that are missing."""

from decimal import Decimal

import pytest

import kpi_lang
from kpi_lang import PolicyError
from kpi_lang.source import Span
from tests.policies.shipped import FOLDER, shipped

LADDER = "cn_commission_ladder/cn_commission_ladder.kpi"


def test_without_its_row_the_gap_of_the_ladder_is_found_with_a_witness() -> None:
    text = (FOLDER / LADDER).read_text(encoding="utf-8")
    rules = text[: text.index("示例")]
    row = next(line for line in rules.splitlines() if "没有这一档" in line)
    with pytest.raises(PolicyError) as caught:
        kpi_lang.loads(rules.replace(f"{row}\n", ""))
    (found,) = caught.value.diagnostics
    assert found.code == "K550"
    assert isinstance(found.span, Span)
    assert found.span.text.startswith("表 新客户阶梯")
    assert "500,000.01 .. 799,999.99" in found.message("en")


def test_the_ladder_falls_just_past_150_000() -> None:
    policy = shipped(LADDER)
    seller = {"销售毛利率": "12%", "老客户毛利": 0}
    pay = [
        policy.evaluate(seller | {"新客户销售额": sales}, period="2026-03")["提成"]
        for sales in ("150000", "150001")
    ]
    assert pay == [Decimal("11500.00"), Decimal("2000.15")]


def test_no_score_is_not_a_score_of_zero() -> None:
    policy = shipped("cn_year_end_limits/cn_year_end_limits.kpi")
    person = {"单位": "甲", "迟到早退次数": 0, "旷工天数": 0}
    absent = policy.evaluate(person, records={"处分": []}, period="2026")
    assert (absent.total, absent.why("total", "zh")) == (None, "未参加考核")
    assert policy.evaluate(person | {"考核分": 0}, records={"处分": []}, period="2026").total == 0


def test_no_log_is_not_a_log_without_events() -> None:
    policy = shipped("attendance_points/attendance_points.kpi")
    assert policy.evaluate({}, records={"event": []}, as_of="2025-01-20").points_held == 0
    assert policy.evaluate({}, as_of="2025-01-20").points_held is None


def test_a_sanction_stands_until_the_day_before_it_is_lifted() -> None:
    policy = shipped("cn_year_end_limits/cn_year_end_limits.kpi")
    grades = [
        policy.evaluate(
            {"单位": "甲", "考核分": 95, "迟到早退次数": 0, "旷工天数": 0},
            records={"处分": [{"处分日期": "2026-02-01", "解除日期": lifted, "种类": "记过"}]},
            period="2026",
        ).provisional_grade
        for lifted in ("2026-12-31", "2027-01-01", None)
    ]
    assert grades == ["特等", "二等", "二等"]
