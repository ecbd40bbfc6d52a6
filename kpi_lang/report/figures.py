"""Figures and missing figures as text, the same in every report."""

from fractions import Fraction
from typing import assert_never

from kpi_lang.core.absent import Absent, Cause
from kpi_lang.core.nodes import Expr, Extreme, ExtremeRole, Round
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.trace import Trace
from kpi_lang.source import Lang
from kpi_lang.source.figures import decimal_text, finite_places
from kpi_lang.values.dimensions import unit_suffix
from kpi_lang.values.display import display, grouped
from kpi_lang.values.kinds import Family, Kind, Style

NO_FIGURE = "—"

_REASONS: dict[Lang, dict[Cause, str]] = {
    "en": {
        Cause.MISSING: "{reason} is not given",
        Cause.UNDEFINED: "{reason} is not defined",
        Cause.NO_RESULT: "{reason}",
        Cause.REJECTED: "{reason} is needed and not given, or rejected",
        Cause.PENDING: "pending, because {reason} depends on other people",
        Cause.UNSETTLED: "{reason}",
    },
    "zh": {
        Cause.MISSING: "未给出 {reason}",
        Cause.UNDEFINED: "{reason} 无法计算",
        Cause.NO_RESULT: "{reason}",
        Cause.REJECTED: "缺少必需的 {reason}，或其已被拒绝",
        Cause.PENDING: "待定，因为 {reason} 取决于其他人员",
        Cause.UNSETTLED: "{reason}",
    },
}


def figure_text(value: Value | Absent, kind: Kind, lang: Lang, digits: int | None = None) -> str:
    """A value for people; a rounded number has all its ``digits``, what is absent is a dash."""
    if isinstance(value, Absent):
        return NO_FIGURE
    if digits is not None and isinstance(value, Fraction) and _takes_places(kind):
        places = finite_places(value)
        if places is not None and places <= digits:
            text = decimal_text(value, digits)
            return text if kind.style in (Style.POINTS, Style.NUMBER, Style.DAYS) else grouped(text)
    return display(value, kind, lang)


def named_text(value: Value | Absent, kind: Kind, lang: Lang, digits: int | None = None) -> str:
    """The same, but for choices the name that rules use before the label that people see: `B Good`."""
    text = figure_text(value, kind, lang, digits)
    if kind.family is Family.CHOICE and isinstance(value, str) and text != value:
        return f"{value} {text}"
    suffix = "" if isinstance(value, Absent) else unit_suffix(kind.dimensions)
    return f"{text} {suffix}" if suffix else text


def reason_text(absent: Absent, lang: Lang) -> str:
    """Why there is no value, in one clause."""
    return _REASONS[lang][absent.cause].format(reason=absent.reason)


def digits_of(expr: Expr) -> int | None:
    """The decimal places to which an expression is rounded, None if it is not, or to steps."""
    match expr:
        case Round(digits=digits):
            return digits
        case Extreme(role=ExtremeRole.CAP | ExtremeRole.FLOOR, args=(amount, _)):
            return digits_of(amount)
        case _:
            return None


def rule_digits(trace: Trace, name: str) -> int | None:
    """The decimal places of a rule's value: those of the result that it is, else those it is rounded to."""
    for output in trace.plan.outputs:
        if output.rule == name:
            return output.digits
    return digits_of(trace.rule(name).expr)


def _takes_places(kind: Kind) -> bool:
    match kind.style:
        case Style.RATIO:
            return False
        case Style.MONEY | Style.POINTS | Style.COUNT | Style.NUMBER | Style.DAYS | Style.OTHER:
            return True
        case _:
            assert_never(kind.style)
