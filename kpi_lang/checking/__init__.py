"""The guarantee of totality and the completeness of bands and scorecards, decided on the lowered plan."""

from kpi_lang.checking.check import check_plan, check_rollup, rule_intervals, unreached_segments

__all__ = ["check_plan", "check_rollup", "rule_intervals", "unreached_segments"]
