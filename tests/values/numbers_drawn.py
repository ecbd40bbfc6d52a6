"""Numbers that the tests of exact values draw: small enough to meet often, with ties and signs."""

from fractions import Fraction

from hypothesis import strategies as st

from kpi_lang.values import EmptyInterval, Interval

small_numbers = st.builds(Fraction, st.integers(-24, 24), st.sampled_from([1, 2, 3, 4, 8]))
steps = st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(1, 100), Fraction(2, 3), Fraction(5)])


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Intervals with ends of every sort."""
    ends = sorted([draw(small_numbers), draw(small_numbers)])
    lo = draw(st.sampled_from([ends[0], ends[0], ends[0], Fraction(0), None]))
    hi = draw(st.sampled_from([ends[1], ends[1], ends[1], Fraction(0), None]))
    try:
        return Interval(lo, hi, draw(st.booleans()), draw(st.booleans()))
    except EmptyInterval:
        return Interval(ends[0], ends[1])


@st.composite
def intervals_and_members(draw: st.DrawFn) -> tuple[Interval, Fraction]:
    """An interval and one of its numbers, often an end or very near to one."""
    interval = draw(intervals())
    tiny = Fraction(1, 10 ** draw(st.integers(1, 6)))
    near = [
        end + shift for end in (interval.lo, interval.hi) if end is not None for shift in (-tiny, 0, tiny)
    ]
    if interval.lo is not None and interval.hi is not None:
        near.append((interval.lo + interval.hi) / 2)
    else:
        near.append(draw(small_numbers) * 1000)
        near.append(
            (interval.lo if interval.lo is not None else interval.hi or Fraction(0))
            + (1 if interval.hi is None else -1)
        )
    members = [number for number in near if interval.contains(number)]
    return interval, draw(st.sampled_from(members))
