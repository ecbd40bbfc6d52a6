"""Who reports to whom: reports before their heads, and circles."""

from hypothesis import given
from hypothesis import strategies as st

from kpi_lang.evaluate.population.hierarchy import circles, reports_first

PEOPLE = st.dictionaries(st.sampled_from("abcdefgh"), st.none() | st.sampled_from("abcdefghxy"))


def test_heads_come_after_their_reports() -> None:
    order = [*reports_first({"boss": None, "head": "boss", "ann": "head", "bob": "head"})]
    assert sorted(order) == ["ann", "bob", "boss", "head"]
    assert order.index("head") > max(order.index("ann"), order.index("bob"))
    assert order[-1] == "boss"


def test_a_manager_who_is_not_there_is_nobodys_head() -> None:
    assert [*reports_first({"ann": "gone"})] == ["ann"]


def test_each_circle_is_told_once_from_its_smallest_key() -> None:
    managers = {"c": "a", "a": "b", "b": "c", "d": "a", "e": "e", "f": None}
    assert circles(managers) == (("a", "b", "c"), ("e",))
    assert circles({"a": "b", "b": None}) == ()


@given(PEOPLE)
def test_everybody_comes_once_unless_somebody_below_is_in_a_circle(managers: dict[str, str | None]) -> None:
    order = [*reports_first(managers)]
    assert len(set(order)) == len(order)
    for place, key in enumerate(order):
        assert managers[key] not in order[:place]
    inside = {key for circle in circles(managers) for key in circle}
    assert inside.isdisjoint(order)
    assert set(order) == set(managers) if not inside else True
