"""Random policies over several periods, as texts, and random people for them, who come and go."""

from fractions import Fraction
from random import Random

from attrs import frozen

from kpi_lang.values.periods import Period, PeriodLength

QUARTER = PeriodLength.QUARTER
UNITS = ("north", "south", "west")
_CONDITIONS = ("{0} > {1}", "{0} <= {1}", "{0} >= {1} and flag", "{0} < {1} or not flag")


@frozen
class Row:
    """One person in one period: the unit, and the inputs by name; None where not given."""

    key: str
    unit: str
    period: Period
    values: dict[str, Fraction | bool | None]

    def as_given(self) -> dict[str, object]:
        """The row as a program hands it over."""
        return {"id": self.key, "unit": self.unit, "period": str(self.period), **self.values}


class PolicyWriter:
    """Writes one policy whose figures look back, look at others, and look back at what others were."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.numbers = ["a", "b", "c"]

    def text(self) -> str:
        """A policy that the checker accepts, as far as its grammar goes."""
        random = self.random
        lines = [
            'policy random.periods "Random" { language 1; period quarter; scores to 2 places; amounts to 2 places }',
            "subject employee { key id; belongs to unit"
            + ("; applies when c > 2" if random.random() < 0.3 else "")
            + " }",
            "input a : number in 0 .. 100 step 1 over time sum",
            "input b : number in -50 .. 50 step 0.5 over time mean",
            "input c : number in 1 .. 20 step 1 over time last",
            "input d : number in 0 .. 10 step 1 optional",
            "input flag : yes/no",
        ]
        if random.random() < 0.3:
            lines.append('require a + c > 3 otherwise say "too little"')
        lines += [
            self.balance(number) if random.random() < 0.3 else self.value(number)
            for number in range(random.randint(2, 6))
        ]
        if random.random() < 0.5:
            lines += self.scored()
        return "\n".join(lines) + "\n"

    def value(self, number: int) -> str:
        """A value of what there is so far."""
        name = f"v{number}"
        line = f"value {name} : number = {self.expression()}"
        self.numbers.append(name)
        return line

    def balance(self, number: int) -> str:
        """An amount that each period hands on."""
        name, taken = f"owed{number}", self.random.choice(self.numbers)
        starts = self.random.choice((0, 5, 100))
        self.numbers.append(name)
        change = self.random.choice(
            (f"{name} + {taken} - a", f"{name} / 2 + {taken}", f"max(0, {name} - {taken})")
        )
        return f"balance {name} : number {{ starts {starts}; becomes {change} to 2 places }}"

    def expression(self) -> str:
        """A number: of this period, of those before it, or of other people."""
        random = self.random
        one, other = random.choice(self.numbers), random.choice(self.numbers)
        periods = random.randint(1, 5)
        window = random.choice(("", f" over last {periods} periods"))
        condition = random.choice(_CONDITIONS).format(one, random.randint(0, 40))
        past = f"count(past where present({one}){window})"
        figure = random.choice(("mean", "min", "max", "sum"))
        return random.choice(
            (
                f"{one} - {other} * {random.choice(('2', '0.5', '1 / 3'))}",
                f"to_date({random.choice(('a', 'b', 'c'))}) + {one}",
                f"in_a_row({condition})",
                f"if present(previous({one})) then previous({one}) - {other} else {other}",
                f"if {past} > 0 then {figure}(past.{one} where present({one}){window}) else {other}",
                f"count(past where present({one}) and {one} > {random.randint(0, 40)}{window})",
                f"rank({one}{random.choice((' within unit', ' within everybody'))}) + {other}",
                f"{random.choice(('mean', 'sum', 'max'))}({one}{random.choice((' within unit', ' within everybody'))}) - {other}",
                f"if {condition} then {one} else {other}",
                "if present(d) then d else 0",
            )
        )

    def scored(self) -> list[str]:
        """A scorecard with grades, and mostly a year rolled up from quarters."""
        random = self.random
        source = random.choice(self.numbers)
        lines = [
            "indicator reach { measure a / c; score line { 0%: 0, 500%: 60, 4000%: 100 } }",
            f"indicator other {{ measure {source}; score line {{ -40: 0, 10: 50, 90: 100 }} }}",
            "indicator seldom { measure d * 10; score line { 0: 0, 100: 100 }; missing reweight }",
            "scorecard all { reach 50%; other 30%; seldom 20% }",
            "grades { A from 70; B from 40; C otherwise }",
            "value better : yes/no = if present(previous(total)) then total > previous(total) else no",
        ]
        if random.random() < 0.8:
            how = random.choice(
                ("mean", "sum", "last", "best 2", "best 3", "mean weighted by c", "score again")
            )
            least = random.choice(("", f"; needs at least {random.randint(1, 3)} periods"))
            lines.append(f"rollup annual into year {{ reach : score again; else : {how}{least} }}")
        return lines


def random_rows(random: Random, most_people: int, most_periods: int) -> list[Row]:
    """People over successive quarters: some join, some leave, some come back or move."""
    people, number = random.randint(1, most_people), random.randint(1, most_periods)
    first = Period(QUARTER, 2024, random.randint(1, 4))
    periods = [first]
    while len(periods) < number:
        periods.append(periods[-1].next)
    there = [random.random() for _ in range(people)]
    rows = [
        Row(f"P{person}", random.choice(UNITS), period, _values(random))
        for period in periods
        for person in range(people)
        if random.random() < 0.5 + there[person] / 2
    ] or [Row("P0", "north", first, _values(random))]
    random.shuffle(rows)
    return rows


def _values(random: Random) -> dict[str, Fraction | bool | None]:
    return {
        "a": Fraction(random.choice((0, 1, 10, 20, 40, random.randint(0, 100)))),
        "b": Fraction(random.choice((0, -1, 21, random.randint(-100, 100))), 2),
        "c": Fraction(random.choice((1, 2, 3, random.randint(1, 20)))),
        "d": None if random.random() < 0.4 else Fraction(random.randint(0, 10)),
        "flag": random.random() < 0.6,
    }
