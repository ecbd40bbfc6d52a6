"""The best positions of the cuts: fewest people moved, fewest demotions, fewest steps, better grades first.

Quotas on one grade tie two neighbouring cuts; with these alone a table from the last cut to the first, with a
sliding minimum for each cut, finds the best positions in one pass (k grades, m classes: k·m steps). Of equal
costs the first cut lies as far back as it can, then the second: the better grades go first to those ahead.

Quotas on other sets of grades narrow the windows before, and decide after: if the best positions break one,
the window of one of its cuts is split near there, and the cheapest part is looked at next. The first answer that
keeps every quota is the best one, since what is left out of a part only makes its answer dearer.
"""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Sequence
from heapq import heappop, heappush

from kpi_lang.distribution.cuts import Cuts
from kpi_lang.distribution.forms import Form
from kpi_lang.distribution.windows import Windows, all_of, propagated

_Key = tuple[int, tuple[int, ...]]


def best_cuts(cuts: Cuts, forms: Sequence[Form]) -> tuple[int, ...] | None:
    """The best positions that keep every quota; None if there are none."""
    if cuts.number == 0:
        return () if all(form.met(cuts, ()) for form in forms) else None
    heap: list[tuple[_Key, int, Windows, tuple[int, ...]]] = []
    number = 0

    def look(windows: Windows) -> None:
        nonlocal number
        narrowed = propagated(cuts, forms, windows)
        found = None if narrowed is None else _best_of_neighbours(cuts, forms, narrowed)
        if narrowed is not None and found is not None:
            number += 1
            heappush(heap, (_key(cuts, found), number, narrowed, found))

    look(all_of(cuts))
    while heap:
        _, _, windows, found = heappop(heap)
        broken = next((form for form in forms if not form.met(cuts, found)), None)
        if broken is None:
            return found
        for part in _split(cuts, broken, windows, found):
            look(part)
    return None


def _key(cuts: Cuts, at: tuple[int, ...]) -> _Key:
    return sum(costs[c] for costs, c in zip(cuts.costs, at, strict=True)), tuple(-c for c in at)


def _split(cuts: Cuts, broken: Form, windows: Windows, at: tuple[int, ...]) -> tuple[Windows, Windows]:
    """The windows in two parts: one of the quota's cuts does its half of what is wanting, or the others do theirs.

    So what is wanting halves from level to level, however finely people are ordered.
    """
    heads = sum(cuts.above[j][at[j]] for j in broken.plus) - sum(cuts.above[j][at[j]] for j in broken.minus)
    too_many = heads > broken.most
    wanting = heads - broken.most if too_many else broken.least - heads
    backward, forward = (broken.plus, broken.minus) if too_many else (broken.minus, broken.plus)
    half = (wanting + 1) // 2
    for j in backward:
        if windows.low[j] < at[j]:
            enough = bisect_right(cuts.above[j], cuts.above[j][at[j]] - half) - 1
            place = min(max(enough, windows.low[j]), at[j] - 1)
            return windows.narrowed(j, 0, place), windows.narrowed(j, place + 1, cuts.size)
    for j in forward:
        if windows.high[j] > at[j]:
            enough = bisect_left(cuts.above[j], cuts.above[j][at[j]] + half)
            place = max(min(enough, windows.high[j]), at[j] + 1)
            return windows.narrowed(j, place, cuts.size), windows.narrowed(j, 0, place - 1)
    raise AssertionError("positions that no cut can leave were taken although they break a quota")


def _best_of_neighbours(cuts: Cuts, forms: Sequence[Form], windows: Windows) -> tuple[int, ...] | None:
    """The best positions within the windows by order and the quotas that tie two neighbouring cuts."""
    ties = _neighbours(cuts, forms)
    last = cuts.number - 1
    best: list[list[int | None]] = [[] for _ in range(cuts.number)]
    best[last] = list(cuts.costs[last][windows.low[last] : windows.high[last] + 1])
    for j in reversed(range(last)):
        best[j] = _table(cuts, windows, j, ties[j], best[j + 1])
    at: list[int] = []
    wanted = None
    for j in range(cuts.number):
        start, stop = windows.low[j], windows.high[j] + 1
        if at:
            start, stop = _reach(cuts, j - 1, at[-1], ties[j - 1], start, stop)
        offset = windows.low[j]
        values = [(value, -c) for c in range(start, stop) if (value := best[j][c - offset]) is not None]
        if not values:
            return None
        cheapest, place = min(values)
        assert wanted is None or cheapest == wanted
        at.append(-place)
        wanted = cheapest - cuts.costs[j][-place]
    return tuple(at)


def _neighbours(cuts: Cuts, forms: Sequence[Form]) -> list[tuple[int, int]]:
    """For each cut the fewest and the most heads between it and the next one."""
    found = [(0, cuts.total)] * max(cuts.number - 1, 0)
    for form in forms:
        j = form.lower_of_neighbours
        if j is not None:
            least, most = found[j]
            found[j] = max(least, form.least), min(most, form.most)
    return found


def _reach(cuts: Cuts, j: int, position: int, tie: tuple[int, int], start: int, stop: int) -> tuple[int, int]:
    """Where the cut after cut j can lie, given its position: first, and one after the last."""
    heads, following = cuts.above[j][position], cuts.above[j + 1]
    start = max(start, position)
    while start < stop and following[start] - heads < tie[0]:
        start += 1
    while stop > start and following[stop - 1] - heads > tie[1]:
        stop -= 1
    return start, stop


def _table(
    cuts: Cuts, windows: Windows, j: int, tie: tuple[int, int], after: list[int | None]
) -> list[int | None]:
    """The least cost from cut j on, for each of its positions; None where the following cuts find no place.

    Both ends of what the next cut can reach move on with this one, so a queue of rising costs gives the minimum.
    """
    least, most = tie
    following, first, last = cuts.above[j + 1], windows.low[j + 1], windows.high[j + 1]
    queue: deque[tuple[int, int]] = deque()
    taken = first
    found: list[int | None] = []
    for position in range(windows.low[j], windows.high[j] + 1):
        heads = cuts.above[j][position]
        while taken <= last and following[taken] - heads <= most:
            value = after[taken - first]
            if value is not None:
                while queue and queue[-1][0] >= value:
                    queue.pop()
                queue.append((value, taken))
            taken += 1
        while queue and (queue[0][1] < position or following[queue[0][1]] - heads < least):
            queue.popleft()
        found.append(cuts.costs[j][position] + queue[0][0] if queue else None)
    return found
