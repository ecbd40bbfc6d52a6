"""The range and the step of a number in words."""

from fractions import Fraction

from attrs import frozen

from kpi_lang.source import Lang
from kpi_lang.values.display import display
from kpi_lang.values.intervals import Interval
from kpi_lang.values.kinds import Kind


@frozen
class RangeWords:
    """An interval as a person says it: `0 .. 100`, `more than 0 and at most 100%`, 不低于 0."""

    interval: Interval
    kind: Kind

    def in_language(self, lang: Lang) -> str:
        """The range in words of a language; the empty text for all numbers."""
        words = {
            "en": ("at least", "more than", "at most", "less than"),
            "zh": ("不低于", "大于", "不高于", "小于"),
        }[lang]
        interval = self.interval
        low = (
            ""
            if interval.lo is None
            else f"{words[interval.lo_open]} {display(interval.lo, self.kind, lang)}"
        )
        high = (
            ""
            if interval.hi is None
            else f"{words[2 + interval.hi_open]} {display(interval.hi, self.kind, lang)}"
        )
        return {"en": " and ", "zh": "、"}[lang].join(filter(None, (low, high)))


@frozen
class StepWords:
    """A step as a person says it: `a multiple of 0.01`, 0.01 的整数倍."""

    step: Fraction
    kind: Kind

    def in_language(self, lang: Lang) -> str:
        """The step in words of a language."""
        shown = display(self.step, self.kind, lang)
        return {"en": f"a multiple of {shown}", "zh": f"为 {shown} 的整数倍"}[lang]
