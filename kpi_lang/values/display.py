"""Values as people read them, according to their kind."""

from datetime import date
from fractions import Fraction
from typing import TypeAlias, assert_never

from kpi_lang.source.figures import decimal_text, exact_text, finite_places
from kpi_lang.source.languages import Lang
from kpi_lang.values.currencies import minor_digits
from kpi_lang.values.kinds import Family, Kind, Style
from kpi_lang.values.periods import Period
from kpi_lang.values.rounding import Mode, round_to

Value: TypeAlias = Fraction | bool | str | date | Period
"""A value at run time: a number, yes or no, a member's name or a text, a date, a month."""

_SHOWN_PLACES = 6
_LONGEST_DECIMAL = 12
_LONGEST_FRACTION = 24


def display(value: Value, kind: Kind, lang: Lang) -> str:
    """A value as text for people: `4,500.00`, `105%`, `268/3 ≈ 89.333333`, yes, 优秀.

    What is cut says so: by `…` in percentages, by `≈` elsewhere.
    """
    match kind.family:
        case Family.NUMBER:
            assert isinstance(value, Fraction)
            return _display_number(value, kind)
        case Family.YES_NO:
            return {"en": ("no", "yes"), "zh": ("否", "是")}[lang][bool(value)]
        case Family.CHOICE:
            return _display_choice(str(value), kind)
        case Family.MONTH:
            return value.in_language(lang) if isinstance(value, Period) else str(value)
        case Family.DATE | Family.TEXT:
            return str(value)
        case _:
            assert_never(kind.family)


def percent_text(value: Fraction) -> str:
    """A ratio as a percentage, at most six decimals, cut with `…`: `105%`, `33.333333…%`."""
    hundredfold = value * 100
    places = finite_places(hundredfold)
    if places is not None and places <= _SHOWN_PLACES:
        return f"{exact_text(hundredfold)}%"
    cut = round_to(hundredfold, Fraction(1, 10**_SHOWN_PLACES), Mode.DOWN)
    sign = "-" if hundredfold < 0 <= cut else ""
    return f"{sign}{decimal_text(cut, _SHOWN_PLACES)}…%"


def grouped(text: str) -> str:
    """A decimal with a comma between each three digits before the point."""
    sign = "-" if text.startswith("-") else ""
    whole, point, places = text.removeprefix("-").partition(".")
    return f"{sign}{int(whole):,}{point}{places}"


def _display_number(value: Fraction, kind: Kind) -> str:
    match kind.style:
        case Style.RATIO:
            return percent_text(value)
        case Style.MONEY:
            return _decimal_or_fraction(value, least=minor_digits(kind.currency or ""), thousands=True)
        case Style.COUNT | Style.OTHER:
            return _decimal_or_fraction(value, thousands=True)
        case Style.POINTS | Style.NUMBER | Style.DAYS:
            return _decimal_or_fraction(value)
        case _:
            assert_never(kind.style)


def _decimal_or_fraction(value: Fraction, *, least: int = 0, thousands: bool = False) -> str:
    places = finite_places(value)
    if places is not None and places <= _LONGEST_DECIMAL:
        text = decimal_text(value, max(places, least))
        return grouped(text) if thousands else text
    near = decimal_text(round_to(value, Fraction(1, 10**_SHOWN_PLACES), Mode.HALF_UP), _SHOWN_PLACES)
    fraction = f"{value.numerator}/{value.denominator}"
    exactly = f"{fraction} " if len(fraction) <= _LONGEST_FRACTION else ""
    return f"{exactly}≈ {grouped(near) if thousands else near}"


def _display_choice(name: str, kind: Kind) -> str:
    if kind.choices is None or name not in kind.choices.names:
        return name
    return kind.choices.member(name).label or name
