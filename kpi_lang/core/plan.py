"""The plan: a whole policy as rules over core expressions, in the order they are evaluated.

A rule belongs to the earliest stage that its inputs allow. Rules are sorted so that each one reads only rules
before it; the order among independent rules is the author's. Names are unique. Dotted names are parts of a
declaration (``turnover_rate.measure``) and are not outputs.
"""

from datetime import date
from enum import Enum
from fractions import Fraction

from attrs import field, frozen

from kpi_lang.core.amendments import Amendment
from kpi_lang.core.clauses import CitedPlaces, ClausePlan, Reading
from kpi_lang.core.distribution import SUPPLIED, Distribution
from kpi_lang.core.groups import GroupFigure
from kpi_lang.core.nodes import Expr, InputRef
from kpi_lang.data.schema import InputSpec, RecordsSchema, Schema, Value
from kpi_lang.source import Clause, Span
from kpi_lang.values.kinds import Kind
from kpi_lang.values.periods import PeriodLength


class Stage(Enum):
    """The stages of a run, in order. Groups, calibration, carrying and roll-ups have their places already."""

    RECORD = 1
    PERSON = 2
    GROUP = 3
    TOTAL = 4
    CALIBRATE = 5
    APPROVE = 6
    PAY = 7
    CARRY = 8
    ROLL_UP = 9


class Role(Enum):
    """What a rule is in the author's terms; reports and output columns follow it."""

    MEASURE = "measure"
    SCORE = "score"
    WEIGHT = "weight"
    POINTS = "points"
    GROUP_SCORE = "group score"
    AWARD_ITEM = "award item"
    AWARD = "award"
    CAP = "cap"
    FACTOR = "factor"
    RESTRICTION = "restriction"
    SCORECARD = "scorecard"
    BASE_SCORE = "base score"
    TOTAL = "total"
    PROVISIONAL_GRADE = "provisional grade"
    GRADE = "grade"
    TABLE = "table"
    PARAMETER = "parameter"
    VALUE = "value"
    BALANCE = "balance"
    CARRIED = "carried over"
    PAY = "pay"
    COMPUTED_COLUMN = "computed column"


@frozen
class Rule:
    """A named value. ``title`` is for people; ``interval`` bounds are proved by the checker where known."""

    name: str
    title: str
    role: Role
    kind: Kind
    stage: Stage
    expr: Expr
    owner: str
    """The declaration it is part of: ``turnover_rate`` for ``turnover_rate.measure``."""
    span: Span | None = field(default=None, eq=False)
    clauses: tuple[Clause, ...] = ()
    """The clauses of the policy's document that it carries out."""


@frozen
class Requirement:
    """A fact that data must meet, else the row (or the record) is rejected with ``message``."""

    condition: Expr
    message: str
    span: Span | None = field(default=None, eq=False)


@frozen
class RecordsPlan:
    """A table of records joined to the subject by its key; ``rules`` are its computed columns.

    A table that is not ``optional`` must be supplied, if only with no rows: no log is not the same as no events.
    """

    name: str
    title: str
    optional: bool
    fields: tuple[InputSpec, ...]
    rules: tuple[Rule, ...]
    requirements: tuple[Requirement, ...]
    points: int
    span: Span | None = field(default=None, eq=False)
    is_past: bool = False
    """The earlier periods of the person: the run supplies them, no file does."""
    by: str | None = None
    """The input that tells whose row it is where people share one, such as their department."""


@frozen
class Output:
    """A column of the result, in order. ``digits`` set: rounded to that many places (a Decimal), else a fraction."""

    name: str
    title: str
    rule: str
    role: Role
    kind: Kind
    digits: int | None


@frozen
class GivenRecords:
    """Records of one table in an example; values by column name (None: not given). ``rows`` None: no table at all."""

    records: str
    rows: tuple[tuple[tuple[str, Value | None], ...], ...] | None


@frozen
class Expectation:
    """``name`` should be ``value``; value None means no result, then ``reason`` (if any) must be its reason.

    With ``records`` it is a column of the table of that name, in its row number ``row``, from 1.
    """

    name: str
    value: Value | None
    reason: str | None
    span: Span | None = field(default=None, eq=False)
    records: str = ""
    row: int = 0

    @property
    def shown_name(self) -> str:
        """What it is called in messages: ``total``, ``sheet[2].score``."""
        return f"{self.records}[{self.row}].{self.name}" if self.records else self.name


@frozen
class ExamplePerson:
    """One of several people of an example; ``key`` is what others name the person by."""

    key: str
    given: tuple[tuple[str, Value | None], ...]
    records: tuple[GivenRecords, ...]
    expect: tuple[Expectation, ...]
    span: Span | None = field(default=None, eq=False)


@frozen
class ExamplePlan:
    """An example: ``given`` by input name, dates of the run among them; tables not mentioned have no rows.

    With ``people`` it is about several, each with everything that is given to all of them; then ``expect`` is empty.
    """

    title: str
    given: tuple[tuple[str, Value | None], ...]
    records: tuple[GivenRecords, ...]
    expect: tuple[Expectation, ...]
    span: Span | None = field(default=None, eq=False)
    people: tuple[ExamplePerson, ...] = ()


@frozen
class IndicatorSpec:
    """What an indicator is to people: where its figure comes from, who scores, its class, as the author wrote it.

    ``full`` is set where its class only takes points away: no score may lie above it.
    """

    rule: str
    class_title: str | None = None
    source: str | None = None
    rater: str | None = None
    evidence: str | None = None
    full: Fraction | None = None
    span: Span | None = field(default=None, eq=False)


