"""Dimensions: what a number measures, as powers of base dimensions.

A base dimension is `money:CNY` (one for each currency), `points`, `days` or a declared unit, `unit:order`.
Ratios, counts and plain numbers have no dimension.
"""

from collections import Counter
from typing import TypeAlias

from kpi_lang.source.languages import Lang

Dimensions: TypeAlias = tuple[tuple[str, int], ...]
"""Base dimensions with their exponents, sorted by name, no exponent zero."""

DIMENSIONLESS: Dimensions = ()


def product(one: Dimensions, other: Dimensions) -> Dimensions:
    """The dimensions of a product."""
    exponents = Counter(dict(one))
    for base, exponent in other:
        exponents[base] += exponent
    return tuple(sorted((base, exponent) for base, exponent in exponents.items() if exponent))


def inverse(dimensions: Dimensions) -> Dimensions:
    """The dimensions of one over a number."""
    return tuple((base, -exponent) for base, exponent in dimensions)


def base_name(base: str, lang: Lang) -> str:
    """A base dimension in words: `money`, `points`, `days`, or the name of the declared unit."""
    family, _, name = base.partition(":")
    words = {"money": ("money", "金额"), "points": ("points", "分"), "days": ("days", "天")}
    if family not in words:
        return name
    english, chinese = words[family]
    return english if lang == "en" else chinese


def describe_dimensions(dimensions: Dimensions, lang: Lang) -> str:
    """Compound dimensions in words: `money per order`, 每 order 金额."""
    above = [_power(base, exponent, lang) for base, exponent in dimensions if exponent > 0]
    below = [_power(base, -exponent, lang, one=True) for base, exponent in dimensions if exponent < 0]
    match lang:
        case "en":
            whole = " × ".join(above) or "number"
            return " per ".join([whole, *below])
        case "zh":
            whole = "×".join(above) or "数值"
            return "".join(f"每{_spaced(name)}" for name in below) + whole


def unit_suffix(dimensions: Dimensions) -> str:
    """What stands behind a number of declared units: `kg`, `CNY/parcel`, `parcel/days`; empty for other dimensions."""
    if not any(base.startswith("unit:") for base, _ in dimensions):
        return ""
    above = [_short(base, exponent) for base, exponent in dimensions if exponent > 0]
    below = [_short(base, -exponent) for base, exponent in dimensions if exponent < 0]
    return "/".join(["·".join(above) or "1", *below])


def _short(base: str, exponent: int) -> str:
    name = base.rpartition(":")[2]
    return name if exponent == 1 else f"{name}^{exponent}"


def _power(base: str, exponent: int, lang: Lang, *, one: bool = False) -> str:
    name = base_name(base, lang)
    if one and lang == "en":
        name = {"points": "point", "days": "day"}.get(name, name)
    return name if exponent == 1 else f"{name}^{exponent}"


def _spaced(name: str) -> str:
    # Chinese text sets a Latin word off by spaces and a Chinese one not.
    return f" {name} " if name.isascii() else name
