"""Exact numbers as text, for messages and, through `kpi_lang.values.numbers`, for everything else."""

from fractions import Fraction


class InexactDecimal(ValueError):
    """A number was to be written with so many decimal places, but has more."""


def finite_places(value: Fraction) -> int | None:
    """How many decimal places write the number exactly; None where no number of places does."""
    rest = value.denominator
    twos = fives = 0
    while rest % 2 == 0:
        rest //= 2
        twos += 1
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    return max(twos, fives) if rest == 1 else None


def decimal_text(value: Fraction, places: int) -> str:
    """The number with exactly so many decimal places, as `76.00`.

    Raises `InexactDecimal` where that would change the number: rounding is a rule's business.
    """
    scaled, rest = divmod(value.numerator * 10**places, value.denominator)
    if rest:
        raise InexactDecimal(f"{exact_text(value)} has more than {places} decimal places")
    digits = str(abs(scaled)).rjust(places + 1, "0")
    sign = "-" if scaled < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def exact_text(value: Fraction) -> str:
    """The number exactly: a decimal without trailing zeros if it has one, else a fraction as `268/3`."""
    places = finite_places(value)
    if places is None:
        return f"{value.numerator}/{value.denominator}"
    return decimal_text(value, places)
