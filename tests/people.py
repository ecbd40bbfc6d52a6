"""Random people for a plan, drawn to where evaluators go wrong: thresholds, ties, ends of domains, nothing given."""

from datetime import date, timedelta
from fractions import Fraction
from random import Random

from kpi_lang.core.children import expressions_of, walk
from kpi_lang.core.nodes import Const
from kpi_lang.core.plan import Plan
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.evaluate.person import Person, Record, RunDates
from kpi_lang.values.domains import Domain
from kpi_lang.values.kinds import Family


class PeopleMaker:
    """Makes people for one plan. Most are complete, so that both kinds of generated code are reached."""

    def __init__(self, plan: Plan, random: Random) -> None:
        self.plan = plan
        self.random = random
        literals = [
            node.value for expr in expressions_of(plan) for node in walk(expr) if isinstance(node, Const)
        ]
        self.numbers = sorted({value for value in literals if isinstance(value, Fraction)}) or [Fraction(1)]
        self.days = [value for value in literals if isinstance(value, date)] or [date(2026, 3, 31)]
        self.texts = [value for value in literals if isinstance(value, str)] or ["north"]

    def person(self) -> Person:
        """A person whose data a data layer would have bound."""
        random = self.random
        lacking = random.random() < 0.3
        values = self.tied([self.value(spec, lacking=lacking) for spec in self.plan.inputs])
        tables = tuple(
            None if random.random() < (0.3 if lacking else 0.1) and (table.optional or lacking) else rows
            for table in self.plan.records
            for rows in (self.records(table.fields, lacking=lacking),)
        )
        dates = RunDates(*(self.day() for _ in range(3)))
        if lacking and random.random() < 0.3:
            dates = RunDates(dates.as_of, None, None)
        return Person("E1", tuple(values), tables, None if lacking and random.random() < 0.2 else dates)

    def records(self, fields: tuple[InputSpec, ...], *, lacking: bool) -> tuple[Record, ...]:
        """Rows of a table, seldom many."""
        random = self.random
        count = random.choice((0, 1, 2, 3, 5, 8))
        rejected = lacking and random.random() < 0.2
        return tuple(
            Record(
                tuple(self.value(spec, lacking=lacking) for spec in fields),
                row + 2,
                rejected and row == count - 1,
            )
            for row in range(count)
        )

    def value(self, spec: InputSpec, *, lacking: bool) -> Value | None:
        """A value of an input, or None."""
        random = self.random
        if random.random() < (0.2 if spec.optional else 0.1) and (
            spec.optional or lacking or spec.default is not None
        ):
            return None
        match spec.kind.family:
            case Family.NUMBER:
                return self.number(spec.domain)
            case Family.YES_NO:
                return random.random() < 0.5
            case Family.CHOICE:
                assert spec.kind.choices is not None
                return random.choice(spec.kind.choices.names)
            case Family.TEXT:
                return random.choice(self.texts)
            case Family.DATE:
                return self.day()
            case Family.MONTH:
                return self.day().replace(day=1)

    def number(self, domain: Domain) -> Fraction:
        """A number of a domain: at a literal, a step beside one, at an end, a tie, or anywhere."""
        random = self.random
        step = domain.step or Fraction(1, random.choice((1, 7, 100)))
        ends = [end for end in (domain.first, domain.last) if end is not None]
        match random.choice(("literal", "literal", "end", "half", "any", "huge")):
            case "literal":
                wanted = random.choice(self.numbers) + random.choice((-1, 0, 0, 1)) * step
            case "end" if ends:
                wanted = random.choice(ends) + random.choice((-1, 0, 0, 1)) * step
            case "half":
                wanted = Fraction(random.randint(-400, 4_000), 200)
            case "huge":
                wanted = Fraction(random.randint(-(10**12), 10**12)) * random.choice((1, 1, 10**25))
            case _:
                wanted = Fraction(random.randint(-1_000, 100_000), 100)
        return self.nearest(wanted, domain)

    def nearest(self, wanted: Fraction, domain: Domain) -> Fraction:
        """A number near one that is wanted, in the domain and on its step."""
        low, high = domain.interval.lo, domain.interval.hi
        if high is not None and wanted > high:
            wanted = high
        if low is not None and wanted < low:
            wanted = low
        step = domain.step or Fraction(1, 1000)
        near = wanted if domain.step is None else round(wanted / step) * step
        for candidate in (near, near + step, near - step):
            if domain.contains(candidate):
                return candidate
        found = domain.first if domain.first is not None else domain.last
        assert found is not None, domain
        return found

    def tied(self, values: list[Value | None]) -> list[Value | None]:
        """The values, now and then with one such that a quotient of two lies on a literal or beside it."""
        random = self.random
        specs = self.plan.inputs
        numeric = [
            n for n, value in enumerate(values) if isinstance(value, Fraction) and type(value) is Fraction
        ]
        if len(numeric) < 2 or random.random() < 0.4:
            return values
        above, below = random.sample(numeric, 2)
        divisor = values[below]
        assert isinstance(divisor, Fraction)
        step = specs[above].domain.step or Fraction(1, 100)
        wanted = random.choice(self.numbers) * divisor + random.choice((-1, 0, 0, 1)) * step
        values[above] = self.nearest(wanted, specs[above].domain)
        return values

    def day(self) -> date:
        """A day at a literal, beside it, or at an end of a month."""
        random = self.random
        near = random.choice(
            (*self.days, date(2024, 2, 29), date(2026, 12, 31), date(1, 1, 1), date(9999, 12, 31))
        )
        if date(2, 1, 1) < near < date(9999, 1, 1):
            near += timedelta(days=random.choice((-31, -1, 0, 0, 1, 365)))
        return near
