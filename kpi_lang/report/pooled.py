"""How a person's share of a pool came about: the amount, the part of the total, bounds, and the last cent."""

from fractions import Fraction

from kpi_lang.core.groups import GroupFigure
from kpi_lang.evaluate.population.sharing import Bound
from kpi_lang.evaluate.trace import PoolShare
from kpi_lang.report.phrases import Phrases
from kpi_lang.source import Lang
from kpi_lang.source.figures import finite_places
from kpi_lang.values.display import display

_PLACES = 6


def pool_text(figure: GroupFigure, share: PoolShare, group: str, phrases: Phrases, lang: Lang) -> str:
    """One line about a pool, as the person sees it."""
    assert figure.value is not None
    part_kind = figure.value.kind

    def money(value: Fraction) -> str:
        return display(value, figure.kind, lang)

    amount = "–" if share.amount is None else money(share.amount)
    text = phrases.pool.format(
        pool=figure.text, group=group, amount=amount, total=display(share.total, part_kind, lang)
    )
    notes = [text]
    got = share.got
    if got is None:
        notes.append(phrases.pool_nothing)
    else:
        assert isinstance(share.part, Fraction)
        exact = got.exact * share.step
        shown = money(exact) if finite_places(exact) is not None else f"{money(_cut(exact))}…"
        notes.append(phrases.pool_part.format(part=display(share.part, part_kind, lang), exact=shown))
        if got.bound is not Bound.NONE:
            notes.append(phrases.pool_floor if got.bound is Bound.FLOOR else phrases.pool_cap)
        if got.extra:
            notes.append(phrases.pool_extra.format(step=money(share.step)))
    if share.rest:
        notes.append(phrases.pool_rest.format(rest=money(share.rest)))
    return phrases.list_separator.join(notes)


def _cut(value: Fraction) -> Fraction:
    scale = 10**_PLACES
    return Fraction(value.numerator * scale // value.denominator, scale)
