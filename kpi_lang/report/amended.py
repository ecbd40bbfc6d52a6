"""What makes a variant, in words: the policy that it amends, how many clauses, and which figures they change."""

from collections.abc import Iterator

from kpi_lang.core.amendments import Amendment, Manner
from kpi_lang.core.children import children, walk
from kpi_lang.core.nodes import Aggregate, Choose, Expr
from kpi_lang.core.plan import Plan, Rule
from kpi_lang.evaluate.trace import Trace
from kpi_lang.source import Lang, Span

_MANNERS: dict[Lang, dict[Manner, str]] = {
    "en": {
        Manner.REPLACED: "{number} replaced",
        Manner.SET: "{number} set",
        Manner.REMOVED: "{number} removed",
        Manner.ADDED: "{number} added",
    },
    "zh": {
        Manner.REPLACED: "替换 {number} 项",
        Manner.SET: "改动 {number} 项",
        Manner.REMOVED: "删除 {number} 项",
        Manner.ADDED: "增加 {number} 项",
    },
}
_AMENDS: dict[Lang, str] = {
    "en": "{name} amends {base} version {version}: {counts} ({changes})",
    "zh": "{name} 修订 {base} 版本 {version}：{counts}（{changes}）",
}
_BETWEEN: dict[Lang, str] = {"en": ", ", "zh": "，"}
_AND: dict[Lang, str] = {"en": "; ", "zh": "；"}


def amendment_texts(plan: Plan, lang: Lang) -> tuple[str, ...]:
    """A line for each amendment that led to a variant, the last one first; none for a policy written out."""
    return tuple(_text(amendment, lang) for amendment in plan.amendments)


def _text(amendment: Amendment, lang: Lang) -> str:
    counts = (
        words.format(number=number)
        for manner, words in _MANNERS[lang].items()
        if (number := amendment.count(manner))
    )
    return _AMENDS[lang].format(
        name=amendment.name,
        base=amendment.base,
        version=amendment.version,
        counts=_BETWEEN[lang].join(counts),
        changes=_AND[lang].join(change.what for change in amendment.changes),
    )


def amended_by(rule: Rule, trace: Trace) -> str | None:
    """The variant whose text led to the value of a rule, None where only the text of the policy amended did."""
    for amendment in trace.plan.amendments:
        places = (rule.span, *_followed(rule.expr, trace))
        if any(_is_within(place, amendment.span) for place in places):
            return amendment.name
    return None


def _followed(expr: Expr, trace: Trace) -> Iterator[Span | None]:
    """The places of what was evaluated; of a choice the conditions tried and the row taken."""
    yield expr.span
    if isinstance(expr, Choose):
        taken = trace.points[expr.point]
        last = taken if isinstance(taken, int) else len(expr.arms) - 1
        for arm in expr.arms[: last + 1]:
            if arm.condition is not None:
                yield from _followed(arm.condition, trace)
        yield expr.arms[last].span
        yield from _followed(expr.arms[last].value, trace)
    elif isinstance(expr, Aggregate):
        # What happened in single records is not kept, so every part of the figure counts.
        yield from (node.span for node in walk(expr))
    else:
        for child in children(expr):
            yield from _followed(child, trace)


def _is_within(place: Span | None, whole: Span | None) -> bool:
    if place is None or whole is None or place.file != whole.file:
        return False
    return whole.start <= place.start and place.end <= whole.end
