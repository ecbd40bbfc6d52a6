"""Python expressions as text that only this module can put together.

A ``Code`` is made from integers, from names that ``Names`` numbers itself, and from the operators and helpers
listed here, and from nothing else: no text of a policy can become code. Long integers are bound as constants.
"""

from collections.abc import Hashable, Iterable
from enum import Enum
from itertools import count

from attrs import field, frozen

_LONGEST_LITERAL = 10**40


class Level(Enum):
    """How tightly the outermost operator binds, loosest first."""

    CHOICE = 0
    OR = 1
    AND = 2
    NOT = 3
    COMPARE = 4
    SUM = 5
    PRODUCT = 6
    MINUS = 7
    ATOM = 8


@frozen
class Code:
    """One expression. Not made directly but by the functions below."""

    text: str
    level: Level = Level.ATOM

    def within(self, level: Level) -> str:
        """The text as an operand of an operator that binds as ``level``."""
        return self.text if self.level.value >= level.value else f"({self.text})"


class Helper(Enum):
    """The functions that generated code may call; ``helpers.HELPERS`` holds them under these names."""

    FRACTION = "fraction"
    LEN = "length"
    SET = "empty_set"
    TRIMMED = "trimmed"
    BEST = "best"
    FEWER = "fewer"
    ADD_DAYS = "add_days"
    ADD_MONTHS = "add_months"
    MONTHS_BETWEEN = "months_between"
    YEARS_BETWEEN = "years_between"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    FIRST_OF_MONTH = "first_of_month"
    LAST_OF_MONTH = "last_of_month"
    ROUND_POWER = "rounded_power"
    CHECK_DIGITS = "check_digits"


class Relation(Enum):
    """Comparisons of two numbers or tokens."""

    LESS = "<"
    AT_MOST = "<="
    EQUAL = "=="
    NOT_EQUAL = "!="
    AT_LEAST = ">="
    GREATER = ">"


@frozen
class Names:
    """Numbers the locals of one function: ``v0``, ``v1``, ``d0`` …; the letter says what a local holds."""

    _counters: dict[str, "count[int]"] = field(factory=dict)

    def fresh(self, letter: str) -> Code:
        """A local that nothing else uses."""
        if len(letter) != 1 or not ("a" <= letter <= "z"):
            raise ValueError("a local is a small letter and a number")
        return Code(f"{letter}{next(self._counters.setdefault(letter, count()))}")


@frozen
class Constants:
    """Values bound to the function as globals ``k0``, ``k1`` …: texts, long integers, arguments of helpers."""

    values: dict[str, object] = field(factory=dict)
    _names: dict[tuple[type, object], str] = field(factory=dict)

    def code(self, value: Hashable) -> Code:
        """The name of a constant, the same for the same value."""
        key = (type(value), value)
        if key not in self._names:
            self._names[key] = f"k{len(self._names)}"
            self.values[self._names[key]] = value
        return Code(self._names[key])

    def integer(self, value: int) -> Code:
        """A whole number, spelled where it is short."""
        if abs(value) < _LONGEST_LITERAL:
            return Code(repr(int(value)), Level.ATOM if value >= 0 else Level.MINUS)
        return self.code(value)


NONE, TRUE, FALSE = Code("None"), Code("True"), Code("False")
EMPTY_TUPLE = Code("()")
EMPTY_LIST = Code("[]")


def small(value: int) -> Code:
    """A whole number that is known to be short: an index, a count."""
    return Code(repr(int(value)), Level.ATOM if value >= 0 else Level.MINUS)


def flag(value: bool) -> Code:
    """Yes or no."""
    return TRUE if value else FALSE


def summed(positive: Iterable[Code], negative: Iterable[Code]) -> Code:
    """A sum of some terms less others; a negated term is not among the positive ones."""
    plus, minus = list(positive), list(negative)
    if not plus and not minus:
        return Code("0")
    if len(plus) == 1 and not minus:
        return plus[0]
    # The minus of a first factor that is a literal costs nothing.
    head = plus.pop(0).within(Level.SUM) if plus else f"-{minus.pop(0).within(Level.PRODUCT)}"
    text = "".join([head, *(f" + {c.within(Level.PRODUCT)}" for c in plus)])
    text += "".join(f" - {c.within(Level.PRODUCT)}" for c in minus)
    return Code(text, Level.SUM if " " in text else Level.PRODUCT)


