"""Effective weights: moved along named ways, shared within groups and then across, always 100% of what is there."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_lang.core.absent import Cause
from tests.lowering.small import evaluated, findings

CHAIN = """
    input a, b, c, d : points in 0 .. 100 step 1 optional
    indicator ia { measure a; missing move weight to ib 60%, ic 40% }
    indicator ib { measure b; missing move weight to ic }
    indicator ic { measure c; missing reweight }
    indicator id { measure d; missing reweight }
    scorecard all { ia 40%; ib 30%; ic 20%; id 10% }
"""


@pytest.mark.parametrize(
    ("lacking", "weights"),
    [
        ("", ("40%", "30%", "20%", "10%")),
        ("a", ("0%", "54%", "36%", "10%")),
        ("b", ("40%", "0%", "50%", "10%")),
        ("ab", ("0%", "0%", "90%", "10%")),
        ("c", ("50%", "37.5%", "0%", "12.5%")),
        ("abc", ("0%", "0%", "0%", "100%")),
        ("bc", ("80%", "0%", "0%", "20%")),
    ],
)
def test_weight_moves_along_a_chain_and_the_rest_is_shared(lacking: str, weights: tuple[str, ...]) -> None:
    values = {name: 50 for name in "abcd" if name not in lacking}
    person = evaluated(CHAIN, values)
    expected = [Fraction(weight.rstrip("%")) / 100 for weight in weights]
    assert person.numbers("ia.weight", "ib.weight", "ic.weight", "id.weight") == expected
    assert person["total"] == 50


def test_without_anything_there_is_no_total() -> None:
    person = evaluated(CHAIN)
    assert person.cause("total") is Cause.NO_RESULT
    assert person["ia.weight"] == 0


GROUPS = """
    input a, b, c, d : points in 0 .. 100 step 1 optional
    indicator ia { measure a; missing reweight }
    indicator ib { measure b; missing reweight }
    indicator ic { measure c; missing reweight }
    indicator id { measure d; missing reweight }
    scorecard all {
      group results 70% { ia 60%; ib 40% }
      group conduct 30% { ic 50%; id 50% }
    }
"""


@pytest.mark.parametrize(
    ("lacking", "weights", "groups"),
    [
        ("", ("42%", "28%", "15%", "15%"), ("70%", "30%")),
        ("a", ("0%", "70%", "15%", "15%"), ("70%", "30%")),
        ("c", ("42%", "28%", "0%", "30%"), ("70%", "30%")),
        ("ab", ("0%", "0%", "50%", "50%"), ("0%", "100%")),
        ("cd", ("60%", "40%", "0%", "0%"), ("100%", "0%")),
        ("acd", ("0%", "100%", "0%", "0%"), ("100%", "0%")),
    ],
)
def test_weight_is_shared_in_the_group_first_then_across(
    lacking: str, weights: tuple[str, ...], groups: tuple[str, str]
) -> None:
    values = {
        name: score for name, score in zip("abcd", (100, 80, 60, 40), strict=True) if name not in lacking
    }
    person = evaluated(GROUPS, values)
    held = [Fraction(weight.rstrip("%")) / 100 for weight in weights]
    assert person.numbers("ia.weight", "ib.weight", "ic.weight", "id.weight") == held
    assert person.numbers("results.weight", "conduct.weight") == [
        Fraction(w.rstrip("%")) / 100 for w in groups
    ]
    total = sum(weight * score for weight, score in zip(held, (100, 80, 60, 40), strict=True))
    assert person["total"] == total


def test_the_score_of_a_group_is_that_of_what_is_there() -> None:
    person = evaluated(GROUPS, a=100, b=80, d=40)
    assert person.numbers("results", "conduct", "results.points", "conduct.points") == [
        92,
        40,
        Fraction("64.4"),
        12,
    ]
    assert evaluated(GROUPS, c=60, d=40).cause("results") is Cause.NO_RESULT


NESTED = """
    input a, b, c, d : points in 0 .. 100 step 1 optional
    indicator ia {{ measure a; missing {first} }}
    indicator ib {{ measure b; missing reweight }}
    indicator ic {{ measure c; missing reweight }}
    indicator id {{ measure d; missing reweight }}
    scorecard all {{
      group outer 80% {{
        group inner 50% {{ ia 50%; ib 50% {needs} }}
        ic 50%
      }}
      id 20%
    }}
