"""The lines of a statement."""

from attrs import frozen

from kpi_lang.core.plan import Role
from kpi_lang.report.explanation import Figure
from kpi_lang.report.statement.amounts import Amount


@frozen
class IndicatorLine:
    """One indicator of the person's scorecard, or one goal of their sheet.

    ``targets`` were set beforehand, ``actuals`` came of the period; ``why`` says what happened where there is no
    score. ``derivation`` are the figures that the line unfolds to.
    """

    title: str
    targets: tuple[Amount, ...]
    actuals: tuple[Amount, ...]
    measure: str
    score: str
    weight: str
    points: str
    why: str
    derivation: tuple[Figure, ...]


@frozen
class Section:
    """The indicators of one group of the scorecard, or the goals of a sheet, with its score; no title: of no group."""

    title: str
    score: str
    weight: str
    lines: tuple[IndicatorLine, ...]
    derivation: tuple[Figure, ...]
    points: str = ""
    why: str = ""


@frozen
class ResultLine:
    """A bonus, deduction, restriction, total, grade or pay.

    ``why`` says why there is no value; ``remark`` what goes with a value, such as who approved it and why.
    """

    role: Role
    title: str
    shown: str
    why: str
    derivation: tuple[Figure, ...]
    remark: str = ""
