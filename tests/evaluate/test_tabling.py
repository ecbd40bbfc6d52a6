"""Chains that only look a number up become one look-up, and only where that is the same."""

import pytest

from kpi_lang.evaluate.generated.code import NONE, Code, summed
from kpi_lang.evaluate.generated.statements import Assign, Augment, Block, Branch, layout
from kpi_lang.evaluate.generated.tabling import tabled

GRADE, PAY, OTHER = Code("v1"), Code("v2"), Code("v3")


def graded(*grades: str) -> Block:
    """A local that becomes one of some grades, by the points in ``x0``."""
    block: Block = [Assign((GRADE,), Code(grades[-1]))]
    for place, grade in enumerate(grades[:-1]):
        block = [Branch(Code(f"x0 > {place}"), [Assign((GRADE,), Code(grade))], block)]
    return block


def chain(*rows: str, test: str = "v1 == {}") -> Block:
    """The chain that looks up what each grade but the last is worth, highest first."""
    block: Block = [Assign((PAY,), Code(rows[-1]))]
    for grade, row in enumerate(reversed(rows[:-1]), start=1):
        block = [Branch(Code(test.format(grade)), [Assign((PAY,), Code(row))], block)]
    return block


def test_a_chain_over_few_numbers_is_one_look_up() -> None:
    found = tabled([*graded("3", "2", "1", "0"), *chain("15", "13", "-9", "7")])
    assert list(layout(found))[-1] == "v2 = (7, -9, 13, 15)[v1]"
    copied = [
        *graded("3", "2", "1", "0"),
        Assign((OTHER,), GRADE),
        *chain("4", "3", "2", "1", test="v3 == {}"),
    ]
    assert list(layout(tabled(copied)))[-1] == "v2 = (1, 2, 3, 4)[v3]"


def test_it_gives_what_the_chain_gives() -> None:
    block = [*graded("5", "3", "2", "1", "0"), *chain("15", "13", "11", "7")]
    for points in range(6):
        before, after = {"x0": points}, {"x0": points}
        exec("\n".join(layout(block)), {}, before)
        exec("\n".join(layout(tabled(block))), {}, after)
        assert before == after


@pytest.mark.parametrize(
    "block",
    [
        [*graded("3", "2", "None", "0"), *chain("4", "3", "2", "1")],
        [*graded("3", "2", "-1", "0"), *chain("4", "3", "2", "1")],
        [*graded("99", "2", "1", "0"), *chain("4", "3", "2", "1")],
        [*graded("3", "2", "1", "0"), Augment(GRADE, Code("1")), *chain("4", "3", "2", "1")],
        [Assign((GRADE, OTHER), Code("x0")), *chain("4", "3", "2", "1")],
        [Assign((GRADE,), summed([Code("x0"), Code("1")], [])), *chain("4", "3", "2", "1")],
        [Assign((GRADE,), NONE), *graded("3", "2", "1", "0"), *chain("4", "3", "2", "1")],
        [*graded("3", "2", "1", "0"), *chain("4", "x2", "2", "1")],
        [*graded("3", "2", "1", "0"), *chain("4", "3", "2", "1", test="v1 > {}")],
        [*graded("1", "0"), *chain("4", "3")],
        chain("4", "3", "2", "1"),
    ],
)
def test_anything_else_stays_as_it_is(block: Block) -> None:
    assert list(layout(tabled(block))) == list(layout(block))
