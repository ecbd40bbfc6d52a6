"""Limits that end an evaluation: numbers with too many digits, dates off the calendar, powers too large."""

from fractions import Fraction

from kpi_lang.source import Diagnostic, PolicyError, Span


class LimitError(PolicyError):
    """A value is beyond what is computed; the one diagnostic names the rule."""

    @classmethod
    def of(cls, code: str, name: str, span: Span | None) -> "LimitError":
        """The finding K902 (dates) or K903 (powers) about the rule or condition ``name``."""
        return cls([Diagnostic.of(code, span, name=name)])

    @classmethod
    def too_many_digits(cls, name: str, span: Span | None, bound: int) -> "LimitError":
        """The finding K901 about the rule ``name``."""
        return cls([Diagnostic.of("K901", span, name=name, digits=bound)])


def has_too_many_digits(value: Fraction, bound: int) -> bool:
    """Whether the numerator or the denominator, in lowest terms, has more than ``bound`` decimal digits."""
    limit = 10**bound
    return value.denominator >= limit or not -limit < value.numerator < limit