class PropertyForm(Enum):
    """The shape of an ``ensure``; ``operands`` of a PropertyPlan by form.

    NEVER_FALLS, NEVER_RISES, RISES, FALLS (result, driver); WITHIN (result, low, high); ALWAYS (condition);
    EXACTLY_WHEN (left, right); REACHABLE (condition); STEP_BOUND (result, most, driver).
    """

    NEVER_FALLS = "never falls"
    NEVER_RISES = "never rises"
    RISES = "rises"
    FALLS = "falls"
    WITHIN = "within"
    ALWAYS = "always"
    EXACTLY_WHEN = "exactly when"
    REACHABLE = "reachable"
    STEP_BOUND = "step bound"


@frozen
class PropertyPlan:
    """An ``ensure``: kept for the prover; WITHIN, ALWAYS and EXACTLY_WHEN are checked on the people of every run."""

    name: str
    form: PropertyForm
    operands: tuple[Expr, ...]
    given: Expr | None
    span: Span | None = field(default=None, eq=False)


@frozen
class GradeSpec:
    name: str
    title: str


@frozen
class SuppliedParameter:
    """A parameter whose value came from outside: from where, None where it is still to come.

    Until then each of ``stand_ins`` is an input with its domain, by which the policy can be checked but not run, and
    an example tried that gives them values.
    """

    name: str
    origin: str | None
    stand_ins: tuple[str, ...]


@frozen
class Plan:
    """A compiled policy."""

    name: str
    title: str
    version: int
    effective_from: date | None
    effective_to: date | None
    period: PeriodLength | None
    currency: str | None
    subject: str
    key: str
    belongs_to: tuple[str, ...]
    reports_to: str | None
    inputs: tuple[InputSpec, ...]
    records: tuple[RecordsPlan, ...]
    applies: Expr | None
    requirements: tuple[Requirement, ...]
    rules: tuple[Rule, ...]
    outputs: tuple[Output, ...]
    grades: tuple[GradeSpec, ...]
    examples: tuple[ExamplePlan, ...]
    properties: tuple[PropertyPlan, ...]
    points: int
    """How many trace points the subject's rules use: every ``point`` is below it."""
    uses_dates: bool
    """Whether a rule reads ``as_of``, ``period_start`` or ``period_end`` (inputs that the run supplies)."""
    amendments: tuple[Amendment, ...] = ()
    """Of a variant, the amendments that led to it, the last one first."""
    indicators: tuple[IndicatorSpec, ...] = ()
    supplied: tuple[SuppliedParameter, ...] = ()
    rollups: tuple["RollupPlan", ...] = ()
    """The policy for longer periods."""
    digits_bound: int = 400
    """Values with more digits than this end a run with a clear error."""
    applies_clauses: tuple[Clause, ...] = ()
    """The clauses that say who takes part."""
    clauses: tuple[ClausePlan, ...] = ()
    """The clauses of the policy's document, in its order."""
    readings: tuple[Reading, ...] = ()
    cited_places: tuple[CitedPlaces, ...] = ()
    """What each place of each file carries out, since a part of a rule may stand under another clause."""
    distribution: Distribution | None = None
    """How the grades of several people are distributed; its inputs stand behind all others."""
    figures: tuple[GroupFigure, ...] = ()
    """Figures about groups of people, in the order in which they are first read."""

    @property
    def manager(self) -> InputRef | None:
        """The input that holds the key of each person's manager; None if no figure is about reports."""
        spec = next((spec for spec in self.inputs if spec.name == self.reports_to), None)
        return None if spec is None else InputRef(spec.name, spec.kind)

    def rule(self, name: str) -> Rule:
        """The rule called ``name``; KeyError if there is none."""
        for rule in self.rules:
            if rule.name == name:
                return rule
        raise KeyError(name)

    @property
    def unsupplied(self) -> tuple[str, ...]:
        """The parameters whose values are still to come from outside."""
        return tuple(parameter.name for parameter in self.supplied if parameter.origin is None)

    def clauses_at(self, span: Span) -> tuple[Clause, ...]:
        """The clauses that a place of the policy's text carries out."""
        found = (places for places in self.cited_places if places.file == span.file.name)
        return next((places.at(span.start) for places in found), ())

    @property
    def past(self) -> RecordsPlan | None:
        """What is kept of earlier periods, always the last table; None if the policy asks for nothing."""
        return self.records[-1] if self.records and self.records[-1].is_past else None

    @property
    def given(self) -> tuple[InputSpec, ...]:
        """The inputs that data hold."""
        return tuple(spec for spec in self.inputs if spec.name not in SUPPLIED)

    def schema(self) -> Schema:
        """What the policy reads from data."""
        carried = tuple(n for n in (*self.belongs_to, self.reports_to) if n is not None)
        inputs = {spec.name for spec in self.given}
        return Schema(
            self.subject,
            self.key,
            tuple(n for n in carried if n not in inputs),
            self.given,
            tuple(
                RecordsSchema(r.name, r.title, r.optional, r.fields, r.by)
                for r in self.records
                if not r.is_past
            ),
        )


PAST_START = "period_start"
"""The column of `past` that tells which period a row is about: its first day."""

RUN_DATES = ("as_of", "period_start", "period_end")
"""Inputs that a run supplies itself: the date that selects windows and parameters, and the period's ends."""


@frozen
class RollupPlan:
    """The policy for a longer period, over what its periods add up to and came to."""

    name: str
    title: str
    length: PeriodLength
    plan: Plan
