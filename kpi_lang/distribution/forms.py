"""Quotas as sums over cuts: heads of grades a .. b are those above cut b less those above cut a − 1."""

from collections.abc import Sequence

from attrs import frozen

from kpi_lang.distribution.cuts import Cuts
from kpi_lang.distribution.quotas import Quota


@frozen
class Form:
    """``least`` ≤ heads above the cuts ``plus`` less heads above the cuts ``minus`` ≤ ``most``."""

    plus: tuple[int, ...]
    minus: tuple[int, ...]
    least: int
    most: int

    def met(self, cuts: Cuts, at: Sequence[int]) -> bool:
        """Whether the quota holds with the cuts at these positions."""
        heads = sum(cuts.above[j][at[j]] for j in self.plus) - sum(cuts.above[j][at[j]] for j in self.minus)
        return self.least <= heads <= self.most

    @property
    def lower_of_neighbours(self) -> int | None:
        """The first of two neighbouring cuts if the quota is about the one grade between them."""
        if len(self.plus) == 1 and self.minus == (self.plus[0] - 1,):
            return self.minus[0]
        return None


def form_of(quota: Quota, cuts: Cuts) -> Form:
    """The quota as a sum over cuts. The cut after the last grade is none: everybody is above it."""
    plus: list[int] = []
    minus: list[int] = []
    everybody = 0
    for grade in sorted(quota.grades):
        if grade - 1 not in quota.grades and grade > 0:
            minus.append(grade - 1)
        if grade + 1 not in quota.grades:
            if grade == cuts.number:
                everybody = cuts.total
            else:
                plus.append(grade)
    return Form(tuple(plus), tuple(minus), quota.least - everybody, quota.most - everybody)
