"""The table of a distribution: each grade and rule of a cohort, with heads, shares, limits and how many to move."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from attrs import frozen

from kpi_lang.core.distribution import State
from kpi_lang.core.plan import Plan
from kpi_lang.data.output.columns import Form, OutputColumn, OutputValue
from kpi_lang.distribution.cohort import counted
from kpi_lang.distribution.resolving import quota_label
from kpi_lang.distribution.settlement import SettledCohort
from kpi_lang.source import Lang
from kpi_lang.source.figures import exact_text
from kpi_lang.values.display import percent_text

DISTRIBUTION_COLUMNS = (
    OutputColumn("period"),
    OutputColumn("cohort"),
    OutputColumn("headcount", Form.NUMBER, 0),
    OutputColumn("item"),
    OutputColumn("before", Form.NUMBER, 0),
    OutputColumn("count", Form.NUMBER, 0),
    OutputColumn("share"),
    OutputColumn("least", Form.NUMBER, 0),
    OutputColumn("most", Form.NUMBER, 0),
    OutputColumn("to_move", Form.NUMBER, 0),
    OutputColumn("status"),
)
"""``before``: heads with the provisional grades; ``to_move``: how many of these are too many, or, below 0, wanting."""


class _Words(NamedTuple):
    everybody: str
    people: str
    headings: tuple[str, str, str, str, str]
    pooled: str
    too_small: str
    tolerated: str
    obstacle: str
    met: str
    mean: str
    states: dict[State | None, str]


_WORDS: dict[Lang, _Words] = {
    "en": _Words(
        "everybody",
        "people",
        ("grade or rule", "count", "share", "limit", "n to move"),
        "pooled from {names}",
        "too small, left as it is",
        "off, but within what the policy lets pass",
        "cannot be met, nobody is moved",
        "met",
        "mean of {label}: {mean}, at most {most}, approval by {approver}",
        {
            None: "settled",
            State.INCOMPLETE: "not settled: somebody's data were rejected",
            State.APPROVAL: "awaits approval by {approvers}",
            State.DECLINED: "declined",
        },
    ),
    "zh": _Words(
        "全公司",
        "人",
        ("等级或规定", "人数", "占比", "名额", "须调整"),
        "由 {names} 并入",
        "人数过少，不作调整",
        "有偏差，但未超出方案允许的范围",
        "不能满足，未作调整",
        "符合",
        "{label} 人均 {mean}，不超过 {most}，须经 {approver} 批准",
        {
            None: "已确定",
            State.INCOMPLETE: "未确定：有人的数据被退回",
            State.APPROVAL: "待 {approvers} 批准",
            State.DECLINED: "未获批准",
        },
    ),
}


@frozen
class Line:
    """A line of the table: a grade, whose limits are open, or a rule."""

    item: str
    before: int
    count: int
    share: Fraction | None
    least: int | None
    most: int | None
    to_move: int | None


def lines_of(plan: Plan, cohort: SettledCohort) -> Iterator[Line]:
    """The lines of one cohort: the grades, the best first, then the rules."""
    proposal = cohort.proposal
    before, now = counted(proposal.cohort, proposal.cohort.start), cohort.counts
    heads = proposal.cohort.headcount

    def share(number: int) -> Fraction | None:
        return Fraction(number, heads) if heads else None

    for place, spec in enumerate(plan.grades):
        yield Line(spec.name, before[place], now[place], share(now[place]), None, None, None)
    asked = plan.distribution
    assert asked is not None
    for quota in proposal.quotas:
        label = quota_label(asked, proposal.quotas, quota, [spec.name for spec in plan.grades])
        number = quota.number(now)
        yield Line(
            label,
            quota.number(before),
            number,
            share(number),
            quota.least,
            quota.most,
            quota.to_move(before),
        )


def distribution_rows(
    plan: Plan, cohorts: Sequence[SettledCohort], lang: Lang
) -> Iterator[tuple[OutputValue, ...]]:
    """The rows of the table, as a file holds them."""
    for cohort in cohorts:
        heads = cohort.proposal.cohort.headcount
        for line in lines_of(plan, cohort):
            yield (
                cohort.period or None,
                cohort.proposal.name or None,
                heads,
                line.item,
                line.before,
                line.count,
                None if line.share is None else share_text(line.share),
                line.least,
                line.most,
                line.to_move,
                status(cohort, lang),
            )


def share_text(share: Fraction) -> str:
    """A share of the head-count, to a tenth of a percent: what binds is the head-count, not the share."""
    return percent_text(Fraction(int(share * 1000 + Fraction(1, 2)), 1000))


def status(cohort: SettledCohort, lang: Lang) -> str:
    """Where a cohort stands, in words."""
    words = _WORDS[lang]
    proposal = cohort.proposal
    parts = []
    if proposal.pooled:
        parts.append(
            words.pooled.format(names=", ".join(name or words.everybody for name in proposal.pooled))
        )
    if proposal.too_small:
        parts.append(words.too_small)
    if proposal.tolerated:
        parts.append(words.tolerated)
    if proposal.calibration.obstacle is not None:
        parts.append(words.obstacle)
    parts += [
        words.mean.format(
            label=mean.label,
            mean=exact_text(mean.mean or Fraction(0)),
            most=exact_text(mean.most),
            approver=mean.approver,
        )
        for mean in proposal.means
        if mean.is_above
    ]
    parts.append(words.states[cohort.state].format(approvers=", ".join(proposal.approvers)))
    return "; ".join(parts)


def distribution_text(
    plan: Plan, cohort: SettledCohort, lang: Lang
) -> tuple[str, tuple[tuple[str, ...], ...]]:
    """A cohort for people to read: its heading, and the cells of a table with headings first."""
    words = _WORDS[lang]
    proposal = cohort.proposal
    name = proposal.name or words.everybody
    name = f"{cohort.period} {name}" if cohort.period else name
    heading = f"{name}: {proposal.cohort.headcount} {words.people}; {status(cohort, lang)}"
    cells = [words.headings]
    for line in lines_of(plan, cohort):
        share = "" if line.share is None else share_text(line.share)
        count = str(line.count) if line.count == line.before else f"{line.before} → {line.count}"
        cells.append((line.item, count, share, _limit(line), _to_move(line, words)))
    return heading, tuple(cells)


def _limit(line: Line) -> str:
    if line.least is None or line.most is None:
        return ""
    if line.least == 0:
        return f"≤ {line.most}"
    return f"= {line.most}" if line.least == line.most else f"≥ {line.least}"


def _to_move(line: Line, words: _Words) -> str:
    if line.to_move is None:
        return ""
    return words.met if line.to_move == 0 else str(abs(line.to_move))
