"""Kinds: what a value is, so that nonsense such as money plus points is found before any data is read.

A number has dimensions, which decide what it may be added to and compared with, and a style, which tells
how people read it: among numbers without dimension a ratio shows as a percentage and a count does not.
A literal is *free*: `100` may be money, points or days, whatever its neighbour is, and so may `100 * ratio`.
"""

from enum import Enum
from typing import assert_never

from attrs import evolve, frozen

from kpi_lang.source.languages import Lang
from kpi_lang.values.dimensions import DIMENSIONLESS, Dimensions, describe_dimensions, inverse, product


class Family(Enum):
    """The families of kinds; values of two families never mix."""

    NUMBER = "number"
    YES_NO = "yes/no"
    CHOICE = "choice"
    DATE = "date"
    MONTH = "month"
    TEXT = "text"


class Style(Enum):
    """How people read a number."""

    MONEY = "money"
    RATIO = "ratio"
    POINTS = "points"
    COUNT = "count"
    NUMBER = "number"
    DAYS = "days"
    OTHER = "other"


@frozen
class Member:
    """One of the values of a choice: the name that rules use and the label that people see, or ""."""

    name: str
    label: str = ""


@frozen
class Choices:
    """The values of a choice, in declared order; `ordered` means that they may be compared by it."""

    name: str
    members: tuple[Member, ...]
    ordered: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the members."""
        return tuple(member.name for member in self.members)

    def member(self, name: str) -> Member:
        """The member of a name; raises `KeyError` where there is none."""
        for member in self.members:
            if member.name == name:
                return member
        raise KeyError(name)


@frozen
class Kind:
    """What a value is. Made by `money`, `unit`, `choice` and the constants below, not directly."""

    family: Family
    dimensions: Dimensions = DIMENSIONLESS
    style: Style = Style.OTHER
    free: bool = False
    choices: Choices | None = None

    @property
    def is_number(self) -> bool:
        """Whether values are numbers."""
        return self.family is Family.NUMBER

    @property
    def is_dimensionless(self) -> bool:
        """Whether values are numbers that measure nothing: ratios, counts, numbers and free literals."""
        return self.is_number and not self.dimensions

    @property
    def currency(self) -> str | None:
        """The currency of money, None for all else."""
        if self.style is not Style.MONEY:
            return None
        return self.dimensions[0][0].partition(":")[2]

    @property
    def settled(self) -> "Kind":
        """The kind once nothing around has claimed it: the same, no longer free."""
        return evolve(self, free=False)

    def in_language(self, lang: Lang) -> str:
        """The kind in words, as messages show it."""
        return describe(self, lang)


def _number(style: Style, dimensions: Dimensions = DIMENSIONLESS, *, free: bool = False) -> Kind:
    return Kind(Family.NUMBER, dimensions, style, free)


RATIO = _number(Style.RATIO)
COUNT = _number(Style.COUNT)
NUMBER = _number(Style.NUMBER)
POINTS = _number(Style.POINTS, (("points", 1),))
DAYS = _number(Style.DAYS, (("days", 1),))
YES_NO = Kind(Family.YES_NO)
DATE = Kind(Family.DATE)
MONTH = Kind(Family.MONTH)
TEXT = Kind(Family.TEXT)
LITERAL = _number(Style.NUMBER, free=True)
"""A number as written, `75`: it takes the dimension of what it meets."""
PERCENT_LITERAL = RATIO
"""A number as written with a percent sign, `60%`: a ratio and nothing else."""


def money(currency: str) -> Kind:
    """Money in a currency; amounts in two currencies do not add."""
    return _number(Style.MONEY, ((f"money:{currency}", 1),))


def unit(name: str) -> Kind:
    """A number of things of a declared unit, such as orders."""
    return _number(Style.OTHER, ((f"unit:{name}", 1),))


def are_convertible(one: Kind, other: Kind) -> bool:
    """Whether two kinds are money of two currencies, or quantities of two units, for which there may be a rate."""
    families = [base.partition(":")[0] for kind in (one, other) for base, _ in kind.dimensions]
    single = len(one.dimensions) == len(other.dimensions) == 1
    return (
        single and families in (["money", "money"], ["unit", "unit"]) and one.dimensions != other.dimensions
    )


def choice(choices: Choices) -> Kind:
    """One of a declared list of values."""
    return Kind(Family.CHOICE, choices=choices)


def unify(one: Kind, other: Kind) -> Kind | None:
    """The kind that values of both can be taken as; None if they have nothing to do with each other.

    For comparisons, min, max and the branches of a choice between values. Neither a count nor a score
    is ever compared with a percentage.
    """
    if one.family is not other.family:
        return None
    match one.family:
        case Family.NUMBER:
            return add_kinds(one, other)
        case Family.CHOICE:
            return one if one.choices == other.choices else None
        case Family.YES_NO | Family.DATE | Family.MONTH | Family.TEXT:
            return one
        case _:
            assert_never(one.family)


def add_kinds(one: Kind, other: Kind) -> Kind | None:
    """The kind of a sum or difference of numbers; None if they may not be added.

    Dates are not numbers: that their difference is days is the caller's rule.
    """
    if not (one.is_number and other.is_number):
        return None
    if one.dimensions == other.dimensions:
        style = _common_style(one, other)
        return None if style is None else _number(style, one.dimensions, free=one.free and other.free)
    if one.free:
        return other
    if other.free:
        return one
    return None


def _common_style(one: Kind, other: Kind) -> Style | None:
    """The style of a sum of numbers of equal dimensions."""
    if one.style is other.style:
        return one.style
    # Styles differ only among numbers without dimension: a count, a ratio and a plain number.
    styles = {one.style, other.style}
    if styles == {Style.COUNT, Style.RATIO}:
        # `2 * 10%` beside a count is a plain number; a percentage beside it is a mistake.
        return Style.NUMBER if one.free or other.free else None
    if Style.RATIO in styles:
        return Style.RATIO
    plain = one if one.style is Style.NUMBER else other
    return Style.COUNT if plain.free else Style.NUMBER


def multiply(one: Kind, other: Kind) -> Kind | None:
    """The kind of a product, None unless both are numbers: points * ratio = points."""
    if not (one.is_number and other.is_number):
        return None
    dimensions = product(one.dimensions, other.dimensions)
    return _number(_product_style(one, other, dimensions), dimensions, free=_stays_free(one, other))


def divide(one: Kind, other: Kind) -> Kind | None:
    """The kind of a quotient, None unless both are numbers: money / money = ratio."""
    if not (one.is_number and other.is_number):
        return None
    dimensions = product(one.dimensions, inverse(other.dimensions))
    return _number(_quotient_style(one, other, dimensions), dimensions, free=_stays_free(one, other))


def _stays_free(one: Kind, other: Kind) -> bool:
    return (one.free or other.free) and one.is_dimensionless and other.is_dimensionless


def _product_style(one: Kind, other: Kind, dimensions: Dimensions) -> Style:
    if dimensions:
        return _dimensional_style(dimensions)
    if not one.is_dimensionless:
        return Style.RATIO
    styles = {one.style, other.style}
    if styles == {Style.COUNT}:
        return Style.COUNT
    # A share of a count is so many people, not a percentage.
    return Style.RATIO if Style.RATIO in styles and Style.COUNT not in styles else Style.NUMBER


def _quotient_style(one: Kind, other: Kind, dimensions: Dimensions) -> Style:
    if dimensions:
        return _dimensional_style(dimensions)
    if not one.is_dimensionless:
        return Style.RATIO
    # Of two alike the quotient is a ratio; a literal divisor or a mixed pair only changes the size.
    if one.style is other.style and not (one.free or other.free):
        return Style.RATIO
    styles = {one.style, other.style}
    return Style.RATIO if Style.RATIO in styles and Style.COUNT not in styles else Style.NUMBER


def _dimensional_style(dimensions: Dimensions) -> Style:
    match dimensions:
        case (("points", 1),):
            return Style.POINTS
        case (("days", 1),):
            return Style.DAYS
        case ((base, 1),) if base.startswith("money:"):
            return Style.MONEY
        case _:
            return Style.OTHER


def assignable(actual: Kind, wanted: Kind) -> bool:
    """Whether a value of kind `actual` may stand where `wanted` is declared.

    A plain number may stand for a ratio and a ratio or a count for a number, but neither a ratio nor a
    number for a count, which is whole, nor a count for a ratio.
    """
    if actual.family is not wanted.family:
        return False
    if not actual.is_number:
        return unify(actual, wanted) is not None
    if actual.dimensions != wanted.dimensions:
        return actual.free
    if actual.free or actual.style is wanted.style or wanted.dimensions:
        return True
    match wanted.style:
        case Style.COUNT:
            return False
        case Style.RATIO:
            return actual.style is Style.NUMBER
        case _:
            return True


def describe(kind: Kind, lang: Lang) -> str:
    """The kind in words: `money (CNY)`, `money per order`, 金额（CNY）, 分值."""
    match kind.family:
        case Family.NUMBER:
            return _describe_number(kind, lang)
        case Family.CHOICE:
            return _describe_choice(kind.choices, lang)
        case Family.YES_NO | Family.DATE | Family.MONTH | Family.TEXT:
            return _FAMILY_WORDS[kind.family][lang]
        case _:
            assert_never(kind.family)


def _describe_number(kind: Kind, lang: Lang) -> str:
    if kind.style is Style.MONEY:
        return f"money ({kind.currency})" if lang == "en" else f"金额（{kind.currency}）"
    if kind.style is Style.OTHER:
        return describe_dimensions(kind.dimensions, lang)
    return _STYLE_WORDS[kind.style][lang]


def _describe_choice(choices: Choices | None, lang: Lang) -> str:
    if choices is None:
        return {"en": "choice", "zh": "选项"}[lang]
    if choices.name:
        return f"choice ({choices.name})" if lang == "en" else f"选项（{choices.name}）"
    shown = [*choices.names[:4], *(["…"] if len(choices.members) > 4 else [])]
    return f"one of {{{', '.join(shown)}}}" if lang == "en" else f"选项（{'、'.join(shown)}）"


_FAMILY_WORDS: dict[Family, dict[Lang, str]] = {
    Family.YES_NO: {"en": "yes/no", "zh": "是否"},
    Family.DATE: {"en": "date", "zh": "日期"},
    Family.MONTH: {"en": "month", "zh": "月份"},
    Family.TEXT: {"en": "text", "zh": "文本"},
}
_STYLE_WORDS: dict[Style, dict[Lang, str]] = {
    Style.RATIO: {"en": "ratio", "zh": "比率"},
    Style.POINTS: {"en": "points", "zh": "分值"},
    Style.COUNT: {"en": "count", "zh": "次数"},
    Style.NUMBER: {"en": "number", "zh": "数值"},
    Style.DAYS: {"en": "days", "zh": "天数"},
}
