"""A person made up for a test: what `Policy.evaluate` takes, and how it is shown."""

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import evolve, field, frozen

from kpi_lang.core.plan import Plan
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.evaluate.person import Person
from kpi_lang.policy import Policy, Result
from kpi_lang.report.figures import named_text
from kpi_lang.source import Lang

_NOBODY: dict[Lang, str] = {"en": "nothing given", "zh": "未给出任何数据"}
_AS_OF: dict[Lang, str] = {"en": "as of", "zh": "截至"}


@frozen
class GivenPerson:
    """Values by the names of inputs, records by table and the day that counts, as `Policy.evaluate` takes them.

    What is not given is left out of `values`.
    """

    values: Mapping[str, Value]
    records: Mapping[str, tuple[Mapping[str, Value], ...]] = field(factory=dict)
    as_of: date | None = None

    def evaluate(self, policy: Policy) -> Result:
        """The results of the person; raises what `Policy.evaluate` raises."""
        return policy.evaluate(self.values, records=self.records, as_of=self.as_of)

    def with_value(self, name: str, value: Value) -> "GivenPerson":
        """The same person with another value of one input."""
        return evolve(self, values={**self.values, name: value})

    def shown(self, plan: Plan, lang: Lang) -> str:
        """The person in the author's words, one line for each value and record."""
        return "\n".join(self._lines(plan, lang)) or _NOBODY[lang]

    def _lines(self, plan: Plan, lang: Lang) -> Iterator[str]:
        if self.as_of is not None:
            yield f"{_AS_OF[lang]}: {self.as_of}"
        for spec in plan.given:
            if spec.name in self.values:
                yield f"{spec.title or spec.name}: {value_text(spec, self.values[spec.name], lang)}"
        for table in plan.records:
            for number, row in enumerate(self.records.get(table.name, ()), start=1):
                cells = ", ".join(
                    f"{spec.title or spec.name} {value_text(spec, row[spec.name], lang)}"
                    for spec in table.fields
                    if spec.name in row
                )
                yield f"{table.title or table.name} {number}: {cells}"


def value_text(spec: InputSpec, value: Value, lang: Lang) -> str:
    """A value of an input as people read it."""
    return named_text(value, spec.kind, lang)


def given_person(plan: Plan, person: Person) -> GivenPerson:
    """A bound person as mappings; what a run supplies is left out."""
    records = {
        table.name: tuple(_named(table.fields, record.values) for record in rows)
        for table, rows in zip(plan.records, person.records, strict=True)
        if rows is not None
    }
    return GivenPerson(
        _named(plan.given, person.values), records, person.dates.as_of if person.dates is not None else None
    )


def _named(specs: tuple[InputSpec, ...], values: tuple[Value | None, ...]) -> dict[str, Value]:
    return {spec.name: value for spec, value in zip(specs, values, strict=False) if value is not None}
