"""From what a policy asks of a cohort to its quotas: shares and tables become head-counts of this cohort."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from kpi_lang.core.distribution import Amount, Distribution, GradeQuota, GradeShares, Guard, Sense
from kpi_lang.distribution.quotas import Quota, largest_remainder, quota, whole


def _unknown(_: str) -> Fraction | None:
    return None


def quotas_for(
    asked: Sequence[GradeQuota | GradeShares],
    headcount: int,
    value_of: Callable[[str], Fraction | None] = _unknown,
) -> tuple[Quota, ...]:
    """The quotas of a cohort of so many heads; those whose rule has no value for it are left out."""
    found: list[Quota] = []
    for number, rule in enumerate(asked):
        if isinstance(rule, GradeShares):
            heads = largest_remainder([share for _, share in rule.shares], headcount)
            found += [
                Quota(number, frozenset({grade}), most, most)
                for (grade, _), most in zip(rule.shares, heads, strict=True)
            ]
            continue
        amount = amount_for(rule.amounts, headcount)
        if amount is None:
            continue
        value = amount.value if amount.rule is None else value_of(amount.rule)
        if value is not None:
            found.append(
                quota(number, rule.grades, rule.sense, _heads(rule, amount, value, headcount), headcount)
            )
    return tuple(found)


def amount_for(amounts: Sequence[Amount], headcount: int) -> Amount | None:
    """The amount for cohorts of this size; a cohort of nobody has none of those by size."""
    for amount in amounts:
        if amount.smallest <= headcount and (amount.largest is None or headcount <= amount.largest):
            return amount
    return None


def quota_label(asked: Distribution, quotas: Sequence[Quota], quota: Quota, grades: Sequence[str]) -> str:
    """A quota as the policy words it, with its grades where a row asks for several."""
    label = asked.quotas[quota.rule].label
    if sum(other.rule == quota.rule for other in quotas) == 1:
        return label
    return " + ".join(grades[grade] for grade in sorted(quota.grades)) + f": {label}"


def guarded(guard: Guard, headcount: int) -> int:
    """How many people of a cohort may be moved down."""
    if not guard.is_share:
        return int(guard.value)
    assert guard.mode is not None
    return whole(guard.value, headcount, guard.mode)


def _heads(rule: GradeQuota, amount: Amount, value: Fraction, headcount: int) -> int:
    if amount.is_share:
        assert rule.mode is not None
        return whole(value, headcount, rule.mode)
    # A number of heads that data give and that is not whole bounds as the next whole one inside it does.
    return value.__ceil__() if rule.sense is Sense.AT_LEAST else value.__floor__()