def product(factors: Iterable[Code]) -> Code:
    """A product; of nothing it is one."""
    listed = list(factors)
    if len(listed) == 1:
        return listed[0]
    return Code(" * ".join(factor.within(Level.MINUS) for factor in listed), Level.PRODUCT)


def floored(above: Code, below: Code) -> Code:
    """The whole number at or below a quotient."""
    return Code(f"{above.within(Level.PRODUCT)} // {below.within(Level.MINUS)}", Level.PRODUCT)


def remainder(above: Code, below: Code) -> Code:
    """What a division leaves, at least zero for a positive divisor."""
    return Code(f"{above.within(Level.PRODUCT)} % {below.within(Level.MINUS)}", Level.PRODUCT)


def negative(value: Code) -> Code:
    """The negated number."""
    return Code(f"-{value.within(Level.MINUS)}", Level.MINUS)


def compared(left: Code, relation: Relation, right: Code) -> Code:
    """A comparison of two numbers or tokens."""
    text = f"{left.within(Level.SUM)} {relation.value} {right.within(Level.SUM)}"
    return Code(text, Level.COMPARE)


def is_none(value: Code) -> Code:
    """Whether a local holds nothing."""
    return Code(f"{value.within(Level.SUM)} is None", Level.COMPARE)


def is_there(value: Code) -> Code:
    """Whether a local holds something."""
    return Code(f"{value.within(Level.SUM)} is not None", Level.COMPARE)


def is_false(value: Code) -> Code:
    """Whether a condition does not hold, as opposed to having no value."""
    return Code(f"{value.within(Level.SUM)} is False", Level.COMPARE)


def is_among(value: Code, numbers: Iterable[int]) -> Code:
    """Whether a small number is one of some."""
    listed = ", ".join(repr(int(number)) for number in sorted(numbers))
    return Code(f"{value.within(Level.SUM)} in ({listed},)", Level.COMPARE)


def every(tests: Iterable[Code]) -> Code:
    """Whether all hold; Python too stops at the first that does not."""
    texts = [test.within(Level.NOT) for test in tests]
    return Code(" and ".join(texts), Level.AND) if len(texts) > 1 else Code(texts[0], Level.NOT)


def some(tests: Iterable[Code]) -> Code:
    """Whether any holds; Python too stops at the first that does."""
    texts = [test.within(Level.AND) for test in tests]
    return Code(" or ".join(texts), Level.OR) if len(texts) > 1 else Code(texts[0], Level.AND)


def inverted(test: Code) -> Code:
    """Whether it does not hold."""
    return Code(f"not {test.within(Level.NOT)}", Level.NOT)


def chosen(test: Code, then: Code, otherwise: Code) -> Code:
    """One value or the other."""
    text = f"{then.within(Level.OR)} if {test.within(Level.OR)} else {otherwise.within(Level.CHOICE)}"
    return Code(text, Level.CHOICE)


def picked(values: Iterable[int], place: Code) -> Code:
    """The one of some whole numbers that stands at a place, counted from zero."""
    return Code(f"{tupled(map(small, values)).text}[{place.within(Level.CHOICE)}]")


def numerator_of(fraction: Code) -> Code:
    """The numerator of a fraction or whole number in a local."""
    return Code(f"{fraction.within(Level.ATOM)}.numerator")


def denominator_of(fraction: Code) -> Code:
    """The denominator of a fraction or whole number in a local."""
    return Code(f"{fraction.within(Level.ATOM)}.denominator")


def called(helper: Helper, args: Iterable[Code]) -> Code:
    """The result of a helper."""
    return Code(f"{helper.value}({', '.join(arg.within(Level.CHOICE) for arg in args)})")


def tupled(items: Iterable[Code]) -> Code:
    """A tuple."""
    texts = [item.within(Level.CHOICE) for item in items]
    return Code(f"({', '.join(texts)}{',' if len(texts) == 1 else ''})")
