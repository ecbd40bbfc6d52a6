"""Windows of cuts: where each cut can still lie, narrowed by order and quotas until nothing changes.

Heads above a cut never fall as the cut moves on, so a bound on heads is a bound on the position.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from attrs import frozen

from kpi_lang.distribution.cuts import Cuts
from kpi_lang.distribution.forms import Form


@frozen
class Windows:
    """First and last position of each cut, both included."""

    low: tuple[int, ...]
    high: tuple[int, ...]

    def narrowed(self, cut: int, low: int, high: int) -> "Windows":
        """The windows with one of them cut down."""
        return Windows(
            (*self.low[:cut], max(self.low[cut], low), *self.low[cut + 1 :]),
            (*self.high[:cut], min(self.high[cut], high), *self.high[cut + 1 :]),
        )


def all_of(cuts: Cuts) -> Windows:
    """Every cut anywhere."""
    return Windows((0,) * cuts.number, (cuts.size,) * cuts.number)


def propagated(cuts: Cuts, forms: Sequence[Form], windows: Windows) -> Windows | None:
    """The windows without positions that no solution has; None if a window is empty."""
    low, high = list(windows.low), list(windows.high)
    changed = True
    while changed:
        before = low[:], high[:]
        for j in range(1, cuts.number):
            low[j] = max(low[j], low[j - 1])
        for j in reversed(range(cuts.number - 1)):
            high[j] = min(high[j], high[j + 1])
        if any(one > other for one, other in zip(low, high, strict=True)):
            return None
        for form in forms:
            if not form.plus and not form.minus and not form.least <= 0 <= form.most:
                return None
            if not _narrow(cuts, form, low, high):
                return None
        changed = (low, high) != before
    return Windows(tuple(low), tuple(high))


def _narrow(cuts: Cuts, form: Form, low: list[int], high: list[int]) -> bool:
    """Bound each cut of a quota by what the others of it allow; false if there is no position left."""
    for j in (*form.plus, *form.minus):
        fewest = _heads(cuts, form, low, high)
        most = _heads(cuts, form, high, low)
        if fewest > form.most or most < form.least:
            return False
        heads = cuts.above[j]
        if j in form.plus:
            too_few, too_many = form.least - most + heads[high[j]], form.most - fewest + heads[low[j]]
        else:
            too_few, too_many = fewest + heads[high[j]] - form.most, most + heads[low[j]] - form.least
        low[j] = max(low[j], bisect_left(heads, too_few))
        high[j] = min(high[j], bisect_right(heads, too_many) - 1)
        if low[j] > high[j]:
            return False
    return True


def _heads(cuts: Cuts, form: Form, plus_at: Sequence[int], minus_at: Sequence[int]) -> int:
    above = cuts.above
    return sum(above[j][plus_at[j]] for j in form.plus) - sum(above[j][minus_at[j]] for j in form.minus)
