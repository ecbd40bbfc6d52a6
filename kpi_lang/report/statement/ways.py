"""The ways to a better grade in words."""

from fractions import Fraction

from kpi_lang.core.absent import Absent
from kpi_lang.core.plan import Plan, Role
from kpi_lang.data.schema import Value
from kpi_lang.reach.figures import Figure
from kpi_lang.reach.next_grade import Way
from kpi_lang.report.figures import figure_text
from kpi_lang.report.statement.words import WORDS, Words
from kpi_lang.source import Lang


def way_text(way: Way, plan: Plan, lang: Lang) -> tuple[str, str]:
    """What would have to be, and what it would lead to."""
    words = WORDS[lang]
    before, after = (_shown(way.figure, value, lang) for value in (way.before, way.after))
    pattern, change = words.becomes, ""
    if isinstance(way.before, Fraction) and isinstance(way.after, Fraction):
        pattern = words.more if way.after > way.before else words.less
        change = _shown(way.figure, abs(way.after - way.before), lang)
    title = figure_title(way.figure, plan, words)
    return pattern.format(title=title, change=change, before=before, after=after), _reached(way, plan, lang)


def figure_title(figure: Figure, plan: Plan, words: Words) -> str:
    """The title of a figure, with its record where it is a column."""
    if figure.records is None or figure.row is None:
        return figure.spec.title
    records = next(table.title for table in plan.records if table.name == figure.records)
    return words.record.format(records=records, row=figure.row + 1, title=figure.spec.title)


def _shown(figure: Figure, value: Value, lang: Lang) -> str:
    return figure_text(value, figure.spec.kind, lang)


def _reached(way: Way, plan: Plan, lang: Lang) -> str:
    words = WORDS[lang]
    total = next((output for output in plan.outputs if output.role is Role.TOTAL), None)
    if total is None or way.total is None or isinstance(way.total, Absent):
        return words.reaching.format(grade=way.grade)
    shown = figure_text(way.total, total.kind, lang, total.digits)
    return words.reaching_total.format(total=shown, grade=way.grade)