"""


@pytest.mark.parametrize(
    "first", ["reweight", "move weight to id", "move weight to ib 50%, id 50%", "move weight to ic"]
)
@pytest.mark.parametrize("present", list(product((True, False), repeat=4)))
def test_what_is_there_holds_all_of_the_weight(first: str, present: tuple[bool, ...]) -> None:
    policy = NESTED.format(first=first, needs="")
    values = {name: 50 for name, there in zip("abcd", present, strict=True) if there}
    person = evaluated(policy, values)
    weights = dict(
        zip("abcd", person.numbers("ia.weight", "ib.weight", "ic.weight", "id.weight"), strict=True)
    )
    if values:
        assert sum(weights.values()) == 1
        assert person["total"] == 50
    else:
        assert person.cause("total") is Cause.NO_RESULT
    assert all(weights[name] == 0 for name in "abcd" if name not in values)
    assert all(weights[name] > 0 for name in values)


def test_a_group_without_enough_leaves_its_weight() -> None:
    policy = NESTED.format(first="reweight", needs="; needs at least 2")
    assert evaluated(policy, a=50, b=50, c=50, d=50)["ia.weight"] == Fraction(1, 5)
    person = evaluated(policy, b=50, c=50, d=50)
    assert person.numbers("ib.weight", "ic.weight", "id.weight") == [0, Fraction(4, 5), Fraction(1, 5)]
    assert person.cause("inner") is Cause.NO_RESULT


def test_a_scorecard_without_enough_gives_no_total() -> None:
    policy = GROUPS.replace("id 50% }\n", "id 50% }\n      needs at least 2\n")
    assert evaluated(policy, a=50, c=50)["total"] == 50
    person = evaluated(policy, a=50, b=50)
    assert person.cause("total") is Cause.NO_RESULT
    assert "2" in person.reason("total")


@given(st.lists(st.integers(1, 9), min_size=2, max_size=5), st.data())
def test_shared_weights_keep_their_proportions(parts: list[int], data: st.DataObject) -> None:
    whole = sum(parts)
    names = "abcde"[: len(parts)]
    rows = "; ".join(f"i{name} {part} points" for name, part in zip(names, parts, strict=True))
    policy = f"input {', '.join(names)} : points in 0 .. 9 step 1 optional\n"
    policy += "".join(f"indicator i{name} {{ measure {name}; missing reweight }}\n" for name in names)
    policy += f"scorecard all {{ {rows}; out of {whole} }}"
    there = data.draw(st.sets(st.sampled_from(names), min_size=1))
    person = evaluated(policy, dict.fromkeys(there, 1))
    held = sum(part for name, part in zip(names, parts, strict=True) if name in there)
    for name, part in zip(names, parts, strict=True):
        assert person[f"i{name}.weight"] == (Fraction(part, held) if name in there else 0)


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        ("move weight to other", [("K623", "other")]),
        ("move weight to nothing", [("K623", "nothing")]),
        ("move weight to ib 60%, ic 30%", [("K624", "move weight to ib 60%, ic 30%")]),
        ("move weight to ib 60%, ic", [("K624", "move weight to ib 60%, ic")]),
        ("move weight to ib 60, ic 40", [("K624", "move weight to ib 60, ic 40")]),
    ],
)
def test_moves_that_are_wrong_are_underlined(clause: str, found: list[tuple[str, str]]) -> None:
    body = f"""
        input a, b, c : points in 0 .. 100 step 1 optional
        indicator ia {{ measure a; missing {clause} }}
        indicator ib {{ measure b; missing reweight }}
        indicator ic {{ measure c; missing reweight }}
        indicator other {{ measure c; missing no score }}
        scorecard all {{ ia 40%; ib 30%; ic 30% }}
    """
    assert findings(body)[:1] == found


def test_weight_is_not_handed_round_in_a_circle() -> None:
    body = CHAIN.replace("ic { measure c; missing reweight }", "ic { measure c; missing move weight to ia }")
    (found, _), *others = findings(body)
    assert found == "K625"
    assert others == []
