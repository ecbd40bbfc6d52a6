"""What a policy can be tried on: each of its promises, and the properties of every policy, on random people.

A trial always draws the same people for the same policy, so that what passes today passes tomorrow; a larger number
tries further ones. The first failure found is shrunk to the simplest person that Hypothesis can find.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import TypeVar

from attrs import frozen
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable

from kpi_lang.core.plan import PropertyForm, PropertyPlan
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.policy import Policy
from kpi_lang.source import Lang, Span
from kpi_lang.testing.breakpoints import Grid
from kpi_lang.testing.broken import Wording
from kpi_lang.testing.given import GivenPerson
from kpi_lang.testing.made_up import Maker
from kpi_lang.testing.promises import driver_of, is_reached, pair_holds, promise_holds
from kpi_lang.testing.properties import (
    AGREE,
    ANSWERED,
    ORDERLESS,
    evaluators_agree,
    order_changes_nothing,
    value_or_reason,
)
from kpi_lang.testing.together import GivenPopulation, populations

_NOBODY = Wording(
    "no person was found whom the policy accepts; an `example` of one would help",
    "未找到方案可接受的人员；写一个此类人员的“示例”会有帮助",
)
_NOT_REACHED = Wording(
    "nobody was found for whom it is so, among {number} people and the examples; try more with --kpi-examples",
    "在 {number} 名随机人员及示例人员中未找到符合者；可用 --kpi-examples 增加人数",
)
_NO_INPUT = Wording(
    "it compares people by a value that is no input; that is not tried on random people",
    "它按并非输入项的数值比较人员；不以随机人员检验",
)
_UNSUPPLIED = Wording(
    "values of parameters are still to be supplied: {names}",
    "参数的值尚待提供：{names}",
)


Drawn = TypeVar("Drawn")


class Undecided(Exception):
    """A property that could not be tried; the text says why."""


@frozen(eq=False)
class Trial:
    """A property with its title; `attempt` tries it on so many people.

    It raises `Broken` where the property does not hold, and `Undecided` where it cannot be tried.
    """

    title: str
    attempt: Callable[[int, Lang], None]
    span: Span | None = None
    """Where the author wrote it."""


def trials(policy: Policy) -> tuple[Trial, ...]:
    """Each promise of a policy, then each property that every policy has."""
    return tuple(_trials(policy))


def _trials(policy: Policy) -> Iterator[Trial]:
    maker = Maker(policy)
    for promise in policy.plan.properties:
        yield Trial(f"ensure {promise.name}", _checked(policy, _promise(maker, promise)), promise.span)
    yield Trial(AGREE.en, _checked(policy, _each(maker, evaluators_agree)))
    yield Trial(ANSWERED.en, _checked(policy, _each(maker, value_or_reason)))
    yield Trial(ORDERLESS.en, _checked(policy, _orderless(policy)))


def _checked(policy: Policy, attempt: Callable[[int, Lang], None]) -> Callable[[int, Lang], None]:
    def attempted(number: int, lang: Lang) -> None:
        if policy.plan.unsupplied:
            raise Undecided(_UNSUPPLIED.said(lang, names=", ".join(policy.plan.unsupplied)))
        try:
            attempt(number, lang)
        except Unsatisfiable:
            raise Undecided(_NOBODY.said(lang)) from None

    return attempted


def _each(
    maker: Maker, check: Callable[[Policy, GivenPerson, Lang | None], None]
) -> Callable[[int, Lang], None]:
    def attempt(number: int, lang: Lang) -> None:
        _tried(maker.people(), lambda person: check(maker.policy, person, lang), number)

    return attempt


def _promise(maker: Maker, promise: PropertyPlan) -> Callable[[int, Lang], None]:
    if promise.form is PropertyForm.REACHABLE:
        return _reachable(maker, promise)
    if promise.form in (PropertyForm.WITHIN, PropertyForm.ALWAYS, PropertyForm.EXACTLY_WHEN):
        return _each(maker, lambda policy, person, lang: promise_holds(policy, promise, person, lang))
    driver = driver_of(maker.policy, promise)

    def attempt(number: int, lang: Lang) -> None:
        if driver is None:
            raise Undecided(_NO_INPUT.said(lang))
        pairs = _pairs(maker, driver, near=promise.form is PropertyForm.STEP_BOUND)
        _tried(pairs, lambda pair: pair_holds(maker.policy, promise, *pair, lang), number)

    return attempt


def _pairs(maker: Maker, driver: InputSpec, *, near: bool) -> st.SearchStrategy[tuple[GivenPerson, Value]]:
    """People with another value of an input, mostly the next one; only that one if it must be `near`."""

    @st.composite
    def drawn(draw: st.DrawFn) -> tuple[GivenPerson, Value]:
        person = draw(maker.people())
        value = person.values.get(driver.name)
        if isinstance(value, Fraction) and (near or draw(st.booleans())):
            beside = value + draw(st.sampled_from((1, -1))) * Grid(driver.domain).step
            return person, beside if driver.domain.contains(beside) else value
        return person, draw(maker.values(driver))

    return drawn()


def _reachable(maker: Maker, promise: PropertyPlan) -> Callable[[int, Lang], None]:
    def attempt(number: int, lang: Lang) -> None:
        found = any(is_reached(maker.policy, promise, person) for person in maker.examples)

        def look(person: GivenPerson) -> None:
            nonlocal found
            found = found or is_reached(maker.policy, promise, person)

        if not found:
            _tried(maker.people(), look, number)
        if not found:
            raise Undecided(_NOT_REACHED.said(lang, number=number))

    return attempt


def _orderless(policy: Policy) -> Callable[[int, Lang], None]:
    @st.composite
    def ordered(draw: st.DrawFn) -> tuple[GivenPopulation, list[int]]:
        population = draw(populations(policy))
        return population, draw(st.permutations(range(len(population.people))))

    def attempt(number: int, lang: Lang) -> None:
        _tried(ordered(), lambda drawn: order_changes_nothing(policy, *drawn, lang), number)

    return attempt


def _tried(strategy: st.SearchStrategy[Drawn], check: Callable[[Drawn], None], number: int) -> None:
    """Try a check on so many drawn cases; raises what it raises on the simplest failing one."""

    @settings(
        max_examples=number,
        database=None,
        deadline=None,
        derandomize=True,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
    @given(strategy)
    def trial(drawn: Drawn) -> None:
        check(drawn)

    trial()
